"""Ties: what every check says of the numbers at hand, row by row, ready to be asked again with other numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import Protocol, TypeAlias

from gapcheck.assessment.cells import Changes, NumberCell
from gapcheck.assessment.contradictions import agree
from gapcheck.assessment.forms import Curve, Form, Linear, counts_of_none
from gapcheck.assessment.intervals import EVERYTHING, Interval
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
    def apart(self) -> Linear | None:
        """The left side less the right, where it is a sum of cells and how far they are apart is all that counts."""
        if self.check.as_printed is None and isinstance(self.left, Linear) and isinstance(self.right, Linear):
            return self.left.plus(self.right, -1)
        return None

    @cached_property
    def allowed(self) -> tuple[Fraction | None, Fraction]:
        """How far the left side may be from the right, the least, if there is one, and the most."""
        if self.check.at_most is not None:
            return None, Fraction(0)
        tolerance = parse_number(self.check.tolerance) if self.check.tolerance is not None else Fraction(0)
        return -tolerance, tolerance

    def holds(self, changes: Changes) -> bool | None:
        """Return whether the check holds; None where a side is a quotient by zero."""
        if self.apart is not None:
            apart, (least, most) = self.apart.value(changes), self.allowed
            return apart <= most and (least is None or least <= apart)
        left, right = self.left.value(changes), self.right.value(changes)
        if left is None or right is None:
            return None
        if self.check.at_most is not None:
            return left <= right
        return agree(self.check, left, right, share=self.share)

    def turning_points(self, cell: NumberCell, changes: Changes) -> list[Fraction] | None:
        """Return where the sides meet, or are as far apart as the check allows, and where a quotient has its pole."""
        if self.apart is not None:
            return [end for end in set(self._ends(self.apart, cell, changes)) if end is not None]
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

    def solved(self, cell: NumberCell, changes: Changes) -> Sequence[Interval] | None:
        """Return the values of a cell, none negative, at which the check holds; None where it is no sum of cells."""
        if self.apart is None:
            return None
        if cell not in self.apart.factors:
            return EVERYTHING if self.holds(changes) else ()
        least, most = self._ends(self.apart, cell, changes)
        if most is not None and most < 0:
            return ()
        return (Interval(least if least is not None and least > 0 else Fraction(0), most),)

    def _ends(
        self, apart: Linear, cell: NumberCell, changes: Changes
    ) -> tuple[Fraction | None, Fraction | None]:  # fmt: skip
        """Return the values of a cell between which the check holds; none where it is not in it."""
        factor = apart.factors.get(cell)
        if factor is None:
            return None, None
        now, held = apart.value(changes), changes.get(cell, cell.value)
        ends = {end: None if end is None else held + (end - now) / factor for end in set(self.allowed)}
        least, most = (ends[end] for end in self.allowed)
        return (least, most) if factor > 0 else (most, least)

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
