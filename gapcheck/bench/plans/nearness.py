"""Nearness: which questions speak of the same things as a clause, and of which pillar it may be, by shared words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import PILLARS, Indicator, Pillar

_WORD = re.compile(r"[a-z]{4,}")
_STEM = 6  # letters: investigate, investigates and investigation begin alike
_LEAST = 0.12  # of the clause's weight of words; less is chance
_VOTERS = 5


@dataclass(frozen=True, slots=True)
class Guess:
    """What a clause may be about: a pillar, the clause's nearest questions, and whether any word was shared."""

    pillar: Pillar
    questions: tuple[Indicator, ...]
    founded: bool


class Nearness:
    """The words of every question of a rulebook, the rarer the more telling."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._asked = [(indicator, _stems(_texts(indicator))) for indicator in rulebook.asked()]
        seen = Counter(stem for _, stems in self._asked for stem in stems)
        self._weight = {stem: math.log((1 + len(self._asked)) / times) for stem, times in seen.items()}

    def guess(self, clause: str, most: int = 4) -> Guess:
        """Return the pillar and the questions that share most with a clause; ties in the order of the questions."""
        words = _stems([clause])
        whole = sum(self._weight.get(stem, 0.0) for stem in words)
        near = sorted(
            ((self._shared(words, stems), indicator) for indicator, stems in self._asked),
            key=lambda pair: -pair[0],
        )
        told = [(share, indicator) for share, indicator in near[: max(most, _VOTERS)] if share > _LEAST * whole > 0]
        votes = dict.fromkeys(PILLARS, 0.0)
        for share, indicator in told[:_VOTERS]:
            votes[indicator.pillar or PILLARS[0]] += share
        pillar = max(PILLARS, key=lambda name: votes[name])
        return Guess(pillar, tuple(indicator for _, indicator in told[:most]), bool(told))

    def _shared(self, words: frozenset[str], stems: frozenset[str]) -> float:
        # A long guidance shares a word with everything: what it shares weighs less.
        return sum(self._weight[stem] for stem in words & stems) / math.sqrt(1 + math.log(1 + len(stems)))


def _texts(indicator: Indicator) -> Iterable[str]:
    yield indicator.id.replace("_", " ")
    yield (indicator.question or {}).get("en", "")
    for option in indicator.options.values():
        yield option.labels["en"]


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word[:_STEM] for text in texts for word in _WORD.findall(text.lower()))
