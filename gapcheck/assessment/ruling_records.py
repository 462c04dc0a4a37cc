"""Records of reviews: every decision with what became of it, every outside voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gapcheck.assessment.clash_records import level_changes
from gapcheck.assessment.contradictions import checked
from gapcheck.assessment.effects import Effect
from gapcheck.assessment.figures import plain
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.reviews import Reviewed, outcome_of
from gapcheck.assessment.rulings import DecisionRecord, ReviewNote, ReviewRecord, VoiceRecord
from gapcheck.assessment.wording import value_words
from gapcheck.workbook.decisions import Decision, Review, Verdict, Voice


def rejected(ledger: Ledger) -> list[str]:
    """Return the questions whose answer a review rejected, in order."""
    return [name for name, entry in ledger.entries.items() if entry.verdict is Verdict.REJECTED]


def restored(ledger: Ledger, name: str) -> Ledger:
    """Return the ledger in which one rejected answer counts as the officer gave it, contested as the checks say."""
    entry = ledger.entries[name]
    entries = {**ledger.entries, name: Reviewed(entry.original or entry.answer)}
    taken = replace(ledger, entries=entries, contested=frozenset())
    return checked(taken)[0]


def review_records(reviews: Sequence[Review], ledger: Ledger, without: Mapping[str, Effect]) -> list[ReviewRecord]:
    """Return every review; ``without`` says by question what would differ if its rejection had not been made."""
    return [
        ReviewRecord(
            file=review.file_name,
            sha256=review.sha256,
            decisions=[_decision(decision, ledger, without) for decision in review.decisions],
            voices=[_voice(voice) for voice in review.voices],
        )
        for review in reviews
    ]


def review_note(reviewed: Reviewed | None) -> ReviewNote | None:
    """Return the decision that stands on an answer, or None where there is none."""
    if reviewed is None or reviewed.standing is None:
        return None
    standing = reviewed.standing
    return ReviewNote(
        verdict=standing.decision.verdict.value,
        reason=standing.decision.reason,
        reviewer=standing.decision.reviewer,
        date=standing.decision.decided_on.isoformat(),
        second_reviewer=standing.seconds[0].reviewer if standing.seconds else None,
        pending=standing.awaits_second,
    )


def voices_on(reviews: Sequence[Review]) -> dict[str, list[VoiceRecord]]:
    """Return what outside voices say, by question, in the order of the days on which it was recorded."""
    held: dict[str, list[Voice]] = {}
    for review in reviews:
        for voice in review.voices:
            held.setdefault(voice.indicator, []).append(voice)
    return {name: [_voice(voice) for voice in sorted(voices, key=_order)] for name, voices in held.items()}


def _order(voice: Voice) -> tuple[object, ...]:
    return (voice.recorded_on, voice.source, voice.document, voice.says)


def _decision(decision: Decision, ledger: Ledger, without: Mapping[str, Effect]) -> DecisionRecord:
    indicator = ledger.rulebook.indicators[decision.indicator]
    outcome = outcome_of(decision, ledger.entries[decision.indicator])
    gone = without.get(decision.indicator) if outcome == "applied" else None
    # What differs without the rejection is turned round: from the level without it to the level as it is.
    raises = [
        change.model_copy(update={"from_": change.to, "to": change.from_})
        for change in (level_changes(gone) if gone is not None else [])
        if change.reading == "possible" and change.to < change.from_
    ]
    return DecisionRecord(
        indicator=decision.indicator,
        verdict=decision.verdict.value,
        value=plain(decision.value),
        words="" if decision.value is None else value_words(decision.value, indicator),
        reason=decision.reason,
        reviewer=decision.reviewer,
        date=decision.decided_on.isoformat(),
        cell=decision.cell,
        outcome=outcome,
        raises=raises,
    )


def _voice(voice: Voice) -> VoiceRecord:
    return VoiceRecord(
        indicator=voice.indicator,
        source=voice.source,
        says=voice.says,
        document=voice.document,
        document_date=None if voice.document_date is None else str(voice.document_date),
        link=voice.link,
        recorded_by=voice.recorded_by,
        recorded_on=voice.recorded_on.isoformat(),
        cell=voice.cell,
    )
