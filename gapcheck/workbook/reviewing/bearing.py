"""Whether an answer can bear a decision: nothing is accepted that was not said, nor approved that nobody asked for."""

from __future__ import annotations

from collections.abc import Mapping

from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Answer, Status, Submission
from gapcheck.workbook.decisions import Decision, Verdict
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.reviewing.columns import verdict_of
from gapcheck.workbook.reviewing.corrections import Corrections
from gapcheck.workbook.reviewing.deciding import Decided
from gapcheck.workbook.reviewing.marks import mark
from gapcheck.workbook.texts import says_nothing
from gapcheck.workbook.words import Words

_STATES = {
    Status.BLANK: "a question without an answer",
    Status.NOT_KNOWN: "the answer “not known”",
    Status.NOT_AVAILABLE: "the answer “not available”",
    Status.CONFIDENTIAL: "the answer “confidential”",
    Status.NOT_APPLICABLE: "the answer “not applicable”",
}


class Bearing:
    """Holds decisions against the answers of the submission that they are about."""

    def __init__(
        self, submission: Submission, answers: Mapping[str, Answer], words: Words, corrections: Corrections,
        findings: Findings,
    ) -> None:  # fmt: skip
        self._submission = submission
        self._answers = answers
        self._words = words
        self._corrections = corrections
        self._findings = findings

    def decision(self, decided: Decided, indicator: Indicator) -> Decision | None:
        """Return the decision of a row; None, and a finding, where the answer cannot bear it."""
        answer, before = self._answers[indicator.id], len(self._findings.errors)
        self._check_mark(decided, indicator, answer)
        self._check_day(decided)
        value = None
        match decided.verdict:
            case Verdict.ACCEPTED:
                self._check_accepted(decided, answer)
            case Verdict.REJECTED:
                self._check_rejected(decided, answer)
            case Verdict.NOT_APPLICABLE_APPROVED:
                self._check_approved(decided, indicator, answer)
            case Verdict.CORRECTED:
                value = self._corrections.value(decided, indicator, answer)
        if decided.decided_on is None or len(self._findings.errors) > before:
            return None
        return Decision(
            indicator=indicator.id,
            verdict=decided.verdict,
            decided_on=decided.decided_on,
            value=value,
            reason=decided.reason,
            reviewer=decided.reviewer,
            cell=decided.cell.place,
        )

    def _check_mark(self, decided: Decided, indicator: Indicator, answer: Answer) -> None:
        """Refuse a row that was taken apart: what the auditor wrote may belong to another question."""
        cell = decided.row.cells["mark"]
        if not cell.blank and cell.as_text() != mark(indicator, answer):
            mend = "Undo the sorting, or put the decisions back in their rows: only whole rows may be moved."
            found = f"the ID {indicator.id} in a row that was made for another"
            self._findings.error(decided.row.cells["id"].place, found, "each ID in its own row", mend)

    def _check_day(self, decided: Decided) -> None:
        day, submitted = decided.decided_on, self._submission.submitted_on
        if day is not None and day < submitted and not _carried(decided):
            expected = f"a day not before the workbook was submitted ({submitted})"
            mend = "Correct the day. A decision on an earlier version is carried over with --from."
            self._findings.error(decided.row.cells["date"].place, str(day), expected, mend)

    def _check_accepted(self, decided: Decided, answer: Answer) -> None:
        if answer.status is Status.NOT_APPLICABLE:
            mend = "Decide “not applicable approved” if the reason holds."
            self._refuse(decided, f"“accepted” on {_STATES[answer.status]}", "an answer to accept", mend)
        elif answer.status is not Status.ANSWERED:
            mend = "Clear the row; or decide “corrected”, and write the answer, if it is known."
            self._refuse(decided, f"“accepted” on {_STATES[answer.status]}", "an answer to accept", mend)

    def _check_rejected(self, decided: Decided, answer: Answer) -> None:
        if answer.status not in (Status.ANSWERED, Status.NOT_APPLICABLE):
            mend = "Clear the row: it counts as unknown already."
            self._refuse(decided, f"“rejected” on {_STATES[answer.status]}", "an answer to reject", mend)

    def _check_approved(self, decided: Decided, indicator: Indicator, answer: Answer) -> None:
        word = self._words.label("not_applicable")
        if answer.status is not Status.NOT_APPLICABLE:
            said = _STATES.get(answer.status, "another answer")
            expected = f"an officer's answer {word}"
            mend = "Clear the row, or decide otherwise: only what the officer says can be approved."
            self._refuse(decided, f"“not applicable approved” on {said}", expected, mend)
        elif not indicator.not_applicable:
            expected, mend = "a question that may be not applicable", "Clear the row, or decide otherwise."
            self._refuse(decided, "“not applicable approved” on a question that applies to every state", expected, mend)
        elif says_nothing(answer.evidence.comment or ""):
            mend = "Ask the officer for it: without a reason it is unknown. Reject it, or clear the row, until then."
            self._refuse(
                decided, f"“not applicable approved” on a {word} without a reason", "the officer's comment", mend
            )

    def _refuse(self, decided: Decided, found: str, expected: str, mend: str) -> None:
        self._findings.error(decided.cell.place, found, expected, mend)


def _carried(decided: Decided) -> bool:
    """Return whether a row says that this very decision, of this day, was carried over from an earlier review."""
    cells = decided.row.cells
    before = cells["decision_before"].as_text() or ""
    return verdict_of(before) is decided.verdict and cells["date_before"].as_text() == str(decided.decided_on)
