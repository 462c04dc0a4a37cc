"""Verdicts: what really changed, on the leaves that are wholly known in both years, under one rulebook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from gapcheck.assessment.figures import Figure
from gapcheck.assessment.records import score_record
from gapcheck.assessment.scores import Points, Scored, ScoredInstrument, combine
from gapcheck.comparison.frames import Frame
from gapcheck.comparison.mixtures import NodeKey, Trees
from gapcheck.comparison.result import Verdict, VerdictName
from gapcheck.rulebook.provisions import Instrument, Provision

COMPARABLE: Final = Fraction(60, 100)
"""Where the common core has less than so much of the scored weight, two years are not comparable."""


@dataclass(frozen=True, slots=True)
class Core:
    """The common core of a node: its share of the weight scored in either year, and its points before and after."""

    share: Fraction
    before: Points | None
    after: Points | None


class Verdicts:
    """Judges every node of a frame; ``before`` and ``after`` are both sides scored under its rulebook."""

    def __init__(self, frame: Frame, before: Trees, after: Trees) -> None:
        self._frame, self._before, self._after = frame, before, after

    def of(self, key: NodeKey) -> Verdict | None:
        """Return the verdict on a node, None where it is scored in neither year."""
        before, after = self._before[key], self._after[key]
        if before.points is None and after.points is None:
            return None
        core = self._core(before, after)
        instrument, provision = key
        asked = self._questions(instrument, provision)
        return Verdict(
            verdict=judge(core),
            core_share=Figure.of(core.share * 100),
            before=None if core.before is None else score_record(core.before, Fraction(1)),
            after=None if core.after is None else score_record(core.after, Fraction(1)),
            newly_disclosed=self._frame.disclosed(asked),
            fallen_silent=self._frame.silent(asked),
        )

    def _questions(self, instrument: str, provision: str | None) -> frozenset[str]:
        item = next(item for item in self._frame.instruments if item.id == instrument)
        nodes = [node for node in item.walk() if provision is None or node.id == provision]
        leaves = [leaf for node in nodes for leaf in node.walk() if leaf.is_leaf]
        asked = [self._frame.questions[leaf.id] for leaf in leaves if leaf.is_scored]
        return frozenset[str]().union(*asked)

    def _core(self, before: Scored | ScoredInstrument, after: Scored | ScoredInstrument) -> Core:
        """Return the core of a node: a leaf is in it where its coverage is whole in both years."""
        if isinstance(before, Scored) and before.leaf is not None:
            known = before.coverage == 1 and after.coverage == 1
            scored = before.points is not None and after.points is not None
            return Core(Fraction(1), before.points, after.points) if known and scored else Core(Fraction(0), None, None)
        pairs = [(one, other) for one, other in zip(before.children, after.children, strict=True)]
        cores = {one.provision.id: self._core(one, other) for one, other in pairs if one.counts or other.counts}
        children = [one for one, _ in pairs if one.provision.id in cores]
        total = sum((child.provision.weight for child in children), Fraction(0))
        share = sum((child.provision.weight * cores[child.provision.id].share for child in children), Fraction(0))
        return Core(
            share / total,
            _combined(_definition(before), children, lambda child: cores[child.provision.id].before),
            _combined(_definition(before), children, lambda child: cores[child.provision.id].after),
        )


def judge(core: Core) -> VerdictName:
    """Return the verdict on a common core: by the claimed and the documented score over it alone."""
    if core.share < COMPARABLE or core.before is None or core.after is None:
        return "not_comparable"
    claimed = core.after["claimed"] - core.before["claimed"]
    documented = core.after["documented"] - core.before["documented"]
    if claimed < 0:
        return "worse"
    if claimed > 0:
        return "improved" if documented > 0 else "claimed_higher"
    if documented == 0:
        return "unchanged"
    return "better_documented" if documented > 0 else "less_documented"


def _definition(node: Scored | ScoredInstrument) -> Instrument | Provision:
    return node.instrument if isinstance(node, ScoredInstrument) else node.provision


def _combined(
    node: Instrument | Provision, children: Sequence[Scored], points_of: Callable[[Scored], Points | None]
) -> Points | None:
    return combine(node.combine or "mean", [(child.provision.weight, points_of(child)) for child in children])
