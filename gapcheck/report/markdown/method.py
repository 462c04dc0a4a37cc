"""The method at the end of the Markdown report, in its short form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gapcheck.report.markdown.blocks import Code, Column, Strong, heading, items, table
from gapcheck.report.markdown.words import say
from gapcheck.report.story import Tongue
from gapcheck.report.story.method import Method, TopicKey

# What a reader of the tables asks; reviews, documents and rounding are explained where there is more room.
_SHORT: Final[tuple[TopicKey, ...]] = (
    "benchmark",
    "levels",
    "coverage",
    "headline",
    "contested",
    "not_applicable",
    "gaps",
    "suppressed",
    "internal",
)


def method_part(method: Method, tongue: Tongue) -> Iterator[str]:
    """Yield what the readings, the parts of the bar and the levels mean, and the rules a reader asks for first."""
    yield heading(2, say(tongue, "method"))
    matters = [held for held in map(method.topic, _SHORT) if held is not None]
    yield items((Strong(say(tongue, "method_titled", title=held.title)), held.words) for held in matters)
    reading, meaning = Column(say(tongue, "reading")), Column(say(tongue, "meaning"))
    yield table(
        (reading, *(Column(say(tongue, key)) for key in ("counts", "contested", "unknown"))),
        ((held.name, held.counts, held.contested, held.unknown) for held in method.readings),
    )
    yield table(
        (Column(say(tongue, "mark")), Column(say(tongue, "part")), meaning),
        ((Code(part.letter), part.name, part.meaning) for part in method.parts),
    )
    yield table(
        (Column(say(tongue, "level")), Column(say(tongue, "points"), "right"), meaning),
        ((f"{held.level} {held.title}", held.points, held.meaning) for held in method.levels),
    )
