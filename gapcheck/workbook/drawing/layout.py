"""Where things stand in a template: its columns, its first rows, and the addresses of its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import PILLARS, Indicator
from gapcheck.workbook.places import letters, sheet_place
from gapcheck.workbook.plan import WHOLE, Plan
from gapcheck.workbook.words import CARRIED_HEADINGS, HEADINGS, SHOWN_HEADINGS

LISTS: Final = "lists"
KEPT: Final = "Kept"
FIRST_ROW: Final = 2  # of a pillar sheet's questions
TABLE_HEADER: Final = 3  # below the question and the columns' titles
TABLE_ROWS: Final = 1000  # rows of a table sheet that hints are shown at and formulas look at

WIDTHS: Final[Mapping[str, float]] = {
    "id": 30, "question": 46, "answer": 25, "unit": 12, "responsible_body": 18, "document": 27, "link": 16,
    "document_date": 13, "page": 13, "comment": 28, "status": 30, "why": 36, "previous_answer": 25,
    "previous_document": 30, "previous_missing": 36, "change": 12,
}  # fmt: skip
ANOTHER_LANGUAGE: Final = 12  # by how much questions in one more language are wider, lest their rows grow too high


@dataclass(frozen=True)
class Layout:
    """Which sheets a template has, and where each of its questions stands."""

    rulebook: Rulebook
    plan: Plan = WHOLE
    _rows: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for pillar in PILLARS:
            for row, indicator in enumerate(self.of(pillar), FIRST_ROW):
                self._rows[indicator.id] = row

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings' keys, from column A."""
        return (*HEADINGS, *SHOWN_HEADINGS, *(CARRIED_HEADINGS if self.plan.previous else ()))

    def asked(self) -> list[Indicator]:
        """Return the questions of this template, by pillar."""
        return [indicator for indicator in self.rulebook.asked() if self.plan.holds(indicator.id)]

    def of(self, pillar: str) -> list[Indicator]:
        """Return the questions on one pillar's sheet, from its first row."""
        return [indicator for indicator in self.asked() if indicator.pillar == pillar]

    def tables(self) -> list[Indicator]:
        """Return the questions that have a sheet of their own."""
        return [indicator for indicator in self.asked() if indicator.type == "table"]

    def row(self, indicator: str) -> int:
        """Return the row of a question on its pillar's sheet."""
        return self._rows[indicator]

    def letter(self, heading: str) -> str:
        """Return the letter of a column by its heading's key."""
        return letters(self.columns.index(heading) + 1)

    def answer(self, indicator: str) -> str | None:
        """Return the absolute reference of an answer's cell, or None where the template does not ask it."""
        row = self._rows.get(indicator)
        if row is None:
            return None
        pillar = (self.rulebook.indicators[indicator].pillar or "").capitalize()
        return f"{pillar}!${self.letter('answer')}${row}"

    def column(self, table: str, column: str) -> str | None:
        """Return the absolute range of a table's column, or None where the template has no such table."""
        if table not in self._rows:
            return None
        letter = letters(list(self.rulebook.indicators[table].columns).index(column) + 1)
        first, last = TABLE_HEADER + 1, TABLE_HEADER + TABLE_ROWS
        return f"{sheet_place(table)}!${letter}${first}:${letter}${last}"
