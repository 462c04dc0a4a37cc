"""Turning points: the values of one answer at which a criterion or a check may come out otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import reduce
from typing import Final

from gapcheck.assessment.contradictions import of_shares
from gapcheck.assessment.quantities import Row, quantity
from gapcheck.assessment.rationals import Rational
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.rounding import half_up
from gapcheck.assessment.rows import rows_of
from gapcheck.assessment.truths import months_before
from gapcheck.assessment.uses import checks_on, resting_on, sides_of
from gapcheck.rulebook.book import references
from gapcheck.rulebook.criteria import Check, Test
from gapcheck.rulebook.expressions import Difference, Expression, Name, Ratio, Sum
from gapcheck.rulebook.numbers import parse_number
from gapcheck.rulebook.operands import read_operand
from gapcheck.rulebook.provisions import tests_in
from gapcheck.workbook.answers import DateInterval

_ZERO, _ONE, _HALF = Fraction(0), Fraction(1), Fraction(1, 2)
_DAY: Final = timedelta(days=1)


class Turning:
    """Finds where one question's answer makes a difference, all other answers being as they are."""

    def __init__(self, question: str, ledger: Ledger) -> None:
        self._question = question
        self._ledger = ledger
        self._resting = resting_on(question, ledger.rulebook)
        self.checks = checks_on(question, ledger.rulebook)

    def tests(self) -> Iterator[Test]:
        """Yield every criterion, of provisions and of checks, that looks at the question in some way."""
        for instrument in self._ledger.rulebook.instruments:
            if instrument.applies(self._ledger.country):
                for node in instrument.walk():
                    for level in node.levels.values():
                        yield from (test for test in tests_in(level) if test.indicator in self._resting)
        for check in self.checks:
            if check.implies is not None:
                named = tests_in((check.implies.if_, check.implies.then))
                yield from (test for test in named if test.indicator in self._resting)

    def numbers(self) -> Iterator[Fraction]:
        """Yield the numbers at which something changes, of a question that a number answers."""
        book = self._ledger.rulebook
        for test in self.tests():
            operand, figure = read_operand(test, book.indicators[test.indicator]), self._of(test.indicator)
            if figure is not None and isinstance(operand, Fraction):
                yield from figure.cuts(operand)
        for check in self.checks:
            if sides_of(check):
                yield from self._compared(check)
        for indicator in book.indicators.values():
            if indicator.type == "share" and indicator.id in self._resting:
                figure = self._of(indicator.id)
                yield from figure.cuts(_ZERO, _ONE) if figure is not None else ()
                # Of no whole, whether it is within its bounds hangs on each part by itself.
                for counted in self._counted(Name(name=indicator.id)):
                    part = self._figure(counted, None)
                    yield from part.cuts(_ZERO) if part is not None else ()

    def days(self) -> Iterator[date]:
        """Yield the first days on which something is otherwise than on the day before, of a question about a date."""
        ledger = self._ledger
        for test in self.tests():
            operand = read_operand(test, ledger.rulebook.indicators[test.indicator])
            match test.operator:
                case "on_or_after" | "before" if isinstance(operand, date):
                    yield operand
                case "during_period":
                    yield from (ledger.period_start, _after(ledger.period_end))
                case "by_period_end":
                    yield _after(ledger.period_end)
                case "within_months" if isinstance(operand, int):
                    yield from (months_before(ledger.period_end, operand), _after(ledger.period_end))
        for check in self.checks:
            earlier, later = check.not_after or ("", "")
            other = ledger.answer(later if earlier == self._question else earlier).value
            if isinstance(other, DateInterval) and earlier != later:
                yield from (other.first, _after(other.last))

    def _of(self, name: str) -> Rational | None:
        return self._figure(Name(name=name), None)

    def _figure(self, expression: Expression, row: Row | None) -> Rational | None:
        """Return a figure as a function of the answer; None where it is unknown whatever the answer."""
        match expression:
            case Name(name=name) if row is None or name not in row.cells:
                if name == self._question:
                    return Rational.answer()
                indicator = self._ledger.rulebook.indicators.get(name)
                if indicator is not None and indicator.derived is not None:
                    return self._figure(indicator.derived, None)
            case Sum(sum=terms) if self._inside(expression):
                parts = [self._figure(term, row) for term in terms]
                known = [part for part in parts if part is not None]
                return reduce(Rational.plus, known) if len(known) == len(parts) else None
            case Difference(difference=(left, right)) | Ratio(ratio=(left, right)) if self._inside(expression):
                one, other = self._figure(left, row), self._figure(right, row)
                if one is None or other is None:
                    return None
                return one.over(other) if isinstance(expression, Ratio) else one.plus(other, -1)
        value = quantity(expression, self._ledger, row).value
        return None if value is None else Rational.number(value)

    def _counted(self, expression: Expression) -> Iterator[Expression]:
        """Yield each part and its whole, where that is known, in a figure and in those that it is derived from."""
        match expression:
            case Name(name=name):
                indicator = self._ledger.rulebook.indicators.get(name)
                if indicator is not None and indicator.derived is not None:
                    yield from self._counted(indicator.derived)
            case Sum(sum=terms) | Difference(difference=terms) | Ratio(ratio=terms) if self._inside(expression):
                if isinstance(expression, Ratio) and self._figure(terms[1], None) is not None:
                    yield from terms
                for term in terms:
                    yield from self._counted(term)

    def _inside(self, expression: Expression) -> bool:
        return any(name in self._resting for name in references(expression))

    def _compared(self, check: Check) -> Iterator[Fraction]:
        share = of_shares(check, self._ledger)
        for row in rows_of(check, self._ledger):
            if row is None or isinstance(row, Row):
                left, right = (self._figure(side, row) for side in sides_of(check))
                if left is not None and right is not None:
                    yield from _meetings(check, left, right, share=share)


def _meetings(check: Check, left: Rational, right: Rational, *, share: bool) -> Iterator[Fraction]:
    """Yield where the two sides of a check begin or cease to agree."""
    apart = left.plus(right, -1)
    if check.tolerance is not None:
        least = parse_number(check.tolerance)
        yield from apart.cuts(-least, least)
    elif check.as_printed is not None:
        unit = Fraction(1, 10**check.as_printed * (100 if share else 1))
        for side, other in ((left, right), (right, left)):
            fixed = _constant(other)
            if fixed is not None:
                printed = half_up(fixed / unit, 0) * unit
                yield from side.cuts(printed - unit * _HALF, printed + unit * _HALF)
        # Where both sides move with the answer, these are the widest bounds of agreement.
        yield from apart.cuts(-unit, _ZERO, unit)
    else:
        yield from apart.cuts(_ZERO)


def _constant(figure: Rational) -> Fraction | None:
    if len(figure.top) > 1 or len(figure.bottom) != 1 or figure.poles:
        return None
    return figure.top[0] / figure.bottom[0] if figure.top else _ZERO


def _after(day: date) -> date:
    return day + _DAY if day < date.max else day
