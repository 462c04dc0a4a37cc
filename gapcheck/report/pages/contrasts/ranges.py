"""Ranges: from the documented to the possible score of a node, before and after, on one line from 0 to 100."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from gapcheck.assessment.figures import Score
from gapcheck.assessment.rounding import half_up, shown
from gapcheck.report.pages.contrasts.voice import READINGS, Voice, points


@dataclass(frozen=True, slots=True)
class Range:
    """One range: ``low`` and ``high`` are points of 100 as printed, or None where nothing is scored.

    ``key`` is before, again (the earlier answers under the later rules) or after; ``figures`` are the scores in all
    four readings and the coverage.
    """

    key: str
    name: str
    low: str | None
    high: str | None
    width: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranges:
    """The ranges of one node, from the earlier to the later, and all of it in words."""

    ranges: tuple[Range, ...]
    words: str


def ranges_of(scores: Sequence[tuple[str, str, Score | None]], voice: Voice) -> Ranges:
    """Return the ranges of scores, each with its key and what it is called."""
    held = tuple(_range(key, name, score, voice) for key, name, score in scores)
    words = [voice.say("cmp_named", name=name, what=voice.span(score)) for _, name, score in scores]
    return Ranges(held, "; ".join(words))


def _range(key: str, name: str, score: Score | None, voice: Voice) -> Range:
    figures = tuple(
        voice.say("cmp_none") if figure is None else points(figure)
        for figure in ((None,) * len(READINGS) if score is None else (getattr(score, name) for name in READINGS))
    )
    coverage = "" if score is None else voice.tongue.percent(score.coverage)
    if score is None or score.documented is None or score.possible is None:
        return Range(key, name, None, None, "", (*figures, coverage))
    low, high = (half_up(Fraction(figure.exact)) for figure in (score.documented, score.possible))
    return Range(key, name, shown(low), shown(high), shown(high - low), (*figures, coverage))
