"""One sheet's XML, screened before openpyxl sees it: how far it reaches, what cannot be trusted in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gapcheck.errors import Problem
from gapcheck.workbook.markup import MAIN, Budget, Damaged, TextListener
from gapcheck.workbook.places import place, row_and_column, sheet_place
from gapcheck.workbook.texts import one_line

# The template has 10 columns and some 150 rows, a table perhaps 2,000; openpyxl fills every gap before a far cell.
MAX_ROW = 20_000
MAX_COLUMN = 200
# A title may be merged over a few columns; merging a whole sheet stalls programs that keep every merged cell.
MAX_MERGED_CELLS = 2_000
MAX_PROBLEMS = 20  # of one sheet; more of the same help nobody

_ROW = f"{MAIN} row"
_CELL = f"{MAIN} c"
_VALUE = f"{MAIN} v"
_FORMULA = f"{MAIN} f"
_INLINE = f"{MAIN} is"
_MERGE = f"{MAIN} mergeCell"
_EXTENSIONS = f"{MAIN} extLst"
_ROW_NUMBER = re.compile(r"[1-9]\d{0,6}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d{1,400}(\.\d{0,400})?|\.\d{1,400})([eE][+-]?\d{1,4})?", re.ASCII)
_SHAPES = {
    "n": _NUMBER,
    "s": re.compile(r"\d{1,9}", re.ASCII),
    "b": re.compile(r"[01]"),
    "d": re.compile(r"\d{4}-\d{2}-\d{2}(T[\d:.]{5,12}Z?)?", re.ASCII),
}
_KINDS = frozenset({"n", "s", "b", "d", "str", "inlineStr", "e"})


@dataclass(slots=True)
class Screened:
    """What screening learnt of one sheet: how far its content reaches, formulas never calculated, merged cells.

    A merged range is its first row, first column, last row and last column.
    """

    name: str
    last_row: int = 0
    last_column: int = 0
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class SheetListener(TextListener):
    """Listens to the rows and cells of one sheet.

    Rows and cells must come in rising order, as every program writes them: openpyxl drops a row that comes
    late without a word, and a cell could say one thing to it and another to Excel.
    """

    def __init__(self, budget: Budget, name: str) -> None:
        super().__init__(budget)
        self.screened = Screened(name)
        self._row = self._column = 0
        self._row_depth = self._cell_depth = 0
        self._kind = "n"
        self._text: list[str] = []
        self._value: str | None = None
        self._formula = self._in_value = self._in_inline = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        super().start(name, attributes)
        if self._in_value:
            raise Damaged("a cell's value with elements inside")
        if self._cell_depth:
            self._start_in_cell(name)
        elif self._row_depth:
            if name == _CELL and self.depth == self._row_depth + 1:
                self._start_cell(attributes)
            elif self.depth == self._row_depth + 1 and name != _EXTENSIONS:
                raise Damaged("something that is no cell in a row")
        elif name == _ROW:
            self._start_row(attributes)
        elif name == _MERGE:
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._in_value and name == _VALUE:
            self._value, self._in_value = "".join(self._text), False
        elif self.depth == self._cell_depth:
            self._end_cell()
        elif self.depth == self._row_depth:
            self._row_depth = 0
        super().end(name)

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if self._in_value or self._in_inline:
            self._text.append(data)

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        if number is not None and not _ROW_NUMBER.fullmatch(number):
            raise Damaged("a row without a proper number")
        row = int(number) if number else self._row + 1
        if row <= self._row:
            raise Damaged(f"rows out of order (at row {row})")
        self._row, self._column, self._row_depth = row, 0, self.depth

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        row, column = self._row, self._column + 1
        if reference is not None:
            found = row_and_column(reference)
            if found is None or found[0] != row or found[1] < column:
                raise Damaged(f"cells out of order (in row {row})")
            column = found[1]
        self._kind = attributes.get("t", "n")
        if self._kind not in _KINDS:
            raise Damaged(f"a cell of an unknown kind (in row {row})")
        self._column, self._cell_depth = column, self.depth
        self._text, self._value = [], None
        self._formula = self._in_inline = False

    def _start_in_cell(self, name: str) -> None:
        if name == _FORMULA:
            self._formula = True
        elif name == _INLINE:
            self._in_inline = True
        elif name == _VALUE and self.depth == self._cell_depth + 1:
            if self._value is not None:
                raise Damaged(f"a cell with two values (in row {self._row})")
            self._text, self._in_value = [], True

    def _end_cell(self) -> None:
        self._cell_depth = 0
        inline = "".join(self._text) if self._in_inline else ""
        self._in_inline = False
        value = self._value
        if not value and not inline and not self._formula:
            return  # styled and blank: tolerated anywhere, never read
        screened = self.screened
        if self._row > MAX_ROW or self._column > MAX_COLUMN:
            found = f"content in a cell far outside the template ({repr(one_line(value or inline)) or 'a formula'})"
            expected = f"nothing beyond row {MAX_ROW} and column {MAX_COLUMN}"
            self._problem(self._row, self._column, found, expected, "Clear the cell, or delete its row and column.")
            return
        screened.last_row = self._row
        screened.last_column = max(screened.last_column, self._column)
        # An empty text is what a formula such as IF(...;"") gives; any other empty value was never calculated.
        if self._formula and not value and not (value is not None and self._kind == "str"):
            screened.uncalculated.add((self._row, self._column))
        shape = _SHAPES.get(self._kind)
        if value and shape and not shape.fullmatch(value.strip()):
            found = f"{one_line(value)!r} stored as a number or a reference"
            self._problem(self._row, self._column, found, "a value that Excel can store", "Type the cell again.")

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = row_and_column(first), row_and_column(last or first)
        if start is None or end is None:
            raise Damaged("a merged range that is none")
        self.screened.merged.append((*start, *end))
        size = (abs(end[0] - start[0]) + 1) * (abs(end[1] - start[1]) + 1)
        if size > MAX_MERGED_CELLS:
            where = f"{sheet_place(self.screened.name)}!{reference}"
            expected = f"merged ranges of at most {MAX_MERGED_CELLS} cells"
            self.screened.problems.append(Problem(where, f"{size} cells merged into one", expected, "Unmerge them."))

    def _problem(self, row: int, column: int, found: str, expected: str, mend: str) -> None:
        if len(self.screened.problems) < MAX_PROBLEMS:
            self.screened.problems.append(Problem(place(self.screened.name, row, column), found, expected, mend))
