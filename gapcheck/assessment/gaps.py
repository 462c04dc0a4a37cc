"""Gaps: what stands between a leaf and its next level, ranked by what closing it would gain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from gapcheck.assessment.missing import Missing, missing_from
from gapcheck.assessment.readings import Ledger, Reading
from gapcheck.assessment.scores import Points, Scored, ScoredInstrument, combine
from gapcheck.assessment.trees import Found

_HEADLINE: Reading = "documented"


@dataclass(frozen=True, slots=True)
class Gap:
    """A leaf below its highest level, and what its next level would take.

    ``gain`` is in points of 100 of the instrument's documented score; ``share`` is the leaf's share of the
    instrument's weight, from 0 to 1.
    """

    leaf: Scored
    level: int
    next_level: int
    gain: Fraction
    share: Fraction
    missing: tuple[Missing, ...]


def rank_gaps(scored: ScoredInstrument, ledger: Ledger) -> list[Gap]:
    """Return the gaps of an instrument: by gain, then by share of weight, both falling, then by id."""
    shares = dict(_shares(scored.children, Fraction(1)))
    gaps = [_gap(scored, leaf, shares[leaf.provision.id], ledger) for leaf in scored.leaves() if _open(leaf)]
    return sorted(gaps, key=lambda gap: (-gap.gain, -gap.share, gap.leaf.provision.id))


def _open(leaf: Scored) -> bool:
    return leaf.levels is not None and leaf.levels[_HEADLINE] < max(leaf.provision.levels)


def _gap(scored: ScoredInstrument, leaf: Scored, share: Fraction, ledger: Ledger) -> Gap:
    assert leaf.levels is not None and leaf.leaf is not None and scored.points is not None  # noqa: S101, PT018 - open
    level = leaf.levels[_HEADLINE]
    following = min(declared for declared in leaf.provision.levels if declared > level)
    raised = Fraction(ledger.rulebook.method.levels[following].points)
    gain = _raised(scored, leaf, raised) - scored.points[_HEADLINE]
    wanted: tuple[Found, ...] = leaf.leaf.levels[following]
    return Gap(leaf, level, following, gain, share, missing_from(wanted, ledger))


def _raised(scored: ScoredInstrument, leaf: Scored, points: Fraction) -> Fraction:
    """Return the instrument's documented score when one leaf alone has other points."""

    def points_of(node: Scored) -> Points | None:
        if node.points is None or leaf.leaf is None:
            return node.points
        if node.provision.id == leaf.provision.id:
            return {**node.points, _HEADLINE: points}
        if node.children and leaf.provision.id in _ids(node):
            return combine(node.provision.combine or "mean", node.children, points_of)
        return node.points

    combined = combine(scored.instrument.combine, scored.children, points_of)
    assert combined is not None  # noqa: S101 - the leaf itself is scored
    return combined[_HEADLINE]


def _ids(node: Scored) -> set[str]:
    return {provision.id for provision in node.provision.walk()}


def _shares(children: tuple[Scored, ...], whole: Fraction) -> Iterator[tuple[str, Fraction]]:
    total = sum(child.provision.weight for child in children if child.counts)
    for child in children:
        if child.counts:
            share = whole * child.provision.weight / total
            yield child.provision.id, share
            yield from _shares(child.children, share)
