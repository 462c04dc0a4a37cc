"""The log: that a workbook was submitted, what reviewers decided, and what others than the country say."""

from __future__ import annotations

from typing import Any

from gapcheck.assessment.result import Assessment, DecisionRecord, VoiceRecord
from gapcheck.report.oscal.actors import REVIEWER, SUBMITTER, Actors
from gapcheck.report.oscal.markup import line, lines, string
from gapcheck.report.oscal.naming import Uuids, moment
from gapcheck.report.oscal.properties import of_fields, of_record


def entries(assessment: Assessment, uuids: Uuids, actors: Actors) -> list[dict[str, Any]]:
    """Return the log: the submission, then each review's entries in the order of its file."""
    submitted = {
        "uuid": uuids.of("submission"),
        "title": "The workbook was submitted",
        "description": lines([assessment.submission, assessment.transcribed_by]),
        "start": moment(assessment.submitted_on),
        "logged-by": [{"party-uuid": held["actor-uuid"], "role-id": SUBMITTER} for held in actors.submitter()],
    }
    log = [submitted]
    for number, review in enumerate(assessment.reviews, start=1):
        at = uuids.of("review", str(number))
        for counted, made in enumerate(review.decisions, start=1):
            log.append(_decision(made, uuids.of(at, "decision", str(counted)), at, actors))
        for counted, voice in enumerate(review.voices, start=1):
            log.append(_voice(voice, uuids.of(at, "voice", str(counted)), at, actors))
    return log


def _decision(made: DecisionRecord, uuid: str, review: str, actors: Actors) -> dict[str, Any]:
    return {
        "uuid": uuid,
        "title": line(f"Review: {made.verdict.replace('_', ' ')}, {made.indicator}"),
        "description": lines([made.reason]),
        "start": moment(made.date),
        "props": [*of_fields({"kind": "decision"}), *of_record(made)],
        "links": [{"href": f"#{review}", "rel": "reference"}],
        "logged-by": _by(made.reviewer, actors),
    }


def _voice(voice: VoiceRecord, uuid: str, review: str, actors: Actors) -> dict[str, Any]:
    return {
        "uuid": uuid,
        "title": line(f"Recorded, and counted in no reading: {voice.source} on {voice.indicator}"),
        "description": lines([voice.says]),
        "start": moment(voice.recorded_on),
        "props": [*of_fields({"kind": "voice"}), *of_record(voice)],
        "links": [{"href": f"#{review}", "rel": "reference"}],
        "logged-by": _by(voice.recorded_by, actors),
    }


def _by(name: str, actors: Actors) -> list[dict[str, str]]:
    return [{"party-uuid": actors.person(name), "role-id": REVIEWER}] if string(name) else []
