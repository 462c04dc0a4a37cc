"""Provisions and criteria: every node with its score in each reading, and what each level of a leaf needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from gapcheck.assessment.figures import Figure, LevelsReached, Score
from gapcheck.assessment.nodes import InnerProvision, InstrumentResult, ProvisionTree
from gapcheck.report.spreadsheet.looks import Value
from gapcheck.report.spreadsheet.matter import Matter
from gapcheck.report.spreadsheet.page import Column, Line, Page
from gapcheck.report.spreadsheet.wording import Wording
from gapcheck.report.story.bars import KEYS, BarView
from gapcheck.report.story.nodes import NodeView
from gapcheck.report.story.story import InstrumentView

_READINGS: Final = ("verified", "documented", "claimed", "possible")


def provisions(page: Page, matter: Matter) -> None:
    """Write a row for each instrument and each of its provisions, parents first, with an outline to fold them."""
    lines = [
        line
        for view, held in zip(matter.story.instruments, matter.assessment.instruments, strict=True)
        for line in _instrument(view, held, matter.words)
    ]
    columns = _columns(matter.words)
    page.listing("Provisions", columns, lines, none=matter.words.say("none_provisions"), frozen=3, across=2)
    page.outline(lines)


def _columns(words: Wording) -> list[Column]:
    say, tell = words.say, words.tongue.say
    readings = [tell(f"reading_{reading}") for reading in _READINGS]
    return [
        Column(say("instrument"), 17),
        Column(say("clause"), 9),
        Column(say("provision"), 30, tree=True),
        *(Column(say("score_in", reading=reading), 12, "points") for reading in readings),
        Column(say("coverage"), 11, "points"),
        *(Column(say("part", part=tell(f"part_{key}")), 12, "points") for key in KEYS),
        *(Column(say("level_in", reading=reading), 12, "whole") for reading in readings),
        Column(say("pillar"), 13),
        Column(say("scored"), 18),
        Column(say("combine"), 20),
        Column(say("weight"), 9, "decimal"),
        Column(say("quotation"), 100),
        Column(say("lineage"), 18),
        Column(say("id"), 26),
    ]


def _instrument(view: InstrumentView, held: InstrumentResult, words: Wording) -> Iterator[Line]:
    standing = view.standing
    scored = words.word("yes") if standing.scored else words.say("not_scored")
    numbers = _numbers(held.score, standing.bar, None)
    yield Line((view.short_title, "", standing.title, *numbers, "", scored, "", None, "", "", held.id), strong=True)
    for node, record in zip(view.nodes, _walked(held.provisions), strict=True):
        yield Line((view.short_title, node.clause, node.title, *_node(node, record, words)), node.depth + 1)


def _node(node: NodeView, record: ProvisionTree, words: Wording) -> tuple[Value, ...]:
    return (
        *_numbers(record.score, node.bar, record.levels),
        node.pillar_name,
        node.why_no_score or words.word("yes"),
        words.say("combine_leaf") if node.is_leaf else node.combine,
        int(node.weight) if node.weight.isdecimal() else node.weight,
        " […] ".join(node.quotation),
        ", ".join(node.lineage),
        node.id,
    )


def _numbers(score: Score, bar: BarView | None, levels: LevelsReached | None) -> Iterator[Value]:
    """Yield four scores, the coverage, five parts and four levels; nothing where there is none."""
    figures: list[Figure | None] = [getattr(score, reading) for reading in (*_READINGS, "coverage")]
    yield from (None if figure is None else figure.value for figure in figures)
    yield from [None] * len(KEYS) if bar is None else [float(part.value) for part in bar.parts]
    yield from (None if levels is None else getattr(levels, reading) for reading in _READINGS)


def _walked(nodes: Sequence[ProvisionTree]) -> Iterator[ProvisionTree]:
    for node in nodes:
        yield node
        if isinstance(node, InnerProvision):
            yield from _walked(node.children)


def criteria(page: Page, matter: Matter) -> None:
    """Write a row for each criterion of each level, and one for the words that join some of them."""
    say, word = matter.words.say, matter.words.word
    columns = [
        Column(say("instrument"), 17),
        Column(say("clause"), 9),
        Column(say("provision"), 28),
        Column(say("level"), 8, "whole"),
        Column(say("level_title"), 13),
        Column(word("question"), 46, tree=True),
        Column(say("needed"), 28),
        Column(say("found"), 24),
        Column(say("truth"), 12),
        Column(say("counts_in"), 13),
        Column(say("cells"), 22),
        Column(say("proposal"), 12),
        Column(word("id"), 30),
        Column(say("id"), 28),
    ]
    lines = [
        Line(
            (
                view.short_title, node.clause, node.title, rung.level, rung.title, line.question, line.needed,
                line.found, line.truth_words, line.counts_in, line.cells, word("yes") if line.proposal else "",
                line.indicator, node.id,
            ),
            line.depth,
        )
        for view in matter.story.instruments
        for node in view.nodes
        for rung in node.ladder
        for line in rung.lines
    ]  # fmt: skip
    page.listing("Criteria", columns, lines, none=say("none_criteria"), frozen=3, across=2)
