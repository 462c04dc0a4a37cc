"""Records of what was said: answers, checks that could not run, remarks on the workbook."""

from __future__ import annotations

from fractions import Fraction

from gapcheck.assessment import result
from gapcheck.assessment.consistency import Side, Unchecked
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.rounding import half_up
from gapcheck.errors import Problem
from gapcheck.workbook.answers import DateInterval, Evidence, Status, Table, Value

_MOST_DECIMALS = 9  # enough for any share of persons; a result is read by people, exact scores are beside it


def plain(value: Value | Side) -> result.Plain:
    """Return a value as JSON has it: numbers whole where they are whole, dates as ISO text, tables as rows."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(half_up(value, _MOST_DECIMALS))
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, DateInterval):
        return str(value)
    if isinstance(value, Table):
        return [{name: plain(cell.value) for name, cell in row.items()} for row in value.rows]
    return value


def answer_records(ledger: Ledger) -> list[result.AnswerRecord]:
    """Return every asked question's answer as it counts, in the order of the workbook."""
    records = []
    for indicator in ledger.rulebook.asked():
        entry = ledger.entries.get(indicator.id)
        answer = ledger.answer(indicator.id)
        original = None
        if entry is not None and entry.original is not None and entry.verdict is not None:
            original = result.OriginalAnswer(
                status=entry.original.status.value, value=plain(entry.original.value), verdict=entry.verdict.value
            )
        records.append(
            result.AnswerRecord(
                indicator=indicator.id,
                question=indicator.title(),
                value=plain(answer.value),
                status=answer.status.value,
                grade=answer.grade.value if answer.status is Status.ANSWERED else None,
                contested=indicator.id in ledger.contested,
                approved=ledger.not_applicable(indicator.id),
                cell=answer.cell or None,
                evidence=_evidence(answer.evidence),
                original=original,
            )
        )
    return records


def _evidence(evidence: Evidence) -> result.EvidenceRecord:
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
