"""One sheet's XML, screened before openpyxl sees it: how far it reaches, what cannot be trusted in it."""

from __future__ import annotations

import re
from typing import Final

from gapcheck.workbook.places import column_number, row_and_column
from gapcheck.workbook.safety.lookups import Pieces, check_length
from gapcheck.workbook.safety.markup import MAIN, RELATIONS, Budget, Damaged, TextListener
from gapcheck.workbook.safety.screened import KINDS, Screened
from gapcheck.workbook.texts import one_line

__all__ = ["MAX_COLUMN", "MAX_ROW", "Screened", "SheetListener"]

# The template has 10 columns and some 150 rows, a table perhaps 2,000; openpyxl fills every gap before a far cell.
MAX_ROW: Final = 20_000
MAX_COLUMN: Final = 200

_ROW = f"{MAIN} row"
_CELL = f"{MAIN} c"
_VALUE = f"{MAIN} v"
_FORMULA = f"{MAIN} f"
_INLINE = f"{MAIN} is"
_DATA = f"{MAIN} sheetData"
_MERGE = f"{MAIN} mergeCell"
_HYPERLINK = f"{MAIN} hyperlink"
_EXTENSIONS = f"{MAIN} extLst"
_ROW_NUMBER = re.compile(r"[1-9]\d{0,6}", re.ASCII)
_ROW_DEPTH, _CELL_DEPTH, _INSIDE = 3, 4, 5
_MOST_LETTERS = 3


class SheetListener(TextListener):
    """Listens to the rows and cells of one sheet.

    Rows and cells must come in rising order and each where it belongs, as every program writes them: openpyxl drops
    a row that comes late without a word, and a cell could say one thing to it and another to Excel.
    """

    def __init__(self, budget: Budget, name: str) -> None:
        super().__init__(budget)
        self.screened = Screened(name)
        self._row = self._column = 0
        self._row_text = ""
        self._kind = "n"
        self._text: list[str] = []
        self._letters = 0
        self._value: str | None = None
        self._pieces: Pieces | None = None
        self._formula = self._data = False
        # Where the parser is: a row's elements stand at depth 3, its cells at 4, what a cell holds at 5.
        self._in_row = self._in_cell = self._in_value = self._in_inline = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        super().start(name, attributes)
        if self._in_cell:
            self._start_in_cell(name)
        elif self._in_row:
            if self.depth == _CELL_DEPTH:
                self._start_in_row(name, attributes)
        elif name == _ROW:
            self._start_row(attributes)
        elif name == _DATA:
            if self._data or self.depth != 2:
                raise Damaged("the cells of a sheet in two")
            self._data = True
        elif name == _MERGE:
            self._merge(attributes.get("ref", ""))
        elif name == _HYPERLINK and self.depth == 3 and (relation := attributes.get(f"{RELATIONS} id", "")):
            self.screened.hyperlinks.append((attributes.get("ref", ""), relation, attributes.get("location", "")))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        depth = self.depth
        self.depth = depth - 1
        if not self._in_cell:
            if depth == _ROW_DEPTH:
                self._in_row = False
        elif self._in_value:
            self._value, self._in_value = "".join(self._text), False
        elif depth == _CELL_DEPTH:
            self._end_cell()
        elif depth == _INSIDE:
            self._in_inline = False
        elif self._in_inline and self._pieces:
            self._pieces.end(name)

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if self._in_value or self._in_inline:
            self._text.append(data)
            self._letters += len(data)
            check_length(self._letters)

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        if self.depth != _ROW_DEPTH or not self._data:
            raise Damaged("a row outside of the cells")
        if number is not None and not _ROW_NUMBER.fullmatch(number):
            raise Damaged("a row without a proper number")
        row = int(number) if number else self._row + 1
        if row <= self._row:
            raise Damaged(f"rows out of order (at row {row})")
        self._row, self._row_text, self._column, self._in_row = row, str(row), 0, True

    def _start_in_row(self, name: str, attributes: dict[str, str]) -> None:
        if name != _CELL:
            if name != _EXTENSIONS:
                raise Damaged("something that is no cell in a row")
            return
        reference = attributes.get("r")
        column = self._column + 1
        if reference is not None:
            letters = reference.removesuffix(self._row_text)
            found = column_number(letters) if letters != reference and len(letters) <= _MOST_LETTERS else 0
            if found < column:
                raise Damaged(f"cells out of order (in row {self._row})")
            column = found
        self._kind = attributes.get("t", "n")
        if self._kind not in KINDS:
            raise Damaged(f"a cell of an unknown kind (in row {self._row})")
        self._column, self._in_cell = column, True
        self._text, self._letters, self._value, self._pieces = [], 0, None, None
        self._formula = False
        if style := attributes.get("s", ""):
            self.screened.style(style, self._row, column)

    def _start_in_cell(self, name: str) -> None:
        if self._in_value:
            raise Damaged("a cell's value with elements inside")
        if self._in_inline and self._pieces:
            self._pieces.start(name, self.depth - _INSIDE)
        elif self.depth != _INSIDE:
            return
        elif name == _FORMULA:
            self._formula = True
        elif name == _INLINE:
            if self._pieces:
                raise Damaged(f"a cell with two texts (in row {self._row})")
            self._pieces, self._in_inline = Pieces(), True
        elif name == _VALUE:
            if self._value is not None:
                raise Damaged(f"a cell with two values (in row {self._row})")
            self._text, self._in_value = [], True

    def _end_cell(self) -> None:
        self._in_cell = False
        value = self._value
        inline = "".join(self._text) if self._pieces else ""
        # openpyxl would read such a cell as blank.
        if (value and self._kind == "inlineStr") or (inline and self._kind != "inlineStr"):
            raise Damaged(f"a cell whose kind and contents do not agree (in row {self._row})")
        if not value and not inline and not self._formula:
            return  # styled and blank: tolerated anywhere, never read
        screened, row, column = self.screened, self._row, self._column
        if row > MAX_ROW or column > MAX_COLUMN:
            found = f"content in a cell far outside the template ({repr(one_line(value or inline)) or 'a formula'})"
            expected = f"nothing beyond row {MAX_ROW} and column {MAX_COLUMN}"
            screened.problem(row, column, found, expected, "Clear the cell, or delete its row and column.")
            return
        screened.last_row = row
        screened.last_column = max(screened.last_column, column)
        # An empty text is what a formula such as IF(...;"") gives; any other empty value was never calculated.
        if self._formula and not value and not inline and not (value is not None and self._kind == "str"):
            screened.uncalculated.add((row, column))
        if value:
            screened.value(self._kind, value.strip(), row, column)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = row_and_column(first), row_and_column(last or first)
        if start is None or end is None:
            raise Damaged("a merged range that is none")
        self.screened.merge(reference, (*start, *end))
