"""The rulebook room: what is promised. The model of rule files, and loading them with places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.remembered import recall_rulebook

if TYPE_CHECKING:
    from gapcheck.rulebook.loading import load_rulebook

__all__ = ["Rulebook", "load_rulebook", "recall_rulebook"]


def __getattr__(name: str) -> Any:
    """Import loading, which finds mistakes, only where rules are not known to be right."""
    if name != "load_rulebook":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from gapcheck.rulebook.loading import load_rulebook

    return load_rulebook
