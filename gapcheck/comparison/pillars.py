"""Pillars: the score of an instrument's part that lies in one pillar, from a published record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from gapcheck.assessment.figures import Score
from gapcheck.assessment.nodes import InnerProvision, InstrumentResult, ProvisionTree
from gapcheck.assessment.readings import READINGS
from gapcheck.assessment.records import score_record
from gapcheck.comparison.ends import figures
from gapcheck.rulebook.model import PILLARS, Pillar


def pillar_scores(instrument: InstrumentResult) -> dict[Pillar, Score]:
    """Return the score and the coverage of each pillar in which anything is scored, in the order of the pillars.

    The weighted mean of the largest parts of the instrument all of whose scored leaves lie in the pillar, each by its
    share of the instrument's weight.
    """
    scores: dict[Pillar, Score] = {}
    for pillar in PILLARS:
        parts = list(_parts(instrument.provisions, pillar, Fraction(1)))
        total = sum((share for share, _ in parts), Fraction(0))
        if not total:
            continue
        held = [(share, *figures(node.score)) for share, node in parts]
        points = {
            reading: sum((share * each[reading] for share, each, _ in held if each is not None), Fraction(0)) / total
            for reading in READINGS
        }
        coverage = sum((share * (known or 0) for share, _, known in held), Fraction(0)) / total
        scores[pillar] = score_record(points, coverage)
    return scores


def _parts(
    nodes: Sequence[ProvisionTree], pillar: Pillar, whole: Fraction
) -> Iterator[tuple[Fraction, ProvisionTree]]:  # fmt: skip
    """Yield the largest scored nodes that lie wholly in a pillar, each with its share of the weight."""
    scored = [node for node in nodes if node.scored]
    total = sum((Fraction(node.weight) for node in scored), Fraction(0))
    for node in scored:
        share = whole * Fraction(node.weight) / total
        if _pillars(node) == {pillar}:
            yield share, node
        elif isinstance(node, InnerProvision):
            yield from _parts(node.children, pillar, share)


def _pillars(node: ProvisionTree) -> set[Pillar]:
    if not isinstance(node, InnerProvision):
        return {node.pillar}
    return set[Pillar]().union(*(_pillars(child) for child in node.children if child.scored))
