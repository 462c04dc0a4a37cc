"""Records of what was said: answers, checks that could not run, remarks on the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from gapcheck.assessment import result
from gapcheck.assessment.consistency import Unchecked
from gapcheck.assessment.figures import plain
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.ruling_records import review_note
from gapcheck.assessment.wording import answer_words
from gapcheck.errors import Problem
from gapcheck.workbook.answers import Answer, Evidence, Grade, Status

_NONE: Final = Evidence()


def answer_records(
    ledger: Ledger, voices: Mapping[str, list[result.VoiceRecord]] = MappingProxyType({})
) -> list[result.AnswerRecord]:
    """Return every asked question's answer as it counts, in the order of the workbook."""
    records = []
    for indicator in ledger.rulebook.asked():
        entry = ledger.entries.get(indicator.id)
        answer = ledger.answer(indicator.id)
        original = None
        if entry is not None and entry.original is not None and entry.verdict is not None:
            original = result.OriginalAnswer(
                status=entry.original.status.value,
                value=plain(entry.original.value),
                words=answer_words(entry.original, indicator),
                grade=_stated_grade(entry.original),
                verdict=entry.verdict.value,
            )
        records.append(
            result.AnswerRecord(
                indicator=indicator.id,
                question=indicator.title(),
                value=plain(answer.value),
                words=answer_words(answer, indicator),
                status=answer.status.value,
                grade=answer.grade.value if answer.status is Status.ANSWERED else None,
                contested=indicator.id in ledger.contested,
                approved=ledger.not_applicable(indicator.id),
                cell=answer.cell or None,
                evidence=_evidence(answer.evidence),
                original=original,
                review=review_note(entry),
                voices=list(voices.get(indicator.id, [])),
            )
        )
    return records


def _stated_grade(answer: Answer) -> Literal["claimed", "documented"] | None:
    if answer.status is not Status.ANSWERED:
        return None
    return "claimed" if answer.grade is Grade.CLAIMED else "documented"


def _evidence(evidence: Evidence) -> result.EvidenceRecord:
    return _no_evidence() if evidence == _NONE else _as_record(evidence)


@cache  # most answers of a first report rest on nothing
def _no_evidence() -> result.EvidenceRecord:
    return _as_record(_NONE)


def _as_record(evidence: Evidence) -> result.EvidenceRecord:
    return result.EvidenceRecord(
        document=evidence.document,
        link=evidence.link,
        document_date=None if evidence.document_date is None else str(evidence.document_date),
        page=evidence.page,
        comment=evidence.comment,
        responsible_body=evidence.responsible_body,
    )


def unchecked_record(entry: Unchecked) -> result.UncheckedRecord:
    """Return one check that could not run."""
    return result.UncheckedRecord(
        check=entry.check,
        says=entry.says["en"],
        missing=list(entry.missing),
        cells=list(entry.cells),
        why=entry.why.replace("_", " "),
    )


def problem_record(problem: Problem) -> result.ProblemRecord:
    """Return one warning of the reading."""
    return result.ProblemRecord(
        where=problem.where,
        found=problem.found,
        expected=problem.expected,
        mend=problem.mend,
        severity=problem.severity,
    )
