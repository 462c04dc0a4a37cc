"""Relations: everything that a published result says of its numbers, which must stay as said in every other world."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from gapcheck.assessment.cells import Changes, NumberCell
from gapcheck.assessment.forms import Form
from gapcheck.assessment.implied import Compared, truth
from gapcheck.assessment.ties import Tie


class Relation(Protocol):
    """Something that is said of some cells."""

    @property
    def cells(self) -> frozenset[NumberCell]:
        """The cells that it is about."""

    def state(self, changes: Changes) -> object:
        """Return what is said where some cells hold other numbers."""

    def points(self, cell: NumberCell, changes: Changes) -> list[Fraction] | None:
        """Return the values of a cell between which what is said cannot turn; None where they cannot be told."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """Whether a check holds, fails or cannot run."""

    tie: Tie

    @property
    def cells(self) -> frozenset[NumberCell]:
        """The cells that the check ties together."""
        return self.tie.cells

    def state(self, changes: Changes) -> object:
        """Return whether it holds."""
        return self.tie.holds(changes)

    def points(self, cell: NumberCell, changes: Changes) -> list[Fraction] | None:
        """Return where it can turn."""
        return self.tie.turning_points(cell, changes)


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """The truth of a criterion on a figure, by the names that a rule file gives it."""

    indicator: str
    operand: str
    compared: Compared

    @property
    def cells(self) -> frozenset[NumberCell]:
        """The cells of the figure."""
        return self.compared.form.cells

    def state(self, changes: Changes) -> object:
        """Return whether it is met, not met or unknown."""
        return truth(self.compared, changes)

    def points(self, cell: NumberCell, changes: Changes) -> list[Fraction] | None:
        """Return where the figure is at the bound."""
        return _reached(self.compared.form, self.compared.bound, cell, changes)


@dataclass(frozen=True, slots=True, eq=False)
class Copy:
    """One figure that is given in two workbooks: who sees the one knows the other."""

    one: NumberCell
    other: NumberCell

    @property
    def cells(self) -> frozenset[NumberCell]:
        """Both cells."""
        return frozenset({self.one, self.other})

    def state(self, changes: Changes) -> object:
        """Return whether they are the same."""
        return changes.get(self.one, self.one.value) == changes.get(self.other, self.other.value)

    def points(self, cell: NumberCell, changes: Changes) -> list[Fraction] | None:
        """Return where they meet."""
        beside = self.other if cell is self.one else self.one
        return [changes.get(beside, beside.value)]


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """A count of persons thought to be another number."""

    form: Form
    number: int

    @property
    def cells(self) -> frozenset[NumberCell]:
        """The cells of the count."""
        return self.form.cells

    def state(self, changes: Changes) -> object:
        """Return whether it is that number."""
        return self.form.value(changes) == self.number

    def points(self, cell: NumberCell, changes: Changes) -> list[Fraction] | None:
        """Return where it is."""
        return _reached(self.form, Fraction(self.number), cell, changes)


def _reached(form: Form, value: Fraction, cell: NumberCell, changes: Changes) -> list[Fraction] | None:
    curves = form.curves(cell, changes)
    if curves is None:
        return None
    return [*form.steps(cell), *(point for curve in curves for point in curve.reaches(value))]
