"""Ends: every node of a result as the bridge needs it, scored here or read from a published record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gapcheck.assessment.figures import Score
from gapcheck.assessment.levels import Levels
from gapcheck.assessment.nodes import InnerProvision, InstrumentResult, ProvisionTree
from gapcheck.assessment.readings import READINGS
from gapcheck.assessment.result import Assessment
from gapcheck.assessment.scores import NoScore, Points, Scored, ScoredInstrument, shared_reason
from gapcheck.comparison.mixtures import NodeKey, Trees
from gapcheck.rulebook.model import Pillar


@dataclass(frozen=True, slots=True)
class End:
    """One node on one side: its points in each reading or why there are none, its levels where it is a leaf."""

    key: NodeKey
    clause: str | None
    title: str
    pillar: Pillar | None
    is_leaf: bool
    points: Points | None
    coverage: Fraction | None
    no_score: NoScore | None
    levels: Levels | None


Ends: TypeAlias = Mapping[NodeKey, End]


def ends_of(trees: Trees) -> Ends:
    """Return the ends of a result that was scored here."""
    return {key: _end(key, node) for key, node in trees.items()}


def _end(key: NodeKey, node: Scored | ScoredInstrument) -> End:
    if isinstance(node, ScoredInstrument):
        reasons = [child.no_score for child in node.children]
        reason = None if node.points is not None else shared_reason(reasons)
        title = node.instrument.title["en"]
        return End(key, None, title, None, False, node.points, node.coverage, reason, None)
    held = node.provision
    return End(
        key, held.clause, held.heading(), held.pillar, held.is_leaf, node.points, node.coverage, node.no_score,
        node.levels,
    )  # fmt: skip


def published_ends(result: Assessment) -> Ends:
    """Return the ends of a published result, from its exact figures."""
    ends: dict[NodeKey, End] = {}
    for instrument in result.instruments:
        key = instrument.id, None
        reason = None
        if instrument.score.documented is None:
            reason = shared_reason([child.no_score for child in instrument.provisions])
        points, coverage = figures(instrument.score)
        ends[key] = End(key, None, instrument.title, None, False, points, coverage, reason, None)
        for node in nodes_below(instrument):
            inner = instrument.id, node.id
            points, coverage = figures(node.score)
            levels = None if node.levels is None else {name: int(getattr(node.levels, name)) for name in READINGS}
            leaf = not isinstance(node, InnerProvision)
            ends[inner] = End(
                inner, node.clause, node.title, node.pillar, leaf, points, coverage, node.no_score, levels
            )
    return ends


def nodes_below(node: InstrumentResult | ProvisionTree) -> Iterator[ProvisionTree]:
    """Yield every provision below a node of a record, parents first."""
    for child in _children(node):
        yield child
        yield from nodes_below(child)


def _children(node: InstrumentResult | ProvisionTree) -> list[ProvisionTree]:
    if isinstance(node, InstrumentResult):
        return node.provisions
    return node.children if isinstance(node, InnerProvision) else []


def figures(score: Score) -> tuple[Points | None, Fraction | None]:
    """Return the exact points of a record's score in each reading, and its coverage from 0 to 1."""
    coverage = None if score.coverage is None else Fraction(score.coverage.exact) / 100
    points = {}
    for reading in READINGS:
        figure = getattr(score, reading)
        if figure is None:
            return None, coverage
        points[reading] = Fraction(figure.exact)
    return points, coverage
