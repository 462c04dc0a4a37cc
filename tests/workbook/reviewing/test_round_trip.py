"""A review written, filled in as a person does, and read: every type of answer, whatever the officer wrote."""

import io
import random
from datetime import date
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reviewing_desk import Desk

from gapcheck.assessment.queue import queue
from gapcheck.errors import WorkbookError
from gapcheck.workbook.answers import DateInterval, Table
from gapcheck.workbook.decisions import Verdict
from gapcheck.workbook.reviewing.columns import COLUMNS, DECISIONS, QUEUE, REVIEW, VOICES
from gapcheck.workbook.reviewing.drawing import review_bytes
from gapcheck.workbook.reviewing.reading import read_review

LAW = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
CORRECTED = {
    "trafficking_law": ("No", "no"),
    "convictions": ("1,312", Fraction(1312)),
    "police_budget": (99.5, Fraction(199, 2)),
    "victim_guidelines": ("Adopted; in force", "adopted"),
    "groups_screened": ("women; men and boys", ("men_and_boys", "women")),
    "screened_share": ("75 %", Fraction(3, 4)),
    "strategy_adopted": ("2022-09", DateInterval(date(2022, 9, 1), date(2022, 9, 30))),
    "partners": ("IOM and UNODC", "IOM and UNODC"),
    "requests_by_province": ("Complete, none", Table(())),
}


def test_a_review_without_decisions_is_empty(desk):
    review = desk.read()
    assert (review.decisions, review.voices, review.file_name) == ((), (), "review.xlsx")
    assert len(review.sha256) == 64


def test_the_same_submission_gives_the_same_bytes(submission, rulebook):
    entries = queue(submission, rulebook)
    assert review_bytes(submission, rulebook, entries) == review_bytes(submission, rulebook, entries)


@pytest.mark.parametrize("name", CORRECTED)
def test_a_correction_of_every_type_is_read_as_the_officers_answer_would_be(desk, name):
    written, value = CORRECTED[name]
    desk.decide(name, "corrected", written)
    (decision,) = desk.read().decisions
    assert (decision.indicator, decision.verdict, decision.value) == (name, Verdict.CORRECTED, value)
    assert (decision.reason, decision.reviewer) == ("seen the register", "A. Auditor")
    assert (decision.decided_on, decision.cell) == (date(2023, 2, 1), desk.place(name))


def test_every_verdict_and_a_voice(desk):
    desk.decide("convictions", "accepted")
    desk.decide("police_budget", " REJECTED ")
    desk.decide("screened_share", "Not-applicable  Approved", date=date(2023, 2, 3))
    desk.voice("convictions", document_date="2022-08", link="https://example.org/x")
    desk.voice("convictions", row=6, says="More were convicted")
    review = desk.read()
    assert {item.indicator: item.verdict.value for item in review.decisions} == {
        "convictions": "accepted", "police_budget": "rejected", "screened_share": "not_applicable_approved",
    }  # fmt: skip
    assert {item.decided_on for item in review.decisions} == {date(2023, 2, 1), date(2023, 2, 3)}
    first, second = review.voices
    assert (first.indicator, first.source, first.says) == ("convictions", "An NGO", "Fewer were convicted")
    assert (first.document_date, first.link) == (
        DateInterval(date(2022, 8, 1), date(2022, 8, 31)), "https://example.org/x",
    )  # fmt: skip
    assert (first.cell, second.cell, second.document_date) == ("'Other voices'!A4", "'Other voices'!A6", None)


def test_the_rows_of_a_table_are_its_correction(desk):
    sheet = desk.book["requests_by_province"]
    sheet["B5"], sheet["A7"], sheet["B7"] = 6, "Kampot", 1
    desk.decide("requests_by_province", "corrected")
    (decision,) = desk.read().decisions
    rows = [{name: cell.value for name, cell in row.items() if cell.value is not None} for row in decision.value.rows]
    assert rows == [
        {
            "province": "Kep", "requests": 6, "covered": Fraction(1, 4),
            "since": DateInterval(date(2022, 3, 1), date(2022, 3, 31)), "remark": "=HYPERLINK(1)",
        },
        {"province": "Takeo", "requests": 3, "covered": Fraction(3, 4)},
        {"province": "Kampot", "requests": 1},
    ]  # fmt: skip
    assert decision.value.rows[2]["province"].cell == "review.xlsx: requests_by_province!A7"


def test_a_table_whose_rows_were_only_sorted_is_the_officers_own(desk):
    sheet = desk.book["requests_by_province"]
    rows = [[cell.value for cell in row] for row in sheet["A5:E6"]]
    for number, row in enumerate(reversed(rows), 5):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
            sheet.cell(number, column).data_type = "s" if isinstance(value, str) else "n"
    for row in (5, 6):
        sheet.cell(row, 3).number_format = "0%"
    desk.decide("requests_by_province", "accepted")
    assert [item.verdict for item in desk.read().decisions] == [Verdict.ACCEPTED]


def test_rows_may_be_sorted_and_columns_and_sheets_added(desk):
    desk.decide("convictions", "accepted")
    desk.decide("police_budget", "rejected")
    rows = [[cell.value for cell in row] for row in desk.queue.iter_rows(min_row=2)]
    random.Random(7).shuffle(rows)  # noqa: S311 - any order will do
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            desk.queue.cell(number, column).value = value
    desk.queue.cell(1, 40).value, desk.queue.cell(3, 40).value = "My notes", "ask again"
    desk.queue.insert_rows(1)
    desk.queue["A1"] = "Our ministry's review"
    desk.book.create_sheet("My sheet")["A1"] = "=1+1"
    desk.book.move_sheet(QUEUE, 2)
    assert {item.indicator for item in desk.read().decisions} == {"convictions", "police_budget"}


def test_what_the_officer_wrote_is_text(desk):
    for sheet in desk.book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    complete = sheet.title == QUEUE and cell.column == desk.column("complete")
                    assert complete or sheet.title == REVIEW, cell.coordinate
    assert desk.cell("convictions", "comment").value == "=1+1 and @SUM(A1)"
    assert desk.cell("convictions", "comment").quotePrefix
    assert desk.book["requests_by_province"]["E5"].data_type == "s"
    assert desk.cell("convictions", "link").hyperlink is None


def test_only_the_auditors_cells_are_unlocked(desk):
    unlocked = {cell.column for row in desk.queue.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {desk.column(key) for key in ("decision", "value", "reason", "reviewer", "date")}
    assert all(sheet.protection.sheet for sheet in desk.book.worksheets)
    assert desk.queue.column_dimensions["U"].hidden
    assert (desk.queue.freeze_panes, desk.queue.print_title_rows) == ("C2", "$1:$1")
    assert desk.queue.auto_filter.ref.startswith("A1:U")
    assert [cell.value for cell in desk.queue[1]] == [
        "No", "ID", "Why here", "Question", "Answer", "Cell", "Grade", "Document", "Document date", "Page or article",
        "Link", "Officer's comment", "Provisions it touches", "Can move", "Decision", "Corrected value", "Reason",
        "Reviewer", "Date", "Row complete?", "Mark",
    ]  # fmt: skip


def test_every_question_has_a_row(desk, rulebook):
    ids = [desk.queue.cell(row, 2).value for row in range(2, desk.queue.max_row + 1)]
    assert sorted(ids) == sorted(indicator.id for indicator in rulebook.asked())
    assert ids[-1] == "partners"  # the only one without an answer


LETTERS = "abcXYZ 019 .,;:%()-=+@'\"/\nកខគ១២ éß"
WORDS = st.text(LETTERS, min_size=3, max_size=30).filter(lambda text: any(map(str.isalnum, text)))
DECIDED = st.dictionaries(
    st.sampled_from(["trafficking_law", "convictions", "police_budget", "victim_guidelines", "groups_screened"]),
    st.tuples(st.sampled_from([Verdict.ACCEPTED, Verdict.REJECTED]), WORDS, st.dates(date(2022, 11, 18))),
)


@given(decided=DECIDED.filter(lambda found: all(day.year < 2100 for _, _, day in found.values())))
@LAW
def test_whatever_is_decided_is_read_back(submission, rulebook, tmp_path_factory, decided):
    desk = Desk(submission, rulebook, tmp_path_factory.mktemp("law") / "review.xlsx")
    for name, (verdict, reason, day) in decided.items():
        desk.decide(name, DECISIONS[verdict], date=day.isoformat())
        desk.cell(name, "reason").value = reason
        desk.cell(name, "reason").data_type = "s"
    found = {item.indicator: (item.verdict, item.decided_on) for item in desk.read().decisions}
    assert found == {name: (verdict, day) for name, (verdict, _, day) in decided.items()}


ANYTHING = st.one_of(
    st.none(), WORDS, st.integers(-5, 10**12), st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
    st.dates(date(1901, 1, 1), date(2200, 1, 1)), st.sampled_from(["#N/A", "=1+1", "accepted", "corrected", "ID", "x"]),
)  # fmt: skip
PLACES = st.tuples(st.sampled_from([QUEUE, VOICES, REVIEW, "requests_by_province"]), st.integers(1, 14),
                   st.integers(1, len(COLUMNS)), ANYTHING)  # fmt: skip


@given(changes=st.lists(PLACES, min_size=1, max_size=6))
@LAW
def test_nothing_but_a_refusal_comes_of_changed_cells(submission, rulebook, tmp_path_factory, changes):
    path = tmp_path_factory.mktemp("law") / "review.xlsx"
    desk = Desk(submission, rulebook, path)
    desk.decide("convictions", "accepted")
    for sheet, row, column, value in changes:
        cell = desk.book[sheet].cell(row, column)
        if not isinstance(cell, openpyxl.cell.cell.MergedCell):
            cell.value = value
    target = io.BytesIO()
    desk.book.save(target)
    path.write_bytes(target.getvalue())
    problems, review = (), None
    try:
        review = read_review(path, submission, rulebook)
    except WorkbookError as error:
        problems = error.problems
    assert bool(problems) == (review is None)
    assert all(problem.mend for problem in problems)
    assert all(item.reason and item.reviewer for item in (review.decisions if review else ()))
