from __future__ import annotations

import pytest
from openpyxl.worksheet.cell_range import CellRange

from gapcheck.errors import WorkbookError
from gapcheck.workbook import Status
from gapcheck.workbook.sheets.spans import Span, Spans

ROWS = [{"province": "Kep", "requests": 3}, {"province": "Takéo", "requests": 4}]


def errors_of(read, data):
    with pytest.raises(WorkbookError) as caught:
        read(data)
    return caught.value.problems


def merging(sheet, *ranges, **cells):
    """Return a change that merges ranges of a sheet and then writes cells; unlike openpyxl, it keeps what is under."""

    def change(workbook):
        for cell, value in cells.items():
            workbook[sheet][cell] = value
        for text in ranges:
            workbook[sheet].merged_cells.add(CellRange(text))

    return change


def test_spans_know_their_cells():
    spans = Spans([(5, 3, 6, 4), (2, 2, 2, 2), (9, 4, 9, 1)])
    assert list(spans) == [Span(5, 3, 6, 4), Span(9, 1, 9, 4)]
    assert spans.at(6, 4) == Span(5, 3, 6, 4)
    assert not any(spans.at(*cell) for cell in ((4, 3), (7, 3), (5, 2), (5, 5), (2, 2)))
    assert spans.covers(6, 3)
    assert not spans.covers(5, 3)
    assert Span(5, 3, 6, 4).place("Our sheet") == "'Our sheet'!C5:D6"


@pytest.mark.parametrize("merged", ["C3:D3", "C3:E3", "C3:J3", "A3:B3", "E3:F3", "B3:B4", "D2:D9"])
def test_merged_along_a_row_the_answer_is_what_is_shown(merged, edited, read):
    answer = read(edited(merging("Prosecution", merged), {"convictions": 12})).answers["convictions"]
    assert answer.value == 12
    assert answer.cell == "Prosecution!C3"


def test_evidence_merged_to_the_right_is_its_first_column(edited, read):
    answers = {"convictions": {"answer": 12, "document": "Register 5", "document_date": "2021"}}
    evidence = read(edited(merging("Prosecution", "F3:G3"), answers)).answers["convictions"].evidence
    assert (evidence.document, evidence.link) == ("Register 5", None)


def test_an_answer_merged_over_several_questions_is_asked_about(edited, read):
    (problem,) = errors_of(read, edited(merging("Prosecution", "C3:C4"), {"convictions": 12}))
    assert problem.where == "Prosecution!C3"
    assert problem.found == "one cell merged over the Answer of 2 questions (Prosecution!C3 and Prosecution!C4)"
    assert "Unmerge" in problem.mend
    (problem,) = errors_of(read, edited(merging("Prosecution", "C2:C4"), {"trafficking_law": "Yes"}))
    assert "Prosecution!C2 and Prosecution!C3 and 1 more" in problem.found
    (problem,) = errors_of(read, edited(merging("Prosecution", "F3:F4"), {"convictions": {"document": "Law 5"}}))
    assert "Document of 2 questions" in problem.found
    assert read(edited(merging("Prosecution", "C2:C4", "J2:J4"))).answers["convictions"].status is Status.BLANK


@pytest.mark.parametrize(("inserted", "answered"), [(4, "C3"), (3, "C3")])
def test_an_answer_merged_with_an_inserted_blank_row_belongs_to_the_row_with_the_id(inserted, answered, edited, read):
    def change(workbook):
        sheet = workbook["Prosecution"]
        sheet.insert_rows(inserted)  # the ID of convictions stands in row 3, or now in row 4
        merging("Prosecution", "C3:C4", "F3:F4", C3=12, F3="Register 5", H3=2021)(workbook)
        if inserted == 3:
            sheet["H3"], sheet["H4"] = None, 2021

    answer = read(edited(change)).answers["convictions"]
    assert (answer.value, answer.cell) == (12, f"Prosecution!{answered}")
    assert answer.evidence.document == "Register 5"


def test_an_answer_under_a_cell_of_another_column_cannot_be_told(edited, read):
    (problem,) = errors_of(read, edited(merging("Prosecution", "B3:C3"), {"convictions": 12}))
    assert problem.where == "Prosecution!C3"
    assert "merged from another column over the Answer (Prosecution!B3:C3)" in problem.found
    assert "in column C" in problem.mend
    (problem,) = errors_of(read, edited(merging("Prosecution", "C1:C2"), {"trafficking_law": "Yes"}))
    assert problem.where == "Prosecution!C2"


def test_two_answers_beside_one_merged_id(edited, read):
    def change(workbook):
        workbook["Prosecution"].insert_rows(4)
        merging("Prosecution", "A3:A4", "B3:B4", C3=12, C4=13)(workbook)

    (problem,) = errors_of(read, edited(change))
    assert problem.where == "Prosecution!A4"
    assert "Prosecution!C4 without an ID" in problem.found


def test_what_is_hidden_under_a_merged_cell_is_not_read_and_told(edited, read):
    hidden = merging("Prosecution", "E3:F3", "C3:D3", E3="Ministry", F3="Law 5")
    submission = read(edited(hidden, {"convictions": 12}))
    assert submission.answers["convictions"].evidence.document is None
    (warning,) = submission.problems
    assert warning.where == "Prosecution!F3"
    assert "hidden under a merged cell" in warning.found


def test_a_heading_over_two_columns(edited, read):
    def change(workbook):
        workbook["Prosecution"].insert_cols(4)
        merging("Prosecution", "C1:D1", C3=12)(workbook)

    assert read(edited(change)).answers["convictions"].value == 12

    def use_the_second(workbook):
        change(workbook)
        workbook["Prosecution"]["D4"] = 13

    (problem,) = errors_of(read, edited(use_the_second))
    assert problem.where == "Prosecution!D4"
    assert "second column under the heading Answer" in problem.found


def test_a_title_merged_over_the_columns_is_no_question(edited, read):
    def change(workbook):
        workbook["Prosecution"].insert_rows(3)
        merging("Prosecution", "A3:J3", A3="Part 2: the courts")(workbook)

    submission = read(edited(change, {"convictions": 12}))
    assert submission.answers["convictions"].cell == "Prosecution!C4"
    assert [warning.where for warning in submission.problems] == ["Prosecution!A3"]


@pytest.mark.parametrize(
    ("merged", "where", "found"),
    [
        ("A4:A5", "requests_by_province!A4", "over 2 rows"),
        ("B4:B5", "requests_by_province!B4", "over 2 rows"),
        ("B4:C4", "requests_by_province!B4", "over the columns requests, covered"),
        ("A5:E5", "requests_by_province!A5", "over the columns province, requests"),
    ],
)
def test_merged_cells_of_a_table_are_asked_about(merged, where, found, edited, read):
    (problem,) = errors_of(read, edited(merging("requests_by_province", merged), {}, {"requests_by_province": ROWS}))
    assert problem.where == where
    assert found in problem.found
    assert "Unmerge" in problem.mend


@pytest.mark.parametrize("merged", ["E5:G5", "A5:A6", "F4:F5", "A1:E1", "C4:C5"])
def test_merged_cells_of_a_table_that_leave_no_doubt(merged, edited, read):
    data = edited(merging("requests_by_province", merged), {}, {"requests_by_province": ROWS})
    rows = read(data).answers["requests_by_province"].value.rows
    assert [row["province"].value for row in rows] == ["Kep", "Takéo"]


def test_values_of_start_may_be_merged_to_the_right(edited, read):
    def change(workbook):
        start = workbook["Start"]
        for (cell,) in start["A1:A60"]:
            if cell.value in ("country", "submitted_by"):
                start.merged_cells.add(CellRange(f"B{cell.row}:D{cell.row}"))

    submission = read(edited(change))
    assert (submission.country, submission.submitted_by) == ("KHM", "NCCT")
