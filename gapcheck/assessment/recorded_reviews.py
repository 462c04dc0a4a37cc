"""Recorded reviews: the decisions and outside voices of a result, read back."""

from __future__ import annotations

from collections.abc import Iterable

from gapcheck.assessment.recorded_answers import interval, value_of
from gapcheck.assessment.recorded_places import Places
from gapcheck.assessment.rulings import DecisionRecord, ReviewRecord, VoiceRecord
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.entries import iso_day
from gapcheck.workbook.decisions import Decision, Review, Verdict, Voice


def reviews_of(held: Iterable[ReviewRecord], rulebook: Rulebook, places: Places) -> tuple[Review, ...]:
    """Return reviews; raises ValueError where a decision does not fit its question under these rules."""
    return tuple(
        Review(
            file_name=review.file,
            sha256=review.sha256,
            decisions=tuple(_decision(made, rulebook, places) for made in review.decisions),
            voices=tuple(map(_voice, review.voices)),
        )
        for review in held
    )


def _decision(made: DecisionRecord, rulebook: Rulebook, places: Places) -> Decision:
    indicator = rulebook.indicators.get(made.indicator)
    if indicator is None or indicator.derived is not None:
        raise ValueError(f"a decision on {made.indicator[:80]!r}, which is no question")
    return Decision(
        indicator=made.indicator,
        verdict=Verdict(made.verdict),
        decided_on=iso_day(made.date),
        value=None if made.value is None else value_of(made.value, indicator, places),
        reason=made.reason,
        reviewer=made.reviewer,
        cell=made.cell,
    )


def _voice(voice: VoiceRecord) -> Voice:
    return Voice(
        indicator=voice.indicator,
        source=voice.source,
        says=voice.says,
        document=voice.document,
        recorded_by=voice.recorded_by,
        recorded_on=iso_day(voice.recorded_on),
        document_date=None if voice.document_date is None else interval(voice.document_date),
        link=voice.link,
        cell=voice.cell,
    )
