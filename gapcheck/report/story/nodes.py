"""Provisions as a report shows them: clause, words of the source, bar, ladder, and the answers they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gapcheck.assessment.result import (
    Assessment,
    InnerProvision,
    InstrumentResult,
    LeafProvision,
    ProvisionTree,
)
from gapcheck.report.spoken.texts import provision_title
from gapcheck.report.story.bars import BarView, bar_view
from gapcheck.report.story.ladders import READINGS, Reading, Rung, ladder_of, numbers_of, tests_of
from gapcheck.report.story.steps import Step
from gapcheck.report.story.tongue import Tongue
from gapcheck.rulebook.model import Pillar


@dataclass(frozen=True, slots=True)
class NodeView:
    """One provision; ``why_no_score`` stands in the place of a bar.

    ``rests_on`` are the questions, in order; ``named`` those that the ladder itself names, with their numbers there.
    """

    id: str
    anchor: str
    depth: int
    is_leaf: bool
    clause: str
    title: str
    quotation: tuple[str, ...]
    pillar: Pillar
    pillar_name: str
    combine: str
    weight: str
    lineage: tuple[str, ...]
    bar: BarView | None
    documented: str
    possible: str
    coverage: str
    why_no_score: str
    levels: dict[Reading, int]
    ladder: tuple[Rung, ...]
    step: Step | None
    rests_on: tuple[str, ...]
    named: dict[str, int]


def nodes_of(
    instrument: InstrumentResult, assessment: Assessment, steps: Sequence[Step], tongue: Tongue
) -> tuple[NodeView, ...]:
    """Return every provision of an instrument in the order of the source, parents first."""
    by_id = {step.provision: step for step in steps}
    asked = {answer.indicator for answer in assessment.answers}
    return tuple(_views(instrument.provisions, 0, by_id, asked, tongue))


def _views(
    nodes: Sequence[ProvisionTree], depth: int, steps: dict[str, Step], asked: set[str], tongue: Tongue
) -> Iterator[NodeView]:
    for node in nodes:
        yield _view(node, depth, steps.get(node.id), asked, tongue)
        if isinstance(node, InnerProvision):
            yield from _views(node.children, depth + 1, steps, asked, tongue)


def _view(node: ProvisionTree, depth: int, step: Step | None, asked: set[str], tongue: Tongue) -> NodeView:
    leaf = node if isinstance(node, LeafProvision) else None
    score = node.score
    return NodeView(
        id=node.id,
        anchor=f"p-{node.id}",
        depth=depth,
        is_leaf=leaf is not None,
        clause=node.clause,
        title=provision_title(node.id, node.title, tongue.rulebook, tongue.code),
        quotation=tuple(node.text),
        pillar=node.pillar,
        pillar_name=tongue.say(node.pillar) if len(_pillars(node)) == 1 else "",
        combine=tongue.say(f"combine_{node.combine}") if isinstance(node, InnerProvision) else "",
        weight=node.weight,
        lineage=tuple(node.lineage),
        bar=bar_view(score, tongue),
        documented="" if score.documented is None else tongue.points(score.documented),
        possible="" if score.possible is None else tongue.points(score.possible),
        coverage=tongue.percent(score.coverage),
        why_no_score=_why_no_score(node, tongue),
        levels={} if node.levels is None else {reading: getattr(node.levels, reading) for reading in READINGS},
        ladder=() if leaf is None else ladder_of(leaf, tongue),
        step=step,
        rests_on=() if leaf is None else tuple(_rests_on(leaf, asked, tongue)),
        named={} if leaf is None else numbers_of(leaf),
    )


def _pillars(node: ProvisionTree) -> set[Pillar]:
    """Return the pillars of the leaves below a node: a heading may span several, whatever it is filed under."""
    if not isinstance(node, InnerProvision):
        return {node.pillar}
    return set[Pillar]().union(*map(_pillars, node.children))


def _why_no_score(node: ProvisionTree, tongue: Tongue) -> str:
    if node.no_score is None:
        return ""
    return tongue.say(f"no_score_{node.addressee}" if node.no_score == "addressee" else f"no_score_{node.no_score}")


def _rests_on(leaf: LeafProvision, asked: set[str], tongue: Tongue) -> Iterator[str]:
    """Yield the questions that a leaf rests on, through derived figures too, and those printed beside it."""
    named = [test.indicator for tree in leaf.criteria for test in tests_of(tree)]
    through = [name for held in named for name in tongue.rulebook.underlying(held) or (held,)]
    yield from (name for name in dict.fromkeys([*through, *leaf.shows]) if name in asked)
