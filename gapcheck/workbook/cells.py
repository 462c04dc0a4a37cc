"""Cells and sheets as read by openpyxl, from bytes that the safety scan has passed."""

from __future__ import annotations

import io
import itertools
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any, TypeAlias

from gapcheck.errors import Problem, WorkbookError
from gapcheck.workbook.findings import Unreadable
from gapcheck.workbook.places import place, sheet_place
from gapcheck.workbook.screening import Screened
from gapcheck.workbook.texts import matching, one_line, plain, shown

Raw: TypeAlias = str | int | float | bool | date | time | timedelta | None

_ERRORS = frozenset({
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!",
    "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#EXTERNAL!",
})  # fmt: skip
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value (text already plain; None where blank), its place, its number format.

    A fault is why its value cannot be used at all: an error value, or a formula that was never calculated.
    """

    value: Raw
    place: str
    number_format: str = "General"
    fault: str | None = None

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
            mend = "Type the value itself in place of the formula."
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


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet that are not blank: by row, then by column, both from 1 and rising."""

    name: str
    rows: Mapping[int, Mapping[int, Cell]] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell; a blank one where there is none."""
        return self.rows.get(row, {}).get(column) or Cell(None, place(self.name, row, column))

    def top(self, number: int) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """Yield the used rows among the first ones, with their numbers."""
        return ((row, cells) for row, cells in self.rows.items() if row <= number)


def read_sheets(data: bytes, file_name: str, screened: Mapping[str, Screened]) -> dict[str, Sheet]:
    """Read the screened sheets with openpyxl's read-only mode; returns them by name in lower case.

    Only as far as the scan found content: styled blank cells beyond it are never visited, nor is what follows
    the cells in a sheet's XML, which openpyxl sometimes cannot read. Raises WorkbookError where it fails.
    """
    import openpyxl  # 80 ms or more, and most commands do without

    where = one_line(file_name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about drawings, formats and extensions that are not read
            workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                sheets: dict[str, Sheet] = {}
                for worksheet in workbook.worksheets:
                    known = screened.get(matching(worksheet.title))
                    if known is not None:
                        where = sheet_place(known.name)
                        sheets[matching(known.name)] = _read_sheet(worksheet, known)
                return sheets
            finally:
                workbook.close()
    except Exception as error:  # over damaged XML openpyxl raises errors of every kind
        mend = "Open the file in Excel or LibreOffice and save it anew, or copy the answers into a new template."
        raise WorkbookError([Problem(where, "contents that cannot be read", "a whole workbook", mend)]) from error


def _read_sheet(worksheet: Any, known: Screened) -> Sheet:
    rows: dict[int, Mapping[int, Cell]] = {}
    if known.last_row:
        content = worksheet.iter_rows(1, known.last_row, 1, known.last_column)
        for number, row in enumerate(itertools.islice(content, known.last_row), 1):
            cells = {column: _made(known, number, column, cell) for column, cell in enumerate(row, 1)}
            if used := {column: cell for column, cell in cells.items() if cell is not None}:
                rows[number] = used
    return Sheet(known.name, rows)


def _made(known: Screened, row: int, column: int, cell: Any) -> Cell | None:
    if (row, column) in known.uncalculated:
        return Cell(None, place(known.name, row, column), fault="a formula that was never calculated")
    value = cell.value
    if value is None:
        return None
    where = place(known.name, row, column)
    if isinstance(value, str):
        text = plain(value)
        if cell.data_type == "e" or text in _ERRORS:
            return Cell(None, where, fault=f"the error {one_line(text)}")
        return Cell(text, where) if text else None
    return Cell(value, where, cell.number_format or "General")
