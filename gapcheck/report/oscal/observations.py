"""Observations: the answers that were given, and the checks between them that failed."""

from __future__ import annotations

from typing import Any, Final

from gapcheck.assessment.result import AnswerRecord, Assessment, ContradictionRecord, EvidenceRecord
from gapcheck.report.oscal.actors import Actors
from gapcheck.report.oscal.markup import line, lines, web_address
from gapcheck.report.oscal.naming import Uuids, moment
from gapcheck.report.oscal.properties import fields_of, of_fields, of_record

# OSCAL's own methods say that somebody inspected, interviewed or tested. Of an answer that the country alone gave,
# nobody did; nor did the program that compared answers test anything but the report.
_GIVEN: Final = {"self": "SELF-REPORT", "outside": "OUTSIDE-REPORT"}
_EXAMINED: Final = "EXAMINE"
_COMPARED: Final = "CONSISTENCY-CHECK"


class Observations:
    """The observations of one result, and which answers and checks each stands for."""

    def __init__(self, assessment: Assessment, uuids: Uuids, actors: Actors) -> None:
        self._assessment = assessment
        self._uuids = uuids
        self._actors = actors
        # One check may fail in several rows of a table.
        self._checks = [
            uuids.of("check", str(number), found.check)
            for number, found in enumerate(assessment.contradictions, start=1)
        ]
        self._answered = {record.indicator: record for record in assessment.answers if _is_given(record)}

    def all(self) -> list[dict[str, Any]]:
        """Return every observation: answers in the order of the workbook, then contradictions."""
        return [
            *map(self._answer, self._answered.values()),
            *map(self._contradiction, self._checks, self._assessment.contradictions),
        ]

    def of_answer(self, indicator: str) -> str | None:
        """Return the UUID of the observation of an answer, or None where the question has none."""
        return self._uuids.of("answer", indicator) if indicator in self._answered else None

    def touching(self, provision: str) -> list[str]:
        """Return the UUIDs of the contradictions that a leaf's answers stand in."""
        failed = zip(self._checks, self._assessment.contradictions, strict=True)
        return [uuid for uuid, found in failed if provision in found.touches]

    def _answer(self, record: AnswerRecord) -> dict[str, Any]:
        review = record.review
        reviewed = review is not None and not review.pending
        actors = self._actors.submitter()
        if review is not None:
            actors = actors + self._actors.reviewer(review.reviewer) + self._actors.reviewer(review.second_reviewer)
        return {
            "uuid": self._uuids.of("answer", record.indicator),
            "title": line(record.question),
            "description": lines([f"Answer: {record.words}", f"Review: {review.reason}" if review is not None else ""]),
            "props": of_record(record, without=("evidence", "voices", "question")),
            "methods": [_GIVEN[self._assessment.source], *([_EXAMINED] if reviewed else [])],
            "types": ["control-objective"],
            "origins": [{"actors": actors}],
            "subjects": [self._workbook()],
            "relevant-evidence": _evidence(record.evidence),
            "collected": moment(self._assessment.submitted_on),
        }

    def _contradiction(self, uuid: str, found: ContradictionRecord) -> dict[str, Any]:
        sides = (f"{side}: {value}" for side, value in (("Left", found.left), ("Right", found.right)))
        shown = [*sides, f"Difference: {found.difference}"] if found.sides_shown else []
        return {
            "uuid": uuid,
            "title": line(f"Contradiction: {found.check}"),
            "description": lines([f"This does not hold: {found.says}", *shown]),
            "props": of_record(found),
            "methods": [_COMPARED],
            "types": ["contradiction"],
            "origins": [{"actors": [self._actors.tool]}],
            "subjects": [self._workbook()],
            "collected": moment(self._assessment.submitted_on),
        }

    def _workbook(self) -> dict[str, str]:
        return {"subject-uuid": self._actors.workbook, "type": "resource"}


def _is_given(record: AnswerRecord) -> bool:
    """Return whether there is something to observe: a question left blank, of which no review speaks, is none."""
    return record.status != "blank" or record.original is not None or record.review is not None


def _evidence(evidence: EvidenceRecord) -> list[dict[str, Any]]:
    fields = of_fields(fields_of(evidence))
    if not fields:
        return []
    cited = lines([evidence.document or "", evidence.comment or ""])
    described = cited or "What stands beside the answer; no document is named."
    return [{"href": web_address(evidence.link), "description": described, "props": fields}]
