from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from assessment_making import answer, indicator, instrument, leaf, ledger, nodes, review, rulebook, submission, table
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.assessment import assess
from gapcheck.assessment.readings import open_ledger
from gapcheck.assessment.reviews import Reviewed, apply_reviews, outcome_of, person
from gapcheck.errors import WorkbookError
from gapcheck.workbook.answers import Grade, Status, Table, TableCell
from gapcheck.workbook.decisions import Review, Verdict

DAY, NEXT, LAST = date(2022, 9, 1), date(2022, 9, 2), date(2022, 9, 3)

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


def test_the_later_day_wins_whatever_the_order_of_the_files() -> None:
    early, late = review(DAY, fund="accepted"), review(NEXT, fund="rejected")
    for reviews in ([early, late], [late, early]):
        assert apply_reviews({"fund": answer("fund", "yes")}, reviews)["fund"].verdict is Verdict.REJECTED


def test_decisions_of_one_day_that_differ_are_refused_with_both_rows() -> None:
    one, other = review(DAY, by="A", fund="accepted"), review(DAY, by="B", fund="rejected")
    with pytest.raises(WorkbookError) as caught:
        apply_reviews({"fund": answer("fund", "yes")}, [one, other])
    (problem,) = caught.value.problems
    assert problem.where == "review-B.xlsx, Queue!fund"
    assert "rejected by B on 2022-09-01, and accepted by A on the same day (review-A.xlsx, Queue!fund)" in problem.found
    # A later day settles it.
    settled = apply_reviews({"fund": answer("fund", "yes")}, [one, other, review(NEXT, fund="accepted")])
    assert settled["fund"].verdict is Verdict.ACCEPTED


def test_accepting_and_correcting_to_the_same_value_say_the_same() -> None:
    one, other = review(DAY, by="A", fund="accepted"), review(DAY, by="B", fund=("corrected", "yes"))
    assert apply_reviews({"fund": answer("fund", "yes")}, [one, other])["fund"].answer.grade is Grade.VERIFIED
    rows = [{"place": "Kep", "n": 1}]
    said, again = (
        table("cases", rows),
        Table(tuple({**row, "n": TableCell(Fraction(1), "elsewhere")} for row in table("x", rows).rows)),
    )
    held = apply_reviews(
        {"cases": answer("cases", said)},
        [review(DAY, by="A", cases="accepted"), review(DAY, by="B", cases=("corrected", again))],
    )
    assert held["cases"].settled


def test_four_eyes_verify_only_what_two_reviewers_say_alike() -> None:
    said = {"fund": answer("fund", "no", "documented")}
    one = review(DAY, by="A", fund=("corrected", "yes"))

    def after(*others: Review) -> Reviewed:
        return apply_reviews(said, [one, *others], four_eyes=True)["fund"]

    alone = after()
    assert (alone.answer, alone.verdict, alone.settled) == (said["fund"], None, False)
    assert alone.standing is not None
    assert alone.standing.awaits_second
    # The same person twice is one pair of eyes, however the name is typed.
    assert after(review(NEXT, by=" a ", fund=("corrected", "yes"))).verdict is None
    # Another who says something else is no second, and the later one awaits his own.
    assert after(review(NEXT, by="B", fund="accepted")).answer == said["fund"]
    both = after(review(NEXT, by="B", fund=("corrected", "yes")))
    assert (both.answer.value, both.answer.grade) == ("yes", Grade.VERIFIED)
    assert both.standing is not None
    assert [made.reviewer for made in both.standing.seconds] == ["A"]
    # One who has since thought better of it is no second any more.
    assert after(review(NEXT, by="B", fund=("corrected", "yes")), review(LAST, by="B", fund="accepted")).verdict is None
    # A rejection lifts nothing, so one reviewer is enough.
    assert after(review(NEXT, by="B", fund="rejected")).answer.status is Status.NOT_KNOWN


@pytest.mark.parametrize(
    "typed", ["A. Sok", "a sok", "Sok, A.", "A.\u200b Sok ;", "Ａ．\u00a0SOK", "(A. Sók)", "A-Sok"]
)
def test_one_name_however_it_is_typed_is_one_pair_of_eyes(typed: str) -> None:
    said = {"fund": answer("fund", "yes")}
    reviews = [review(DAY, by="A. Sok", fund="accepted"), review(NEXT, by=typed, fund="accepted")]
    assert apply_reviews(said, reviews, four_eyes=True)["fund"].verdict is None


def test_names_that_differ_are_two() -> None:
    names = ["A. Sok", "B. Sok", "A. Sokha", "សុខ ដារ៉ា", "សុខ ដារ៉ូ", "Sok A. 2", "..."]
    assert len(set(map(person, names))) == len(names)


def test_with_four_eyes_one_reviewer_alone_does_not_lift_what_another_rejected() -> None:
    said = {"fund": answer("fund", "yes")}
    no, yes = review(DAY, by="A", fund="rejected"), review(NEXT, by="B", fund="accepted")
    held = apply_reviews(said, [no, yes], four_eyes=True)["fund"]
    assert (held.answer.status, held.verdict) == (Status.NOT_KNOWN, Verdict.REJECTED)
    assert [outcome_of(made.decisions[0], held) for made in (no, yes)] == ["applied", "awaits_second"]
    # A second who decides alike lifts it, and who rejected it may think better of it: then nobody rejects it.
    lifted = apply_reviews(said, [no, yes, review(LAST, by="C", fund="accepted")], four_eyes=True)["fund"]
    assert (lifted.answer.grade, lifted.verdict) == (Grade.VERIFIED, Verdict.ACCEPTED)
    alone = apply_reviews(said, [no, review(LAST, by="A", fund="accepted")], four_eyes=True)["fund"]
    assert (alone.answer, alone.verdict) == (said["fund"], None)


def test_corrected_tables_with_the_same_rows_in_another_order_say_the_same() -> None:
    rows = [{"place": TableCell(name, f"P!A{number}")} for number, name in enumerate(("North", "South"))]
    reviews = [
        review(DAY, by=by, fund=("corrected", Table(tuple(order))))
        for by, order in (("A", rows), ("B", reversed(rows)))
    ]
    assert apply_reviews({"fund": answer("fund", "yes")}, reviews, four_eyes=True)["fund"].settled


def test_four_eyes_hold_for_not_applicable_too() -> None:
    said = answer("fund", status="not_applicable", reason="A federal matter")
    reviews = [review(DAY, by=name, fund="not_applicable_approved") for name in ("A", "B")]
    for some, approved in ((reviews[:1], False), (reviews, True)):
        held = open_ledger(BOOK, submission([said]), some, four_eyes=True)
        assert held.not_applicable("fund") is approved


def test_a_decision_has_one_outcome() -> None:
    said = {"fund": answer("fund", "yes"), "cases": answer("cases")}
    reviews = [review(DAY, by="A", fund="accepted", cases="accepted"), review(NEXT, by="B", fund="rejected")]
    held = apply_reviews(said, reviews)
    outcomes = [outcome_of(made, held[made.indicator]) for given in reviews for made in given.decisions]
    assert outcomes == ["overruled", "no_effect", "applied"]


@given(st.data())
def test_the_order_of_the_files_never_matters(data: st.DataObject) -> None:
    verdicts = st.sampled_from(["accepted", "rejected", ("corrected", "no"), ("corrected", "yes")])
    days = st.sampled_from([DAY, NEXT, LAST])
    made = data.draw(
        st.lists(
            st.builds(lambda day, by, said: review(day, by=by, fund=said), days, st.sampled_from("ABC"), verdicts),
            max_size=5,
        )
    )
    four_eyes = data.draw(st.booleans())
    said = {"fund": answer("fund", "yes", "claimed")}

    def outcome(reviews: list[Review]) -> object:
        try:
            return apply_reviews(said, reviews, four_eyes=four_eyes)["fund"]
        except WorkbookError:
            return "refused"

    assert outcome(made) == outcome(data.draw(st.permutations(made)))


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


def test_choices_in_another_order_say_the_same() -> None:
    said = answer("fund", ("a", "b"))
    one, other = (review(DAY, by=by, fund=("corrected", value)) for by, value in (("A", ("b", "c")), ("B", ("c", "b"))))
    assert apply_reviews({"fund": said}, [one, other], four_eyes=True)["fund"].settled
