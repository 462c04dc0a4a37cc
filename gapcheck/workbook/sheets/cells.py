"""Cells and sheets as read by openpyxl, from bytes that the safety scan has passed."""

from __future__ import annotations

import io
import itertools
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypeAlias

from gapcheck.errors import Problem, WorkbookError
from gapcheck.workbook.findings import Unreadable
from gapcheck.workbook.places import place, sheet_place
from gapcheck.workbook.safety.screening import Screened
from gapcheck.workbook.sheets.spans import Spans
from gapcheck.workbook.texts import matching, one_line, plain, shown

Raw: TypeAlias = str | int | float | bool | date | time | timedelta | None

NEVER_CALCULATED: Final = "a formula that was never calculated"

_ERRORS = frozenset({
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!",
    "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#EXTERNAL!", "#ERROR!",
})  # fmt: skip
_NO_DATE = "#VALUE!"  # what openpyxl makes of a number that the date format of its cell cannot show, such as 20220818
_ERROR_OF_LIBREOFFICE = re.compile(r"Err:\d{3}")
# How LibreOffice writes the truth value of a formula that came by way of its own format: a number shown as a word.
_TRUTH = '"TRUE";"TRUE";"FALSE"'
_SCHEME = re.compile(r"(?:(?:https?|ftp)://|mailto:)", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


@dataclass(frozen=True, slots=True)
class Cell:
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
                day_zero = workbook.epoch.date()  # of the serial numbers under dates: 1899-12-30, or 1904-01-01
                for worksheet in workbook.worksheets:
                    known = screened.get(matching(worksheet.title))
                    if known is not None:
                        where = sheet_place(known.name)
                        sheets[matching(known.name)] = _read_sheet(worksheet, known, day_zero)
                return sheets
            finally:
                workbook.close()
    except Exception as error:  # over damaged XML openpyxl raises errors of every kind
        mend = "Open the file in Excel or LibreOffice and save it anew, or copy the answers into a new template."
        raise WorkbookError([Problem(where, "contents that cannot be read", "a whole workbook", mend)]) from error


def _read_sheet(worksheet: Any, known: Screened, day_zero: date) -> Sheet:
    rows: dict[int, Mapping[int, Cell]] = {}
    spans = Spans(known.merged)
    covered: dict[tuple[int, int], Cell] = {}
    if known.last_row:
        content = worksheet.iter_rows(1, known.last_row, 1, known.last_column)
        for number, row in enumerate(itertools.islice(content, known.last_row), 1):
            cells = {column: _made(known, number, column, cell, day_zero) for column, cell in enumerate(row, 1)}
            used = {column: cell for column, cell in cells.items() if cell is not None}
            for column in [column for column in used if spans and spans.covers(number, column)]:
                covered[number, column] = used.pop(column)
            if used:
                rows[number] = used
    return Sheet(known.name, rows, spans, covered)


def _made(known: Screened, row: int, column: int, cell: Any, day_zero: date) -> Cell | None:
    if (row, column) in known.uncalculated:
        return Cell(None, place(known.name, row, column), fault=NEVER_CALCULATED)
    value = cell.value
    if value is None:
        return None
    where, link = place(known.name, row, column), known.links.get((row, column), "")
    if isinstance(value, str):
        text = plain(value)
        if text == _NO_DATE and _shows_dates(cell.number_format):
            return Cell(None, where, fault=f"the error {_NO_DATE}, or a number too large for a date (shown as ####)")
        if cell.data_type == "e" or text in _ERRORS or _ERROR_OF_LIBREOFFICE.fullmatch(text):
            return Cell(None, where, fault=f"the error {one_line(text)}")
        return Cell(text, where, link=link) if text else None
    if value in (0, 1) and cell.number_format == _TRUTH:
        return Cell(bool(value), where, link=link)
    day = value.date() if isinstance(value, datetime) else value
    serial = (day - day_zero).days if isinstance(day, date) else None
    return Cell(value, where, cell.number_format or "General", serial=serial, link=link)


def _shows_dates(number_format: str) -> bool:
    from openpyxl.styles.numbers import is_date_format

    return bool(is_date_format(number_format))
