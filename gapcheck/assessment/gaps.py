"""Gaps: what stands between a leaf and its next level, ranked by what closing it would gain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from gapcheck.assessment.missing import Missing, missing_from
from gapcheck.assessment.readings import Ledger, Reading
from gapcheck.assessment.scores import Scored, ScoredInstrument
from gapcheck.rulebook.provisions import Combine

_HEADLINE: Reading = "documented"


class Gap(NamedTuple):
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


class _Joint(NamedTuple):
    """Where a node takes part in the score above it: with what share of the mean, or beside which least score.

    ``least`` is of the nodes beside it where the weakest counts; None for a mean, and where it stands alone.
    """

    node: Fraction
    share: Fraction
    least: Fraction | None

    def gain(self, below: Fraction) -> Fraction:
        """Return what the score above gains where the node alone gains so much."""
        if self.least is None:
            return below * self.share
        return min(self.node + below, self.least) - min(self.node, self.least)


def rank_gaps(scored: ScoredInstrument, ledger: Ledger) -> list[Gap]:
    """Return the gaps of an instrument: by gain, then by share of weight, both falling, then by id."""
    placed = _placed(scored.instrument.combine, scored.children, Fraction(1), ())
    gaps = [_gap(leaf, share, above, ledger) for leaf, share, above in placed if _open(leaf)]
    # In whole numbers, of which so many are one: to compare fractions takes many times longer.
    parts = lcm(*(number.denominator for gap in gaps for number in (gap.gain, gap.share)))
    return sorted(gaps, key=lambda gap: (-_whole(gap.gain, parts), -_whole(gap.share, parts), gap.leaf.provision.id))


def _whole(number: Fraction, parts: int) -> int:
    return number.numerator * (parts // number.denominator)


def _placed(
    how: Combine, children: Sequence[Scored], whole: Fraction, above: tuple[_Joint, ...]
) -> Iterator[tuple[Scored, Fraction, tuple[_Joint, ...]]]:
    """Yield every scored leaf with its share of the whole weight, and its joints up to the instrument."""
    counted = [(child, child.points[_HEADLINE]) for child in children if child.points is not None]
    total = sum(child.provision.weight for child, _ in counted)
    for child, points in counted:
        share = child.provision.weight / total
        beside = [other for node, other in counted if node is not child] if how == "weakest" else []
        joints = (_Joint(points, share, min(beside, default=None)), *above)
        if child.children:
            yield from _placed(child.provision.combine or "mean", child.children, whole * share, joints)
        else:
            yield child, whole * share, joints


def _open(leaf: Scored) -> bool:
    return leaf.levels is not None and leaf.levels[_HEADLINE] < max(leaf.provision.levels)


def _gap(leaf: Scored, share: Fraction, above: tuple[_Joint, ...], ledger: Ledger) -> Gap:
    assert leaf.levels is not None and leaf.leaf is not None and leaf.points is not None  # noqa: S101, PT018 - open
    level = leaf.levels[_HEADLINE]
    following = min(declared for declared in leaf.provision.levels if declared > level)
    gain = ledger.rulebook.method.levels[following].points - leaf.points[_HEADLINE]
    for joint in above:
        gain = joint.gain(gain)
    return Gap(leaf, level, following, gain, share, missing_from(leaf.leaf.levels[following], ledger))
