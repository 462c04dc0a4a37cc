"""What is looked up rather than read: all provisions, the gaps to close, what the report was made from."""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.report.markdown.blocks import Code, Column, Line, Strong, heading, paragraph, table
from gapcheck.report.markdown.steps import deed_words
from gapcheck.report.markdown.words import say
from gapcheck.report.story import Story, Tongue
from gapcheck.report.story.ladders import Reading
from gapcheck.report.story.nodes import NodeView
from gapcheck.report.story.steps import Step

_LEVELS: tuple[Reading, ...] = ("documented", "claimed", "possible")


def provisions_part(story: Story, tongue: Tongue) -> Iterator[str]:
    """Yield a table of the provisions of each instrument, in the order of its source."""
    yield heading(2, say(tongue, "provisions"))
    yield paragraph(say(tongue, "provisions_lead"))
    named = Column(say(tongue, "clause")), Column(say(tongue, "asked"))
    known = Column(say(tongue, "known"), "right")
    columns = (
        *named,
        *(Column(say(tongue, f"level_{reading}"), "right") for reading in _LEVELS),
        Column(say(tongue, "points_documented"), "right"),
        Column(say(tongue, "points_possible"), "right"),
        known,
    )
    for instrument in story.instruments:
        yield heading(3, instrument.short_title)
        if instrument.standing.scored:
            yield table(columns, map(_provision, instrument.nodes))
        else:
            # Columns of levels and points would be empty: the standing says once that nothing of it is scored.
            yield table((*named, known), ((node.clause, node.title, node.coverage) for node in instrument.nodes))


def _provision(node: NodeView) -> tuple[Line, ...]:
    title = node.title if node.is_leaf else Strong(node.title)
    levels = (str(node.levels[reading]) if reading in node.levels else "" for reading in _LEVELS)
    return (node.clause, (title, node.why_no_score), *levels, node.documented, node.possible, node.coverage)


def gaps_part(story: Story, tongue: Tongue) -> Iterator[str]:
    """Yield a table of the gaps of each instrument, in the order of the method."""
    if not any(instrument.steps for instrument in story.instruments):
        return
    yield heading(2, say(tongue, "gaps"))
    yield paragraph(say(tongue, "gaps_lead"))
    columns = (
        Column(say(tongue, "clause")),
        Column(say(tongue, "asked")),
        Column(say(tongue, "level")),
        Column(say(tongue, "gain"), "right"),
        Column(say(tongue, "missing")),
    )
    for instrument in story.instruments:
        if instrument.steps:
            yield heading(3, instrument.short_title)
            yield table(columns, (_gap(step, tongue) for step in instrument.steps))


def _gap(step: Step, tongue: Tongue) -> tuple[Line, ...]:
    rise = say(tongue, "rise", level=step.level, next=step.next_level)
    missing = tuple(deed_words(deed, tongue) for deed in step.deeds)
    return step.clause, step.title, rise, step.gain, missing


def provenance_part(story: Story, tongue: Tongue) -> Iterator[str]:
    """Yield what the report was made from, with the hashes by which it can be made again."""
    yield heading(2, say(tongue, "provenance"))
    columns = (Column(say(tongue, "fact")), Column(say(tongue, "value")))
    yield table(columns, ((row.name, Code(row.value) if row.is_hash else row.value) for row in story.provenance))
