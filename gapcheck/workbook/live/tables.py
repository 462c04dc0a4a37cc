"""Live formulas over table sheets: when a table's rows are known, and the figures they give."""

from __future__ import annotations

from dataclasses import dataclass

from gapcheck.rulebook.expressions import Cell, Rows
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.numbers import parse_number
from gapcheck.workbook.live.terms import (
    NEAR,
    TRUE,
    Addresses,
    Figure,
    Unwritable,
    both,
    literal,
    quote,
    says,
    spelled,
    where,
)
from gapcheck.workbook.values.numerals import LARGEST
from gapcheck.workbook.words import COMPLETE_NONE, Words

# What the reader refuses as a row of totals, and a little more: a table that has one is not judged.
_TOTALS = ("total*", "grand total*", "sub*total*", "sum", "sum of*", "សរុប*")
_SIGNS = {"at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<"}
# Rounding in the sum of a thousand fractions is a hundred times that of a few steps.
_LONG_SUM = 100


@dataclass(frozen=True)
class TableSheet:
    """One table of the workbook: the cell of its answer, and the cells of its columns."""

    table: Indicator
    stated: str
    columns: dict[str, str]
    words: Words

    @classmethod
    def of(cls, table: Indicator, addresses: Addresses, words: Words) -> TableSheet:
        """Find a table; raises Unwritable where the workbook does not have all of it."""
        stated = addresses.answer(table.id)
        columns = {name: found for name in table.columns if (found := addresses.column(table.id, name)) is not None}
        if stated is None or len(columns) < len(table.columns):
            raise Unwritable(table.id)
        return cls(table, stated, columns, words)

    @property
    def sound(self) -> str:
        """The condition that what stands in the sheet is the table: nothing said against it, no totals, all keyed.

        An error in any cell makes it an error, and so the whole check.
        """
        key = self.columns[self.table.key_column]
        totals = "+".join(f'COUNTIF({key},"{words}")' for words in _TOTALS)
        return both([f'EXACT(TRIM({self.stated}),"")', self.keyed, f"({totals})=0"])

    @property
    def keyed(self) -> str:
        """The condition that no row is filled in without its key."""
        key = self.columns[self.table.key_column]
        filled = "+".join(f'({cells}<>"")' for cells in self.columns.values() if cells != key)
        return f'SUMPRODUCT(({key}="")*(({filled})>0))=0' if filled else TRUE

    @property
    def rows(self) -> str:
        """The number of used rows, in a table that is sound."""
        return f'SUMPRODUCT(--({self.columns[self.table.key_column]}<>""))'

    def column(self, name: str) -> Figure:
        """Return the sum of a column: known where every used row has a number, or the table is said to have none."""
        cells, kind = self.columns[name], self.table.columns[name].type
        total = f"SUMPRODUCT({self._numbers(name)})" if kind == "share" else f"SUM({cells})"
        whole = kind == "count"
        size = total if whole else f"{_LONG_SUM}*{total}"
        return Figure(self._known(name), total, size, whole, exact=whole, share=kind == "share")

    def count(self, rows: Rows) -> Figure:
        """Return the number of rows, or of those that meet a condition."""
        if rows.where is None:
            known = f"IF({self.rows}=0,{self._none()},{self.sound})"
            return Figure(known, self.rows, self.rows, whole=True, exact=True)
        name, bound = rows.where.column, literal(parse_number(rows.where.operand))
        if self.table.columns[name].type == "share":  # 12.3 per cent, divided, need not be 0.123 to the last bit
            bound += f"-{NEAR}" if rows.where.operator in ("at_least", "less_than") else f"+{NEAR}"
        met = f"(({self._numbers(name)}){_SIGNS[rows.where.operator]}{bound})"
        number = f"SUMPRODUCT(ISNUMBER({self.columns[name]})*{met})"
        return Figure(self._known(name), number, number, whole=True, exact=True)

    def cell(self, cell: Cell) -> Figure:
        """Return the one cell of a column in the row with a key."""
        _, wanted, name = cell.cell
        key, cells, kind = self.columns[self.table.key_column], self.columns[name], self.table.columns[name].type
        here = f"EXACT(LOWER(TRIM({key})),{quote(' '.join(wanted.split()).lower())})"
        once = f"SUMPRODUCT(--{here})=1"
        figure = number_in(f"SUMPRODUCT(--{here},{cells})", kind, f"SUMPRODUCT({here}*ISNUMBER({cells}))=1")
        known = where(both([self.sound, once]), figure.known)
        return Figure(known, figure.value, figure.size, figure.whole, figure.exact, figure.share)

    def _known(self, name: str) -> str:
        cells = self.columns[name]
        full = where(both([self.sound, f"COUNT({cells})={self.rows}"]), self._fits(name))
        return f"IF({self.rows}=0,{self._none()},{full})"

    def _none(self) -> str:
        """Return the condition that a table without keys is said to have no rows, and has none.

        Not with COUNTA: LibreOffice 7.4 counts a range in columns that were never used as one.
        """
        texts = spelled(COMPLETE_NONE, self.words.labels(COMPLETE_NONE).values())
        return both([self.keyed, says(self.stated, filter(self.words.is_complete_none, texts))])

    def _fits(self, name: str) -> str:
        """Return the condition that a column, which has no text in a used row, holds numbers of its type."""
        cells, kind = self.columns[name], self.table.columns[name].type
        if kind == "share":
            return both([f"MIN({cells})>=0", f"MAX({cells})<=100", f"COUNTIF({cells},1)=0"])
        bounded = [f"MIN({cells})>=0", f"MAX({cells})<={LARGEST}"]
        return both([*bounded, f"SUMPRODUCT(ABS({cells}-ROUND({cells},0)))=0"] if kind == "count" else bounded)

    def _numbers(self, name: str) -> str:
        """Return the numbers of a column as an array; shares as fractions of one."""
        cells = self.columns[name]
        if self.table.columns[name].type != "share":
            return cells
        return f"{cells}*(({cells}<1)+({cells}>1)/100)"


def number_in(reference: str, kind: str, typed: str = "") -> Figure:
    """Return the figure in a cell: known where a number is typed that the reader takes for one of that type.

    A share may be typed as 0.75 or 75 % (which is 0.75 too) or 75; 1 may be 1 % or all. A formula does not see
    the cell's format: 1.5 is read as in a plain cell, 1.5 per cent, and a count shown as a date is a count. ``typed``
    says when there is a number, where the reference is no cell.
    """
    typed = typed or f"ISNUMBER({reference})"
    if kind == "share":
        known = where(typed, f"AND({reference}>=0,{reference}<=100,{reference}<>1)")
        return Figure(known, f"IF({reference}>1,{reference}/100,{reference})", "1", share=True)
    bounds = f"{reference}>=0,{reference}<={LARGEST}"
    if kind == "count":
        known = where(typed, f"AND({bounds},{reference}=ROUND({reference},0))")
        return Figure(known, reference, reference, whole=True, exact=True)
    return Figure(where(typed, f"AND({bounds})"), reference, reference, exact=True)
