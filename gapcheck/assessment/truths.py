"""Truth of one atomic criterion: as stated, and in which readings it counts."""

from __future__ import annotations

import calendar
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from gapcheck.assessment.keeping import kept
from gapcheck.assessment.quantities import named
from gapcheck.assessment.readings import READINGS, Ledger, Reading
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.model import NUMERIC
from gapcheck.rulebook.operands import COMPARISONS, Operand, compare, read_operand
from gapcheck.workbook.answers import DateInterval, Grade, Status, Value

Truth: TypeAlias = Literal["met", "not_met", "unknown", "not_applicable"]


class Finding(NamedTuple):
    """What was found for one criterion: its stated truth, the value, the questions and cells it rests on.

    ``counts_in`` are the readings in which every answer it rests on counts; in the others it is unknown.
    """

    test: Test
    truth: Truth
    value: Value | None
    inputs: frozenset[str]
    cells: tuple[str, ...]
    counts_in: tuple[Reading, ...]
    grade: Grade | None
    why: str


def find(test: Test, ledger: Ledger) -> Finding:
    """Return what the answers say about one criterion."""
    numeric, operand, inputs = _asked(test, ledger.rulebook)
    if numeric:
        figure = named(test.indicator, ledger)
        if figure.value is not None and isinstance(operand, Fraction):
            truth: Truth = "met" if compare(figure.value, test.operator, operand) else "not_met"
            return _finding(test, truth, figure.value, figure.inputs, figure.cells, "", ledger)
        truth = "not_applicable" if figure.state == "not_applicable" else "unknown"
        return _finding(test, truth, None, figure.inputs, figure.cells, figure.why, ledger)
    answer = ledger.answer(test.indicator)
    cells = (answer.cell,) if answer.cell else ()
    if ledger.not_applicable(test.indicator):
        return _finding(test, "not_applicable", None, inputs, cells, "", ledger)
    if answer.status is not Status.ANSWERED or answer.value is None:
        return _finding(test, "unknown", None, inputs, cells, answer.status.value, ledger)
    decided = _decide(test, operand, answer.value, ledger)
    why = "the date is not precise enough to tell" if decided is None else ""
    truth = "unknown" if decided is None else "met" if decided else "not_met"
    return _finding(test, truth, answer.value, inputs, cells, why, ledger)


def _finding(
    test: Test,
    truth: Truth,
    value: Value | None,
    inputs: frozenset[str],
    cells: tuple[str, ...],
    why: str,
    ledger: Ledger,
) -> Finding:
    if value is None:
        return Finding(test, truth, value, inputs, cells, (), None, why)
    grades = [ledger.answer(name).grade for name in inputs]
    grade = grades[0] if len(grades) == 1 else min(grades, key=lambda grade: grade.rank, default=Grade.VERIFIED)
    return Finding(test, truth, value, inputs, cells, counting(inputs, ledger), grade, why)


def counting(inputs: frozenset[str], ledger: Ledger) -> tuple[Reading, ...]:
    """Return the readings in which every one of some answers counts, in their order."""
    if len(inputs) == 1:  # as nearly always
        return ledger.counting(*inputs)
    each = [ledger.counting(name) for name in inputs]
    return tuple(reading for reading in READINGS if all(reading in own for own in each))


@kept
def _asked(test: Test, rulebook: Rulebook) -> tuple[bool, Operand, frozenset[str]]:
    """Return whether a criterion asks for a number, its operand, and the question that it names."""
    indicator = rulebook.indicators[test.indicator]
    return indicator.type in NUMERIC, read_operand(test, indicator), frozenset({test.indicator})


def _decide(test: Test, operand: Operand, value: Value, ledger: Ledger) -> bool | None:
    if isinstance(value, DateInterval):
        return _decide_date(test.operator, operand, value, ledger.period(test.indicator))
    if isinstance(value, tuple):
        return _decide_choices(test, operand, value, ledger)
    if isinstance(operand, frozenset):
        return (value in operand) == (test.operator == "is")
    raise AssertionError(test)  # pragma: no cover - types are validated with the rulebook


def _decide_choices(test: Test, operand: Operand, chosen: tuple[str, ...], ledger: Ledger) -> bool:
    if isinstance(operand, frozenset):
        return operand <= set(chosen) if test.operator == "includes" else bool(operand & set(chosen))
    options = ledger.rulebook.indicators[test.indicator].options
    number = sum(1 for code in set(chosen) if not options[code].exclusive)
    if test.operator in COMPARISONS and isinstance(operand, Fraction):
        return compare(Fraction(number), test.operator, operand)
    raise AssertionError(test)  # pragma: no cover - types are validated with the rulebook


def _decide_date(
    operator: str, operand: Operand, value: DateInterval, period: tuple[date, date]
) -> bool | None:  # fmt: skip
    """Decide an interval of days: true where every day would be met, false where none would, else None."""
    earliest, latest = date.min, date.max
    match operator:
        case "on_or_after":
            assert isinstance(operand, date)  # noqa: S101 - validated with the rulebook
            earliest = operand
        case "before":
            assert isinstance(operand, date)  # noqa: S101 - validated with the rulebook
            if value.last < operand:
                return True
            return False if value.first >= operand else None
        case "during_period":
            earliest, latest = period
        case "by_period_end":
            _, latest = period
        case "within_months":
            assert isinstance(operand, int)  # noqa: S101 - validated with the rulebook
            earliest, latest = months_before(period[1], operand), period[1]
    if earliest <= value.first and value.last <= latest:
        return True
    return False if value.last < earliest or value.first > latest else None


def months_before(day: date, months: int) -> date:
    """Return the day so many months earlier, clipped to the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
