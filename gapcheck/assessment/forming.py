"""Forming: expressions of checks and derivations over the cells of a ledger, every name looked up."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from typing import Final

from gapcheck.assessment.cells import Cells, NumberCell
from gapcheck.assessment.forms import Combined, Form, Linear, Tally
from gapcheck.assessment.quantities import Row, same_key
from gapcheck.assessment.readings import Ledger
from gapcheck.rulebook.expressions import Cell, Column, Difference, Expression, Name, Ratio, Rows, Sum
from gapcheck.rulebook.numbers import is_number, parse_number
from gapcheck.workbook.answers import Table, TableCell

_ONE: Final = Fraction(1)


class Forming:
    """Makes forms of expressions; None where an answer that one needs is missing or not applicable."""

    def __init__(self, ledger: Ledger, cells: Cells) -> None:
        self.ledger = ledger
        self.cells = cells
        self._columns: dict[str, Form | None] = {}
        self._names: dict[str, Form | None] = {}

    def form(self, expression: Expression, row: Row | None = None) -> Form | None:
        """Return what an expression is over cells, in a row of a table if one is given."""
        match expression:
            case Name(name=name):
                return self.cell(row.cells[name]) if row is not None and name in row.cells else self.named(name)
            case Sum(sum=terms):
                return self._together("+", [self.form(term, row) for term in terms])
            case Difference(difference=pair):
                return self._together("-", [self.form(term, row) for term in pair])
            case Ratio(ratio=pair):
                return self._together("/", [self.form(term, row) for term in pair])
            case Column(column=column):
                if row is not None and column in row.cells:
                    return self.cell(row.cells[column])
                return self._column(column)
            case Rows():
                return self._rows(expression)
            case Cell(cell=(table, key, column)):
                return self._keyed(table, key, column)
        raise AssertionError(expression)  # pragma: no cover - the union above is closed

    def named(self, name: str) -> Form | None:
        """Return what a name is over cells: an indicator, a fact or a number."""
        if name not in self._names:
            self._names[name] = self._named(name)
        return self._names[name]

    def _named(self, name: str) -> Form | None:
        if is_number(name):
            return Linear.of(parse_number(name), {})
        indicator = self.ledger.rulebook.indicators.get(name)
        if indicator is None:
            fact = self.ledger.rulebook.fact(self.ledger.country, name)
            return None if fact is None else Linear.of(fact.value, {})
        if indicator.derived is not None:
            return self.form(indicator.derived)
        cell = self.cells.answer(name)
        return None if cell is None else _of(cell)

    def _together(self, operator: str, parts: list[Form | None]) -> Form | None:
        known = [part for part in parts if part is not None]
        return reduce(lambda one, other: _combine(operator, one, other), known) if len(known) == len(parts) else None

    def cell(self, cell: TableCell) -> Form | None:
        """Return the form that one cell of a table is, if a number is in it."""
        found = self.cells.in_table(cell)
        return None if found is None else _of(found)

    def _table(self, name: str) -> Table | None:
        value = self.ledger.answer(name).value
        return value if isinstance(value, Table) else None

    def _numbers(self, table: Table, column: str) -> list[NumberCell] | None:
        found = [self.cells.in_table(row[column]) for row in table.rows]
        known = [cell for cell in found if cell is not None]
        return known if len(known) == len(found) else None

    def _column(self, column: str) -> Form | None:
        if column not in self._columns:
            name, _, own = column.partition(".")
            table = self._table(name)
            held = None if table is None else self._numbers(table, own)
            self._columns[column] = None if held is None else _sum(held)
        return self._columns[column]

    def _rows(self, expression: Rows) -> Form | None:
        table, where = self._table(expression.rows), expression.where
        if table is None or where is None:
            return None if table is None else Linear.of(Fraction(len(table.rows)), {})
        held = self._numbers(table, where.column)
        if held is None:
            return None
        none = Tally(frozenset(held), where.operator, parse_number(where.operand), 0)
        counted = sum(none.counts(cell.value) for cell in held)
        return Tally(none.cells, none.operator, none.bound, counted)

    def _keyed(self, name: str, key: str, column: str) -> Form | None:
        table, key_column = self._table(name), self.ledger.rulebook.indicators[name].key_column
        rows = () if table is None else table.rows
        row = next((row for row in rows if same_key(row[key_column].value) == same_key(key)), None)
        return None if row is None else self.cell(row[column])


def _of(cell: NumberCell) -> Linear:
    return Linear(cell.value, {cell: _ONE}, frozenset((cell,)))


def _sum(cells: Iterable[NumberCell]) -> Linear:
    cells = list(cells)
    return Linear.of(sum((cell.value for cell in cells), Fraction(0)), dict.fromkeys(cells, _ONE))


def _combine(operator: str, left: Form, right: Form) -> Form:
    if operator != "/" and isinstance(left, Linear) and isinstance(right, Linear):
        return left.plus(right, 1 if operator == "+" else -1)
    return Combined(operator, left, right, left.cells | right.cells)
