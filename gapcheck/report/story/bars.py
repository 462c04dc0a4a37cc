"""Bars and scores as a report shows them: text to read, and positions to draw."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from gapcheck.assessment.result import Score
from gapcheck.assessment.rounding import shown
from gapcheck.report.bar import PARTS, bar_of
from gapcheck.report.story.tongue import Tongue

KEYS = ("verified", "documented", "claimed", "unknown", "gap")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: ``start`` and ``width`` are points of 100 to one decimal, as printed."""

    key: str
    letter: str
    name: str
    value: str
    start: str
    width: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is to be drawn."""
        return Fraction(self.width) == 0


@dataclass(frozen=True, slots=True)
class BarView:
    """The five parts of a node, from the left; as printed they add up to 100."""

    parts: tuple[Part, ...]

    @property
    def words(self) -> str:
        """The bar in words, for who cannot see it."""
        return "; ".join(f"{part.name} {part.value}" for part in self.parts)


def bar_view(score: Score, tongue: Tongue) -> BarView | None:
    """Return the bar of a score, or None where nothing is scored."""
    bar = bar_of(score)
    if bar is None:
        return None
    widths = bar.parts()
    starts = accumulate((Fraction(0), *widths))
    return BarView(
        tuple(
            Part(key, letter, tongue.say(f"part_{key}"), shown(width), shown(start), shown(width))
            for key, (letter, _), start, width in zip(KEYS, PARTS, starts, widths, strict=False)
        )
    )
