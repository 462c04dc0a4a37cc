from __future__ import annotations

from datetime import date
from fractions import Fraction

from assessment_making import answer, check, indicator, instrument, leaf, review, rulebook, submission

from gapcheck.assessment import assess
from gapcheck.report import terminal
from gapcheck.report.plaintext import WIDTH
from gapcheck.workbook.decisions import Voice

DAY, NEXT = date(2022, 9, 1), date(2022, 9, 2)
BOOK = rulebook(
    [indicator("fund", "yes_no"), indicator("cases", "count"), indicator("unit", "yes_no")],
    [
        instrument(
            "plan",
            leaf("P.1", {4: [{"indicator": "fund", "is": "yes"}]}),
            leaf("P.2", {4: [{"indicator": "cases", "at_least": "3"}, {"indicator": "unit", "is": "yes"}]}),
        )
    ],
)


def voice(says: str) -> Voice:
    return Voice("fund", "A coalition of NGOs", says, "Shadow report", "An auditor", DAY)


def report(*reviews, four_eyes=False):
    said = [answer("fund", "no", reason="There is no fund"), answer("cases", Fraction(2)), answer("unit", "yes")]
    text = terminal.render_one(assess(submission(said), BOOK, reviews, four_eyes=four_eyes))
    assert max(map(len, text.splitlines())) <= WIDTH
    return " ".join(text.split())


def test_without_reviews_nothing_is_said_of_them():
    words = report()
    assert "REVIEWS" not in words
    assert "OTHER VOICES" not in words
    assert "no review was given" in words


def test_decisions_are_counted_and_all_but_acceptances_told():
    words = report(review(fund="rejected", cases=("corrected", Fraction(3)), unit="accepted"))
    assert "REVIEWS: 1 Decisions that stand: 1 accepted; 1 corrected; 1 rejected." in words
    assert "How is cases? (Protection!cases): corrected from “2” to “3”. An auditor, 31 August 2022: seen" in words
    assert "this raises what is possible: P.1 from level 0 to 4." in words
    assert "How is unit? (Protection!unit): accepted" not in words


def test_what_waits_and_what_is_overruled_is_said():
    words = report(
        review(DAY, by="A", unit="accepted", fund="accepted"), review(NEXT, by="B", fund="rejected"), four_eyes=True
    )
    assert "Two pairs of eyes were asked for" in words
    assert "It waits for a second reviewer; until then the answer is as it was." in words
    assert "A later decision says otherwise, and stands." in words


def test_voices_stand_beside_the_officers_comment_whether_or_not_the_auditor_acted():
    words = report(review(voices=[voice("Ten victims were paid.")]))
    assert "How is fund? (Protection!fund): answered “Yes”" not in words
    assert "How is fund? (Protection!fund): answered “No”. The officer: There is no fund" in words
    assert "A coalition of NGOs: Ten victims were paid. (Shadow report)" in words
    assert "The auditor: no decision on this answer." in words
    acted = report(review(fund="rejected", voices=[voice("Ten victims were paid.")]))
    assert "answered “No”. The officer: There is no fund" in acted
    assert "The auditor: rejected (An auditor, 31 August 2022). seen" in acted


def test_what_a_voice_says_cannot_move_the_cursor():
    assert "\x1b" not in report(review(voices=[voice("red \x1b[31m ink ‮ backwards")]))


def test_numbers_that_a_review_accepted_and_that_still_disagree_are_not_called_a_riddle():
    book = rulebook(
        [indicator("a", "count"), indicator("b", "count")], BOOK.instruments[:0], [check("c", equal=["a", "b"])]
    )
    said = submission([answer("a", Fraction(1)), answer("b", Fraction(2))])
    words = " ".join(terminal.render_one(assess(said, book, [review(a="accepted", b="accepted")])).split())
    assert "accepted or corrected by a review, and still they do not agree: look again." in words
    assert "cannot be told" not in words
