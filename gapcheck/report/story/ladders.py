"""Ladders: the levels of a leaf, what each needs, what was found, and how far that counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gapcheck.assessment.result import AnyGroup, Criterion, CriterionTree, LeafProvision
from gapcheck.report.spoken.criteria import criterion_words, found_words
from gapcheck.report.spoken.texts import level_title
from gapcheck.report.story.tongue import Tongue

Reading: TypeAlias = Literal["verified", "documented", "claimed", "possible"]
READINGS: tuple[Reading, ...] = ("verified", "documented", "claimed", "possible")


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of a level, or the words that join those below it (``joint``); ``depth`` counts from 0.

    ``number`` stands for the question in its ladder, which need say it in full only the ``first`` time. ``counts_in``
    is the strictest reading in which its answers count, or nothing.
    """

    depth: int
    joint: Literal["any", "all"] | None
    truth: str
    truth_words: str
    question: str
    indicator: str = ""
    number: int = 0
    first: bool = False
    needed: str = ""
    found: str = ""
    counts_in: str = ""
    cells: str = ""
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of a ladder; ``reached`` are the readings in which the leaf stands at it or above."""

    level: int
    title: str
    reached: tuple[Reading, ...]
    lines: tuple[Line, ...]


def ladder_of(leaf: LeafProvision, tongue: Tongue) -> tuple[Rung, ...]:
    """Return the levels of a leaf, the lowest first."""
    return tuple(_rungs(leaf, tongue))


def numbers_of(leaf: LeafProvision) -> dict[str, int]:
    """Return the questions and derived figures that a ladder names, numbered from 1, the lowest level first."""
    trees = sorted(leaf.criteria, key=lambda tree: tree.level)
    names = dict.fromkeys(test.indicator for tree in trees for test in tests_of(tree))
    return {name: number for number, name in enumerate(names, start=1)}


def _rungs(leaf: LeafProvision, tongue: Tongue) -> Iterator[Rung]:
    numbers, said = numbers_of(leaf), set[str]()
    for level in sorted({tree.level for tree in leaf.criteria}):
        reached: tuple[Reading, ...] = ()
        if leaf.levels is not None:
            reached = tuple(reading for reading in READINGS if getattr(leaf.levels, reading) >= level)
        trees = [tree for tree in leaf.criteria if tree.level == level]
        lines = tuple(line for tree in trees for line in _lines(tree, 0, numbers, said, tongue))
        yield Rung(level, level_title(level, tongue.rulebook, tongue.code), reached, lines)


def _lines(tree: CriterionTree, depth: int, numbers: dict[str, int], said: set[str], tongue: Tongue) -> Iterator[Line]:
    truth = tongue.say(f"truth_{tree.truth}")
    if not isinstance(tree, Criterion):
        joint: Literal["any", "all"] = "any" if isinstance(tree, AnyGroup) else "all"
        yield Line(depth, joint, tree.truth, truth, tongue.say(f"joint_{joint}"))
        for part in tree.any if isinstance(tree, AnyGroup) else tree.all:
            yield from _lines(part, depth + 1, numbers, said, tongue)
        return
    asked = criterion_words(tree, tongue.rulebook, tongue.code)
    strictest = next((reading for reading in READINGS if reading in tree.counts_in), None)
    nothing = tree.found is None and tree.truth == "unknown"
    yield Line(
        depth=depth,
        joint=None,
        truth=tree.truth,
        truth_words=truth,
        question=asked.question,
        indicator=tree.indicator,
        number=numbers[tree.indicator],
        first=tree.indicator not in said,
        needed=asked.needed,
        found="" if nothing else found_words(tree, tongue.rulebook, tongue.code),
        counts_in="" if strictest is None else tongue.say(f"reading_{strictest}"),
        cells=tongue.cells(tree.cells),
        proposal=tree.proposal,
    )
    said.add(tree.indicator)


def tests_of(tree: CriterionTree) -> Iterator[Criterion]:
    """Yield every atomic criterion below a node of criteria, in order."""
    if isinstance(tree, Criterion):
        yield tree
        return
    for part in tree.any if isinstance(tree, AnyGroup) else tree.all:
        yield from tests_of(part)
