"""Forms: the figures of checks as functions of single cells, so that an equation can be solved for one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, Protocol

from gapcheck.assessment.cells import Changes, NumberCell
from gapcheck.rulebook.operands import compare

_ZERO, _ONE = Fraction(0), Fraction(1)
_MOST_BRANCHES = 8


class Curve(NamedTuple):
    """A figure as a function of one cell x: (top + slope x) / (bottom + lean x)."""

    top: Fraction
    slope: Fraction = _ZERO
    bottom: Fraction = _ONE
    lean: Fraction = _ZERO

    @property
    def constant(self) -> bool:
        """Whether x is not in it."""
        return not self.slope and not self.lean

    @property
    def nowhere(self) -> bool:
        """Whether it is a quotient by zero whatever x is."""
        return not self.bottom and not self.lean

    def reaches(self, value: Fraction) -> list[Fraction]:
        """Return where the figure is a value, and where it has a pole: between these it stays on one side."""
        found = []
        steep = self.slope - value * self.lean if self.lean else self.slope
        if steep:
            found.append((value * self.bottom - self.top) / steep)
        if self.lean:
            found.append(-self.bottom / self.lean)
        return found

    def plus(self, other: Curve, sign: int = 1) -> Curve | None:
        """Return the sum, or the difference; None where it is no such function."""
        if (self.bottom, self.lean) == (other.bottom, other.lean):
            return Curve(self.top + sign * other.top, self.slope + sign * other.slope, self.bottom, self.lean)
        if other.constant and other.bottom:
            value = sign * other.top / other.bottom
            return Curve(self.top + value * self.bottom, self.slope + value * self.lean, self.bottom, self.lean)
        if self.constant and self.bottom:
            value = self.top / self.bottom
            return Curve(
                value * other.bottom + sign * other.top,
                value * other.lean + sign * other.slope,
                other.bottom,
                other.lean,
            )
        return None

    def over(self, other: Curve) -> Curve | None:
        """Return the quotient; None where it is no such function."""
        if not self.lean and not other.lean:
            up, down = other.bottom, self.bottom
            return Curve(self.top * up, self.slope * up, down * other.top, down * other.slope)
        if other.constant and other.top:
            value = other.bottom / other.top
            return Curve(self.top * value, self.slope * value, self.bottom, self.lean)
        return None


class Form(Protocol):
    """A figure over cells: what it comes to where some of them hold other numbers, and as a function of one."""

    @property
    def cells(self) -> frozenset[NumberCell]:
        """The cells it rests on."""

    def value(self, changes: Changes) -> Fraction | None:
        """Return what it comes to; None for a quotient by zero."""

    def curves(self, cell: NumberCell, changes: Changes) -> list[Curve] | None:
        """Return what it is as a function of one cell, in every branch; None where that cannot be told."""

    def steps(self, cell: NumberCell) -> list[Fraction]:
        """Return the values of one cell at which the branch may change."""


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """A number plus cells, each times a factor; ``base`` is what it comes to as the cells are."""

    base: Fraction
    factors: Mapping[NumberCell, Fraction]
    cells: frozenset[NumberCell]

    @classmethod
    def of(cls, base: Fraction, factors: Mapping[NumberCell, Fraction]) -> Linear:
        """Return the form; a cell whose factors cancel is in it no longer."""
        kept = {cell: factor for cell, factor in factors.items() if factor}
        return cls(base, kept, frozenset(kept))

    def value(self, changes: Changes) -> Fraction:
        """Return what it comes to."""
        total = self.base
        for cell, value in changes.items():
            factor = self.factors.get(cell)
            if factor is not None:
                # Most factors are one, and a product of fractions costs more than asking.
                total += value - cell.value if factor == 1 else factor * (value - cell.value)
        return total

    def plus(self, other: Linear, sign: int = 1) -> Linear:
        """Return the sum of two, or with -1 the difference."""
        factors = dict(self.factors)
        for cell, factor in other.factors.items():
            more = factor if sign > 0 else -factor
            factors[cell] = factors[cell] + more if cell in factors else more
        return Linear.of(self.base + other.base if sign > 0 else self.base - other.base, factors)

    def curves(self, cell: NumberCell, changes: Changes) -> list[Curve]:
        """Return the straight line that it is."""
        factor = self.factors.get(cell)
        if factor is None:
            return [Curve(self.value(changes))]
        base = self.value({other: value for other, value in changes.items() if other is not cell})
        return [Curve(base - factor * cell.value, factor)]

    def steps(self, cell: NumberCell) -> list[Fraction]:  # noqa: ARG002 - a straight line has no branches
        """Return none: it has one branch."""
        return []

    def only(self) -> NumberCell | None:
        """Return the one cell that it is, if it is one and nothing else."""
        if len(self.factors) != 1:
            return None
        ((cell, factor),) = self.factors.items()
        return cell if factor == 1 and self.base == cell.value else None


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """The number of cells that stand in a relation to a bound."""

    cells: frozenset[NumberCell]
    operator: str
    bound: Fraction
    base: int

    def value(self, changes: Changes) -> Fraction:
        """Return how many do."""
        moved = ((cell, value) for cell, value in changes.items() if cell in self.cells)
        return Fraction(self.base + sum(self.counts(value) - self.counts(cell.value) for cell, value in moved))

    def counts(self, value: Fraction) -> bool:
        """Return whether a value is among those counted."""
        return compare(value, self.operator, self.bound)

    def curves(self, cell: NumberCell, changes: Changes) -> list[Curve]:
        """Return one level where the cell counts, and one where it does not."""
        others = self.value({other: value for other, value in changes.items() if other is not cell})
        if cell not in self.cells:
            return [Curve(others)]
        without = others - self.counts(cell.value)
        return [Curve(without), Curve(without + 1)]

    def steps(self, cell: NumberCell) -> list[Fraction]:
        """Return the bound, where the cell is among those counted."""
        return [self.bound] if cell in self.cells else []


@dataclass(frozen=True, slots=True, eq=False)
class Combined:
    """Two forms added, subtracted or divided."""

    operator: str
    left: Form
    right: Form
    cells: frozenset[NumberCell]

    def value(self, changes: Changes) -> Fraction | None:
        """Return what they come to together; None for a quotient by zero."""
        left, right = self.left.value(changes), self.right.value(changes)
        if left is None or right is None:
            return None
        if self.operator == "/":
            return left / right if right else None
        return left + right if self.operator == "+" else left - right

    def curves(self, cell: NumberCell, changes: Changes) -> list[Curve] | None:
        """Return every branch of the two together, if each is such a function and they are few."""
        lefts, rights = self.left.curves(cell, changes), self.right.curves(cell, changes)
        if lefts is None or rights is None or len(lefts) * len(rights) > _MOST_BRANCHES:
            return None
        found = []
        for left in lefts:
            for right in rights:
                if left.nowhere or right.nowhere:  # then it hangs on the parts of which there is no whole
                    return None
                if self.operator == "/":
                    curve = left.over(right)
                else:
                    curve = left.plus(right, 1 if self.operator == "+" else -1)
                if curve is None:
                    return None
                found.append(curve)
        return found

    def steps(self, cell: NumberCell) -> list[Fraction]:
        """Return those of both."""
        return [*self.left.steps(cell), *self.right.steps(cell)]


def counts_of_none(form: Form, changes: Changes) -> bool | None:
    """Return whether a figure counts something where there is nothing, as five of none do: no bound is above that.

    False for none of none, and None where the figure has a value, or has none for another reason: what is divided by
    such a quotient is not known, and passes no bound.
    """
    if not isinstance(form, Combined):
        return None
    if form.operator != "/":
        return counts_of_none(form.left, changes) or counts_of_none(form.right, changes) or None
    part = form.left.value(changes)
    if part is not None and form.right.value(changes) == 0:
        return part != 0
    return counts_of_none(form.left, changes) or None
