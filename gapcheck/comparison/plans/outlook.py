"""Outlooks: the criteria of one instrument as numbered atoms, and the exact documented score of those that are met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TypeAlias

from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.reviews import Reviewed
from gapcheck.assessment.trees import Found, Leaf, look_at
from gapcheck.assessment.truths import Finding, find
from gapcheck.engine.conditions import AllOf, AnyOf, Atom, Condition
from gapcheck.rulebook.criteria import AnyCriteria, Test
from gapcheck.rulebook.provisions import Combine, Instrument, Provision
from gapcheck.workbook.answers import Answer

Met: TypeAlias = frozenset[int]
"""The numbers of the atoms that are met in the documented reading."""


def foreseen(ledger: Ledger, answers: Mapping[str, Answer]) -> Ledger:
    """Return the ledger with other answers, which nothing contests; a decision on an old answer falls with it."""
    entries = {**ledger.entries, **{name: Reviewed(answer) for name, answer in answers.items()}}
    return replace(ledger, entries=entries, contested=ledger.contested - answers.keys())


def documented(finding: Finding, ledger: Ledger) -> bool:
    """Return whether a criterion is met in the documented reading."""
    return finding.truth == "met" and all(ledger.counts(name, "documented") for name in finding.inputs)


@dataclass(frozen=True, slots=True)
class Branch:
    """A scored node of the instrument: a ladder of levels (points, condition), or children with their weights.

    A level whose condition is None cannot be reached: nothing that applies can show it.
    """

    id: str
    combine: Combine = "mean"
    children: tuple[tuple[Fraction, Branch], ...] = ()
    ladder: tuple[tuple[int, Condition | None], ...] = ()
    points: tuple[Fraction, ...] = ()

    def leaves(self) -> Iterable[Branch]:
        """Yield the leaves below this node, or the node itself."""
        if self.ladder:
            yield self
        for _, child in self.children:
            yield from child.leaves()

    def grain(self) -> int:
        """Return a number of which every possible score of the node is a whole multiple of one part."""
        if self.ladder:
            return lcm(*(point.denominator for point in self.points))
        grains = [child.grain() for _, child in self.children]
        if self.combine == "weakest":
            return lcm(*grains)
        whole = sum(weight for weight, _ in self.children)
        parts = zip(self.children, grains, strict=True)
        return lcm(*((weight / whole / grain).denominator for (weight, _), grain in parts))


@dataclass(frozen=True)
class Outlook:
    """One instrument as it stands: its atoms, what is met of them, and its scored tree (None where nothing scores)."""

    instrument: Instrument
    ledger: Ledger
    tests: tuple[Test, ...]
    root: Branch | None

    @cached_property
    def inputs(self) -> tuple[frozenset[str], ...]:
        """The questions that each atom rests on."""
        return tuple(frozenset(self.ledger.rulebook.underlying(test.indicator)) for test in self.tests)

    @cached_property
    def before(self) -> Met:
        """What is met as the answers stand."""
        return self.met(self.ledger, range(len(self.tests)))

    def met(self, ledger: Ledger, atoms: Iterable[int]) -> Met:
        """Return which of some atoms are met under a ledger."""
        return frozenset(number for number in atoms if documented(find(self.tests[number], ledger), ledger))

    def levels(self, met: Met) -> dict[str, int]:
        """Return the level that every scored leaf reaches."""
        leaves = self.root.leaves() if self.root is not None else ()
        return {leaf.id: reached(leaf, met) for leaf in leaves}

    def score(self, met: Met) -> Fraction:
        """Return the instrument's documented score."""
        return _score(self.root, met) if self.root is not None else Fraction(0)


def look_out(instrument: Instrument, ledger: Ledger) -> Outlook:
    """Return the outlook of an instrument under the answers as they stand."""
    maker = _Maker(ledger)
    root = maker.node(instrument.id, instrument.combine, instrument.provisions)
    return Outlook(instrument, ledger, tuple(maker.tests), root)


class _Maker:
    """Numbers equal criteria once; what is not applicable drops out."""

    def __init__(self, ledger: Ledger) -> None:
        self.tests: list[Test] = []
        self._numbers: dict[tuple[object, ...], int] = {}
        self._ledger = ledger

    def node(self, name: str, combine: Combine, below: tuple[Provision, ...]) -> Branch | None:
        children = tuple((item.weight, child) for item in below if (child := self._branch(item)) is not None)
        return Branch(name, combine, children) if children else None

    def _branch(self, provision: Provision) -> Branch | None:
        if not provision.is_leaf:
            return self.node(provision.id, provision.combine or "mean", provision.children)
        if not provision.is_scored:
            return None
        leaf = look_at(provision, self._ledger)
        return None if leaf.not_applicable else self._ladder(leaf)

    def _ladder(self, leaf: Leaf) -> Branch:
        points = tuple(Fraction(self._ledger.rulebook.method.levels[level].points) for level in leaf.levels)
        rungs = tuple((level, self._all(found)) for level, found in leaf.levels.items())
        return Branch(leaf.provision.id, ladder=rungs, points=points)

    def _all(self, found: tuple[Found, ...]) -> Condition | None:
        parts = tuple(part for part in map(self._condition, found) if part is not None)
        return AllOf(parts) if parts else None

    def _condition(self, found: Found) -> Condition | None:
        if isinstance(found, Finding):
            return self._atom(found)
        parts = tuple(part for part in map(self._condition, found.parts) if part is not None)
        if not parts:
            return None
        return AnyOf(parts) if isinstance(found.criterion, AnyCriteria) else AllOf(parts)

    def _atom(self, finding: Finding) -> Condition | None:
        if finding.truth == "not_applicable":
            return None
        test = finding.test
        key = (test.indicator, test.operator, test.operand)
        if key not in self._numbers:
            self._numbers[key] = len(self.tests)
            self.tests.append(test)
        return Atom(self._numbers[key])


def holds(condition: Condition, met: Met) -> bool:
    """Return whether a condition holds where these atoms are met."""
    if isinstance(condition, Atom):
        return condition.index in met
    parts = (holds(part, met) for part in condition.parts)
    return all(parts) if isinstance(condition, AllOf) else any(parts)


def atoms_in(condition: Condition) -> frozenset[int]:
    """Return the atoms of a condition."""
    if isinstance(condition, Atom):
        return frozenset({condition.index})
    return frozenset[int]().union(*map(atoms_in, condition.parts))


def reached(leaf: Branch, met: Met) -> int:
    """Return the level that a leaf reaches."""
    level = 0
    for declared, condition in leaf.ladder:
        if condition is None or not holds(condition, met):
            break
        level = declared
    return level


def _score(node: Branch, met: Met) -> Fraction:
    if node.ladder:
        level = reached(node, met)
        return next((point for (held, _), point in zip(node.ladder, node.points, strict=True) if held == level), _ZERO)
    if node.combine == "weakest":
        return min(_score(child, met) for _, child in node.children)
    whole = sum(weight for weight, _ in node.children)
    return sum((weight * _score(child, met) for weight, child in node.children), _ZERO) / whole


_ZERO = Fraction(0)
