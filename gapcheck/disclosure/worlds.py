"""Worlds: other numbers that would have led to the very same published words, found cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import Final

from gapcheck.assessment.cells import Changes, NumberCell
from gapcheck.assessment.intervals import EVERYTHING, Interval, meet, where
from gapcheck.disclosure.nets import Net
from gapcheck.disclosure.relations import Relation

CHANGED: Final = 9
"""So many cells at most are thought otherwise in a world that is looked for by their number, the fewest first."""

DEEPEST: Final = 30
"""So many at most in one that is looked for straight on: a row may be tied to its twin, its parts and two sums."""

STEPS: Final = 400
"""So many times a next cell is looked for before a world is given up, each way."""

_BRANCHES: Final = 6
_FEW: Final = 4
_BLIND: Final = (1, -1, 2, -2, 3, -3, 4, 6, 8, 12)
_FINEST: Final = 10**4


@dataclass
class Search:
    """Looks for a world in which one demand is met and all else is said as it is.

    With ``strict`` what is none stays none, and nothing else becomes none: then even a reader who knows that zeros are
    shown learns nothing. ``dropped`` are relations that need not stay. Cells already ``hidden`` are moved first, and
    those ``kept`` are not moved at all.
    """

    net: Net
    demand: Relation
    hidden: Collection[NumberCell]
    strict: bool
    dropped: Collection[Relation] = ()
    kept: Collection[NumberCell] = ()
    _left: int = field(default=STEPS)

    def world(self) -> Changes | None:
        """Return the cells to think otherwise, as few as could be found, or None."""
        for most in range(1, CHANGED + 1):
            found = self._deeper({}, [self.demand], most)
            if found is not None:
                return found
        self._left = STEPS
        found = self._deeper({}, [self.demand], DEEPEST)
        return None if found is None else self._needed(found)

    def _needed(self, found: Changes) -> Changes:
        """Return a world without the changes that it can do without."""
        for cell in sorted(found, key=self._cost, reverse=True):
            fewer = {other: value for other, value in found.items() if other is not cell}
            if all(self._stands(relation, fewer) for other in found for relation in self._around(other)):
                found = fewer
        return found

    def _stands(self, relation: Relation, changes: Changes) -> bool:
        wanted = True if relation is self.demand else self.net.said[relation]
        return relation.state(changes) == wanted

    def _around(self, cell: NumberCell) -> Iterator[Relation]:
        if cell in self.demand.cells:
            yield self.demand
        yield from (relation for relation in self.net.at.get(cell, ()) if relation not in self.dropped)

    def _deeper(self, changes: Changes, broken: Sequence[Relation], most: int) -> Changes | None:
        if not broken:
            return changes
        if not most or self._left <= 0:
            return None
        self._left -= 1
        free = {relation: self._free(relation, changes) for relation in broken}
        relation = min(broken, key=lambda one: len(free[one]))
        for cell, value, left in self._moves(relation, free[relation], changes, broken, blind=most > 1):
            if left and most == 1:
                continue
            found = self._deeper({**changes, cell: value}, left, most - 1)
            if found is not None:
                return found
        return None

    def _free(self, relation: Relation, changes: Changes) -> list[NumberCell]:
        return [
            cell
            for cell in relation.cells
            if cell in self.net.movable
            and cell not in changes
            and cell not in self.kept
            and not (self.strict and not cell.value)
        ]

    def _moves(
        self,
        relation: Relation,
        cells: Collection[NumberCell],
        changes: Changes,
        broken: Sequence[Relation],
        *,
        blind: bool,
    ) -> list[tuple[NumberCell, Fraction, Sequence[Relation]]]:
        """Return the likeliest next steps: those that leave least broken, on cells that cost least to hide."""
        found = []
        for cell in cells:
            others = [other for other in broken if cell not in other.cells]
            for value in self._values(relation, cell, changes):
                thought = {**changes, cell: value}
                left = others + [other for other in self._around(cell) if not self._stands(other, thought)]
                rank = len(left), *self._cost(cell), abs(value - cell.value)
                found.append((rank, cell, value, left))
        found.sort(key=lambda move: move[0])
        solved: list[tuple[NumberCell, Fraction, Sequence[Relation]]] = [
            (cell, value, left) for _, cell, value, left in found[:_BRANCHES]
        ]
        return solved + list(self._blind(relation, cells, changes, broken)) if blind else solved

    def _blind(
        self, relation: Relation, cells: Collection[NumberCell], changes: Changes, broken: Sequence[Relation]
    ) -> Iterator[tuple[NumberCell, Fraction, Sequence[Relation]]]:
        """Yield steps after which the relation still does not stand: both figures of a share may have to move."""
        if len(relation.cells) > _FEW or len(cells) <= 1:
            return
        for away in _BLIND:
            for cell in sorted(cells, key=self._cost):
                value = cell.value + away
                if cell.kind == "count" and value >= (1 if self.strict else 0):
                    thought = {**changes, cell: value}
                    others = [other for other in broken if cell not in other.cells]
                    yield cell, value, others + [o for o in self._around(cell) if not self._stands(o, thought)]

    def _cost(self, cell: NumberCell) -> tuple[object, ...]:
        # A total says more than one cell of a table, and what counts no persons is not meant to be hidden at all.
        whole = cell.row is None
        return cell not in self.hidden, cell not in self.net.persons, whole, cell.value, self.net.order[cell]

    def _values(self, relation: Relation, cell: NumberCell, changes: Changes) -> list[Fraction]:
        """Return the nearest values at which the relation stands, first those at which most others do too."""
        step = Fraction(1) if cell.kind == "count" else Fraction(1, max(_FINEST, 10**cell.decimals))
        least = step if self.strict else Fraction(0)
        own = self._run(relation, cell, changes)
        most = own
        for other in self._around(cell):
            if other is not relation:
                both = [run for run in meet(most, self._run(other, cell, changes)) if run.written(step) is not None]
                most = both or most
        found = dict.fromkeys([*_near(most, cell, step, least), *_near(own, cell, step, least)])
        return [value for value in found if self._stands(relation, {**changes, cell: value})]

    def _run(self, relation: Relation, cell: NumberCell, changes: Changes) -> Sequence[Interval]:
        points = relation.points(cell, changes)
        if points is None:
            return EVERYTHING
        return where(partial(self._at, relation, cell, changes), points)

    def _at(self, relation: Relation, cell: NumberCell, changes: Changes, value: Fraction) -> bool:
        return self._stands(relation, {**changes, cell: value})


def _near(intervals: Iterable[Interval], cell: NumberCell, step: Fraction, least: Fraction) -> list[Fraction]:
    """Return, of each interval, the written values on either side of what a cell holds, the nearest first."""
    found: set[Fraction] = set()
    for interval in intervals:
        ends = interval.written(step)
        if ends is None:
            continue
        low, high = max(ends[0], least), ends[1]
        for value in (cell.value - step, cell.value + step, low, high):
            if value is not None:
                kept = max(low, value if high is None else min(value, high))
                if high is None or kept <= high:
                    found.add(kept)
    found.discard(cell.value)
    return sorted(found, key=lambda value: (abs(value - cell.value), value))[:3]
