"""Operators: the small mistakes that a rule author could make in one atomic criterion, each as another criterion."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from gapcheck.bench.written import number_written
from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.operands import COMPARISONS, MOST_MONTHS, read_operand

SWAPPED: Final = {
    "at_least": "more_than", "more_than": "at_least", "at_most": "less_than", "less_than": "at_most",
}  # fmt: skip
_POINT: Final = Fraction(1, 100)
_DAY: Final = timedelta(days=1)


def altered(test: Test, indicator: Indicator) -> Iterator[tuple[str, Test]]:
    """Yield every mutant of one criterion, with the words that name it: threshold, operator, codes."""
    for threshold in _thresholds(test, indicator):
        yield f"{test.operand} to {threshold}", _test(test.indicator, test.operator, threshold)
    if test.operator in SWAPPED:
        other = SWAPPED[test.operator]
        yield f"{test.operator} to {other}", _test(test.indicator, other, test.operand)
    codes = tuple(dict.fromkeys(test.operand)) if isinstance(test.operand, tuple) else ()
    if len(codes) > 1:
        for code in codes:
            left = tuple(other for other in codes if other != code)
            yield f"without {code}", _test(test.indicator, test.operator, left)


def _test(indicator: str, operator: str, operand: str | tuple[str, ...]) -> Test:
    return Test.model_validate({"indicator": indicator, operator: operand})


def _thresholds(test: Test, indicator: Indicator) -> Iterator[str]:
    """Yield the next values to a threshold, below and above it, as a rule file writes them."""
    operand = read_operand(test, indicator)
    if isinstance(operand, Fraction) and test.operator in COMPARISONS:
        share = indicator.type == "share"
        for step in (-_POINT, _POINT) if share else (-1, 1):
            if not share or 0 <= operand + step <= 1:
                yield number_written(operand + step, share=share)
    elif isinstance(operand, int):
        yield from (str(months) for months in (operand - 1, operand + 1) if 0 < months <= MOST_MONTHS)
    elif isinstance(operand, date):
        yield from ((operand + step).isoformat() for step in (-_DAY, _DAY))
