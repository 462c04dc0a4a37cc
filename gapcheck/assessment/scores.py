"""Scores: levels made into points of 100, combined up the tree of provisions, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from operator import mul
from typing import Literal, TypeAlias

from gapcheck.assessment.keeping import kept
from gapcheck.assessment.levels import Levels
from gapcheck.assessment.readings import READINGS, Ledger, Reading
from gapcheck.assessment.trees import Leaf
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Method
from gapcheck.rulebook.provisions import Combine, Instrument, Provision, tests_in

Points: TypeAlias = Mapping[Reading, Fraction]
NoScore: TypeAlias = Literal["addressee", "instrument", "provision", "not_applicable"]
"""Why a node has no score: addressed to others, an instrument or a part of it only shown, approved not applicable."""


@dataclass(frozen=True)
class Scored:
    """A provision with its points in each reading, or the reason why it has none; its coverage from 0 to 1."""

    provision: Provision
    points: Points | None
    coverage: Fraction | None
    no_score: NoScore | None
    children: tuple[Scored, ...] = ()
    leaf: Leaf | None = None
    levels: Levels | None = None

    @property
    def counts(self) -> bool:
        """Whether the node takes part in the mean above it."""
        return self.points is not None


@dataclass(frozen=True)
class ScoredInstrument:
    """An instrument with its points in each reading and its coverage; None where nothing in it is scored."""

    instrument: Instrument
    points: Points | None
    coverage: Fraction | None
    children: tuple[Scored, ...]

    def leaves(self) -> list[Scored]:
        """Return every leaf, in the order of the source."""
        return [leaf for child in self.children for leaf in _leaves(child)]


def score_instrument(
    instrument: Instrument, leaves: Mapping[str, Leaf], levels: Mapping[str, Levels], ledger: Ledger
) -> ScoredInstrument:
    """Return an instrument with every node scored from the levels of its leaves."""
    points, of_nodes = node_points(instrument, levels, ledger.rulebook)
    scorer = _Scorer(instrument, of_nodes, leaves, levels, ledger)
    children = tuple(scorer.node(provision) for provision in instrument.provisions)
    return ScoredInstrument(instrument, points, _coverage(children), children)


def node_points(
    instrument: Instrument, levels: Mapping[str, Levels], rulebook: Rulebook
) -> tuple[Points | None, dict[str, Points | None]]:
    """Return the points of an instrument, and those of each of its nodes by id, in the order of the source.

    None where nothing is scored.
    """
    found: dict[str, Points | None] = {}
    return combine(instrument.combine, _points_of(instrument.provisions, levels, rulebook, found)), found


def _points_of(
    provisions: Sequence[Provision], levels: Mapping[str, Levels], rulebook: Rulebook, found: dict[str, Points | None]
) -> list[tuple[Fraction, Points | None]]:
    """Return provisions as weight and points, and put the points of all below them into ``found``."""
    held: list[tuple[Fraction, Points | None]] = []
    for provision in provisions:
        points: Points | None = None
        found[provision.id] = points  # its place is before those of its children
        if not provision.is_leaf:
            points = combine(provision.combine or "mean", _points_of(provision.children, levels, rulebook, found))
        elif provision.is_scored and provision.id in levels:
            points = level_points(levels[provision.id], rulebook)
        found[provision.id] = points
        held.append((provision.weight, points))
    return held


@dataclass(frozen=True)
class _Scorer:
    instrument: Instrument
    points: Mapping[str, Points | None]
    leaves: Mapping[str, Leaf]
    levels: Mapping[str, Levels]
    ledger: Ledger

    def node(self, provision: Provision) -> Scored:
        if provision.is_leaf:
            return self._leaf(provision)
        children = tuple(self.node(child) for child in provision.children)
        points = self.points[provision.id]
        no_score = None if points is not None else shared_reason(child.no_score for child in children)
        return Scored(provision, points, _coverage(children), no_score, children)

    def _leaf(self, provision: Provision) -> Scored:
        leaf = self.leaves[provision.id]
        if not provision.is_scored:
            return Scored(provision, None, self._share_known(leaf), self._why_not(provision), leaf=leaf)
        if leaf.provision.id not in self.levels:
            return Scored(provision, None, None, "not_applicable", leaf=leaf)
        levels = self.levels[provision.id]
        decided = levels["claimed"] == levels["possible"]
        coverage = Fraction(1) if decided else self._share_known(leaf)
        return Scored(provision, self.points[provision.id], coverage, None, leaf=leaf, levels=levels)

    def _why_not(self, provision: Provision) -> NoScore:
        if provision.addressee != "state":
            return "addressee"
        return "provision" if self.instrument.scored else "instrument"

    def _share_known(self, leaf: Leaf) -> Fraction:
        """Return the share of the questions a leaf rests on that are answered or approved not applicable."""
        questions = questions_of(leaf, self.ledger)
        settled = sum(1 for name in questions if self.ledger.known(name) or self.ledger.not_applicable(name))
        return Fraction(settled, len(questions)) if questions else Fraction(1)


def questions_of(leaf: Leaf, ledger: Ledger) -> tuple[str, ...]:
    """Return the distinct questions that a leaf rests on, or shows, in order."""
    return _questions(leaf.provision, ledger.rulebook)


@kept
def _questions(provision: Provision, rulebook: Rulebook) -> tuple[str, ...]:
    tests = [test for level in sorted(provision.levels) for test in tests_in(provision.levels[level])]
    named = [test.indicator for test in tests] or list(provision.shows)
    return tuple(dict.fromkeys(name for indicator in named for name in rulebook.underlying(indicator)))


def level_points(levels: Levels, rulebook: Rulebook) -> Points:
    """Return the points of a leaf's level in each reading."""
    points = _points(rulebook.method, rulebook)
    return {reading: points[levels[reading]] for reading in READINGS}


@kept
def _points(method: Method, _rulebook: Rulebook) -> Mapping[int, Fraction]:
    return {level: Fraction(meaning.points) for level, meaning in method.levels.items()}


def combine(how: Combine, children: Iterable[tuple[Fraction, Points | None]]) -> dict[Reading, Fraction] | None:
    """Return the weighted mean or the minimum in each reading of children, each after its weight; None where none."""
    counted = [(weight, points) for weight, points in children if points is not None]
    if not counted:
        return None
    if how == "weakest":
        return {reading: min(points[reading] for _, points in counted) for reading in READINGS}
    weights = _whole([weight for weight, _ in counted])
    return {reading: _mean(weights, [points[reading] for _, points in counted]) for reading in READINGS}


def _coverage(children: Sequence[Scored]) -> Fraction | None:
    """Return the weighted mean of the scored children's coverage, or of all of them where none is scored."""
    scored = [child for child in children if child.counts] or list(children)
    counted = [(child.provision.weight, child.coverage) for child in scored if child.coverage is not None]
    return _mean(_whole([weight for weight, _ in counted]), [held for _, held in counted]) if counted else None


def _whole(weights: Sequence[Fraction]) -> list[int]:
    """Return weights as whole numbers in the same proportion."""
    parts = lcm(*[weight.denominator for weight in weights])
    return [weight.numerator * (parts // weight.denominator) for weight in weights]


def _mean(weights: Sequence[int], numbers: Sequence[Fraction]) -> Fraction:
    """Return the weighted mean of numbers; summed in whole numbers, of which one is divided."""
    whole = lcm(*[number.denominator for number in numbers])
    tops = [number.numerator * (whole // number.denominator) for number in numbers]
    return Fraction(sum(map(mul, weights, tops)), sum(weights) * whole)


def shared_reason(below: Iterable[NoScore | None]) -> NoScore:
    """Return the reason why a node has no score, where nothing below it has one."""
    held = set(below)
    order: tuple[NoScore, ...] = ("instrument", "addressee", "provision", "not_applicable")
    return next((reason for reason in order if reason in held), "addressee")


def _leaves(node: Scored) -> list[Scored]:
    return [node] if not node.children else [leaf for child in node.children for leaf in _leaves(child)]
