"""What a check-up of a workbook finds, over small rulebooks made for each test."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from assessment_making import answer, check, indicator, rulebook

from gapcheck.assessment import assess
from gapcheck.assessment.checkup import check_up
from gapcheck.assessment.crosschecks import contradictions
from gapcheck.report.checkup import render_one, render_one_json
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook import fill_template, read_workbook
from gapcheck.workbook.answers import DateInterval

HEADER = {
    "country": "KHM", "year": 2022, "period_start": "2022-01-01", "period_end": "2022-10-31",
    "submitted_on": "2022-11-18", "submitted_by": "NCCT",
}  # fmt: skip
ROOT = Path(__file__).parents[2]
FILE = "khm-2022.xlsx"
BOOK = rulebook(
    [
        indicator("total", "count"),
        indicator("part", "count"),
        indicator("since", "date"),
        indicator("spared", "count", not_applicable="true"),
        indicator("by_place", "table"),
        indicator("police", "count", pillar="prosecution"),
    ],
    checks=[
        check("adds_up", equal=["total", {"column": "by_place.n"}]),
        check("within", at_most=["part", "total"]),
        check("rows", at_most=["m", "n"], each_row="by_place", severity="warning"),
        check("provinces_exist", at_most=["part", "provinces"]),
        check(
            "recent",
            implies={
                "if": {"indicator": "since", "before": "2022-01-01"},
                "then": {"any": [{"indicator": "since", "during_period": "true"}]},
            },
        ),
    ],
)


@pytest.fixture
def checked(tmp_path):
    """Returns a function that fills the template, lets a test change it by hand, and checks it."""

    def run(answers=None, rows=(), header=None, change=None):
        path = tmp_path / FILE
        cells = {
            name: value if isinstance(value, dict) else {"answer": value} for name, value in (answers or {}).items()
        }
        fill_template(BOOK, HEADER | (header or {}), cells, {"by_place": list(rows)}, path)
        if change is not None:
            book = openpyxl.load_workbook(path)
            change(book)
            book.save(path)
        return check_up(path.read_bytes(), FILE, BOOK)

    return run


def found(check_up, kind="contradiction"):
    return [item.check or item.cells for item in check_up.corrections if item.kind == kind]


def test_a_workbook_with_nothing_wrong_has_nothing_to_correct(checked):
    one = checked({"total": 3, "part": 2}, [{"place": "Kep", "n": 3, "m": 1}])
    assert one.corrections == ()
    assert one.completeness.total.answered == 3


def test_a_contradiction_is_told_once_with_both_sides_and_all_their_cells(checked):
    one = checked({"total": 9}, [{"place": "Kep", "n": 3}, {"place": "Takeo", "n": 4}])
    (only,) = one.corrections
    assert (only.kind, only.severity, only.check, only.question) == ("contradiction", "warning", "adds_up", "total")
    assert only.cells == ("Protection!C2", "by_place!B4", "by_place!B5")
    assert only.found == "9 (Protection!C2), against 7 (by_place!B4:B5)"
    assert not one.errors


@pytest.mark.parametrize("header", [{}, {"country": "Atlantis"}, {"period_end": "soon"}, {"year": None}])
def test_contradictions_are_told_beside_errors_elsewhere(checked, header):
    one = checked({"total": 1, "part": 2, "police": "many"}, header=header)
    assert found(one) == ["within"]
    assert "Prosecution!C2" in {cell for item in one.errors for cell in item.cells}


ROWS = [{"place": "Kep", "n": 3}, {"place": "Takeo", "n": 4}]


@pytest.mark.parametrize(
    "row",
    [
        {"place": "KEP", "n": 2},
        {"place": "Total", "n": 2},
        {"n": 2},
        {"place": "Pailin", "n": "about 2"},
        {"place": "Pailin", "n": "not applicable"},
        {"place": "#N/A", "n": 2},
    ],
)
def test_a_table_row_that_cannot_be_read_contradicts_nothing(checked, row):
    one = checked({"total": 9}, [*ROWS, row])
    assert len(one.errors) == 1
    assert found(one) == []


@pytest.mark.parametrize("heading", ["plase", "nn", None])
def test_a_table_without_its_headings_contradicts_nothing(checked, heading):
    def change(book):
        column = 1 if heading == "plase" else 2
        book["by_place"].cell(3, column).value = heading

    one = checked({"total": 9}, [*ROWS, {"place": "Pailin", "n": 3}], change=change)
    assert one.errors
    assert found(one) == []


def test_rows_that_can_be_read_are_held_against_each_other_beside_one_that_cannot(checked):
    one = checked({}, [{"place": "Kep", "n": 3, "m": 5}, {"place": "Takeo", "n": "some", "m": 1}])
    assert [item.cells for item in one.warnings] == [("by_place!C4", "by_place!B4")]
    assert [item.cells for item in one.errors] == [("by_place!B5",)]


def test_what_the_start_sheet_should_say_is_not_guessed_by_checks(checked):
    answers = {"part": 30, "since": "2021-05-01"}
    assert found(checked(answers)) == ["provinces_exist", "recent"]
    assert found(checked(answers, header={"period_start": "spring"})) == []


def test_a_check_of_an_answer_alone_needs_no_start_sheet():
    day = DateInterval(date(2021, 5, 1), date(2021, 5, 1))
    answers = {item.id: answer(item.id, day if item.id == "since" else None) for item in BOOK.asked()}
    assert contradictions(answers, (), None, BOOK) == ()


def test_every_question_is_counted_once_as_answered_special_to_correct_or_blank(checked):
    answers = {
        "total": {"answer": 3, "document": "Report 7", "document_date": "2022-05-01"},
        "part": "some",
        "since": "not known",
        "police": 4,
    }
    counted = checked(answers, [{"place": "Kep", "n": "?"}]).completeness
    tally = counted.sheets["Protection"]
    assert (tally.questions, tally.answered, tally.documented, tally.special, tally.to_correct, tally.blank) == (
        5, 1, 1, 1, 2, 1,
    )  # fmt: skip
    assert counted.total.questions == 6
    assert counted.total.answered == 2
    (table,) = counted.tables
    assert (table.sheet, table.rows, table.state) == ("by_place", 1, "to_correct")


def test_complete_none_is_an_answer_and_an_empty_table_is_none(checked):
    assert checked().completeness.tables[0].state == "blank"
    assert checked({"by_place": "Complete, none"}).completeness.tables[0].state == "answered"
    assert checked({"by_place": "confidential"}).completeness.tables[0].state == "special"


def test_what_is_documented_is_not_told_where_the_day_of_submission_cannot_be_read(checked):
    answers = {"total": {"answer": 3, "document": "Report 7", "document_date": "2022-05-01"}}
    counted = checked(answers, header={"submitted_on": "later"}).completeness
    assert counted.total.documented is None
    assert counted.total.answered == 1


def test_of_a_part_only_its_own_questions_count(checked):
    def change(book):
        del book["by_place"]
        book["Prosecution"].delete_rows(2, 10)
        book["Protection"].delete_rows(4, 10)
        book["Start"].cell(40, 1).value, book["Start"].cell(40, 2).value = "body", "Labour"

    one = checked({"total": 3}, change=change)
    assert one.body == "Labour"
    assert not one.errors
    assert list(one.completeness.sheets) == ["Protection"]
    assert (one.completeness.total.questions, one.completeness.total.blank) == (2, 1)
    assert one.completeness.tables == ()


def test_a_sheet_without_headings_is_one_thing_to_correct_and_nothing_on_it_is_called_blank(checked):
    def change(book):
        book["Protection"]["A1"].value = "No."

    one = checked({"total": 3, "police": 4}, change=change)
    assert [(item.severity, item.cells) for item in one.corrections] == [("error", ("Protection!A1",))]
    assert one.completeness.sheets["Protection"].to_correct == 5
    assert one.completeness.sheets["Prosecution"].answered == 1


def test_a_missing_row_is_told_at_its_sheet_and_counts_as_blank(checked):
    one = checked({"total": 3}, change=lambda book: book["Protection"].delete_rows(3))
    (only,) = one.corrections
    assert (only.kind, only.severity, only.sheet, only.cells) == ("remark", "warning", "Protection", ())
    assert one.completeness.sheets["Protection"].questions == 5


def test_corrections_stand_in_the_order_of_sheets_and_rows_with_errors_first_in_a_row(checked):
    answers = {
        "total": {"answer": 1, "document": "Report 7"},
        "part": {"answer": 2, "document": "Report 7", "document_date": "32 May"},
        "spared": "not applicable",
        "police": "many",
    }
    one = checked(answers, [{"place": "Kep", "n": "x"}], header={"country": "Atlantis", "year": 2022})
    places = [item.cells[0] for item in one.corrections]
    assert places[0].startswith("Start!B")
    expected = ["Prosecution!C2", "Protection!H2", "Protection!H3", "Protection!C3", "Protection!J5", "by_place!B4"]
    assert places[1:] == expected  # also without a day of submission: a document lacks its date on any day


def test_what_is_documented_is_counted_before_the_day_of_submission_is_written(checked):
    answers = {"total": {"answer": 3, "document": "Report 7", "document_date": "2022-05-01"}, "part": 30}
    one = checked(answers, header={"submitted_on": None})
    assert [item.found for item in one.errors] == ["nothing"]
    assert one.day_missing
    assert one.completeness.total.documented == 1
    assert found(one) == ["within", "provinces_exist"]  # the period and the country are there


def test_evidence_without_an_answer_is_a_remark_at_the_answer(checked):
    (only,) = checked({"total": {"document": "Report 7", "document_date": "2022-05-01"}}).corrections
    assert (only.kind, only.severity, only.cells, only.question) == ("remark", "warning", ("Protection!C2",), "total")
    assert checked({"total": {"answer": "many", "document": "Report 7"}}).warnings == ()
    assert [item.found for item in checked({"by_place": {"page": "3"}}, [{"place": "Kep", "n": "x"}]).corrections] == [
        '"x"'
    ]


def test_a_row_of_a_table_with_nothing_but_its_key_is_a_remark(checked):
    one = checked({}, [{"place": "Kep", "n": 3}, {"place": "Takeo"}, {"place": "Note: provisional figures"}])
    assert [(item.kind, item.severity, item.cells[0]) for item in one.corrections] == [
        ("remark", "warning", "by_place!A5"), ("remark", "warning", "by_place!A6"),
    ]  # fmt: skip


def test_a_warning_in_a_questions_row_is_about_its_evidence(checked):
    one = checked({"total": {"answer": 1, "document": "Report 7"}, "spared": "not applicable"})
    assert [(item.kind, item.question) for item in one.corrections] == [
        ("missing evidence", "total"), ("missing evidence", "spared"),
    ]  # fmt: skip


def test_a_file_that_cannot_be_opened_has_its_reasons_and_no_completeness():
    one = check_up(b"not a workbook", FILE, BOOK)
    assert one.completeness is None
    assert [(item.severity, item.sheet, item.cells) for item in one.errors] == [("error", "", ())]


def test_a_check_up_tells_the_contradictions_that_an_assessment_tells():
    shipped, path = load_rulebook(), ROOT / "inputs" / FILE
    told = assess(read_workbook(path, shipped), shipped).contradictions
    one = check_up(path.read_bytes(), FILE, shipped)
    assert found(one)
    assert sorted(found(one)) == sorted(item.check for item in told)


def test_what_would_settle_a_contradiction_is_told_with_what_hangs_on_it_where_the_workbook_can_be_assessed(checked):
    (only,) = checked({"total": 9}, [{"place": "Kep", "n": 3}, {"place": "Takeo", "n": 4}]).corrections
    assert only.weighed
    told = only.contradiction
    assert (told.difference, told.outcome, told.changes_a_level) == (2, "one_cell", False)
    assert [(repair.cells[0].cell, repair.cells[0].to) for repair in told.repairs] == [
        ("Protection!C2", 7), ("by_place!B5", 6), ("by_place!B4", 5),
    ]  # fmt: skip


def test_a_workbook_that_cannot_be_assessed_yet_is_told_what_would_settle_it_and_not_what_hangs_on_it(checked):
    one = checked({"total": 1, "part": 2, "police": "many"})
    (only,) = [item for item in one.corrections if item.kind == "contradiction"]
    assert not only.weighed
    assert len(only.contradiction.repairs) == 2
    (told,) = [item for item in json.loads(render_one_json(one))["problems"] if item["contradiction"]]
    assert told["contradiction"]["changes_a_level"] is None
    assert "Matters" not in render_one(one)


def test_one_correction_of_several_contradictions_is_told_once(checked):
    one = checked({"total": 5, "part": 6}, [{"place": "Kep", "n": 6}])
    report = " ".join(render_one(one).split())
    assert report.count("from 5 to 6") == 1
    assert "One correction settles both, the only single-cell correction that does" in report
    assert "settles this too" in report
