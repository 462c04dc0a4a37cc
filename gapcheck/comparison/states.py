"""States: what of an answer can count, so that two years can be told apart, and what was said, in words."""

from __future__ import annotations

from gapcheck.assessment.figures import plain
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.wording import value_words
from gapcheck.comparison.result import Said
from gapcheck.workbook.answers import Status, what_it_says

_WORDS = {
    Status.BLANK: "no answer",
    Status.NOT_KNOWN: "not known",
    Status.NOT_AVAILABLE: "not available",
    Status.CONFIDENTIAL: "confidential",
    Status.NOT_APPLICABLE: "not applicable, not approved",
}


def speaks(name: str, ledger: Ledger) -> bool:
    """Return whether a question is answered, or approved as not applicable."""
    return ledger.known(name) or ledger.not_applicable(name)


def counting(name: str, ledger: Ledger) -> tuple[object, ...]:
    """Return all of an answer that can count in any reading: two answers that are equal in it count alike."""
    if ledger.not_applicable(name):
        return ("not_applicable",)
    if not ledger.known(name):
        return ("unknown",)
    answer = ledger.answer(name)
    return (what_it_says(answer.value), answer.grade, name in ledger.contested)


def said(name: str, ledger: Ledger) -> Said | None:
    """Return what was said, in words and with its cell; None where the rulebook does not ask it."""
    indicator = ledger.rulebook.indicators.get(name)
    if indicator is None or indicator.derived is not None:
        return None
    answer, approved = ledger.answer(name), ledger.not_applicable(name)
    known = ledger.known(name) and answer.value is not None
    words = "not applicable" if approved else "a review rejected the answer" if ledger.rejected(name) else ""
    if known and answer.value is not None:
        words = value_words(answer.value, indicator)
    return Said(
        value=plain(answer.value),
        words=words or _WORDS.get(answer.status, answer.status.value),
        status=answer.status.value,
        grade=answer.grade.value if known else None,
        contested=name in ledger.contested,
        approved=approved,
        document=answer.evidence.document,
        cell=answer.cell or None,
    )
