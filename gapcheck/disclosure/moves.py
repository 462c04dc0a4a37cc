"""Moves: the likeliest next cells to think otherwise, so that what does not stand any longer stands again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from gapcheck.assessment.cells import Changes, NumberCell
from gapcheck.disclosure.lines import ANYWHERE, Line, Range, Scale, Steps, meet
from gapcheck.disclosure.nets import Net
from gapcheck.disclosure.relations import Relation

_BRANCHES: Final = 6
_FEW: Final = 4
_NEAREST: Final = 3
_BLIND: Final = (1, -1, 2, -2, 3, -3, 4, 6, 8, 12)

Cost = tuple[bool, int]
"""What hiding a cell costs; no two cells cost the same."""


@dataclass(slots=True, eq=False)
class Thought:
    """Some cells thought otherwise, and the relations that do not stand then.

    It remembers the thoughts that come next, since a search for more changes passes through it again.
    """

    changes: Changes
    broken: Sequence[Relation]
    solving: list[Thought] | None = None
    blind: list[Thought] | None = None


@dataclass
class Moves:
    """The moves of one search: see `Search` for what its fields mean."""

    net: Net
    demand: Relation
    hidden: Collection[NumberCell]
    strict: bool
    dropped: Collection[Relation]
    kept: Set[NumberCell]
    _free: Set[NumberCell] = field(init=False)
    _around: dict[NumberCell, Sequence[Relation]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        free = self.net.movable - self.kept
        self._free = free - self.net.zeros if self.strict else free

    def solving(self, thought: Thought) -> Sequence[Thought]:
        """Return the steps after which a relation stands: those that leave least broken, on cells that cost least."""
        if thought.solving is None:
            relation, cells = self._next(thought)
            found = []
            for cell in cells:
                lines = self._lines(cell, thought.changes)
                scale = self.net.lines.scale(cell)
                for steps in self._steps(relation, scale, lines):
                    left = _left(cell, steps, lines, thought.broken)
                    rank = len(left), *self.cost(cell), abs(steps - scale.held)
                    found.append((rank, cell, scale.value(steps), left))
            found.sort(key=lambda move: move[0])
            thought.solving = [
                Thought({**thought.changes, cell: value}, left) for _, cell, value, left in found[:_BRANCHES]
            ]
        return thought.solving

    def blind(self, thought: Thought) -> Sequence[Thought]:
        """Return steps after which the relation still does not stand: both figures of a share may have to move."""
        if thought.blind is None:
            thought.blind = list(self._blind(thought))
        return thought.blind

    def cost(self, cell: NumberCell) -> Cost:
        """Return what it costs to hide a cell: nothing where it is hidden already."""
        return cell not in self.hidden, self.net.rank[cell]

    def around(self, cell: NumberCell) -> Sequence[Relation]:
        """Return what must stand of a cell."""
        if cell not in self._around:
            said = [relation for relation in self.net.at.get(cell, ()) if relation not in self.dropped]
            self._around[cell] = [self.demand, *said] if cell in self.demand.cells else said
        return self._around[cell]

    def _next(self, thought: Thought) -> tuple[Relation, Set[NumberCell]]:
        """Return the broken relation that leaves the least choice, and the cells of it that may move."""
        free = [(relation, (relation.cells & self._free) - thought.changes.keys()) for relation in thought.broken]
        return min(free, key=lambda one: len(one[1]))

    def _lines(self, cell: NumberCell, changes: Changes) -> Mapping[Relation, Line]:
        return {relation: self.net.lines.along(relation, cell, changes) for relation in self.around(cell)}

    def _blind(self, thought: Thought) -> Iterator[Thought]:
        relation, cells = self._next(thought)
        if len(relation.cells) > _FEW or len(cells) <= 1:
            return
        counts = [cell for cell in sorted(cells, key=self.cost) if cell.kind == "count"]
        for away in _BLIND:
            for cell in counts:
                scale = self.net.lines.scale(cell)
                steps = scale.held + away
                if steps >= (1 if self.strict else 0):
                    left = _left(cell, steps, self._lines(cell, thought.changes), thought.broken)
                    yield Thought({**thought.changes, cell: scale.value(steps)}, left)

    def _steps(self, relation: Relation, scale: Scale, lines: Mapping[Relation, Line]) -> list[Steps]:
        """Return the nearest values at which the relation stands, first those at which most others do too."""
        least = 1 if self.strict else 0
        own = most = lines[relation].ranges
        for other, line in lines.items():
            if other is not relation and line.ranges != ANYWHERE:
                most = meet(most, line.ranges) or most
        found = _near(own, scale.held, least)
        if most is not own:
            found = list(dict.fromkeys([*_near(most, scale.held, least), *found]))
        return [steps for steps in found if lines[relation].stands(steps)]


def _left(cell: NumberCell, steps: Steps, lines: Mapping[Relation, Line], broken: Sequence[Relation]) -> list[Relation]:
    """Return what does not stand where a cell holds so many steps."""
    others = [relation for relation in broken if cell not in relation.cells]
    return others + [relation for relation, line in lines.items() if not line.stands(steps)]


def _near(ranges: Sequence[Range], held: Steps, least: int) -> list[Steps]:
    """Return, of each range, the values on either side of what a cell holds, the nearest first."""
    found: set[Steps] = set()
    for start, high in ranges:
        low = max(start, least)
        for steps in (held - 1, held + 1, low, high):
            if steps is not None:
                kept = max(low, steps if high is None else min(steps, high))
                if high is None or kept <= high:
                    found.add(kept)
    found.discard(held)
    return sorted(found, key=lambda steps: (abs(steps - held), steps))[:_NEAREST]
