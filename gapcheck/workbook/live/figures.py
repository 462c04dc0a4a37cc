"""Live formulas for expressions: what they come to, and when that is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce

from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.expressions import Cell, Column, Difference, Expression, Name, Ratio, Rows, Sum
from gapcheck.rulebook.model import NUMERIC
from gapcheck.rulebook.numbers import is_number, parse_number
from gapcheck.workbook.live.tables import TableSheet, number_in
from gapcheck.workbook.live.terms import Addresses, Figure, Unwritable, both, constant, where
from gapcheck.workbook.words import Words


@dataclass(frozen=True)
class Figures:
    """Writes expressions over the answers of one workbook, for one country's facts (none where it is None)."""

    rulebook: Rulebook
    addresses: Addresses
    words: Words
    country: str | None
    _tables: dict[str, TableSheet] = field(default_factory=dict)

    def figure(self, expression: Expression) -> Figure:
        """Return an expression as a figure; raises Unwritable where the workbook lacks what it needs."""
        match expression:
            case Name(name=name):
                return self._name(name)
            case Sum(sum=terms):
                return reduce(lambda left, right: _joined(left, "+", right), map(self.figure, terms))
            case Difference(difference=(left, right)):
                return _joined(self.figure(left), "-", self.figure(right))
            case Ratio(ratio=(left, right)):
                return _ratio(self.figure(left), self.figure(right))
            case Column(column=column):
                table, _, name = column.partition(".")
                return self.table(table).column(name)
            case Rows():
                return self.table(expression.rows).count(expression)
            case Cell():
                return self.table(expression.cell[0]).cell(expression)
        raise AssertionError(expression)  # pragma: no cover - the union above is closed

    def table(self, name: str) -> TableSheet:
        """Return a table of the workbook."""
        if name not in self._tables:
            self._tables[name] = TableSheet.of(self.rulebook.indicators[name], self.addresses, self.words)
        return self._tables[name]

    def is_share(self, expression: Expression) -> bool:
        """Return whether an expression names a share, whose decimals are those of the percentage."""
        return isinstance(expression, (Name, Column, Cell)) and self.figure(expression).share

    def _name(self, name: str) -> Figure:
        if is_number(name):
            return constant(parse_number(name))
        indicator = self.rulebook.indicators.get(name)
        if indicator is None:
            fact = self.rulebook.fact(self.country, name) if self.country is not None else None
            if fact is None:
                raise Unwritable(name)
            return constant(fact.value)
        if indicator.derived is not None:
            made, share = self.figure(indicator.derived), indicator.type == "share"
            return Figure(made.known, made.value, made.size, made.whole, made.exact, share)
        reference = self.addresses.answer(name)
        if reference is None or indicator.type not in NUMERIC:
            raise Unwritable(name)
        return number_in(reference, indicator.type)


def _joined(left: Figure, sign: str, right: Figure) -> Figure:
    whole = left.whole and right.whole
    size = f"{left.size}+{right.size}"
    return Figure(both([left.known, right.known]), f"({left.value}{sign}{right.value})", size, whole, exact=whole)


def _ratio(left: Figure, right: Figure) -> Figure:
    """Return a quotient; unknown where there was none to count.

    A divisor that is itself not exact is zero where it is nearer to zero than its rounding: it may be zero.
    """
    value = f"({left.value}/{right.value})"
    known = where(both([left.known, right.known]), f"ABS({right.value})>{_zero(right)}")
    size = f"ABS{value}"
    if not (left.exact and right.exact):
        size = f"({left.size})/ABS({right.value})*(1+({right.size})/ABS({right.value}))"
    return Figure(known, value, size)


def _zero(figure: Figure) -> str:
    """Return up to where a figure may be zero."""
    return "0" if figure.exact else f"1E-15*({figure.size})"
