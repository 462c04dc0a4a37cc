"""The five-part bar: one number line that shows a node whole."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from gapcheck.assessment.result import Score
from gapcheck.assessment.rounding import exactly, half_up, scaled_half_up

PARTS = (
    ("V", "verified"),
    ("D", "documented only"),
    ("C", "claimed only"),
    ("?", "unknown"),
    ("·", "gap"),
)
"""The letter of each part and its name, from the left."""

_WHOLE = Fraction(100)


class Bar(NamedTuple):
    """The four edges of a scored node, in points of 100, rising from verified to possible."""

    edges: tuple[Fraction, Fraction, Fraction, Fraction]

    def parts(self, decimals: int = 1) -> tuple[Fraction, ...]:
        """Return the five parts; the edges are rounded first, so that the parts add up to 100."""
        bounds = [Fraction(0), *(half_up(edge, decimals) for edge in self.edges), _WHOLE]
        return tuple(after - before for before, after in pairwise(bounds))

    def drawn(self, width: int) -> str:
        """Return the bar in letters, so many characters wide."""
        bounds = [0, *(scaled_half_up(edge * width / _WHOLE, 0) for edge in self.edges), width]
        lengths = (after - before for before, after in pairwise(bounds))
        return "".join(letter * length for (letter, _), length in zip(PARTS, lengths, strict=True))


def bar_of(score: Score) -> Bar | None:
    """Return the bar of a score, or None where nothing is scored."""
    figures = (score.verified, score.documented, score.claimed, score.possible)
    edges = [exactly(figure.exact) for figure in figures if figure is not None]
    return Bar((edges[0], edges[1], edges[2], edges[3])) if len(edges) == len(figures) else None
