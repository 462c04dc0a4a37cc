"""What screening learns of one sheet, and what is wrong with it as a whole: values, extent, merges, references."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from gapcheck.errors import Problem
from gapcheck.workbook.patterns import late
from gapcheck.workbook.places import place, sheet_place
from gapcheck.workbook.texts import one_line

# A title may be merged over a few columns; merging a whole sheet stalls programs that keep every merged cell.
MAX_MERGED_CELLS: Final = 2_000
MAX_MERGES: Final = 2_000
# openpyxl gives every cell up to the last row and column, blank ones too: a stray cell in a far corner costs all.
MAX_AREA: Final = 1_000_000
# One long text can stand in every cell; each is cleaned anew.
MAX_LETTERS: Final = 16_000_000
MAX_PROBLEMS: Final = 20  # of one sheet; more of the same help nobody

KINDS: Final = frozenset({"n", "s", "b", "d", "str", "inlineStr", "e"})
_NUMBER = re.compile(r"[+-]?(\d{1,400}(\.\d{0,400})?|\.\d{1,400})([eE][+-]?\d{1,4})?", re.ASCII)
_INDEX_DIGITS = 9
_INDEX = re.compile(rf"\d{{1,{_INDEX_DIGITS}}}", re.ASCII)
_SHAPES = {
    "n": (_NUMBER, "stored as a number"),
    "s": (_INDEX, "stored as a reference to a text"),
    "b": (re.compile(r"[01]"), "stored as TRUE or FALSE"),
    "d": (late(r"\d{4}-\d{2}-\d{2}(T[\d:.]{5,12}Z?)?", re.ASCII), "stored as a date"),
}
_TYPE_AGAIN = "Type the cell again."
_SAVE_ANEW = "Open the workbook in Excel or LibreOffice, check the cell, and save it anew."


@dataclass(slots=True)
class Screened:
    """What screening learnt of one sheet: how far its content reaches, formulas never calculated, merged cells.

    A merged range is its first row, first column, last row and last column. ``texts`` says how often each shared
    text is used; of these and of the styles the highest number is kept with its cell. ``hyperlinks`` are the ranges
    that lead somewhere, each with its relation's id and a place there; ``links`` the addresses by row and column.
    """

    name: str
    last_row: int = 0
    last_column: int = 0
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    texts: Counter[int] = field(default_factory=Counter)
    highest_text: tuple[int, int, int] = (-1, 1, 1)
    highest_style: tuple[int, int, int] = (-1, 1, 1)
    hyperlinks: list[tuple[str, str, str]] = field(default_factory=list)
    links: dict[tuple[int, int], str] = field(default_factory=dict)

    def problem(self, row: int, column: int, found: str, expected: str, mend: str) -> None:
        """Add a problem of one cell, unless there are many already."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(place(self.name, row, column), found, expected, mend))

    def style(self, style: str, row: int, column: int) -> None:
        """Take the style of a cell."""
        if not (style.isascii() and style.isdigit() and len(style) <= _INDEX_DIGITS):
            self.problem(row, column, f"the style {one_line(style)!r}", "the number of a style", _SAVE_ANEW)
        elif int(style) > self.highest_style[0]:
            self.highest_style = (int(style), row, column)

    def value(self, kind: str, value: str, row: int, column: int) -> None:
        """Take the value of a cell that is in reach."""
        shape, stored = _SHAPES.get(kind, (None, ""))
        if (shape and not shape.fullmatch(value)) or (kind == "d" and not _is_date(value[:10])):
            self.problem(row, column, f"{one_line(value)!r} {stored}", "a value that Excel can store", _TYPE_AGAIN)
        elif kind == "s":
            self.texts[int(value)] += 1
            if int(value) > self.highest_text[0]:
                self.highest_text = (int(value), row, column)

    def merge(self, reference: str, merged: tuple[int, int, int, int]) -> None:
        """Take a merged range."""
        self.merged.append(merged)
        first_row, first_column, last_row, last_column = merged
        size = (abs(last_row - first_row) + 1) * (abs(last_column - first_column) + 1)
        where = f"{sheet_place(self.name)}!{reference}"
        if size > MAX_MERGED_CELLS and len(self.problems) < MAX_PROBLEMS:
            expected = f"merged ranges of at most {MAX_MERGED_CELLS} cells"
            self.problems.append(Problem(where, f"{size} cells merged into one", expected, "Unmerge them."))
        if len(self.merged) == MAX_MERGES + 1:
            found, expected = f"more than {MAX_MERGES} merged ranges", "a sheet of the template"
            self.problems.append(Problem(where, found, expected, "Unmerge the cells of the sheet."))


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def sheets_problems(sheets: Iterable[Screened], lengths: Sequence[int], styles: int) -> list[Problem]:
    """Return what is wrong with our sheets, once all of the file was seen.

    ``lengths`` has the length of every shared text, ``styles`` the number of styles for cells.
    """
    sheets = list(sheets)
    for sheet in sheets:
        number, row, column = sheet.highest_text
        if number >= len(lengths):
            found = f"a reference to text no. {number + 1} of a list of {len(lengths)}"
            sheet.problem(row, column, found, "a cell with its own text", _TYPE_AGAIN)
        number, row, column = sheet.highest_style
        if number >= max(styles, 1):
            found = f"a reference to style no. {number + 1} of a list of {styles}"
            sheet.problem(row, column, found, "a cell with a style of the workbook", _SAVE_ANEW)
    if sum(sheet.last_row * sheet.last_column for sheet in sheets) > MAX_AREA:
        largest = max(sheets, key=lambda sheet: sheet.last_row * sheet.last_column)
        found = f"content spread over {largest.last_row} rows and {largest.last_column} columns"
        expected = f"at most {MAX_AREA} cells in all sheets"
        mend = "Delete the rows and columns far below and to the right of the table."
        largest.problem(largest.last_row, largest.last_column, found, expected, mend)
    letters = {sheet.name: _letters(sheet, lengths) for sheet in sheets}
    if sum(letters.values()) > MAX_LETTERS:
        longest = max(sheets, key=lambda sheet: letters[sheet.name])
        found = f"texts of {letters[longest.name] // 1_000_000} million letters in all"
        longest.problem(1, 1, found, f"at most {MAX_LETTERS // 1_000_000} million", "Shorten the texts of the sheet.")
    return [problem for sheet in sheets for problem in sheet.problems]


def _letters(sheet: Screened, lengths: Sequence[int]) -> int:
    return sum(lengths[index] * times for index, times in sheet.texts.items() if index < len(lengths))
