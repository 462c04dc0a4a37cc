"""Repairs: the smallest changes of cells that would settle failed checks. None is ever made; they are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from gapcheck.assessment.admissible import Value, admissible
from gapcheck.assessment.cells import NO_CHANGES, Changes, NumberCell
from gapcheck.assessment.likeness import likeness, rank
from gapcheck.assessment.ties import Tie, TieKey
from gapcheck.assessment.tying import Web

PAIR_CELLS = 30
"""So many cells of a failed check are tried as one of two, and so many beside each as the other."""

PAIR_VALUES = 12
"""So many values of the one cell are tried, the nearest first."""

PAIRS = 500
"""So many times in all a second cell is solved for; for one failed check a tenth of them."""


class Change(NamedTuple):
    """One cell with another number."""

    cell: NumberCell
    value: Value

    @property
    def relative(self) -> Fraction:
        """The change as a share of the greater of the two numbers."""
        numbers = abs(self.value.number), abs(self.cell.value)
        return abs(self.value.number - self.cell.value) / max(numbers)


class Repair(NamedTuple):
    """Changes that break no check and settle some failed ones; ``only`` where no other change of one cell does."""

    changes: tuple[Change, ...]
    settles: frozenset[TieKey]
    only: bool = False

    @property
    def slip(self) -> str:
        """The slip of one digit that would explain a single change; empty for none."""
        return likeness(self.changes[0].cell.value, self.changes[0].value.number) if len(self.changes) == 1 else ""

    @property
    def thought(self) -> Changes:
        """The cells with the numbers that they would hold."""
        return {change.cell: change.value.number for change in self.changes}


def ranked(repairs: Iterable[Repair]) -> list[Repair]:
    """Return repairs in order: the most checks settled, the smallest change, the likeliest slip, the order of cells."""
    return sorted(repairs, key=_rank)


def _rank(repair: Repair) -> tuple[int, int, Fraction, int, list[int], list[Fraction]]:
    relative = sum((change.relative for change in repair.changes), Fraction(0))
    order = [change.cell.order for change in repair.changes]
    numbers = [change.value.number for change in repair.changes]
    return -len(repair.settles), len(repair.changes), relative, rank(repair.slip), order, numbers


def single(cells: Sequence[NumberCell], web: Web, failed: Mapping[TieKey, Tie]) -> list[Repair]:
    """Return every change of one of some cells so that all the checks it takes part in hold, ranked."""
    found = []
    for cell in cells:
        ties = web.at[cell]
        wrong = [tie for tie in ties if tie.key in failed]
        for value in admissible(cell, ties, wrong, NO_CHANGES):
            thought = {cell: value.number}
            settles = frozenset(tie.key for tie in wrong if tie.holds(thought))
            found.append(Repair((Change(cell, value),), settles))
    return ranked(found)


def mark_only(repairs: Sequence[Repair]) -> list[Repair]:
    """Return repairs of one cell each, marked where no other settles all that one settles."""
    by_key: dict[TieKey, list[Repair]] = {}
    for repair in repairs:
        for key in repair.settles:
            by_key.setdefault(key, []).append(repair)

    def alone(repair: Repair) -> bool:
        fewest = min((by_key[key] for key in repair.settles), key=len)
        return all(other is repair or not repair.settles <= other.settles for other in fewest)

    return [repair._replace(only=alone(repair)) for repair in repairs]


@dataclass
class Pairs:
    """Looks for two cells to change where no one cell will do, with a bound on the looking.

    ``cut`` says that the last one looked for would have needed more of it.
    """

    web: Web
    failed: Mapping[TieKey, Tie]
    left: int = PAIRS
    cut: bool = False
    _own: int = 0

    def of(self, tie: Tie) -> list[Repair]:
        """Return changes of two cells that settle a failed check and leave none failing that either takes part in.

        The first is one of the check's own, with a value at which one of its checks turns; the second is solved for.
        """
        found: dict[frozenset[tuple[NumberCell, Fraction]], Repair] = {}
        self._own = min(self.left, PAIRS // 10)
        self.cut = not self._own
        if self.cut:
            return []
        for first in self._some(tie.cells):
            for value in self._values(first):
                for repair in self._second(tie, Change(first, Value(value, value, value))):
                    found.setdefault(frozenset(repair.thought.items()), repair)
        return ranked(found.values())

    def _some(self, cells: Collection[NumberCell]) -> list[NumberCell]:
        free = sorted((cell for cell in cells if not cell.fixed), key=lambda cell: cell.order)
        self.cut = self.cut or len(free) > PAIR_CELLS
        return free[:PAIR_CELLS]

    def _values(self, cell: NumberCell) -> list[Fraction]:
        points = {point for tie in self.web.at[cell] for point in tie.turning_points(cell, NO_CHANGES) or ()}
        if cell.kind == "count":
            points = set(map(Fraction, {whole for point in points for whole in (floor(point), ceil(point))}))
        fitting = {point for point in {*points, Fraction(0)} if point >= 0 and point != cell.value}
        return sorted(fitting, key=lambda point: (abs(point - cell.value), point))[:PAIR_VALUES]

    def _second(self, tie: Tie, first: Change) -> list[Repair]:
        changes = {first.cell: first.value.number}
        failing = [other for other in self.web.at[first.cell] if other.holds(changes) is False]
        if not failing or (tie not in failing and not tie.holds(changes)):
            return []
        shared = frozenset.intersection(*(other.cells for other in failing)) - {first.cell}
        found: list[Repair] = []
        for cell in self._some(shared):
            if not self._own:
                self.cut = True
                return found
            self._own -= 1
            self.left -= 1
            ties = self.web.at[cell]
            wrong = [other for other in ties if other.holds(changes) is False]
            for value in admissible(cell, ties, wrong, changes):
                both = {**changes, cell: value.number}
                if tie.holds(both) and all(other.holds(both) is not False for other in failing):
                    pair = sorted((first, Change(cell, value)), key=lambda change: change.cell.order)
                    touched = {other.key: other for other in (*self.web.at[first.cell], *ties)}
                    settles = frozenset(
                        key for key, other in touched.items() if key in self.failed and other.holds(both)
                    )
                    found.append(Repair(tuple(pair), settles))
        return found
