"""Provisions as a report shows them: clause, words of the source, bar, ladder, and the answers they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gapcheck.assessment.result import (
    AnyGroup,
    Assessment,
    Criterion,
    CriterionTree,
    InnerProvision,
    InstrumentResult,
    LeafProvision,
    ProvisionTree,
)
from gapcheck.report.story.bars import BarView, bar_view
from gapcheck.report.story.spoken import found, level_title, needed, provision_title_of, question
from gapcheck.report.story.steps import Step
from gapcheck.report.story.tongue import Tongue
from gapcheck.rulebook.model import Pillar

Reading: TypeAlias = Literal["verified", "documented", "claimed", "possible"]
_READINGS: tuple[Reading, ...] = ("verified", "documented", "claimed", "possible")


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of a level, or the words that join those below it (``joint``); ``depth`` counts from 0.

    ``counts_in`` is the strictest reading in which its answers count, or nothing.
    """

    depth: int
    joint: Literal["any", "all"] | None
    truth: str
    truth_words: str
    indicator: str
    question: str
    needed: str
    found: str
    counts_in: str
    cells: str
    proposal: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of a ladder; ``reached`` are the readings in which the leaf stands at it or above."""

    level: int
    title: str
    reached: tuple[Reading, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class NodeView:
    """One provision; ``why_no_score`` stands in the place of a bar.

    ``rests_on`` are the questions, in order; ``named`` those of them that the ladder itself names.
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
    place: str
    bar: BarView | None
    documented: str
    possible: str
    coverage: str
    why_no_score: str
    levels: dict[Reading, int]
    ladder: tuple[Rung, ...]
    step: Step | None
    rests_on: tuple[str, ...]
    named: frozenset[str]


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
        title=provision_title_of(node.id, node.title, tongue),
        quotation=tuple(node.text),
        pillar=node.pillar,
        pillar_name=tongue.say(node.pillar),
        combine=tongue.say(f"combine_{node.combine}") if isinstance(node, InnerProvision) else "",
        weight=node.weight,
        lineage=tuple(node.lineage),
        place=node.place,
        bar=bar_view(score, tongue),
        documented="" if score.documented is None else tongue.points(score.documented),
        possible="" if score.possible is None else tongue.points(score.possible),
        coverage=tongue.percent(score.coverage),
        why_no_score=_why_no_score(node, tongue),
        levels={} if node.levels is None else {reading: getattr(node.levels, reading) for reading in _READINGS},
        ladder=() if leaf is None else tuple(_ladder(leaf, tongue)),
        step=step,
        rests_on=() if leaf is None else tuple(_rests_on(leaf, asked, tongue)),
        named=frozenset()
        if leaf is None
        else frozenset(test.indicator for tree in leaf.criteria for test in _tests(tree)),
    )


def _why_no_score(node: ProvisionTree, tongue: Tongue) -> str:
    if node.no_score is None:
        return ""
    return tongue.say(f"no_score_{node.addressee}" if node.no_score == "addressee" else f"no_score_{node.no_score}")


def _ladder(leaf: LeafProvision, tongue: Tongue) -> Iterator[Rung]:
    for level in sorted({tree.level for tree in leaf.criteria}):
        reached: tuple[Reading, ...] = ()
        if leaf.levels is not None:
            reached = tuple(reading for reading in _READINGS if getattr(leaf.levels, reading) >= level)
        lines = tuple(line for tree in leaf.criteria if tree.level == level for line in _lines(tree, 0, tongue))
        yield Rung(level, level_title(level, tongue), reached, lines)


def _lines(tree: CriterionTree, depth: int, tongue: Tongue) -> Iterator[Line]:
    truth = tongue.say(f"truth_{tree.truth}")
    if not isinstance(tree, Criterion):
        joint: Literal["any", "all"] = "any" if isinstance(tree, AnyGroup) else "all"
        yield Line(depth, joint, tree.truth, truth, "", tongue.say(f"joint_{joint}"), "", "", "", "", proposal=False)
        for part in tree.any if isinstance(tree, AnyGroup) else tree.all:
            yield from _lines(part, depth + 1, tongue)
        return
    strictest = next((reading for reading in _READINGS if reading in tree.counts_in), None)
    yield Line(
        depth=depth,
        joint=None,
        truth=tree.truth,
        truth_words=truth,
        indicator=tree.indicator,
        question=question(tree.indicator, tree.indicator, tongue),
        needed=needed(tree, tongue),
        found=found(tree, tongue),
        counts_in="" if strictest is None else tongue.say(f"reading_{strictest}"),
        cells=tongue.cells(tree.cells),
        proposal=tree.proposal,
    )


def _rests_on(leaf: LeafProvision, asked: set[str], tongue: Tongue) -> Iterator[str]:
    """Yield the questions that a leaf rests on, through derived figures too, and those printed beside it."""
    named = [test.indicator for tree in leaf.criteria for test in _tests(tree)]
    through = [name for held in named for name in tongue.rulebook.underlying(held) or (held,)]
    yield from (name for name in dict.fromkeys([*through, *leaf.shows]) if name in asked)


def _tests(tree: CriterionTree) -> Iterator[Criterion]:
    if isinstance(tree, Criterion):
        yield tree
        return
    for part in tree.any if isinstance(tree, AnyGroup) else tree.all:
        yield from _tests(part)
