"""The account of everything that was named: each year with the one before it, and two voices where two speak."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby, pairwise
from typing import Literal

from pydantic import ConfigDict, Field

from gapcheck.assessment.figures import Record
from gapcheck.comparison.comparison import compare
from gapcheck.comparison.gathering import Gathered
from gapcheck.comparison.result import Comparison
from gapcheck.comparison.sides import Published, Side, check_distinct, key_of
from gapcheck.comparison.unchanged import Unchanged, unchanged
from gapcheck.comparison.voice_records import TwoVoices
from gapcheck.comparison.voices import two_voices
from gapcheck.errors import Problem, UsageError
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.answers import Submission


class Account(Record):
    """Comparisons of years that follow each other, of voices on one time, and of what rules left unchanged."""

    schema_: Literal["gapcheck.comparisons/1"] = Field("gapcheck.comparisons/1", alias="schema")
    comparisons: list[Comparison]
    unchanged: list[Unchanged]
    voices: list[TwoVoices]

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def account(gathered: Gathered, ruler: Rulebook, *, together: Collection[Collection[str]] = ()) -> Account:
    """Return what can be compared among everything named; raises UsageError where nothing can.

    Years of one country and one voice are compared each with the one before it. A state and an outsider are set side by
    side where their periods overlap. A result under other rules, without its workbook, is set beside the year that
    follows it, or else the one before it, by the provisions that the rules left unchanged. The answers of each group of
    questions in ``together`` are taken as one.
    """
    check_comparable(gathered, ruler)
    comparisons = [compare(earlier, _read(later), together=together) for earlier, later in _following(gathered)]
    pairs = list(_alone(gathered, ruler))
    voices = [two_voices(state, outside) for state, outside in _voices(gathered)]
    return Account(comparisons=comparisons, unchanged=pairs, voices=voices)


def check_comparable(gathered: Gathered, ruler: Rulebook) -> None:
    """Raise UsageError where nothing of what was named can be compared."""
    if not any(True for pairs in (_following(gathered), _voices(gathered), _alone(gathered, ruler)) for _ in pairs):
        named = [str(key_of(_said(side))) for side in gathered.sides] + [str(key_of(item)) for item in gathered.alone]
        expected = "two reports of one country by one source, or by a state and an outsider on the same time"
        mend = "For one report: gapcheck assess. For many countries: gapcheck trend."
        raise UsageError([Problem("the files named", "; ".join(named) or "nothing", expected, mend)])


def _said(side: Side | Published) -> Submission:
    return side.reread.submission if isinstance(side, Published) else side.submission


def _read(side: Side | Published) -> Side:
    """Return a side as read under the ruler: as the later of two it is judged by the ruler alone."""
    return side.reread if isinstance(side, Published) else side


def _following(gathered: Gathered) -> Iterator[tuple[Side | Published, Side | Published]]:
    for _, members in groupby(gathered.sides, key=lambda side: (_said(side).country, _said(side).source)):
        listed = list(members)
        check_distinct(map(_said, listed))
        yield from pairwise(listed)


def _voices(gathered: Gathered) -> Iterator[tuple[Side, Side]]:
    read = [_read(side) for side in gathered.sides]
    for state in (side for side in read if side.submission.source == "self"):
        for outside in (side for side in read if side.submission.source == "outside"):
            one, other = state.submission, outside.submission
            same = one.country == other.country
            if same and one.period_start <= other.period_end and other.period_start <= one.period_end:
                yield state, outside


def _alone(gathered: Gathered, ruler: Rulebook) -> Iterator[Unchanged]:
    known = gathered.results(ruler) if gathered.alone else []
    for held in gathered.alone:
        key = key_of(held)
        others = [
            item
            for item in known
            if item is not held and (item.country.code, item.source) == (held.country.code, held.source)
        ]
        later = sorted((item for item in others if key_of(item) > key), key=key_of)
        before = sorted((item for item in others if key_of(item) < key), key=key_of)
        if later:
            yield unchanged(held, later[0])
        elif before and before[-1] not in gathered.alone:
            yield unchanged(before[-1], held)
