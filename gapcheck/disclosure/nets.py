"""Nets: all that some results say of their numbers, at every number that it is about."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from gapcheck.assessment.cells import NO_CHANGES, Changes, NumberCell
from gapcheck.disclosure.lines import Lines
from gapcheck.disclosure.relations import Relation


@dataclass(frozen=True)
class Net:
    """Every relation, at each cell that it is about, and what it says as the cells are.

    Cells that are not ``movable`` hold what they hold in every world; ``totals`` and ``zeros`` are movable ones,
    outside tables and with nothing in them. ``rank`` says of all cells which cost more to hide.
    """

    relations: Sequence[Relation]
    movable: Set[NumberCell]
    totals: Set[NumberCell]
    zeros: Set[NumberCell]
    rank: Mapping[NumberCell, int]
    at: Mapping[NumberCell, Sequence[Relation]]
    said: Mapping[Relation, object]
    lines: Lines

    @classmethod
    def over(
        cls,
        relations: Sequence[Relation],
        order: Mapping[NumberCell, tuple[int, int]],
        movable: Set[NumberCell],
        persons: Collection[NumberCell],
    ) -> Net:
        """Return the net that relations make; ``order`` is no two cells' alike."""
        at: dict[NumberCell, list[Relation]] = {}
        for relation in relations:
            for cell in relation.cells:
                at.setdefault(cell, []).append(relation)
        said = {relation: relation.state(NO_CHANGES) for relation in relations}
        # A total says more than one cell of a table, and what counts no persons is not meant to be hidden at all.
        ranked = sorted(order, key=lambda cell: (cell not in persons, cell.row is None, cell.value, order[cell]))
        return cls(
            relations=relations,
            movable=movable,
            totals=frozenset(cell for cell in movable if cell.row is None),
            zeros=frozenset(cell for cell in movable if not cell.value),
            rank={cell: rank for rank, cell in enumerate(ranked)},
            at=at,
            said=said,
            lines=Lines(said),
        )

    def reach(self, cells: Iterable[NumberCell]) -> set[NumberCell]:
        """Return every cell that relations tie to some cells, through other cells too."""
        found, waiting = set(), list(cells)
        while waiting:
            cell = waiting.pop()
            if cell not in found:
                found.add(cell)
                waiting += [other for relation in self.at.get(cell, ()) for other in relation.cells]
        return found


def stands(net: Net, changes: Changes, dropped: Collection[Relation] = ()) -> bool:
    """Return whether all is said in a world as it is, but for what was dropped, and every count is whole."""
    touched = {relation for cell in changes for relation in net.at.get(cell, ()) if relation not in dropped}
    whole = all(value >= 0 and (cell.kind != "count" or math.floor(value) == value) for cell, value in changes.items())
    return whole and all(relation.state(changes) == net.said[relation] for relation in touched)
