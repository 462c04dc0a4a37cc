"""Reviews: what an auditor decided about answers, applied before anything is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from gapcheck.workbook.answers import Answer, Grade, Status
from gapcheck.workbook.decisions import Decision, Review, Verdict


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An answer after reviews: the answer that counts, the officer's own, and what was decided."""

    answer: Answer
    original: Answer | None = None
    verdict: Verdict | None = None

    @property
    def settled(self) -> bool:
        """Whether a review accepted or corrected the answer, so that no check can contest it."""
        return self.verdict in (Verdict.ACCEPTED, Verdict.CORRECTED)


def apply_reviews(answers: Mapping[str, Answer], reviews: Iterable[Review]) -> dict[str, Reviewed]:
    """Return every answer as it stands after the reviews, later ones winning over earlier ones.

    A correction replaces the answer everywhere, a rejection makes it unknown, an acceptance verifies it
    (rules/README.md, the method). A decision on an answer that cannot bear it (an acceptance of a blank) changes
    nothing.
    A question with no row in the workbook is blank, and can be corrected like any other.
    """
    decisions = {decision.indicator: decision for review in reviews for decision in review.decisions}
    absent = {name: Answer(name, Status.BLANK, None, Grade.CLAIMED, "") for name in decisions if name not in answers}
    return {name: _decide(answer, decisions.get(name)) for name, answer in {**answers, **absent}.items()}


def _decide(answer: Answer, decision: Decision | None) -> Reviewed:
    if decision is None:
        return Reviewed(answer)
    verdict = decision.verdict
    if verdict is Verdict.CORRECTED and decision.value is not None:
        corrected = replace(answer, status=Status.ANSWERED, value=decision.value, grade=Grade.VERIFIED)
        return Reviewed(corrected, answer, verdict)
    if verdict is Verdict.REJECTED:
        return Reviewed(replace(answer, status=Status.NOT_KNOWN, value=None, grade=Grade.CLAIMED), answer, verdict)
    if verdict is Verdict.ACCEPTED and answer.status is Status.ANSWERED:
        return Reviewed(replace(answer, grade=Grade.VERIFIED), answer, verdict)
    if verdict is Verdict.NOT_APPLICABLE_APPROVED and answer.status is Status.NOT_APPLICABLE:
        return Reviewed(answer, answer, verdict)
    return Reviewed(answer)
