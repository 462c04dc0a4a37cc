"""Lines: where along one cell what is said stands, while other cells are thought otherwise, each worked out once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Final, TypeAlias

from gapcheck.assessment.cells import Changes, NumberCell
from gapcheck.assessment.intervals import EVERYTHING, where
from gapcheck.disclosure.relations import Relation

_FINEST: Final = 10**4

Steps: TypeAlias = int | Fraction
"""A number of steps, a count's being 1 and an amount's its finest decimal; not whole where a cell is finer still."""

Range: TypeAlias = tuple[int, int | None]
"""Whole numbers of steps, the least and the most, both in it; no most where there is none."""

ANYWHERE: Final[Sequence[Range]] = [(0, None)]
"""All numbers that a cell may hold."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How finely a cell is written, in steps to the unit, and what it holds, in steps."""

    per_unit: int
    held: Steps

    @classmethod
    def of(cls, cell: NumberCell) -> Scale:
        """Return the scale of a cell."""
        per_unit = 1 if cell.kind == "count" else max(_FINEST, 10**cell.decimals)
        held = cell.value * per_unit
        return cls(per_unit, held.numerator if held.denominator == 1 else held)

    def value(self, steps: Steps) -> Fraction:
        """Return the number that so many steps are."""
        return Fraction(steps) / self.per_unit


@dataclass(frozen=True, slots=True)
class Line:
    """Where along one cell a relation stands, in steps; ``ask`` tells it of any number, where ``ranges`` do not."""

    ranges: Sequence[Range]
    told: bool
    scale: Scale
    ask: Callable[[Fraction], bool]

    def stands(self, steps: Steps) -> bool:
        """Return whether the relation stands where the cell holds so many steps."""
        if self.told and isinstance(steps, int):
            return any(least <= steps and (most is None or steps <= most) for least, most in self.ranges)
        return self.ask(self.scale.value(steps))


class Lines:
    """The lines of all relations. Of the other cells only those that a relation is about make its line another one.

    The same lines are asked for in search after search, and working one out is most of the work of a search.
    """

    def __init__(self, said: Mapping[Relation, object]) -> None:
        self._said = said
        self._scales: dict[NumberCell, Scale] = {}
        self._known: dict[tuple[object, ...], Line] = {}

    def stands(self, relation: Relation, changes: Changes) -> bool:
        """Return whether a relation says what it says as the cells are; a demand, which is not said, whether it is met.

        This is asked of the relation itself, along no line.
        """
        return relation.state(changes) == self._said.get(relation, True)

    def along(self, relation: Relation, cell: NumberCell, changes: Changes) -> Line:
        """Return where along a cell a relation stands; the cell is not among those that are thought otherwise."""
        cells = relation.cells
        key = relation, cell, frozenset((other, value) for other, value in changes.items() if other in cells)
        line = self._known.get(key)
        if line is None:
            line = self._known[key] = self._line(relation, cell, {o: v for o, v in changes.items() if o in cells})
        return line

    def scale(self, cell: NumberCell) -> Scale:
        """Return the scale of a cell."""
        if cell not in self._scales:
            self._scales[cell] = Scale.of(cell)
        return self._scales[cell]

    def _line(self, relation: Relation, cell: NumberCell, changes: Changes) -> Line:
        scale, ask = self.scale(cell), partial(self._ask, relation, cell, changes)
        points = relation.points(cell, changes)
        step = Fraction(1, scale.per_unit)
        intervals = EVERYTHING if points is None else where(ask, points)
        ranges = [ends for interval in intervals if (ends := interval.steps(step)) is not None]
        return Line(ranges, points is not None, scale, ask)

    def _ask(self, relation: Relation, cell: NumberCell, changes: Changes, value: Fraction) -> bool:
        return self.stands(relation, {**changes, cell: value})


def meet(one: Sequence[Range], other: Sequence[Range]) -> list[Range]:
    """Return what two rows of ranges share."""
    found: list[Range] = []
    for low, high in one:
        for least, most in other:
            ends = [end for end in (high, most) if end is not None]
            shared = max(low, least), min(ends, default=None)
            if shared[1] is None or shared[0] <= shared[1]:
                found.append(shared)
    return found
