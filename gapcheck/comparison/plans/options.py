"""Options: the other answers that a question with options, a date or a plain number could be given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.truths import months_before
from gapcheck.comparison.plans.roles import DOWN
from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.operands import read_operand
from gapcheck.workbook.answers import DateInterval, Value

_NAMED = 8  # so many options that criteria name are combined freely; of more, the sets that criteria name
_DAY = timedelta(days=1)


def options(indicator: Indicator, tests: Iterable[Test], ledger: Ledger) -> list[Value]:
    """Return every answer other than the present one that a plan may bring a question with options or a date to.

    Of several choices, what is chosen stays chosen; only an option that stands alone gives way. A date lies within the
    period of the report, and not before the one that is stated.
    """
    own = list(tests)
    known = ledger.answer(indicator.id).value if ledger.known(indicator.id) else None
    if indicator.type in ("choice", "yes_no"):
        found: list[Value] = [code for code in indicator.codes if code != known]
    elif indicator.type == "choices":
        found = list(_sets(indicator, own, frozenset(known if isinstance(known, tuple) else ())))
    elif indicator.type == "date":
        found = list(_days(own, known if isinstance(known, DateInterval) else None, indicator, ledger))
    else:
        found = []
    return [value for value in dict.fromkeys(found) if value != known]


def _sets(indicator: Indicator, tests: list[Test], chosen: frozenset[str]) -> Iterator[Value]:
    plain = [code for code, option in indicator.options.items() if not option.exclusive]
    named = list(dict.fromkeys(code for test in tests if isinstance(test.operand, tuple) for code in test.operand))
    alone = [code for code in indicator.options if code not in plain]
    kept = [code for code in plain if code in chosen]
    free = [code for code in plain if code not in chosen]
    wanted = [code for code in free if code in named]
    others = [code for code in free if code not in named]
    if any(test.operator in DOWN for test in tests):
        some: Iterable[tuple[str, ...]] = _subsets(wanted) if len(wanted) <= _NAMED else _asked(wanted, tests)
        fillers = range(len(others) + 1)
    else:  # nothing asks for fewer: the full set meets all that any set meets
        some, fillers = [tuple(wanted)], range(len(others), len(others) + 1)
    for more in some:
        for number in fillers:
            picked = {*kept, *more, *others[:number]}
            if picked:
                yield tuple(code for code in plain if code in picked)
    if not chosen:
        yield from ((code,) for code in alone if code in named)


def _subsets(codes: list[str]) -> Iterator[tuple[str, ...]]:
    for number in range(len(codes) + 1):
        yield from combinations(codes, number)


def _asked(codes: list[str], tests: list[Test]) -> Iterator[tuple[str, ...]]:
    yield from ((), tuple(codes))
    for test in tests:
        if isinstance(test.operand, tuple):
            yield tuple(code for code in codes if code in test.operand)


def _days(tests: list[Test], known: DateInterval | None, indicator: Indicator, ledger: Ledger) -> Iterator[Value]:
    """Yield a day of every region between two thresholds: each threshold itself and the days beside it."""
    first = ledger.period_start if known is None else max(ledger.period_start, known.first)
    days: set[date] = {first, ledger.period_end}
    for test in tests:
        operand = read_operand(test, indicator)
        edge = operand if isinstance(operand, date) else None
        if isinstance(operand, int):
            edge = months_before(ledger.period_end, operand)
        if edge is not None:
            days |= {edge, edge - _DAY if edge > date.min else edge, edge + _DAY if edge < date.max else edge}
    yield from (DateInterval(day, day) for day in sorted(days) if first <= day <= ledger.period_end)


def bounds_of(tests: Iterable[Test], indicator: Indicator) -> list[Fraction]:
    """Return the thresholds that criteria compare a figure with."""
    return [operand for test in tests if isinstance(operand := read_operand(test, indicator), Fraction)]
