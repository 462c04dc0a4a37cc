"""Ladders: which answers reach which level of a leaf, told over the cells of its criteria.

Every indicator of the leaf is taken by itself, but for one tie: a share has no value exactly where its whole is zero.
So what is said here to be impossible is impossible; what other ties between figures rule out (a part is never greater
than its whole, checks between answers) is not seen. Where there are too many cells to try all together, each indicator
is tried alone, and less is seen.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import cached_property
from itertools import product

from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.criteria import AnyCriteria, Criterion, Test
from gapcheck.rulebook.expressions import Expression
from gapcheck.rulebook.linting.cells import Cell, cells
from gapcheck.rulebook.linting.wholes import itself, ratios_in
from gapcheck.rulebook.provisions import Provision, tests_in

MOST_TRIED = 50_000  # combinations of cells, for one leaf


class Fate(Enum):
    """What becomes of a criterion: met, not met, not applicable and so gone, or open."""

    MET = "met"
    UNMET = "unmet"
    GONE = "gone"
    OPEN = "open"


def fate(criterion: Criterion, look: Callable[[Test], Fate]) -> Fate:
    """Return what becomes of a criterion, nested or not, as ``look`` says it of each test; what is gone drops out."""
    if isinstance(criterion, Test):
        return look(criterion)
    if isinstance(criterion, AnyCriteria):
        return _joined((fate(part, look) for part in criterion.any), Fate.MET, Fate.UNMET)
    return _joined((fate(part, look) for part in criterion.all), Fate.UNMET, Fate.MET)


def all_of(criteria: Iterable[Criterion], look: Callable[[Test], Fate]) -> Fate:
    """Return whether a level's own criteria hold; one that lost all of them does not."""
    joined = _joined((fate(part, look) for part in criteria), Fate.UNMET, Fate.MET)
    return Fate.UNMET if joined is Fate.GONE else joined


def _joined(parts: Iterable[Fate], decisive: Fate, otherwise: Fate) -> Fate:
    there = {part for part in parts if part is not Fate.GONE}
    if decisive in there:
        return decisive
    if not there:
        return Fate.GONE
    return Fate.OPEN if Fate.OPEN in there else otherwise


class Ladder:
    """A leaf with the cells of every indicator that its criteria test."""

    def __init__(self, leaf: Provision, rulebook: Rulebook) -> None:
        self.leaf = leaf
        self.rulebook = rulebook
        self.levels = sorted(leaf.levels)
        tests: dict[str, list[Test]] = {}
        for level in self.levels:
            for test in tests_in(leaf.levels[level]):
                tests.setdefault(test.indicator, []).append(test)
        self.tests = tests
        self.cells = [cells(rulebook.indicators[name], held, rulebook) for name, held in tests.items()]

    @property
    def countable(self) -> bool:
        """Whether all combinations of cells can be tried."""
        return math.prod(map(len, self.cells)) <= MOST_TRIED

    @cached_property
    def reached(self) -> frozenset[int]:
        """The levels that a leaf can stand at or above, 0 included; none that answers reach is missing."""
        if self.countable:
            return frozenset(level for level, _ in self._heights) | {0}
        reached = {0}
        for level in self.levels:
            if self._ruled_out(level):
                break
            reached.add(level)
        return frozenset(reached)

    @cached_property
    def left(self) -> frozenset[int]:
        """The levels, 0 included, that a leaf can stand at exactly while every answer is given and applies."""
        if not self.countable:
            return frozenset((0, *self.levels))
        exact = {level for level, top in self._heights if top}
        return frozenset(exact)

    @cached_property
    def _heights(self) -> frozenset[tuple[int, bool]]:
        """Each level that a combination reaches, and whether it is the highest of one that applies whole."""
        heights: set[tuple[int, bool]] = set()
        for combination in self._combinations():
            height, passed = 0, [0]
            look = self._look(combination)
            for level in self.levels:
                if all_of(self.leaf.levels[level], look) is not Fate.MET:
                    break
                height = level
                passed.append(level)
            heights.update((level, False) for level in passed)
            if not any(cell.gone for cell in combination):
                heights.add((height, True))
        return frozenset(heights)

    def _ruled_out(self, level: int) -> bool:
        """Whether one indicator alone rules a level out, whatever becomes of the others."""
        criteria = [part for lower in self.levels if lower <= level for part in self.leaf.levels[lower]]
        for index, held in enumerate(self.cells):
            alone = (self._look({index: cell}) for cell in held)
            if all(
                _joined((fate(part, look) for part in criteria), Fate.UNMET, Fate.MET) is Fate.UNMET for look in alone
            ):
                return True
        return False

    def can_hold(self, criteria: Iterable[Criterion]) -> bool:
        """Whether criteria of the leaf can hold together; True where that cannot be told."""
        wanted = list(criteria)
        if not self.countable:
            return True
        return any(all_of(wanted, self._look(combination)) is Fate.MET for combination in self._combinations())

    def _combinations(self) -> Iterator[tuple[Cell, ...]]:
        ties = list(self._ties())
        for combination in product(*self.cells):
            if all(
                _agree([combination[index] for index in shares], [combination[i] for i in own]) for shares, own in ties
            ):
                yield combination

    def _ties(self) -> Iterator[tuple[list[int], list[int]]]:
        """Yield, by whole, the shares of it and the whole itself, as far as the leaf tests them."""
        shares: dict[Expression, list[int]] = {}
        for index, name in enumerate(self.tests):
            ratios = ratios_in(self.rulebook.indicators[name], self.rulebook)
            if len(ratios) == 1:
                shares.setdefault(ratios[0].whole, []).append(index)
        for whole, tied in shares.items():
            own = [
                index for index, name in enumerate(self.tests)
                if itself(self.rulebook.indicators[name], self.rulebook) == whole
            ]  # fmt: skip
            if len(tied) + len(own) > 1:
                yield tied, own

    def _look(self, held: dict[int, Cell] | tuple[Cell, ...]) -> Callable[[Test], Fate]:
        """Return the fate of each test where the answers lie in some cells; open where none is named."""
        known = held if isinstance(held, dict) else dict(enumerate(held))
        fates: dict[int, Fate] = {}
        for index, tests in enumerate(self.tests.values()):
            cell = known.get(index)
            for number, test in enumerate(tests):
                if cell is None:
                    fates[id(test)] = Fate.OPEN
                else:
                    fates[id(test)] = Fate.GONE if cell.gone else Fate.MET if cell.met[number] else Fate.UNMET
        return lambda test: fates[id(test)]


def _agree(shares: list[Cell], own: list[Cell]) -> bool:
    said = {cell.undefined for cell in shares if not cell.gone} | {cell.zero for cell in own if not cell.gone}
    return len(said) <= 1
