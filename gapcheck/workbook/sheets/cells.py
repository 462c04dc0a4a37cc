"""Cells and sheets as they are read: values, places, number formats, merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Final, NamedTuple, TypeAlias

from gapcheck.workbook.findings import Unreadable
from gapcheck.workbook.places import place
from gapcheck.workbook.sheets.spans import Spans
from gapcheck.workbook.texts import matching, shown

Raw: TypeAlias = str | int | float | bool | date | time | timedelta | None

NEVER_CALCULATED: Final = "a formula that was never calculated"

_SCHEME = re.compile(r"(?:(?:https?|ftp)://|mailto:)", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


class Cell(NamedTuple):
    """One cell: its value (text already plain; None where blank), its place, its number format.

    A fault is why its value cannot be used at all: an error value, or a formula that was never calculated. The serial
    is the number that the file holds for a real date, the link the address that a click on the cell leads to.
    """

    value: Raw
    place: str
    number_format: str = "General"
    fault: str | None = None
    serial: int | None = None
    link: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing stands in the cell."""
        return self.value is None and self.fault is None

    @property
    def percent(self) -> bool:
        """Whether a number in the cell is shown in per cent."""
        return "%" in _QUOTED.sub("", self.number_format.split(";")[0])

    def sound(self, expected: str) -> Raw:
        """Return the value, or raise Unreadable where the cell has a fault."""
        if self.fault is not None:
            mend = "Type the value itself in its place."
            if self.fault == NEVER_CALCULATED:
                mend = "Open the workbook in Excel or LibreOffice and save it, or type the value itself."
            raise Unreadable(expected, mend, self.fault)
        return self.value

    def as_text(self) -> str | None:
        """Return the value as text, as a person would write it; None where blank."""
        value = self.value
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, bool):
            return shown(value)
        if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
            return str(int(value))
        return value.isoformat()[:10] if isinstance(value, date) else str(value)

    def linked_text(self) -> str | None:
        """Return the value as text, and behind it the address of its link where the text does not say it already."""
        text = self.as_text()
        if text is None or not self.link:
            return text
        bare = _SCHEME.sub("", self.link).rstrip("/")
        return text if matching(bare) in matching(text) else f"{text} <{self.link}>"


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet that are not blank: by row, then by column, both from 1 and rising.

    ``spans`` are its merged cells. What a program kept under one is not among the rows but ``covered``, by row and
    column: nobody sees it.
    """

    name: str
    rows: Mapping[int, Mapping[int, Cell]] = field(default_factory=dict)
    spans: Spans = field(default_factory=Spans)
    covered: Mapping[tuple[int, int], Cell] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell; a blank one where there is none."""
        return self.rows.get(row, {}).get(column) or Cell(None, place(self.name, row, column))

    def top(self, number: int) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """Yield the used rows among the first ones, with their numbers."""
        return ((row, cells) for row, cells in self.rows.items() if row <= number)
