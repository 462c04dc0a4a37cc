"""Implied: criteria over single cells, and the checks that say that one criterion follows from another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import TypeAlias

from gapcheck.assessment.cells import Changes, NumberCell
from gapcheck.assessment.forms import Form
from gapcheck.assessment.ties import TieKey
from gapcheck.assessment.truths import Truth
from gapcheck.rulebook.operands import compare


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """A criterion on a figure."""

    form: Form
    operator: str
    bound: Fraction


@dataclass(frozen=True, slots=True, eq=False)
class AnyOrAll:
    """An ``any`` or ``all`` of criteria, by what decides it."""

    decisive: Truth
    parts: tuple[Condition, ...]


Condition: TypeAlias = Compared | AnyOrAll | Truth
"""A criterion over cells; a truth by itself where no number takes part."""


@dataclass(frozen=True, slots=True, eq=False)
class Implied:
    """An ``implies`` in which a number takes part."""

    name: str
    premise: Condition
    conclusion: Condition
    cells: frozenset[NumberCell]

    @property
    def key(self) -> TieKey:
        """Which check it is."""
        return self.name, 0

    @property
    def arithmetic(self) -> bool:
        """Whether it compares two figures: it does not."""
        return False

    def holds(self, changes: Changes) -> bool | None:
        """Return whether the check holds; None where that cannot be told."""
        premise, conclusion = truth(self.premise, changes), truth(self.conclusion, changes)
        if premise == "not_met" or conclusion == "met" or "not_applicable" in (premise, conclusion):
            return True
        return False if premise == "met" and conclusion == "not_met" else None

    def turning_points(self, cell: NumberCell, changes: Changes) -> list[Fraction] | None:
        """Return where a figure of a criterion is at its bound."""
        found = []
        for compared in chain(_compared(self.premise), _compared(self.conclusion)):
            curves = compared.form.curves(cell, changes)
            if curves is None:
                return None
            found += compared.form.steps(cell)
            found += [point for curve in curves for point in curve.reaches(compared.bound)]
        return found


def truth(condition: Condition, changes: Changes) -> Truth:
    """Return the truth of a condition by three-valued logic; what is not applicable drops out."""
    if isinstance(condition, Compared):
        value = condition.form.value(changes)
        if value is None:
            return "unknown"
        return "met" if compare(value, condition.operator, condition.bound) else "not_met"
    if not isinstance(condition, AnyOrAll):
        return condition
    truths = [found for part in condition.parts if (found := truth(part, changes)) != "not_applicable"]
    if not truths:
        return "not_applicable"
    if condition.decisive in truths:
        return condition.decisive
    if "unknown" in truths:
        return "unknown"
    return "not_met" if condition.decisive == "met" else "met"


def _compared(condition: Condition) -> Sequence[Compared]:
    if isinstance(condition, Compared):
        return (condition,)
    if isinstance(condition, AnyOrAll):
        return [compared for part in condition.parts for compared in _compared(part)]
    return ()


def cells_of(condition: Condition) -> frozenset[NumberCell]:
    """Return the cells that take part in a condition."""
    return frozenset[NumberCell]().union(*(compared.form.cells for compared in _compared(condition)))
