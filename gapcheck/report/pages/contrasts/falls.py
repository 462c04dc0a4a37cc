"""Waterfalls: from a score before to a score after by the four steps of a bridge, drawn and in figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from gapcheck.assessment.rounding import half_up, shown
from gapcheck.comparison.result import PLAYERS, Bridge, Steps
from gapcheck.report.pages.contrasts.voice import READINGS, Voice, signed


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a waterfall: a score, or a step; positions are points of 100, which are per cent of the width.

    ``edge`` is where the bar ends, from which the next one starts; its figure stands right of ``at``.
    """

    key: str
    letter: str
    name: str
    figure: str
    way: Literal["whole", "up", "down", "none"]
    start: str
    width: str
    edge: str
    at: str
    words: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """A bridge in one reading: before, the four steps with their signs, and after, as printed adding up."""

    reading: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fall:
    """The waterfall of the documented reading, and the table of all four."""

    bars: tuple[Bar, ...]
    rows: tuple[StepRow, ...]
    unscored: bool


def fall_of(bridge: Bridge, before: str, after: str, voice: Voice) -> Fall:
    """Return the waterfall of a bridge; ``before`` and ``after`` are what the two sides are called."""
    rows = tuple(
        StepRow(voice.say(f"reading_{reading}"), tuple(_figures(_edges(getattr(bridge, reading)))))
        for reading in READINGS
    )
    bars = tuple(_bars(_edges(bridge.documented), before, after, voice))
    return Fall(bars, rows, unscored=bool(bridge.unscored_mixtures))


def _edges(steps: Steps) -> list[Fraction]:
    """Return the score before, after each step and so at the end, rounded first so that the steps add up."""
    edges = [Fraction(steps.before.exact)]
    for player in PLAYERS:
        edges.append(edges[-1] + Fraction(getattr(steps, player).exact))
    return [half_up(edge) for edge in edges]


def _figures(edges: list[Fraction]) -> Iterator[str]:
    yield shown(edges[0])
    yield from (signed(other - one) for one, other in pairwise(edges))
    yield shown(edges[-1])


def _bars(edges: list[Fraction], before: str, after: str, voice: Voice) -> Iterator[Bar]:
    yield _whole("before", before, edges[0], voice)
    for player, (one, other) in zip(PLAYERS, pairwise(edges), strict=True):
        low, high = min(one, other), max(one, other)
        name = voice.say(f"cmp_{player}")
        figure = signed(other - one)
        way: Literal["up", "down", "none"] = "up" if other > one else "down" if other < one else "none"
        yield Bar(
            key=player,
            letter=player[0].upper(),
            name=name,
            figure=figure,
            way=way,
            start=shown(low),
            width=shown(high - low),
            edge=shown(other),
            at=shown(high),
            words=voice.say("cmp_step_words", name=name, change=figure, start=shown(one), end=shown(other)),
        )
    yield _whole("after", after, edges[-1], voice)


def _whole(key: str, name: str, score: Fraction, voice: Voice) -> Bar:
    figure = shown(score)
    return Bar(
        key=key,
        letter="",
        name=name,
        figure=figure,
        way="whole",
        start="0.0",
        width=figure,
        edge=figure,
        at=figure,
        words=voice.say("cmp_whole_words", name=name, score=figure),
    )
