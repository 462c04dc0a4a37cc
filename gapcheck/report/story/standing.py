"""Where a country stands: each instrument's score, range and coverage, and how much its answers are worth."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from gapcheck.assessment.result import Assessment, InstrumentResult
from gapcheck.report.proposals import proposals
from gapcheck.report.spoken.texts import instrument_status, instrument_title, level_title
from gapcheck.report.story.bars import BarView, bar_view
from gapcheck.report.story.heat import BUCKETS, Bucket, bucket_of, scored_leaves
from gapcheck.report.story.register import is_rejected
from gapcheck.report.story.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Standing:
    """One instrument: what it is, what can be said of the country under it, and its bar.

    ``lead`` is the sentence that a reader takes away, ``brief`` the same where ``below`` is said beside it once for all
    instruments without a headline; ``nothing`` says what a zero is; ``headline`` is its number, or
    None below the coverage that a headline needs. ``levels`` are the numbers of leaves in each bucket, as documented.
    """

    id: str
    anchor: str
    title: str
    status: str
    baseline: str | None
    scored: bool
    headline: str | None
    band: str | None
    lead: str
    brief: str
    below: str | None
    nothing: str | None
    low: str | None
    high: str | None
    coverage: str
    bar: BarView | None
    levels: tuple[tuple[Bucket, int], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """One number on how sure the report can be; ``part`` says that it is a part of the number above it."""

    key: str
    name: str
    number: int
    note: str
    part: bool


def standing_of(instrument: InstrumentResult, assessment: Assessment, tongue: Tongue) -> Standing:
    """Return where the country stands under one instrument."""
    score = instrument.score
    below = _below(instrument, assessment, tongue)
    buckets = Counter(bucket_of(leaf.levels) for leaf in scored_leaves(instrument.provisions) if leaf.levels)
    return Standing(
        id=instrument.id,
        anchor=f"i-{instrument.id}",
        title=instrument_title(instrument, tongue.rulebook, tongue.code),
        status=_status(instrument, assessment, tongue),
        baseline=None
        if not instrument.baseline or instrument.issued_on is None
        else tongue.say("baseline", day=tongue.day(instrument.issued_on)),
        scored=score.documented is not None,
        headline=None if instrument.headline is None else tongue.points(instrument.headline),
        band=_band(instrument, tongue),
        lead=_lead(instrument, assessment, tongue),
        brief=_lead(instrument, assessment, tongue, brief=below is not None),
        below=below,
        nothing=_nothing(instrument, tongue),
        low=None if score.documented is None else tongue.points(score.documented),
        high=None if score.possible is None else tongue.points(score.possible),
        coverage=tongue.percent(score.coverage),
        bar=bar_view(score, tongue),
        levels=tuple((bucket, buckets[bucket]) for bucket in BUCKETS) if score.documented is not None else (),
        notes=tuple(_notes(instrument, assessment, tongue)),
    )


def _status(instrument: InstrumentResult, assessment: Assessment, tongue: Tongue) -> str:
    status = instrument_status(instrument, tongue.rulebook, tongue.code).rstrip(".។")
    if instrument.endorsed is None:
        return tongue.say("status", status=status)
    key = "status_endorsed" if instrument.endorsed else "status_not_endorsed"
    name = tongue.country(assessment.country.code, assessment.country.name)
    return tongue.say(key, status=status, country=name)


def _lead(instrument: InstrumentResult, assessment: Assessment, tongue: Tongue, *, brief: bool = False) -> str:
    score = instrument.score
    if score.documented is None or score.possible is None:
        return tongue.say("lead_not_scored")
    low, high = tongue.points(score.documented), tongue.points(score.possible)
    if instrument.headline is not None:
        return tongue.say("lead_headline", low=low, high=high, coverage=tongue.percent(score.coverage))
    if brief:
        return tongue.say("brief_too_little", low=low, high=high)
    threshold = tongue.percent(assessment.coverage_threshold)
    key = "lead_too_little" if _below(instrument, assessment, tongue) else "lead_just_too_little"
    return tongue.say(key, coverage=tongue.percent(score.coverage), threshold=threshold, low=low, high=high)


def _below(instrument: InstrumentResult, assessment: Assessment, tongue: Tongue) -> str | None:
    """Return why an instrument has no headline; None where it has one, is not scored, or this must be said of it alone.

    What is compared is exact: 79.96 % is shown as 80.0 % and is still below.
    """
    score, threshold = instrument.score, tongue.percent(assessment.coverage_threshold)
    if score.documented is None or instrument.headline is not None or tongue.percent(score.coverage) == threshold:
        return None
    return tongue.say("no_headline_below", threshold=threshold)


def _band(instrument: InstrumentResult, tongue: Tongue) -> str | None:
    if instrument.headline is None:
        return None
    if instrument.band is None or instrument.band.level == 0:
        return tongue.say("band_below")
    level = instrument.band.level
    return tongue.say("band", level=level, title=level_title(level, tongue.rulebook, tongue.code))


def _nothing(instrument: InstrumentResult, tongue: Tongue) -> str | None:
    """Return what a documented score of zero says: that nothing is shown yet, which is not that nothing is done."""
    if instrument.score.documented is None or instrument.score.documented.exact != "0":
        return None
    counts = instrument.level_counts["documented"]
    return tongue.say("note_nothing" if counts["0"] == sum(counts.values()) else "note_nothing_counts")


def _notes(instrument: InstrumentResult, assessment: Assessment, tongue: Tongue) -> list[str]:
    """Return what must be read with the number."""
    score = instrument.score
    notes: list[str] = []
    if score.documented is None:
        return notes
    if assessment.unchecked:
        notes.append(tongue.say("note_unchecked", number=len(assessment.unchecked)))
    proposed, criteria = proposals(instrument.provisions)
    if proposed:
        notes.append(tongue.say("note_proposals", number=proposed, all=criteria))
    without = instrument.score_without_not_applicable
    if without is not None and without.documented is not None and without.possible is not None:
        low, high = tongue.points(without.documented), tongue.points(without.possible)
        notes.append(tongue.say("note_not_applicable", low=low, high=high))
    return notes


def certainty_of(assessment: Assessment, tongue: Tongue) -> tuple[Count, ...]:
    """Return how many questions were answered, how well, and what could not be told; zeros of parts are left out."""
    answers = assessment.answers
    statuses = Counter("rejected" if is_rejected(answer) else answer.status for answer in answers)
    answered = [answer for answer in answers if answer.status == "answered"]
    grades = Counter(answer.grade for answer in answered)
    approved = sum(answer.approved for answer in answers)
    rows = [
        ("asked", len(answers), "", False),
        ("answered", len(answered), "", True),
        ("verified", grades["verified"], "" if assessment.reviews else tongue.say("no_review"), True),
        ("documented", grades["documented"], "", True),
        ("claimed", grades["claimed"], "", True),
        ("contested", sum(answer.contested for answer in answered), "", True),
        ("rejected", statuses["rejected"], "", True),
        ("blank", statuses["blank"], "", True),
        ("not_known", statuses["not_known"], "", True),
        ("not_available", statuses["not_available"], "", True),
        ("confidential", statuses["confidential"], "", True),
        ("not_applicable", statuses["not_applicable"], tongue.say("approved", number=approved), True),
        ("contradictions", len(assessment.contradictions), _contradicted(assessment, tongue), False),
        ("unchecked", len(assessment.unchecked), "", False),
    ]
    return tuple(
        Count(key, tongue.say(f"count_{key}"), number, note, part)
        for key, number, note, part in rows
        if number or not part or key == "verified"
    )


def _contradicted(assessment: Assessment, tongue: Tongue) -> str:
    """Return how many contradictions are errors, and how many groups share cells: one slip can break several checks."""
    founds = assessment.contradictions
    if not founds:
        return ""
    errors = sum(found.severity == "error" for found in founds)
    groups = len({found.group for found in founds})
    return tongue.say("contradictions_note", errors=errors, warnings=len(founds) - errors, groups=groups)
