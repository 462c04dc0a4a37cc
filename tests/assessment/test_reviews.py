from __future__ import annotations

from fractions import Fraction

from assessment_making import answer, indicator, instrument, leaf, ledger, nodes, review, rulebook, submission

from gapcheck.assessment import assess
from gapcheck.assessment.reviews import apply_reviews
from gapcheck.workbook.answers import Grade, Status
from gapcheck.workbook.decisions import Verdict

BOOK = rulebook(
    [indicator("fund", "yes_no", not_applicable="true"), indicator("cases", "count")],
    [instrument("plan", leaf("P.1", {4: [{"indicator": "cases", "at_least": "3"}]}))],
)


def test_an_acceptance_verifies() -> None:
    held = apply_reviews({"fund": answer("fund", "yes", "claimed")}, [review(fund="accepted")])["fund"]
    assert (held.answer.value, held.answer.grade, held.settled) == ("yes", Grade.VERIFIED, True)


def test_a_correction_replaces_and_keeps_the_original_beside() -> None:
    said = answer("fund", "no", "documented")
    held = apply_reviews({"fund": said}, [review(fund=("corrected", "yes"))])["fund"]
    assert (held.answer.value, held.answer.grade, held.original, held.settled) == ("yes", Grade.VERIFIED, said, True)
    assert held.answer.cell == said.cell


def test_a_correction_answers_a_blank_and_a_question_without_a_row() -> None:
    for answers in ({"cases": answer("cases")}, {}):
        held = apply_reviews(answers, [review(cases=("corrected", Fraction(3)))])["cases"]
        assert (held.answer.status, held.answer.value) == (Status.ANSWERED, 3)
    result = assess(submission([]), BOOK, [review(cases=("corrected", Fraction(3)))])
    assert nodes(result)["P.1"].score.verified.exact == "100"  # type: ignore[union-attr]


def test_a_rejection_makes_unknown() -> None:
    held = apply_reviews({"fund": answer("fund", "yes")}, [review(fund="rejected")])["fund"]
    assert (held.answer.status, held.answer.value, held.settled) == (Status.NOT_KNOWN, None, False)


def test_nothing_is_settled_by_accepting_what_is_no_answer() -> None:
    for status in ("blank", "not_known", "confidential", "not_applicable"):
        held = apply_reviews({"fund": answer("fund", status=status)}, [review(fund="accepted")])["fund"]
        assert held.answer == answer("fund", status=status)
        assert not held.settled


def test_a_later_review_wins() -> None:
    reviews = [review(fund="accepted"), review(fund="rejected")]
    assert apply_reviews({"fund": answer("fund", "yes")}, reviews)["fund"].verdict is Verdict.REJECTED
    assert apply_reviews({"fund": answer("fund", "yes")}, reviews[::-1])["fund"].verdict is Verdict.ACCEPTED


def test_not_applicable_needs_permission_reason_and_approval() -> None:
    said = answer("fund", status="not_applicable", reason="A federal matter")
    approval = review(fund="not_applicable_approved", cases="not_applicable_approved")
    assert ledger(BOOK, said, reviews=[approval]).not_applicable("fund")
    assert not ledger(BOOK, said).not_applicable("fund")
    assert not ledger(BOOK, said, reviews=[review(fund="accepted")]).not_applicable("fund")
    assert not ledger(BOOK, answer("fund", status="not_applicable"), reviews=[approval]).not_applicable("fund")
    assert not ledger(BOOK, answer("fund", "yes"), reviews=[approval]).not_applicable("fund")
    forbidden = answer("cases", status="not_applicable", reason="None here")
    assert not ledger(BOOK, forbidden, reviews=[approval]).not_applicable("cases")
