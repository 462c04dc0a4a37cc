"""What an old review decided is carried into a new one where nothing changed, and never lost where something did."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reviewing_desk import ANSWERS, TABLES, Desk
from workbook_drafting import newer

from gapcheck.errors import WorkbookError
from gapcheck.workbook import read_bytes
from gapcheck.workbook.decisions import Verdict
from gapcheck.workbook.reviewing.columns import BEFORE, DECISIONS, LEFT
from gapcheck.workbook.reviewing.marks import changed_parts, mark

LAW = settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))


@pytest.fixture
def later(fill, rulebook):
    """The same answers but for two, submitted a month later."""
    changed = {
        "convictions": {**ANSWERS["convictions"], "answer": 1311},
        "police_budget": {**ANSWERS["police_budget"], "document": "Budget 8"},
    }
    data = fill({**ANSWERS, **changed}, TABLES, {"submitted_on": "2023-03-01"})
    return read_bytes(data, "khm-2022-v2.xlsx", rulebook)


def before(desk, name):
    return {key: desk.cell(name, key).value for key in BEFORE}


def test_what_did_not_change_is_decided_still(desk, later, tmp_path):
    desk.decide("trafficking_law", "accepted")
    desk.decide("victim_guidelines", "corrected", "None")
    desk.decide("screened_share", "not applicable approved", date=date(2023, 2, 2))
    desk.decide("partners", "corrected", "=IOM")
    desk.cell("partners", "value").data_type = "s"
    desk.voice("convictions", link="https://example.org/x", document_date="2022-08")
    old = desk.read()
    new, lines = desk.carried(later, tmp_path / "new.xlsx")
    review = new.read()
    key = lambda item: item.indicator  # noqa: E731
    strip = lambda items: [item._replace(cell="") for item in sorted(items, key=key)]  # noqa: E731
    assert strip(review.decisions) == strip(old.decisions)
    assert review.voices == old.voices
    assert lines == ["review.xlsx: 4 decisions carried over, 0 not; 1 voice carried over, 0 not."]
    assert before(new, "trafficking_law")["carried"] == "carried over"
    assert new.cell("partners", "value").data_type == "s"


def test_what_changed_is_for_the_auditor_to_decide_again(desk, later, tmp_path):
    desk.decide("convictions", "corrected", 1312)
    desk.decide("police_budget", "accepted")
    new, lines = desk.carried(later, tmp_path / "new.xlsx")
    assert new.read().decisions == ()
    assert before(new, "convictions") == {
        "decision_before": "corrected", "value_before": "1312", "reason_before": "seen the register",
        "reviewer_before": "A. Auditor", "date_before": "2023-02-01",
        "carried": "not carried over: the answer changed",
    }  # fmt: skip
    assert before(new, "police_budget")["carried"] == "not carried over: the document or the comment changed"
    assert lines[0].startswith("review.xlsx: 0 decisions carried over, 2 not;")
    assert sorted(lines[1:]) == [
        "  convictions: not carried over, the answer changed",
        "  police_budget: not carried over, the document or the comment changed",
    ]


def test_what_was_decided_before_goes_on_until_it_is_decided_again(desk, later, tmp_path):
    desk.decide("convictions", "rejected")
    new, _ = desk.carried(later, tmp_path / "new.xlsx")
    third, lines = new.carried(later, tmp_path / "third.xlsx")
    assert before(third, "convictions") == before(new, "convictions")
    assert lines == ["new.xlsx: 0 decisions carried over, 0 not; 0 voices carried over, 0 not."]
    third.decide("convictions", "accepted", date="2023-03-02")
    fourth, _ = third.carried(later, tmp_path / "fourth.xlsx")
    assert before(fourth, "convictions")["decision_before"] == "accepted"
    assert len(fourth.read().decisions) == 1


def test_a_carried_day_before_the_new_submission_stands_and_another_does_not(desk, later, tmp_path):
    desk.decide("trafficking_law", "accepted")
    new, _ = desk.carried(later, tmp_path / "new.xlsx")
    assert new.read().decisions[0].decided_on == date(2023, 2, 1)
    new.cell("trafficking_law", "date").value = "2023-02-03"
    assert list(new.problems()) == [new.place("trafficking_law", "date")]
    new.decide("trafficking_law", "rejected")
    assert list(new.problems()) == [new.place("trafficking_law", "date")]


def test_corrected_rows_of_a_table_come_along(desk, later, rulebook, tmp_path):
    sheet = desk.book["requests_by_province"]
    sheet["B5"], sheet["A7"], sheet["C7"] = 6, "Kampot", 0.5
    sheet["C7"].number_format = "0%"
    desk.decide("requests_by_province", "corrected")
    old = desk.read()
    new, _ = desk.carried(later, tmp_path / "new.xlsx")
    rows = [[{name: cell.value for name, cell in row.items()} for row in review.decisions[0].value.rows]
            for review in (old, new.read())]  # fmt: skip
    assert rows[0] == rows[1]
    reworded = newer(rulebook, reworded=["requests_by_province"])
    third, _ = desk.carried(later, tmp_path / "third.xlsx", reworded)
    assert third.read().decisions == ()
    assert third.book["requests_by_province"]["B5"].value == 5
    assert "province: Kampot; covered: 50 %" in before(third, "requests_by_province")["value_before"]


def test_questions_that_are_gone_leave_nothing_behind_unsaid(desk, later, rulebook, tmp_path):
    desk.decide("trafficking_law", "accepted", reason="=the register")
    desk.cell("trafficking_law", "reason").data_type = "s"
    desk.decide("requests_by_province", "corrected")
    desk.book["requests_by_province"]["B5"] = 77
    desk.voice("trafficking_law", says="There is none")
    rules = newer(rulebook, removed=["trafficking_law", "requests_by_province"])
    new, lines = desk.carried(later, tmp_path / "new.xlsx", rules)
    kept = "\n".join(str(cell.value) for row in new.book[LEFT].iter_rows() for cell in row)
    for text in ("=the register", "A. Auditor", "2023-02-01", "requests: 77", "There is none", "the question is gone"):
        assert text in kept
    assert "  trafficking_law: not carried over, the question is gone" in lines
    assert lines[0].endswith("0 voices carried over, 1 not.")
    again, _ = new.carried(later, tmp_path / "again.xlsx", rules)
    assert [[cell.value for cell in row] for row in again.book[LEFT].iter_rows()] == [
        [cell.value for cell in row] for row in new.book[LEFT].iter_rows()
    ]


def test_what_was_decided_before_of_a_question_that_goes_is_left_over(desk, later, rulebook, tmp_path):
    desk.decide("convictions", "rejected", reason="a reason of old")
    new, _ = desk.carried(later, tmp_path / "new.xlsx")
    third, _ = new.carried(later, tmp_path / "third.xlsx", newer(rulebook, removed=["convictions"]))
    kept = "\n".join(str(cell.value) for row in third.book[LEFT].iter_rows() for cell in row)
    assert "a reason of old" in kept


def test_malformed_rows_of_the_old_review_are_refused(desk, later, tmp_path):
    desk.decide("trafficking_law", "acceptd")
    desk.decide("convictions", "corrected")
    desk.decide("police_budget", "corrected", "#REF!")
    desk.voice("partners", says=None)
    desk.voice(None, row=5)
    with pytest.raises(WorkbookError) as caught:
        desk.carried(later, tmp_path / "new.xlsx")
    assert caught.value.heading == "The review cannot be used"
    assert {problem.where for problem in caught.value.problems} == {
        f"review.xlsx: {place}" for place in (
            desk.place("trafficking_law"), desk.place("convictions", "value"), desk.place("police_budget", "value"),
            "'Other voices'!C4", "'Other voices'!A5",
        )
    }  # fmt: skip


def test_another_period_is_decided_anew_and_another_country_is_refused(desk, submission, tmp_path):
    desk.decide("trafficking_law", "accepted")
    desk.voice("trafficking_law")
    new, _ = desk.carried(replace(submission, year=2023, sha256="c" * 64), tmp_path / "new.xlsx")
    assert new.read().decisions == ()
    assert len(new.read().voices) == 1
    assert before(new, "trafficking_law")["carried"] == "not carried over: the period is another one"
    with pytest.raises(WorkbookError, match="a review of THA") as caught:
        desk.carried(replace(submission, country="THA"), tmp_path / "tha.xlsx")
    assert caught.value.problems[0].where.startswith("review.xlsx: Review!B")


def test_a_mark_tells_question_answer_and_document_apart(submission, later, rulebook):
    law = rulebook.indicators["convictions"]
    answers = submission.answers["convictions"], later.answers["convictions"]
    assert changed_parts(mark(law, answers[0]), mark(law, answers[0])) == []
    assert changed_parts(mark(law, answers[0]), mark(law, answers[1])) == ["answer"]
    other = law.model_copy(update={"unit": "cases"})
    assert changed_parts(mark(law, answers[0]), mark(other, answers[1])) == ["question", "answer"]
    assert changed_parts("", mark(law, answers[0])) == ["question", "answer", "document"]


NAMES = ["trafficking_law", "convictions", "police_budget", "victim_guidelines", "groups_screened"]


@given(
    decided=st.dictionaries(st.sampled_from(NAMES), st.sampled_from([Verdict.ACCEPTED, Verdict.REJECTED]), min_size=1),
    reworded=st.sets(st.sampled_from(NAMES)),
    removed=st.sets(st.sampled_from(NAMES)),
)
@LAW
def test_carrying_over_loses_nothing(submission, rulebook, tmp_path_factory, decided, reworded, removed):
    folder = tmp_path_factory.mktemp("law")
    desk = Desk(submission, rulebook, folder / "review.xlsx")
    for name, verdict in decided.items():
        desk.decide(name, DECISIONS[verdict], reason=f"the reason of {name}")
        desk.voice(name, row=4 + NAMES.index(name), says=f"the voice about {name}")
    rules = newer(rulebook, reworded=reworded - removed, removed=removed)
    new, _ = desk.carried(submission, folder / "new.xlsx", rules)
    review = new.read()
    assert {item.indicator: item.verdict for item in review.decisions} == {
        name: verdict for name, verdict in decided.items() if name not in reworded | removed
    }
    texts = [str(cell.value) for sheet in new.book.worksheets for row in sheet.iter_rows() for cell in row]
    everything = "\n".join(texts)
    for name in decided:
        assert f"the reason of {name}" in everything
        assert f"the voice about {name}" in everything
    assert {item.indicator for item in review.voices} == decided.keys() - removed
