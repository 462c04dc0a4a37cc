"""What a workbook says: answers with their cells and their evidence, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from gapcheck.errors import Problem

Source: TypeAlias = Literal["self", "outside"]


class Status(StrEnum):
    """Why an answer can or cannot be used."""

    ANSWERED = "answered"
    BLANK = "blank"
    NOT_KNOWN = "not_known"
    NOT_AVAILABLE = "not_available"
    CONFIDENTIAL = "confidential"
    NOT_APPLICABLE = "not_applicable"


class Grade(StrEnum):
    """How well an answer is evidenced, from the lowest to the highest."""

    CLAIMED = "claimed"
    DOCUMENTED = "documented"
    VERIFIED = "verified"

    @property
    def rank(self) -> int:
        """The grade's place in the order, from 0."""
        return _RANKS[self]


_RANKS: Final = {grade: number for number, grade in enumerate(Grade)}


@dataclass(frozen=True, slots=True)
class DateInterval:
    """A date known to the day, the month or the year: the first and the last day it can be."""

    first: date
    last: date

    def __str__(self) -> str:
        if self.first == self.last:
            return self.first.isoformat()
        same_month = (self.first.year, self.first.month) == (self.last.year, self.last.month)
        return f"{self.first:%Y-%m}" if same_month else f"{self.first:%Y}"


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table sheet: its value (None where blank) and where it stands."""

    value: str | Fraction | DateInterval | None
    cell: str


@dataclass(frozen=True, slots=True)
class Table:
    """The used rows of a table sheet, each by column id; no rows means "complete, none"."""

    rows: tuple[Mapping[str, TableCell], ...]


Value: TypeAlias = str | tuple[str, ...] | Fraction | DateInterval | Table
"""A code or text; the codes chosen; a number (a share as a fraction of one); a date; a table."""


def what_it_says(value: Value | None) -> object:
    """Return a value as it is compared: equal where the same is said, in whatever cells and whatever order.

    The order of a table's rows says nothing, nor does that of choices; a blank in a row is as if it were not there.
    """
    if isinstance(value, Table):
        rows = (
            sorted((name, repr(cell.value)) for name, cell in row.items() if cell.value is not None)
            for row in value.rows
        )
        return tuple(map(tuple, sorted(rows)))
    return frozenset(value) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer rests on, as the officer wrote it in the row."""

    document: str | None = None
    link: str | None = None
    document_date: DateInterval | None = None
    page: str | None = None
    comment: str | None = None
    responsible_body: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One indicator's answer; ``value`` is None unless ``status`` is answered.

    ``grade`` is claimed or documented here: only a review can verify. ``document_cell`` is where the row names
    its document.
    """

    indicator: str
    status: Status
    value: Value | None
    grade: Grade
    cell: str
    evidence: Evidence = field(default_factory=Evidence)
    document_cell: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """A workbook as read: who speaks, of which country and period, and every answer by indicator id.

    ``submission`` names the report that the workbook is or transcribes, ``transcribed_by`` who copied it, if it was
    not the submitting office; ``body`` whose part it is, where several bodies answer. ``problems`` holds warnings only;
    anything worse stops the reading.
    """

    file_name: str
    sha256: str
    country: str
    year: int
    period_start: date
    period_end: date
    source: Source
    submitted_by: str
    submitted_on: date
    rulebook: str
    answers: Mapping[str, Answer]
    submission: str = ""
    transcribed_by: str = ""
    body: str = ""
    problems: tuple[Problem, ...] = ()
