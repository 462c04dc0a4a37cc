"""Cells: the answers to one question, or the values of one figure, that a leaf's criteria cannot tell apart.

Each cell is a set of answers for which every criterion of the leaf on that indicator has one and the same truth. The
cells of an indicator hold every answer that can be given; they may hold values that other answers rule out, so what no
cell allows cannot be, while what a cell allows need not be.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise, product

from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.linting.wholes import is_whole_number, least, ratios_in
from gapcheck.rulebook.model import NUMERIC, Indicator
from gapcheck.rulebook.operands import COMPARISONS, compare, read_operand

_MOST_CODES = 10  # named in criteria on one question; more would give too many subsets to try
_PERIOD = ("during_period", "by_period_end", "within_months")


@dataclass(frozen=True, slots=True)
class Cell:
    """The truth of each criterion on one indicator, in order; all are not applicable where ``gone``.

    ``zero`` says of a number that it is 0; ``undefined`` of a ratio that its whole is 0, so that no criterion is met.
    """

    met: tuple[bool, ...]
    gone: bool = False
    undefined: bool = False
    zero: bool = False


def cells(indicator: Indicator, tests: Sequence[Test], rulebook: Rulebook) -> tuple[Cell, ...]:
    """Return the cells of an indicator under the criteria on it, each once."""
    found = list(_given(indicator, tests, rulebook))
    asked = (rulebook.indicators[name] for name in rulebook.underlying(indicator.id))
    if any(question.not_applicable for question in asked):
        found.append(Cell((False,) * len(tests), gone=True))
    return tuple(dict.fromkeys(found))


def _given(indicator: Indicator, tests: Sequence[Test], rulebook: Rulebook) -> Iterator[Cell]:
    if indicator.type in NUMERIC:
        yield from _numbers(indicator, tests, rulebook)
    elif indicator.type == "choices":
        yield from _choices(indicator, tests)
    elif indicator.type == "date":
        yield from _dates(tests)
    else:
        for code in indicator.codes:
            yield Cell(tuple((code in _codes(test, indicator)) == (test.operator == "is") for test in tests))


def _numbers(indicator: Indicator, tests: Sequence[Test], rulebook: Rulebook) -> Iterator[Cell]:
    bounds = [(test.operator, _number(test, indicator)) for test in tests]
    for value in _values(indicator, {bound for _, bound in bounds}, rulebook):
        yield Cell(tuple(compare(value, operator, bound) for operator, bound in bounds), zero=value == 0)
    if any(least(ratio.whole, rulebook) <= 0 for ratio in ratios_in(indicator, rulebook)):
        yield Cell((False,) * len(tests), undefined=True)


def _values(indicator: Indicator, bounds: Iterable[Fraction], rulebook: Rulebook) -> Iterator[Fraction]:
    """Yield a value from each run of numbers that the bounds cannot tell apart."""
    low = Fraction(0) if indicator.derived is None else least(indicator.derived, rulebook)
    high = Fraction(1) if indicator.type == "share" else math.inf
    ends = sorted({*bounds, Fraction(0), Fraction(1)})
    near = {end + step for end in ends for step in (-1, 0, 1)}
    if not is_whole_number(indicator, rulebook):
        near |= {(one + other) / 2 for one, other in pairwise(sorted(near))}
    yield from (value for value in sorted(near) if low <= value <= high)


def _choices(indicator: Indicator, tests: Sequence[Test]) -> Iterator[Cell]:
    alone = [code for code, option in indicator.options.items() if option.exclusive]
    plain = [code for code in indicator.options if code not in alone]
    named = {code for test in tests if test.operator not in COMPARISONS for code in _codes(test, indicator)}
    if len(named) > _MOST_CODES:  # any truths at all: nothing is ruled out
        yield from (Cell(met) for met in product((False, True), repeat=len(tests)))
        return
    yield from (_chosen(frozenset((code,)), 0, indicator, tests) for code in alone)
    told = [code for code in plain if code in named]
    for number in range(len(told) + 1):
        for subset in combinations(told, number):
            for others in range(len(plain) - len(told) + 1):
                if number + others:
                    yield _chosen(frozenset(subset), number + others, indicator, tests)


def _chosen(codes: frozenset[str], count: int, indicator: Indicator, tests: Sequence[Test]) -> Cell:
    met = []
    for test in tests:
        if test.operator in COMPARISONS:
            met.append(compare(Fraction(count), test.operator, _number(test, indicator)))
        elif test.operator == "includes":
            met.append(_codes(test, indicator) <= codes)
        else:
            met.append(bool(_codes(test, indicator) & codes))
    return Cell(tuple(met))


def _dates(tests: Sequence[Test]) -> Iterator[Cell]:
    """Yield the cells of a day: where it stands to the days that are named, and apart from that to the period.

    How long the period is and which years it covers is not known to the rules, so neither rules the other out.
    """
    days = sorted({str(test.operand) for test in tests if test.operator not in _PERIOD})
    months = sorted({int(str(test.operand)) for test in tests if test.operator == "within_months"})
    # Between two days that are named: an index and a half. Before the period's end: months, and after it: minus one.
    stands = [Fraction(half, 2) for half in range(-1, 2 * len(days) + 1)]
    ages = [Fraction(-1), *(Fraction(age) for age in (0, *months)), Fraction(months[-1] + 1 if months else 1)]
    for stand, age, inside in product(stands, ages, (False, True)):
        if not (inside and age < 0):
            yield Cell(tuple(_dated(test, days, stand, age, inside=inside) for test in tests))


def _dated(test: Test, days: list[str], stand: Fraction, age: Fraction, *, inside: bool) -> bool:
    match test.operator:
        case "on_or_after":
            return stand >= days.index(str(test.operand))
        case "before":
            return stand < days.index(str(test.operand))
        case "during_period":
            return inside
        case "by_period_end":
            return age >= 0
    return 0 <= age <= int(str(test.operand))


def _number(test: Test, indicator: Indicator) -> Fraction:
    operand = read_operand(test, indicator)
    assert isinstance(operand, Fraction)  # noqa: S101 - validated with the rulebook
    return operand


def _codes(test: Test, indicator: Indicator) -> frozenset[str]:
    operand = read_operand(test, indicator)
    assert isinstance(operand, frozenset)  # noqa: S101 - validated with the rulebook
    return operand
