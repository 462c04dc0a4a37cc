"""Proofs: a mutant is the rule itself where no way in which its criteria can come out gives another level.

All combinations of cells are looked at together: a truth is a long number with one bit for each combination.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gapcheck.bench.cells import Cell, Cells, TooManyError
from gapcheck.bench.ladders import AtomKey, Levels, key_of
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import AllCriteria, Criterion, Test
from gapcheck.rulebook.provisions import Provision, tests_in

MOST_COMBINATIONS: Final = 1_000_000
"""Where there are more combinations of cells than this, nothing is proven."""


@dataclass(frozen=True, slots=True)
class Proofs:
    """Proves that a ladder is the same as another one, for whatever answers, in every reading.

    What is not proven may be the same all the same: answers are taken to be freer than they are.
    """

    rulebook: Rulebook

    def same(self, leaf: Provision, levels: Levels) -> bool:
        """Return whether a mutant's levels are those of the leaf by proof."""
        tests: dict[str, dict[AtomKey, Test]] = {}
        for criteria in (*leaf.levels.values(), *levels.values()):
            for test in tests_in(criteria):
                tests.setdefault(test.indicator, {})[key_of(test)] = test
        grouped = {name: list(found.values()) for name, found in tests.items()}
        # In one reading all that is unknown comes out alike: as met in the widest, as not met in the others.
        return all(self._same(leaf.levels, levels, grouped, unknown=unknown) for unknown in (False, True))

    def _same(self, held: Levels, levels: Levels, tests: Mapping[str, Sequence[Test]], *, unknown: bool) -> bool:
        try:
            clusters = list(Cells(self.rulebook, unknown).clusters(tests))
        except TooManyError:
            return False
        number = math.prod(map(len, clusters))
        if number > MOST_COMBINATIONS:
            return False
        table = _Table(_columns(clusters, number), (1 << number) - 1, unknown)
        return list(table.climbed(held)) == list(table.climbed(levels))


@dataclass(frozen=True, slots=True)
class _Column:
    """In which combinations something is met, and in which it applies; it is met only where it applies."""

    met: int
    applies: int


@dataclass(frozen=True, slots=True)
class _Table:
    """The truth of every criterion in every combination."""

    columns: Mapping[AtomKey, _Column]
    every: int
    unknown: bool

    def climbed(self, levels: Levels) -> Iterator[int]:
        """Yield in which combinations the leaf applies, then in which each level is reached, from the lowest up."""
        applies = 0
        for criteria in levels.values():
            for test in tests_in(criteria):
                applies |= self.columns[key_of(test)].applies
        yield applies
        holding = applies
        for level in sorted(levels):
            own = self._all(levels[level])
            # a level that lost all its criteria is unknown
            holding &= own.met | (self.every & ~own.applies if self.unknown else 0)
            yield holding

    def _all(self, criteria: Sequence[Criterion]) -> _Column:
        met, applies = self.every, 0
        for column in map(self._column, criteria):
            met &= column.met | ~column.applies
            applies |= column.applies
        return _Column(met & applies, applies)

    def _column(self, criterion: Criterion) -> _Column:
        if isinstance(criterion, Test):
            return self.columns[key_of(criterion)]
        if isinstance(criterion, AllCriteria):
            return self._all(criterion.all)
        parts = [self._column(part) for part in criterion.any]
        met = applies = 0
        for part in parts:
            met |= part.met
            applies |= part.applies
        return _Column(met, applies)


def _columns(clusters: Sequence[Sequence[Cell]], number: int) -> dict[AtomKey, _Column]:
    """Return the columns of all criteria: each cluster runs through its cells once for every cell of those before."""
    columns, inner = {}, 1
    for cells in clusters:
        block = inner * len(cells)
        one = (1 << inner) - 1
        truths: dict[AtomKey, list[bool | None]] = {}
        for cell in cells:
            for key, truth in cell:
                truths.setdefault(key, []).append(truth)
        for key, held in truths.items():
            met = sum(one << inner * at for at, truth in enumerate(held) if truth)
            applies = sum(one << inner * at for at, truth in enumerate(held) if truth is not None)
            columns[key] = _Column(*(_repeated(bits, block, number // block) for bits in (met, applies)))
        inner = block
    return columns


def _repeated(bits: int, width: int, times: int) -> int:
    """Return bits written so many times one after the other, each in its width."""
    done = 1
    while done < times:
        more = min(done, times - done)
        bits |= (bits & ((1 << width * more) - 1)) << width * done
        done += more
    return bits
