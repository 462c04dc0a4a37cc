"""Where a folder of rules is, and what people call it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gapcheck.resources import shipped

RULES: Final = "rules"
"""What the shipped folder is called, and every folder in places that are the same on every machine."""


def root_of(folder: Path | None) -> Path:
    """Return a folder of rules, the shipped one where none is named."""
    return shipped(RULES) if folder is None else folder


def meant_as_option(argument: str) -> str:
    """Return a sentence where an argument that a command cannot use is a folder, perhaps of rules; else nothing."""
    return f"Did you mean --rules {argument}?" if Path(argument).is_dir() else ""


def called_by_people(folder: Path | None) -> str:
    """Return what messages call a folder of rules: as it was given, so that nobody opens the file of another."""
    return RULES if folder is None else folder.as_posix()
