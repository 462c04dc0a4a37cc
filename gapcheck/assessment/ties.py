"""Ties: what every check says of the numbers at hand, row by row, ready to be asked again with other numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import Protocol, TypeAlias

from gapcheck.assessment.balances import Balance
from gapcheck.assessment.cells import Changes, NumberCell
from gapcheck.assessment.contradictions import agree
from gapcheck.assessment.forms import Curve, Form, Linear, counts_of_none
from gapcheck.assessment.rounding import half_up
from gapcheck.rulebook.criteria import Check
from gapcheck.rulebook.numbers import parse_number

TieKey: TypeAlias = tuple[str, int]
"""A check by its id, and which of the rows or shares it looks at."""


class Tie(Protocol):
    """One check, in one row if it looks at rows, over the cells that it ties together."""

    @property
    def key(self) -> TieKey:
        """Which check it is."""

    @property
    def cells(self) -> frozenset[NumberCell]:
        """The cells that it ties together."""

    @property
    def arithmetic(self) -> bool:
        """Whether it compares two figures."""

    def holds(self, changes: Changes) -> bool | None:
        """Return whether the check holds; None where it cannot run."""

    def turning_points(self, cell: NumberCell, changes: Changes) -> list[Fraction] | None:
        """Return the values of a cell between which the check cannot turn; None where they cannot be told."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """An ``equal`` or an ``at_most``; ``share`` where a side names a share."""

    check: Check
    number: int
    left: Form
    right: Form
    share: bool
    cells: frozenset[NumberCell]

    @property
    def key(self) -> TieKey:
        """Which check it is."""
        return self.check.id, self.number

    @property
    def arithmetic(self) -> bool:
        """Whether it compares two figures: it does."""
        return True

    @cached_property
    def balance(self) -> Balance | None:
        """How far the sides are apart, where they are sums of cells and that is all that counts."""
        if self.check.as_printed is not None or not isinstance(self.left, Linear) or not isinstance(self.right, Linear):
            return None
        apart = self.left.plus(self.right, -1)
        if self.check.at_most is not None:
            return Balance.of(apart, None, Fraction(0))
        tolerance = parse_number(self.check.tolerance) if self.check.tolerance is not None else Fraction(0)
        return Balance.of(apart, -tolerance, tolerance)

    def holds(self, changes: Changes) -> bool | None:
        """Return whether the check holds; None where a side is a quotient by zero."""
        if self.balance is not None:
            return self.balance.holds(changes)
        left, right = self.left.value(changes), self.right.value(changes)
        if left is None or right is None:
            return None
        if self.check.at_most is not None:
            return left <= right
        return agree(self.check, left, right, share=self.share)

    def turning_points(self, cell: NumberCell, changes: Changes) -> list[Fraction] | None:
        """Return where the sides meet, or are as far apart as the check allows, and where a quotient has its pole."""
        if self.balance is not None:
            return [end for end in dict.fromkeys(self.balance.ends(cell, changes)) if end is not None]
        lefts, rights = self.left.curves(cell, changes), self.right.curves(cell, changes)
        if lefts is None or rights is None:
            return None
        found = [*self.left.steps(cell), *self.right.steps(cell)]
        for left in lefts:
            for right in rights:
                points = self._points(left, right)
                if points is None:
                    return None
                found += points
        return found

    def _points(self, left: Curve, right: Curve) -> list[Fraction] | None:
        if self.check.as_printed is not None:
            return self._printed(left, right)
        apart = left.plus(right, -1)
        if apart is None:
            return None
        allowed = parse_number(self.check.tolerance) if self.check.tolerance is not None else Fraction(0)
        return list(chain.from_iterable(apart.reaches(value) for value in {allowed, -allowed}))

    def _printed(self, left: Curve, right: Curve) -> list[Fraction] | None:
        moving, still = (left, right) if right.constant else (right, left)
        if not still.constant:
            return None
        if not still.bottom:
            return []
        decimals, scale = self.check.as_printed or 0, 100 if self.share else 1
        printed, half = half_up(still.top / still.bottom * scale, decimals), Fraction(1, 2 * 10**decimals)
        return [point for edge in (printed - half, printed + half) for point in moving.reaches(edge / scale)]


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """The built-in check that a share lies between 0 and 1."""

    name: str
    number: int
    share: Form

    @property
    def key(self) -> TieKey:
        """Which check it is."""
        return self.name, self.number

    @property
    def cells(self) -> frozenset[NumberCell]:
        """The cells that the share rests on."""
        return self.share.cells

    @property
    def arithmetic(self) -> bool:
        """Whether it compares two figures: it does."""
        return True

    def holds(self, changes: Changes) -> bool | None:
        """Return whether the share is within its bounds, as none of none is; None where it cannot be told."""
        share = self.share.value(changes)
        if share is not None:
            return 0 <= share <= 1
        over = counts_of_none(self.share, changes)
        return None if over is None else not over

    def turning_points(self, cell: NumberCell, changes: Changes) -> list[Fraction] | None:
        """Return where the share is at a bound; of none, where the part is: of no whole it can only be zero."""
        curves = self.share.curves(cell, changes)
        if curves is None:
            return None
        return [
            *self.share.steps(cell),
            *(point for curve in curves for bound in (0, 1) for point in curve.reaches(Fraction(bound))),
        ]
