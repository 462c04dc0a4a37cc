from __future__ import annotations

from datetime import date
from fractions import Fraction

from assessment_making import answer, check, dated, indicator, instrument, leaf, review, rulebook, submission

from gapcheck.assessment import assess
from gapcheck.assessment.result import AnswerRecord, Assessment
from gapcheck.workbook.decisions import Voice

DAY, NEXT = date(2022, 9, 1), date(2022, 9, 2)
BOOK = rulebook(
    [indicator("fund", "yes_no"), indicator("cases", "count"), indicator("total", "count")],
    [
        instrument(
            "plan",
            leaf("P.1", {2: [{"indicator": "fund", "is": "yes"}], 4: [{"indicator": "cases", "at_least": "3"}]}),
            leaf("P.2", {4: [{"indicator": "total", "at_least": "5"}]}),
        )
    ],
    [check("adds_up", equal=["cases", "total"])],
)
VOICE = Voice(
    "fund", "A coalition of NGOs", "No victim was paid.", "Shadow report 2022", "An auditor", DAY, dated("2022-05"),
    "https://example.org/report", "'Other voices'!A5",
)  # fmt: skip


def record(result: Assessment, name: str) -> AnswerRecord:
    return next(item for item in result.answers if item.indicator == name)


def test_a_rejection_says_which_levels_it_makes_possible() -> None:
    said = [answer("fund", "no"), answer("cases", Fraction(3)), answer("total", Fraction(3))]
    result = assess(submission(said), BOOK, [review(fund="rejected", total="rejected")])
    raises = {made.indicator: made.raises for made in result.reviews[0].decisions}
    assert [(one.provision, one.from_, one.to, one.reading) for one in raises["fund"]] == [("P.1", 0, 4, "possible")]
    # Without its rejection the total would stand again, and be too low.
    assert [(one.provision, one.from_, one.to) for one in raises["total"]] == [("P.2", 0, 4)]
    assert record(result, "fund").status == "not_known"


def test_a_rejection_that_leaves_a_contradiction_counts_what_the_checks_would_say_without_it() -> None:
    # Stated, cases and total contradict each other: both are contested, so unknown in “possible” already.
    said = [answer("cases", Fraction(3)), answer("total", Fraction(4))]
    result = assess(submission(said), BOOK, [review(total="rejected")])
    assert result.reviews[0].decisions[0].raises == []
    assert result.contradictions == []


def test_acceptances_raise_nothing() -> None:
    result = assess(submission([answer("fund", "yes")]), BOOK, [review(fund="accepted")])
    assert result.reviews[0].decisions[0].raises == []
    assert result.reviews[0].decisions[0].outcome == "applied"


def test_the_original_stands_beside_a_correction_with_its_grade_and_words() -> None:
    result = assess(
        submission([answer("cases", Fraction(1200), "documented")]), BOOK, [review(cases=("corrected", Fraction(3)))]
    )
    held = record(result, "cases")
    assert held.original is not None
    assert (held.value, held.words, held.grade) == (3, "3", "verified")
    assert (held.original.value, held.original.words, held.original.grade) == (1200, "1,200", "documented")
    assert held.review is not None
    assert (held.review.verdict, held.review.reason, held.review.reviewer) == ("corrected", "seen", "An auditor")
    assert result.reviews[0].decisions[0].words == "3"


def test_two_reviewers_are_both_named_and_one_alone_is_pending() -> None:
    said = submission([answer("fund", "yes", "claimed")])
    one, other = review(DAY, by="A", fund="accepted"), review(NEXT, by="B", fund="accepted")
    both = record(assess(said, BOOK, [one, other], four_eyes=True), "fund")
    assert both.review is not None
    assert (both.grade, both.review.reviewer, both.review.second_reviewer, both.review.pending) == (
        "verified",
        "B",
        "A",
        False,
    )
    alone = assess(said, BOOK, [one], four_eyes=True)
    held = record(alone, "fund")
    assert held.review is not None
    assert (held.grade, held.review.second_reviewer, held.review.pending) == ("claimed", None, True)
    assert alone.four_eyes
    assert alone.reviews[0].decisions[0].outcome == "awaits_second"


def test_a_voice_stands_beside_the_answer_and_moves_nothing() -> None:
    said = submission([answer("fund", "yes", reason="Paid from the state budget")])
    without, heard = assess(said, BOOK), assess(said, BOOK, [review(voices=[VOICE])])
    assert heard.instruments == without.instruments
    (voice,) = record(heard, "fund").voices
    assert (voice.source, voice.says, voice.document_date) == ("A coalition of NGOs", "No victim was paid.", "2022-05")
    assert heard.reviews[0].voices == [voice]
    assert heard.result_sha256 != without.result_sha256


def test_the_order_of_reviews_gives_the_same_result() -> None:
    said = submission([answer("fund", "yes", "claimed"), answer("cases", Fraction(3))])
    given = [
        review(DAY, by="A", fund="accepted"),
        review(NEXT, by="B", fund="rejected", voices=[VOICE]),
        review(cases="accepted"),
    ]
    assert assess(said, BOOK, given) == assess(said, BOOK, given[::-1])
