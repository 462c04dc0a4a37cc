"""Quantities: what an expression over answers comes to, exactly, and which answers it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from gapcheck.assessment.readings import Ledger
from gapcheck.rulebook.expressions import Cell, Column, Difference, Expression, Name, Ratio, Rows, Sum
from gapcheck.rulebook.numbers import is_number, parse_number
from gapcheck.rulebook.operands import compare
from gapcheck.workbook.answers import Table, TableCell

State: TypeAlias = Literal["known", "unknown", "not_applicable"]


class Quantity(NamedTuple):
    """A number, or why there is none; the questions and the cells it rests on.

    A quotient by zero is unknown, with ``why`` saying so. ``missing`` are those of the questions whose answers are not
    there, ``blanks`` the cells where they would stand.
    """

    state: State
    value: Fraction | None = None
    inputs: frozenset[str] = frozenset()
    cells: tuple[str, ...] = ()
    why: str = ""
    missing: frozenset[str] = frozenset()
    blanks: tuple[str, ...] = ()


class Row(NamedTuple):
    """The row a check looks at: cells by column name, also under ``table.column``, and the tables they are of."""

    cells: Mapping[str, TableCell]
    tables: frozenset[str] = frozenset()


def quantity(expression: Expression, ledger: Ledger, row: Row | None = None) -> Quantity:
    """Return what an expression comes to over every known answer, whatever its evidence."""
    match expression:
        case Name(name=name):
            return _name(name, ledger, row)
        case Sum(sum=terms):
            return _combine([quantity(term, ledger, row) for term in terms], lambda values: sum(values, Fraction(0)))
        case Difference(difference=(left, right)):
            pair = [quantity(left, ledger, row), quantity(right, ledger, row)]
            return _combine(pair, lambda values: values[0] - values[1])
        case Ratio(ratio=(left, right)):
            pair = [quantity(left, ledger, row), quantity(right, ledger, row)]
            return _combine(pair, lambda values: values[0] / values[1] if values[1] else None)
        case Column(column=column):
            if row is not None and column in row.cells:
                return _cell(row.cells[column], row.tables)
            table, _, name = column.partition(".")
            return _column(table, name, ledger)
        case Rows():
            return _rows(expression, ledger)
        case Cell(cell=(table, key, column)):
            return _keyed(table, key, column, ledger)
    raise AssertionError(expression)  # pragma: no cover - the union above is closed


def same_key(text: object) -> str:
    """Return a table key as keys are compared: without regard to case and spaces."""
    return " ".join(str(text).split()).casefold()


def _name(name: str, ledger: Ledger, row: Row | None) -> Quantity:
    if row is not None and name in row.cells:
        return _cell(row.cells[name], row.tables)
    return named(name, ledger)


def named(name: str, ledger: Ledger) -> Quantity:
    """Return what a name comes to: of an indicator, a fact or a number; worked out once for a ledger."""
    found = ledger.figures.get(name)
    if found is None:
        found = ledger.figures[name] = _worked_out(name, ledger)
    return found


def _worked_out(name: str, ledger: Ledger) -> Quantity:
    if is_number(name):
        return Quantity("known", parse_number(name))
    indicator = ledger.rulebook.indicators.get(name)
    if indicator is None:
        fact = ledger.rulebook.fact(ledger.country, name)
        if fact is None:
            return Quantity("unknown", why=f"no fact '{name}' is held for {ledger.country}")
        return Quantity("known", fact.value)
    if indicator.derived is not None:
        return quantity(indicator.derived, ledger)
    inputs, answer = frozenset({name}), ledger.answer(name)
    cells = (answer.cell,) if answer.cell else ()
    if ledger.not_applicable(name):
        return Quantity("not_applicable", inputs=inputs, cells=cells)
    if isinstance(answer.value, Fraction):
        return Quantity("known", answer.value, inputs, cells)
    return _lacking(inputs, cells, answer.status.value)


def _lacking(inputs: frozenset[str], cells: tuple[str, ...], why: str) -> Quantity:
    return Quantity("unknown", inputs=inputs, cells=cells, why=why, missing=inputs, blanks=cells)


def _combine(parts: list[Quantity], compute: Callable[[list[Fraction]], Fraction | None]) -> Quantity:
    inputs = frozenset[str]().union(*(part.inputs for part in parts))
    cells = tuple(dict.fromkeys(cell for part in parts for cell in part.cells))
    values = [part.value for part in parts if part.value is not None]
    if len(values) < len(parts):
        if any(part.state == "not_applicable" for part in parts):
            return Quantity("not_applicable", inputs=inputs, cells=cells)
        why = next(part.why for part in parts if part.value is None)
        missing = frozenset[str]().union(*(part.missing for part in parts))
        blanks = tuple(dict.fromkeys(cell for part in parts for cell in part.blanks))
        return Quantity("unknown", inputs=inputs, cells=cells, why=why, missing=missing, blanks=blanks)
    value = compute(values)
    if value is None:
        return Quantity("unknown", inputs=inputs, cells=cells, why="there was none to count")
    return Quantity("known", value, inputs, cells)


def _table(name: str, ledger: Ledger) -> tuple[Table | None, Quantity]:
    """Return the table, and the quantity to give where there is none."""
    answer, inputs = ledger.answer(name), frozenset({name})
    cells = (answer.cell,) if answer.cell else ()
    if ledger.not_applicable(name):
        return None, Quantity("not_applicable", inputs=inputs, cells=cells)
    if isinstance(answer.value, Table):
        return answer.value, Quantity("known", Fraction(0), inputs, cells)
    return None, _lacking(inputs, cells, answer.status.value)


def _column(table: str, name: str, ledger: Ledger) -> Quantity:
    held, otherwise = _table(table, ledger)
    if held is None:
        return otherwise
    parts = [_cell(row[name], otherwise.inputs) for row in held.rows]
    total = _combine(parts, lambda values: sum(values, Fraction(0)))
    return total._replace(inputs=otherwise.inputs, cells=total.cells or otherwise.cells)


def _cell(cell: TableCell, tables: Iterable[str]) -> Quantity:
    if isinstance(cell.value, Fraction):
        return Quantity("known", cell.value, frozenset(tables), (cell.cell,))
    return _lacking(frozenset(tables), (cell.cell,), "a cell of the table is blank")


def _rows(expression: Rows, ledger: Ledger) -> Quantity:
    held, otherwise = _table(expression.rows, ledger)
    if held is None:
        return otherwise
    where = expression.where
    if where is None:
        return Quantity("known", Fraction(len(held.rows)), otherwise.inputs, otherwise.cells)
    parts = [_cell(row[where.column], otherwise.inputs) for row in held.rows]
    bound = parse_number(where.operand)
    counted = _combine(parts, lambda values: Fraction(sum(compare(value, where.operator, bound) for value in values)))
    return counted._replace(inputs=otherwise.inputs, cells=counted.cells or otherwise.cells)


def _keyed(table: str, key: str, column: str, ledger: Ledger) -> Quantity:
    held, otherwise = _table(table, ledger)
    if held is None:
        return otherwise
    key_column = ledger.rulebook.indicators[table].key_column
    for row in held.rows:
        if same_key(row[key_column].value) == same_key(key):
            return _cell(row[column], otherwise.inputs)
    return _lacking(otherwise.inputs, otherwise.cells, f"no row '{key}'")
