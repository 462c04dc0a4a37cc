"""Proofs: a mutant is the rule itself where no way in which its criteria can come out gives another level."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from typing import Final

from gapcheck.bench.cells import Cell, Cells, TooManyError
from gapcheck.bench.ladders import EVERY, AtomKey, Bits, Levels, climb, key_of
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.provisions import Provision, tests_in

MOST_CELLS: Final = 20_000
"""Where there are more combinations than this, nothing is proven."""


@dataclass(frozen=True, slots=True)
class Proofs:
    """Proves that a ladder is the same as another one, for whatever answers, in every reading.

    What is not proven may be the same all the same: answers are taken to be freer than they are.
    """

    rulebook: Rulebook

    def same(self, leaf: Provision, levels: Levels) -> bool:
        """Return whether a mutant's levels are those of the leaf by proof."""
        held = {level: leaf.levels[level] for level in sorted(leaf.levels)}
        tests: dict[str, dict[AtomKey, Test]] = {}
        for ladder in (held, levels):
            for criteria in ladder.values():
                for test in tests_in(criteria):
                    tests.setdefault(test.indicator, {})[key_of(test)] = test
        grouped = {name: list(found.values()) for name, found in tests.items()}
        return all(self._same(held, levels, grouped, unknown=unknown) for unknown in (False, True))

    def _same(self, held: Levels, levels: Levels, tests: dict[str, list[Test]], *, unknown: bool) -> bool:
        try:
            clusters = list(Cells(self.rulebook, unknown).clusters(tests))
        except TooManyError:
            return False
        if math.prod(map(len, clusters)) > MOST_CELLS:
            return False
        return all(_alike(held, levels, cells) for cells in product(*clusters))


def _alike(held: Levels, levels: Levels, cells: tuple[Cell, ...]) -> bool:
    # One truth in all four readings: each reading is looked at as if it were the only one.
    bits: dict[AtomKey, Bits] = {
        key: None if truth is None else EVERY if truth else 0 for cell in cells for key, truth in cell
    }

    def truth(test: Test) -> Bits:
        return bits[key_of(test)]

    return climb(held, truth) == climb(levels, truth)
