"""Balances: how far apart two sums of cells are, reckoned in whole numbers, which is faster than in fractions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from gapcheck.assessment.cells import Changes, NumberCell, as_whole
from gapcheck.assessment.forms import Linear
from gapcheck.assessment.intervals import EVERYTHING, Interval


class Balance(NamedTuple):
    """How far one sum is from another, and how far it may be; all in parts, of which so many are one.

    ``now`` is how far they are apart as the cells are, and ``factors`` what one more in a cell does to that. ``least``
    is None where there is no end below.
    """

    now: int
    factors: Mapping[NumberCell, int]
    least: int | None
    most: int

    @classmethod
    def of(cls, apart: Linear, least: Fraction | None, most: Fraction) -> Balance:
        """Return the balance of what two sums are apart, and of the least and the most that they may be."""
        numbers = [apart.base, most, *apart.factors.values(), *([] if least is None else [least])]
        parts = lcm(*(number.denominator for number in numbers))
        return cls(
            _parts(apart.base, parts),
            {cell: _parts(factor, parts) for cell, factor in apart.factors.items()},
            None if least is None else _parts(least, parts),
            _parts(most, parts),
        )

    def holds(self, changes: Changes) -> bool:
        """Return whether they are no farther apart than they may be."""
        apart = self._apart(changes)
        return apart <= self.most and (self.least is None or self.least <= apart)

    def ends(self, cell: NumberCell, changes: Changes) -> tuple[Fraction | None, Fraction | None]:
        """Return the values of a cell between which it holds; None for no end, and for a cell that is not in it."""
        factor = self.factors.get(cell)
        if factor is None:
            return None, None
        held = changes.get(cell)
        rest = (cell.whole if held is None else as_whole(held)) * factor - self._apart(changes)
        most = Fraction(rest + self.most, factor)
        least = most if self.least == self.most else None
        if self.least is not None and least is None:
            least = Fraction(rest + self.least, factor)
        return (least, most) if factor > 0 else (most, least)

    def solved(self, cell: NumberCell, changes: Changes) -> Sequence[Interval]:
        """Return the values of a cell, none negative, at which it holds."""
        if cell not in self.factors:
            return EVERYTHING if self.holds(changes) else ()
        least, most = self.ends(cell, changes)
        if most is not None and most < 0:
            return ()
        return (Interval(least if least is not None and least > 0 else Fraction(0), most),)

    def _apart(self, changes: Changes) -> int | Fraction:
        apart: int | Fraction = self.now
        for cell, value in changes.items():
            factor = self.factors.get(cell)
            if factor is not None:
                apart += factor * (as_whole(value) - cell.whole)
        return apart


def _parts(number: Fraction, parts: int) -> int:
    """Return how many parts a number is, where it is a whole number of them."""
    return number.numerator * (parts // number.denominator)
