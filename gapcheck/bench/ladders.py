"""Ladders: a leaf's levels over truths found once, decided for all four readings at the same time.

A truth is four bits, one a reading in the order of ``READINGS``, or None where the criterion is not applicable; so
*any* is "or" and *all* is "and". It is the method of ``assessment.trees`` and ``assessment.levels``, for the many
ladders of mutants; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from gapcheck.assessment.readings import READINGS, Ledger
from gapcheck.assessment.truths import Finding, find
from gapcheck.bench.cases import NOT_APPLICABLE, Rung
from gapcheck.rulebook.criteria import AllCriteria, Criterion, Test
from gapcheck.rulebook.provisions import tests_in

Bits: TypeAlias = int | None
AtomKey: TypeAlias = tuple[str, str, str | tuple[str, ...]]
Truth: TypeAlias = Callable[[Test], Bits]
Levels: TypeAlias = Mapping[int, tuple[Criterion, ...]]

POSSIBLE: Final = 1 << READINGS.index("possible")


@dataclass(frozen=True, slots=True)
class Reached:
    """The level in each reading, in the order of ``READINGS``; not applicable in all of them or in none."""

    rungs: tuple[Rung, ...]

    def differs(self, expected: Mapping[int, Rung]) -> bool:
        """Whether any of the levels expected, by the number of the reading, is not the one here."""
        return any(self.rungs[number] != rung for number, rung in expected.items())


_NOWHERE: Final = Reached((NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE))


def key_of(test: Test) -> AtomKey:
    """Return what makes two criteria the same: indicator, operator and operand, not their words."""
    return test.indicator, test.operator, test.operand


def climb(levels: Levels, truth: Truth) -> Reached:
    """Return the levels that a ladder reaches under some truths; the levels must come in their order."""
    if all(truth(test) is None for test in _tests(levels)):
        return _NOWHERE
    rungs, holding = [0] * len(READINGS), (1 << len(READINGS)) - 1
    for level, criteria in levels.items():
        own = _together(criteria, truth)
        # a level that lost all its criteria is unknown
        holding &= POSSIBLE if own is None else own
        for number in range(len(READINGS)):
            if holding >> number & 1:
                rungs[number] = level
    return Reached(tuple(rungs))


def _tests(levels: Levels) -> Iterator[Test]:
    for criteria in levels.values():
        yield from tests_in(criteria)


def _together(criteria: tuple[Criterion, ...], truth: Truth) -> Bits:
    held: Bits = None
    for criterion in criteria:
        bits = _bits(criterion, truth)
        if bits is not None:
            held = bits if held is None else held & bits
    return held


def _bits(criterion: Criterion, truth: Truth) -> Bits:
    if isinstance(criterion, Test):
        return truth(criterion)
    if isinstance(criterion, AllCriteria):
        return _together(criterion.all, truth)
    held: Bits = None
    for part in criterion.any:
        bits = _bits(part, truth)
        if bits is not None:
            held = bits if held is None else held | bits
    return held


class Truths:
    """The truths of criteria in one ledger, its answers contested already; each is found once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._bits: dict[AtomKey, Bits] = {}

    def __call__(self, test: Test) -> Bits:
        """Return the truth of a criterion in each reading."""
        key = key_of(test)
        if key not in self._bits:
            self._bits[key] = _of(find(test, self._ledger))
        return self._bits[key]


def _of(found: Finding) -> Bits:
    if found.truth == "not_applicable":
        return None
    bits = 0
    for number, reading in enumerate(READINGS):
        known = found.truth != "unknown" and reading in found.counts_in
        if found.truth == "met" if known else reading == "possible":
            bits |= 1 << number
    return bits
