from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from workbook_drafting import draft, edited, filled
from workbook_hostile import HARMLESS, REFUSED

from gapcheck.errors import WorkbookError
from gapcheck.workbook.drafts.reissue import reissue
from gapcheck.workbook.drafts.remainders import TYPED_OVER
from gapcheck.workbook.drafts.typed_over import typed_over
from gapcheck.workbook.drafts.written import written
from gapcheck.workbook.languages import Languages
from gapcheck.workbook.plan import Carried, Kept, Plan
from gapcheck.workbook.sheets.cells import Cell

ROWS = {
    "trafficking_law": {"answer": "Yes", "document": "Law 1", "responsible_body": "Police"},
    "screened_share": {"answer": Cell(0.75, "", "0%")},
}
TABLES = {"requests_by_province": [{"province": "Kep", "requests": 3}]}


@pytest.fixture(scope="module")
def data(rulebook):
    return filled(rulebook, ROWS, TABLES)


def test_everything_is_found_as_it_was_written(data, rulebook):
    found = draft(data, rulebook)
    assert found.start.text("country") == "KHM"
    assert found.start.text("submitted_by") == "NCCT"
    assert {name for name, row in found.rows.items() if row.cells} == ROWS.keys()
    assert {key: written(cell) for key, cell in found.rows["trafficking_law"].cells.items()} == ROWS["trafficking_law"]
    assert written(found.rows["screened_share"].answer) == "75 %"
    (record,) = found.tables["requests_by_province"].rows
    assert record.words() == "province: Kep\nrequests: 3"
    assert (found.kept, found.foreign, found.body, found.start.previous) == ((), (), "", "")


def test_a_workbook_that_the_reader_would_refuse_is_a_draft_all_the_same(rulebook):
    found = draft(filled(rulebook, {"convictions": {"answer": "about twelve"}}, header={"year": "soon"}), rulebook)
    assert written(found.rows["convictions"].answer) == "about twelve"
    assert found.start.text("year") == "soon"


def test_what_belongs_to_no_question_is_kept_with_its_place(data, rulebook):
    def change(book):
        sheet = book["Prosecution"]
        sheet["T1"], sheet["T2"] = "Our remark", "ask the court"
        sheet["U1"] = "Not used"
        sheet["C40"] = "an answer without an ID"
        book["requests_by_province"]["K5"] = "see annex"
        book["Start"]["K3"] = "call the ministry"

    kept = {entry.place: entry for entry in draft(edited(data, change), rulebook).kept}
    assert kept["khm-2022.xlsx: Prosecution!T2"].written == "Our remark: ask the court"
    assert kept["khm-2022.xlsx: Prosecution!T2"].indicator == "trafficking_law"
    assert kept["khm-2022.xlsx: Prosecution!U1"].written == "Not used"
    assert kept["khm-2022.xlsx: Prosecution!A40"].written == "Answer: an answer without an ID"
    assert kept["khm-2022.xlsx: requests_by_province!K5"].written == "K5: see annex"
    assert kept["khm-2022.xlsx: Start!K3"].written == "call the ministry"
    assert len(kept) == 5


def test_a_row_that_no_rulebook_knows_is_a_row_of_the_draft(data, rulebook):
    def change(book):
        book["Prosecution"]["A3"] = "an_older_question"
        book["Prosecution"]["C3"] = 7

    found = draft(edited(data, change), rulebook)
    assert written(found.rows["an_older_question"].answer) == "7"
    assert "convictions" not in found.rows


def test_two_rows_of_one_question_that_differ_are_a_problem_with_both_cells(data, rulebook):
    def change(book):
        for column, text in ((1, "trafficking_law"), (3, "No")):
            book["Protection"].cell(30, column).value = text

    with pytest.raises(WorkbookError) as caught:
        draft(edited(data, change), rulebook)
    (problem,) = caught.value.problems
    assert "Protection!C30" in str(problem)
    assert "Prosecution!C2" in str(problem)


def test_a_second_row_that_is_blank_or_the_same_is_no_problem(data, rulebook):
    def change(book):
        book["Protection"]["A30"] = "trafficking_law"
        for column, text in ((1, "trafficking_law"), (3, "yes"), (5, "Police"), (6, "Law 1")):
            book["Protection"].cell(31, column).value = text

    assert written(draft(edited(data, change), rulebook).rows["trafficking_law"].answer) == "Yes"


def test_other_sheets_and_comments_are_told_about(data, rulebook):
    from openpyxl.comments import Comment

    def change(book):
        book.create_sheet("Our data")["A1"] = "private"
        book["Prosecution"]["C2"].comment = Comment("is that so?", "an officer")

    assert draft(edited(data, change), rulebook).foreign == ("the sheet Our data", "comments on cells")


def test_the_words_of_a_text_box_are_told(data, rulebook):
    drawing = '<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:sp><a:t>Figures &amp; provisional</a:t></xdr:sp></xdr:wsDr>'
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as book:
        book.writestr("xl/drawings/drawing9.xml", drawing)
    assert draft(target.getvalue(), rulebook).foreign == ('text over the cells ("Figures & provisional")',)


def test_a_link_on_a_piece_of_evidence_is_part_of_it(rulebook):
    def change(book):
        for cell, text in (("F2", "Law 1"), ("G2", "https://x.kh/a"), ("C2", "Yes")):
            book["Prosecution"][cell] = text
            book["Prosecution"][cell].hyperlink = "https://x.kh/a"

    issue = reissue(draft(edited(filled(rulebook), change), rulebook), rulebook)
    cells = {heading: cell.value for heading, cell in issue.answers["trafficking_law"].items()}
    assert cells == {"answer": "Yes", "document": "Law 1 <https://x.kh/a>", "link": "https://x.kh/a"}


@pytest.mark.parametrize("name", ["Protection", "requests_by_province", "Start"])
@pytest.mark.parametrize("rename", [True, False])
def test_a_sheet_that_is_not_there_is_asked_for(data, rulebook, name, rename):
    def change(book):
        if rename:
            book[name].title = f"{name} 22"
        else:
            del book[name]

    with pytest.raises(WorkbookError) as caught:
        draft(edited(data, change), rulebook)
    (problem,) = caught.value.problems
    assert problem.found == f"no sheet {name}"
    assert (f'Is it the sheet "{name} 22"?' in problem.mend) is rename


def test_a_question_that_was_no_table_needs_no_sheet(data, rulebook):
    def change(book):
        del book["requests_by_province"]
        for row in book["Protection"].iter_rows():
            if row[0].value == "requests_by_province":
                row[3].value = "number"

    assert "requests_by_province" in draft(edited(data, change), rulebook).rows


PLACES = ("Prosecution!B2", "Prosecution!D3", "Prosecution!K2", "Prosecution!L3", "requests_by_province!A1",
          "requests_by_province!B2", "Start!A2", "Start!F14")  # fmt: skip


def test_what_was_typed_over_our_words_is_kept(data, rulebook):
    def change(book):
        for sheet, _, cell in (place.partition("!") for place in PLACES):
            for area in [str(area) for area in book[sheet].merged_cells.ranges]:
                book[sheet].unmerge_cells(area)
            book[sheet][cell] = f"note in {cell}"

    issue = reissue(draft(edited(data, change), rulebook), rulebook)
    assert {kept.place for kept in issue.plan.kept} == {f"khm-2022.xlsx: {place}" for place in PLACES}
    assert {kept.reason for kept in issue.plan.kept} == {TYPED_OVER}
    assert {carried.change for carried in issue.plan.carried.values()} <= {""}


@pytest.mark.parametrize("codes", [("en",), ("km",), ("en", "km"), ("km", "en")])
def test_our_own_words_are_not_taken_for_somebody_elses(shipped_rulebook, codes):
    plan = Plan(
        body="Police; Courts", previous="KHM 2021", carried={"cases_found": Carried("1", change="changed")},
        kept=(Kept("a.xlsx: X!A1", "", "", "w", "r"),),
    )  # fmt: skip
    whole = filled(shipped_rulebook, {}, languages=Languages(codes), plan=plan)
    found = draft(whole, shipped_rulebook)
    assert list(typed_over(found, shipped_rulebook)) == []
    assert len(found.start.texts) > 30


def test_a_retired_table_is_read_by_its_own_headings(data, rulebook):
    def change(book):
        book["Prosecution"]["A30"] = "cases_by_court"
        sheet = book.create_sheet("cases_by_court")
        for number, row in enumerate([("Cases",), ("Court", "Cases"), ("court", "cases"), ("Kep", 3)], 1):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value

    found = draft(edited(data, change), rulebook)
    assert found.tables["cases_by_court"].columns == ("court", "cases")
    assert [record.words() for record in found.tables["cases_by_court"].rows] == ["court: Kep\ncases: 3"]
    assert found.foreign == ()


def test_a_file_that_is_no_workbook_of_ours_is_refused(rulebook):
    import openpyxl

    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    with pytest.raises(WorkbookError) as caught:
        draft(target.getvalue(), rulebook)
    assert "a template of gapcheck" in str(caught.value)


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_file_is_refused_in_words_or_a_draft(case, blank, rulebook):
    with contextlib.suppress(WorkbookError):
        assert draft(REFUSED[case].make(blank), rulebook).rows


@pytest.mark.parametrize("case", HARMLESS)
def test_harmless_is_issued_again(case, fill, rulebook):
    data = HARMLESS[case](fill({"convictions": 12, "victim_guidelines": "Drafted"}))
    answers = reissue(draft(data, rulebook), rulebook).answers
    assert answers["convictions"]["answer"].value == 12
    assert answers["victim_guidelines"]["answer"].value == "Drafted"


def test_an_answer_merged_over_two_questions_is_asked_about(data, rulebook):
    def change(book):
        book["Prosecution"].merge_cells("C2:C3")

    with pytest.raises(WorkbookError) as caught:
        draft(edited(data, change), rulebook)
    assert "Prosecution!C2" in str(caught.value)


def test_an_answer_merged_over_rows_of_one_question_is_its_answer(data, rulebook):
    def change(book):
        sheet = book["Partnership"]
        sheet["C3"] = "IOM"
        sheet["A2"], sheet["A4"] = None, "partners"
        sheet.merge_cells("C3:C4")

    assert written(draft(edited(data, change), rulebook).rows["partners"].answer) == "IOM"


def test_ids_keys_and_headings_are_known_as_the_reader_knows_them(data, rulebook):
    def change(book):
        sheet = book["Prosecution"]
        sheet["A2"] = "“Trafficking_law”."
        for column, text in ((1, "ID"), (2, "Question"), (3, "Answer")):
            sheet.cell(30, column).value = text
        book["requests_by_province"]["B3"] = "Requests:"
        for row in book["Start"].iter_rows():
            if row[0].value == "submitted_by":
                row[0].value = "Submitted by:"

    found = draft(edited(data, change), rulebook)
    assert written(found.rows["trafficking_law"].answer) == "Yes"
    assert found.rows.keys() == {indicator.id for indicator in rulebook.asked()}
    assert found.tables["requests_by_province"].rows[0].words() == "province: Kep\nrequests: 3"
    assert found.start.text("submitted_by") == "NCCT"
    assert found.kept == ()
