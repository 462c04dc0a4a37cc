"""Pages of the spreadsheet: a sheet with its name and marks above, and tables whose headings are marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import Outline
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from gapcheck.report.spreadsheet.looks import Look, Looks, Value
from gapcheck.report.spreadsheet.texts import is_web
from gapcheck.workbook.drawing.styling import at, fitted, for_print, line_height
from gapcheck.workbook.places import letters

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NUMBERS: Final = ("whole", "points", "decimal")
_INSETS: Final[tuple[Look, ...]] = ("text", "inset", "deep", "deeper")
_DEEPEST: Final = 7  # levels of an outline that a spreadsheet has
_BROADEST: Final = 1.7  # characters, at most, that a letter takes of a column's width
_ONE_LINE: Final = line_height([("", 10.0)])
_INDENT: Final = 1.5  # characters, of each step to the right
_TITLE_HEIGHT, _SECTION_HEIGHT = 24.0, 20.0  # points
HEADER: Final = 3
"""The row of a list's headings: its name and what it is stand above."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, its width in characters, and how its cells look.

    A column of numbers holds texts too, where there is no number. The deeper a row is in a tree, the further to the
    right a ``tree`` column is written.
    """

    heading: str
    width: float
    look: Look = "text"
    tree: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: a value for each column; ``depth`` is how deep it stands in a tree, ``strong`` is bold."""

    values: Sequence[Value]
    depth: int = 0
    strong: bool = False


class Page:
    """One sheet that is being written."""

    def __init__(self, sheet: Worksheet, looks: Looks) -> None:
        self.sheet = sheet
        self.looks = looks

    def put(self, row: int, column: int, value: Value, look: Look) -> str:
        """Write one cell and return the text that it holds."""
        return self.looks.put(at(self.sheet, row, column), value, look)

    def widths(self, widths: Iterable[float]) -> None:
        """Set the widths of the columns, in characters."""
        for number, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[letters(number)].width = width

    def width(self, first: int, last: int) -> float:
        """Return the width of some columns together."""
        return float(sum(self.sheet.column_dimensions[letters(number)].width for number in range(first, last + 1)))

    def title(self, words: str) -> None:
        """Write the line that heads the sheet."""
        self.put(1, 1, words, "title")
        self.sheet.row_dimensions[1].height = _TITLE_HEIGHT

    def section(self, row: int, words: str) -> None:
        """Write the line that heads a part of the sheet."""
        self.put(row, 1, words, "section")
        self.sheet.row_dimensions[row].height = _SECTION_HEIGHT

    def prose(self, row: int, column: int, last: int, text: str, look: Look = "prose") -> None:
        """Write a paragraph across some columns, outside any table."""
        shown = self.put(row, column, text, look)
        if last > column:
            self.sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=last)
        height = _needed(shown, self.width(column, last))
        told = self.sheet.row_dimensions[row].height or 0.0
        fitted(self.sheet, row, max(height, told))

    def table(self, name: str, row: int, columns: Sequence[Column], lines: Iterable[Line], *, filters: bool) -> int:
        """Write a table with its headings in a row and return its last row; ``name`` is one in the whole workbook."""
        for number, column in enumerate(columns, start=1):
            self.put(row, number, column.heading, "heading")
        headings = [(column.heading, self.width(number, number)) for number, column in enumerate(columns, start=1)]
        self.sheet.row_dimensions[row].height = line_height(headings, bold=True)
        last = row
        for last, line in enumerate(lines, start=row + 1):
            self._line(last, columns, line)
        if last > row:
            self._mark(name, f"A{row}:{letters(len(columns))}{last}", columns, filters=filters)
        return last

    def listing(
        self, name: str, columns: Sequence[Column], lines: Iterable[Line], *, none: str, frozen: int, across: int = 1
    ) -> int:
        """Write a table that is a sheet of its own and return its last row.

        ``none`` is said where there is no line; so many columns are ``frozen``. It is printed ``across`` so many pages
        side by side, each with the frozen columns.
        """
        self.widths(column.width for column in columns)
        last = self.table(name, HEADER, columns, lines, filters=True)
        if last == HEADER:
            self.put(HEADER + 1, 1, none, "plain")
        self.sheet.freeze_panes = f"{letters(frozen + 1)}{HEADER + 1}"
        for_print(self.sheet, HEADER, columns=f"A:{letters(frozen)}" if across > 1 else None)
        self.sheet.page_setup.fitToWidth = across
        return last

    def outline(self, lines: Sequence[Line]) -> None:
        """Let the lines of a list be folded under those that they belong to."""
        self.sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
        for row, line in enumerate(lines, start=HEADER + 1):
            self.sheet.row_dimensions[row].outlineLevel = min(line.depth, _DEEPEST)
        deepest = max((line.depth for line in lines), default=0)
        self.sheet.sheet_format.outlineLevelRow = min(deepest, _DEEPEST)  # else Excel shows nothing to fold with

    def _line(self, row: int, columns: Sequence[Column], line: Line) -> None:
        height = 0.0
        for number, (column, value) in enumerate(zip(columns, line.values, strict=True), start=1):
            look = _look(column, value, line)
            text = self.put(row, number, value, look)
            if look == "link":
                cell = at(self.sheet, row, number)
                cell.hyperlink = Hyperlink(ref=cell.coordinate, target=text)
            height = max(height, _needed(text, column.width - _INDENT * line.depth if column.tree else column.width))
        fitted(self.sheet, row, height)

    def _mark(self, name: str, area: str, columns: Sequence[Column], *, filters: bool) -> None:
        """Mark an area as a table, so that programs and screen readers know its headings."""
        named = [TableColumn(id=number, name=column.heading) for number, column in enumerate(columns, start=1)]
        made = Table(displayName=name, name=name, ref=area, tableColumns=named)
        made.autoFilter = AutoFilter(ref=area) if filters else None
        made.tableStyleInfo = TableStyleInfo(showRowStripes=False, showColumnStripes=False)
        self.sheet.add_table(made)


@lru_cache(maxsize=10_000)
def _needed(text: str, width: float) -> float:
    """Return the height that a text needs in a column; clauses, titles and questions come again and again."""
    if "\n" not in text and len(text) * _BROADEST < width and text.isascii():
        return _ONE_LINE
    return line_height([(text, width)])


def _look(column: Column, value: Value, line: Line) -> Look:
    if column.look == "link":
        return "link" if isinstance(value, str) and is_web(value) else "text"
    if isinstance(value, str) and column.look in _NUMBERS:
        return "text"
    if column.look == "decimal" and isinstance(value, int):
        return "whole"
    if line.strong and column.look == "text":
        return "strong"
    if column.tree:
        return _INSETS[min(line.depth, len(_INSETS) - 1)]
    return column.look
