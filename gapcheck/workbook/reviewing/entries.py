"""What a review workbook is drawn from: the queue's entries, and what an old review brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from gapcheck.workbook.sheets.cells import Cell

Class: TypeAlias = Literal["error", "warning", "moving", "still", "open"]
CLASSES: Final[tuple[Class, ...]] = ("error", "warning", "moving", "still", "open")
"""In a contradiction that contests, in one that is only told; one decision can move a score; none can; unanswered."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One question's place in the queue.

    ``moves`` is the largest change, in points of 100, that a decision on it can make to the verified or the documented
    score of an instrument; ``provisions`` are the scored clauses that rest on it, ``why`` says it all in words.
    """

    indicator: str
    kind: Class
    moves: Fraction
    provisions: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """What an old review brings to one question's row.

    ``filled`` is what stands in the auditor's columns again, nothing where it was not taken over; ``rows`` the
    corrected rows of a table, None where the officer's stand there; ``before`` what was decided then, in words.
    """

    filled: Mapping[str, Cell] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Mapping[str, Cell], ...] | None = None


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Something of an old review that has no place in a new one: what it was, of which ID, its words, the reason."""

    what: str
    indicator: str
    written: str
    reason: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What an old review brings to a new one: rows by question, voices, and what has no question any more."""

    rows: Mapping[str, CarriedRow] = field(default_factory=dict)
    voices: tuple[Mapping[str, Cell], ...] = ()
    left: tuple[LeftOver, ...] = ()


NOTHING: Final = Carried()
