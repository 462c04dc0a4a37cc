"""The five-part bar: one number line that shows a node whole."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from gapcheck.assessment.result import Score
from gapcheck.assessment.rounding import half_up

PARTS = (
    ("V", "verified"),
    ("D", "documented only"),
    ("C", "claimed only"),
    ("?", "unknown"),
    ("·", "gap"),
)
"""The letter of each part and its name, from the left."""

_WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True)
class Bar:
    """The four edges of a scored node, in points of 100, rising from verified to possible."""

    edges: tuple[Fraction, Fraction, Fraction, Fraction]

    def parts(self, decimals: int = 1) -> tuple[Fraction, ...]:
        """Return the five parts; the edges are rounded first, so that the parts add up to 100."""
        return self._differences(_WHOLE, [half_up(edge, decimals) for edge in self.edges])

    def drawn(self, width: int) -> str:
        """Return the bar in letters, so many characters wide."""
        rounded = [half_up(edge * width / _WHOLE, 0) for edge in self.edges]
        lengths = self._differences(Fraction(width), rounded)
        return "".join(letter * int(length) for (letter, _), length in zip(PARTS, lengths, strict=True))

    @staticmethod
    def _differences(whole: Fraction, edges: list[Fraction]) -> tuple[Fraction, ...]:
        bounds = [Fraction(0), *edges, whole]
        return tuple(after - before for before, after in pairwise(bounds))


def bar_of(score: Score) -> Bar | None:
    """Return the bar of a score, or None where nothing is scored."""
    figures = (score.verified, score.documented, score.claimed, score.possible)
    edges = [Fraction(figure.exact) for figure in figures if figure is not None]
    return Bar((edges[0], edges[1], edges[2], edges[3])) if len(edges) == len(figures) else None
