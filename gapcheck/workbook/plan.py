"""What a template holds beside the rulebook's questions: whose part it is, and what another workbook said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Change: TypeAlias = Literal["", "new", "changed"]


@dataclass(frozen=True, slots=True)
class Carried:
    """What stands beside a question's empty answer: never an answer itself.

    ``answer`` is last year's as it was written, ``document`` names its document where that may still be in force,
    ``missing`` says what the last assessment found missing, ``change`` whether the question is new or changed.
    """

    answer: str = ""
    document: str = ""
    missing: str = ""
    change: Change = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Something another workbook holds that has no place of its own here: where it stood, and every word of it."""

    place: str
    indicator: str
    question: str
    written: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a template is made for.

    ``body`` names whose part it is and ``asked`` the questions in it; empty and None for the whole. ``previous`` says
    what the carried answers are from, such as ``KHM 2022``; empty where nothing is carried.
    """

    body: str = ""
    asked: frozenset[str] | None = None
    previous: str = ""
    carried: Mapping[str, Carried] = field(default_factory=dict)
    kept: tuple[Kept, ...] = ()

    def holds(self, indicator: str) -> bool:
        """Return whether the template asks a question."""
        return self.asked is None or indicator in self.asked


WHOLE = Plan()
