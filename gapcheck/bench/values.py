"""Values: for one indicator, answers such that every other answer meets the same criteria as one of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Final

from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.operands import read_operand

MOST_OPTIONS: Final = 10
"""Of a question with more options than this, not every set is looked at."""


def thresholds(tests: Iterable[Test], indicator: Indicator) -> list[Fraction]:
    """Return the numbers to which criteria on an indicator compare it, in order."""
    operands = (read_operand(test, indicator) for test in tests)
    return sorted({operand for operand in operands if isinstance(operand, Fraction)})


def real_values(cuts: Sequence[Fraction], least: Fraction | None) -> list[Fraction]:
    """Return a number for each cut, for each gap between two, and for either side of all; none is below ``least``."""
    if not cuts:
        return [least or Fraction(0)]
    between = [(low + high) / 2 for low, high in pairwise(cuts)]
    found = sorted({*cuts, *between, cuts[0] - 1, cuts[-1] + 1, *([least] if least is not None else [])})
    if least is not None:
        inside = [(least + cuts[0]) / 2] if cuts[0] > least else []
        found = sorted({value for value in [*found, *inside] if value >= least})
    return found


def whole_values(cuts: Iterable[Fraction]) -> list[Fraction]:
    """Return the whole numbers from 0 on that lie at, or next to, a cut; one lies above all."""
    near = {math.floor(cut) + step for cut in cuts for step in (-1, 0, 1, 2)} | {0}
    return [Fraction(value) for value in sorted(near) if value >= 0]


def sets_of(indicator: Indicator) -> Iterator[tuple[str, ...]]:
    """Yield every set of options that an answer to a ``choices`` question can be."""
    together = [code for code, option in indicator.options.items() if not option.exclusive]
    for size in range(1, len(together) + 1):
        yield from combinations(together, size)
    yield from ((code,) for code, option in indicator.options.items() if option.exclusive)
