"""Provenance: who speaks, of what time, and exactly what a report was made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gapcheck.assessment.result import Assessment
from gapcheck.report.spoken.answers import decision_words, free_words
from gapcheck.report.spoken.texts import fact_title, question_title
from gapcheck.report.story.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list of facts; a hash is given whole."""

    name: str
    value: str
    is_hash: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a review, as it stands."""

    question: str
    indicator: str
    verdict: str
    words: str
    reason: str
    reviewer: str
    day: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What the reading of the workbook remarked on."""

    where: str
    found: str
    expected: str
    mend: str


def about(assessment: Assessment, tongue: Tongue) -> tuple[Row, ...]:
    """Return who speaks, of what period, and when."""
    return tuple(_about(assessment, tongue))


def _about(assessment: Assessment, tongue: Tongue) -> Iterator[Row]:
    speaker = tongue.say(f"source_{assessment.source}")
    if assessment.submitted_by:
        speaker = tongue.say("submitted_by", speaker=speaker, body=free_words(assessment.submitted_by, tongue.code))
    yield Row(tongue.say("who_speaks"), speaker)
    start, end = assessment.period.start, assessment.period.end
    days = tongue.days(start, end)
    yield Row(tongue.say("period"), tongue.say("days", start=tongue.day(start), end=tongue.day(end), days=days))
    day = tongue.day(assessment.submitted_on)
    named = free_words(assessment.submission, tongue.code)
    report = tongue.say("report", day=day, report=named) if named else day
    yield Row(tongue.say("submitted"), report)
    if assessment.transcribed_by:
        yield Row(tongue.say("transcribed"), free_words(assessment.transcribed_by, tongue.code))


def provenance(assessment: Assessment, tongue: Tongue) -> tuple[Row, ...]:
    """Return what the report was made from, with the hashes by which it can be made again."""
    return tuple(_provenance(assessment, tongue))


def _provenance(assessment: Assessment, tongue: Tongue) -> Iterator[Row]:
    for fact in assessment.facts:
        value = tongue.say(
            "fact",
            name=fact_title(fact, assessment.country.code, tongue.rulebook, tongue.code),
            value=fact.value,
            source=fact.source,
        )
        yield Row(tongue.say("country_fact"), value)
    yield Row(tongue.say("rules"), tongue.say("version", version=assessment.rulebook.version))
    yield Row(tongue.say("rules_hash"), assessment.rulebook.sha256, is_hash=True)
    yield Row(tongue.say("workbook"), assessment.workbook.file)
    if assessment.workbook.sha256:
        yield Row(tongue.say("workbook_hash"), assessment.workbook.sha256, is_hash=True)
    for review in assessment.reviews:
        yield Row(tongue.say("review"), review.file)
        if review.sha256:
            yield Row(tongue.say("review_hash"), review.sha256, is_hash=True)
    engines = " + ".join(f"{engine.name} {engine.version}" for engine in assessment.engines)
    alone = assessment.tool.note or ""
    yield Row(
        tongue.say("engines"),
        tongue.say("engines_agree", engines=engines)
        if len(assessment.engines) > 1
        else tongue.say("engine_alone", engines=engines, why=alone),
    )
    yield Row(tongue.say("tool"), f"{assessment.tool.name} {assessment.tool.version}")
    yield Row(tongue.say("result_hash"), assessment.result_sha256, is_hash=True)


def decisions_of(assessment: Assessment, tongue: Tongue) -> tuple[Decision, ...]:
    """Return every decision of the reviews, in their order."""
    questions = {answer.indicator: answer.question for answer in assessment.answers}
    return tuple(
        Decision(
            question=question_title(made.indicator, tongue.rulebook, tongue.code, questions.get(made.indicator)),
            indicator=made.indicator,
            verdict=tongue.say(f"verdict_{made.verdict}"),
            words=decision_words(made, tongue.rulebook, tongue.code),
            reason=free_words(made.reason, tongue.code),
            reviewer=made.reviewer,
            day=tongue.day(made.date),
            outcome=tongue.say(f"decision_{made.outcome}"),
        )
        for review in assessment.reviews
        for made in review.decisions
    )


def remarks_of(assessment: Assessment) -> tuple[Remark, ...]:
    """Return what the reading remarked on; in English, as it is said at the command line."""
    return tuple(Remark(one.where, one.found, one.expected, one.mend) for one in assessment.problems)
