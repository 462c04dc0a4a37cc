"""What people do to a workbook without meaning it, and that changes nothing."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gapcheck.errors import WorkbookError
from gapcheck.workbook import Status

FILLED = {
    "trafficking_law": "Yes",
    "convictions": {"answer": 12, "document": "Register 5", "document_date": "2021", "comment": "one"},
    "police_budget": "1,310.50",
}


def errors_of(read, data):
    with pytest.raises(WorkbookError) as caught:
        read(data)
    return caught.value.problems


def values(submission):
    return {name: (answer.status, answer.value, answer.evidence) for name, answer in submission.answers.items()}


@pytest.mark.parametrize(
    ("heading", "written"),
    [
        ("C1", "ចម្លើយ"), ("C1", "Answer / ចម្លើយ"), ("C1", "ចម្លើយ / Answer"), ("C1", "ANSWER"), ("C1", "Answer:"),
        ("C1", "Answer *"), ("C1", " \n Answer\u00a0"), ("C1", "\u200bចម្លើយ៖"), ("C1", '"Answer".'),
        ("H1", "Document\ndate"), ("H1", "document_date"), ("H1", "Document date:"), ("F1", "ＤＯＣＵＭＥＮＴ"),
        ("A1", "id"), ("A1", "ID*"), ("A1", "I\u200bD"),
    ],
)  # fmt: skip
def test_headings_as_people_leave_them(heading, written, edited, read):
    def change(workbook):
        workbook["Prosecution"][heading] = written

    assert values(read(edited(change, FILLED))) == values(read(FILLED))
    assert read(edited(change, FILLED)).problems == ()


def test_moved_columns_inserted_columns_reordered_rows(edited, read):
    def change(workbook):
        sheet = workbook["Prosecution"]
        table = [[cell.value for cell in row] for row in sheet["A1:J4"]]
        sheet.delete_rows(1, 9)
        order = [7, 0, 2, 9, 1, 3, 4, 5, 6, 8]
        for number, row in enumerate([table[0], table[3], table[1], table[2]], 5):
            for column, old in enumerate(order, 2):
                sheet.cell(number, column + (column > 4)).value = row[old]
        sheet["E5"], sheet["E6"] = "Notes of the office", "=1/0"
        sheet["A1"] = "Ministry of Justice"

    assert values(read(edited(change, FILLED))) == values(read(FILLED))


def test_blank_rows_repeated_headings_notes_and_other_sheets(edited, read):
    def change(workbook):
        sheet = workbook["Prosecution"]
        sheet.insert_rows(3, 2)
        for cell in sheet[1]:
            sheet.cell(4, cell.column).value = cell.value
        sheet["B9"] = "Signed by the head of the office"
        workbook.create_sheet("Prosecution (2)")["C3"] = 99
        workbook.create_sheet("Notes")["A1"] = "#REF!"

    submission = read(edited(change, FILLED))
    assert values(submission) == values(read(FILLED))
    assert submission.problems == ()


def test_evidence_without_an_id_is_told(edited, read):
    def change(workbook):
        workbook["Prosecution"].insert_rows(4)
        workbook["Prosecution"]["F4"] = "Register 6"

    (warning,) = read(edited(change, FILLED)).problems
    assert (warning.where, warning.found) == ("Prosecution!F4", '"Register 6" without an ID')


@pytest.mark.parametrize(
    "written",
    ["CONVICTIONS", " convictions ", "convic\u200btions", "convictions\u00a0", "Convictions."],
)
def test_ids_as_people_leave_them(written, edited, read):
    def change(workbook):
        workbook["Prosecution"]["A3"] = written

    assert values(read(edited(change, FILLED))) == values(read(FILLED))


def test_hidden_and_grouped_rows_and_columns_are_read(edited, read):
    def change(workbook):
        sheet = workbook["Prosecution"]
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions.group(2, 4, hidden=True)
        sheet.column_dimensions.group("C", "F", hidden=True)
        sheet.auto_filter.ref = "A1:J4"
        workbook["Protection"].sheet_state = "hidden"

    assert values(read(edited(change, FILLED))) == values(read(FILLED))


def test_one_id_with_two_answers_names_both_cells(edited, read):
    def on_another_sheet(workbook):
        workbook["Prevention"]["A9"], workbook["Prevention"]["C9"] = "Convictions", 13

    (problem,) = errors_of(read, edited(on_another_sheet, FILLED))
    text = str(problem)
    assert problem.where == "Prevention!A9"
    assert "Prosecution!A3" in text
    assert "Prosecution!C3 and Prevention!C9" in text


@pytest.mark.parametrize("name", ["PROSECUTION", "prosecution", "Prosecution ", "\u200bProsecution"])
def test_sheets_renamed_in_passing(name, edited, read):
    def change(workbook):
        workbook["Prosecution"].title = "x"  # openpyxl takes a name in other capitals for a duplicate
        workbook["x"].title = name

    assert values(read(edited(change, FILLED))) == values(read(FILLED))


def test_a_heading_by_another_name_is_suggested(edited, read):
    def change(workbook):
        workbook["Prosecution"]["C1"] = "Answers 2022"

    (problem,) = errors_of(read, edited(change, FILLED))
    assert problem.mend == 'If it is "Answers 2022" in Prosecution!C1, write Answer there.'


@pytest.mark.parametrize(
    ("indicator", "written", "value"),
    [
        ("trafficking_law", "yes.", "yes"),
        ("trafficking_law", "“Yes”", "yes"),
        ("trafficking_law", "Y", "yes"),
        ("trafficking_law", "n", "no"),
        ("trafficking_law", "TRUE", "yes"),
        ("trafficking_law", "បាទ", "yes"),
        ("trafficking_law", "ចាស។", "yes"),
        ("trafficking_law", "បាទ / ចាស", "yes"),
        ("trafficking_law", "Yes / បាទ/ចាស", "yes"),
        ("trafficking_law", "No / ទេ", "no"),
        ("trafficking_law", "No (ទេ)", "no"),
        ("victim_guidelines", "Drafted / ព្រាង", "drafted"),
        ("victim_guidelines", "ព្រាង/Drafted", "drafted"),
        ("victim_guidelines", "Drafted\nព្រាង", "drafted"),
        ("victim_guidelines", "Drafted (drafted)", "drafted"),
        ("victim_guidelines", "drafted - Drafted", "drafted"),
        ("victim_guidelines", "Adopted; in force / អនុម័ត", "adopted"),
        ("victim_guidelines", "អនុម័ត / Adopted; in force", "adopted"),
        ("victim_guidelines", "Adopted; in force (adopted)", "adopted"),
        ("victim_guidelines", "'Drafted'.", "drafted"),
        ("victim_guidelines", "អ\u200bនុ\u200bម័ត ។", "adopted"),
        ("groups_screened", "- Women\n- Men and boys", ("men_and_boys", "women")),
        ("groups_screened", "• women;\n• Foreign workers.", ("foreign_workers", "women")),
        ("groups_screened", "1. Women\n2) Men and boys", ("men_and_boys", "women")),
        ("groups_screened", "Women (women); men_and_boys;", ("men_and_boys", "women")),
        ("convictions", "\u200b១៣១០\u200b", Fraction(1310)),
        ("convictions", "1\u202f310", Fraction(1310)),
        ("convictions", "'12", Fraction(12)),
        ("police_budget", "1 310,50", Fraction(2621, 2)),
        ("police_budget", "1.310.000", Fraction(1310000)),
        ("screened_share", "៧៥ %", Fraction(3, 4)),
        ("screened_share", "12,5 %", Fraction(1, 8)),
        ("screened_share", "75 ភាគរយ", Fraction(3, 4)),
    ],
)
def test_answers_as_people_write_them(indicator, written, value, read):
    answer = read({indicator: written}).answers[indicator]
    assert (answer.status, answer.value) == (Status.ANSWERED, value)


@pytest.mark.parametrize(
    ("indicator", "written", "mend"),
    [
        ("victim_guidelines", "Drafted / អនុម័ត", "Only one"),
        ("victim_guidelines", "None / Drafted", "Only one"),
        ("victim_guidelines", "Drafted, in 2021", 'Write "Drafted" alone if that is meant'),
        ("trafficking_law", "Yes, since 2008", 'Write "Yes" alone if that is meant'),
        ("trafficking_law", "Yes?", 'Did you mean "Yes"?'),
        ("trafficking_law", "Yes / No", "Only one"),
        ("trafficking_law", 1, "Choose from the list"),
        ("trafficking_law", "✓", "Choose from the list"),
        ("groups_screened", "☑ Women\n☐ Men and boys", "Women"),
    ],
)
def test_answers_that_are_asked_about(indicator, written, mend, read, fill):
    (problem,) = errors_of(read, fill({indicator: written}))
    assert mend in problem.mend


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_typing_habits_change_no_special_word(data, read):
    word = data.draw(st.sampled_from(["Not known", "មិនដឹង", "Not known / មិនដឹង", "Confidential", "not_available"]))
    changes = [
        str.upper, str.title, lambda text: f"{text}.", lambda text: f" {text}\u00a0", lambda text: f"“{text}”",
        lambda text: f"{text}។", lambda text: text.replace(" ", "\u00a0"), lambda text: f"\u200b{text}\u200b",
        lambda text: unicodedata.normalize("NFD", text),
    ]  # fmt: skip
    for change in data.draw(st.lists(st.sampled_from(changes), max_size=3)):
        word = change(word)
    expected = read({"convictions": word.split("/")[0].strip(" .។”“\u00a0\u200b")}).answers["convictions"].status
    assert expected is not Status.ANSWERED
    assert read({"convictions": word}).answers["convictions"].status is expected


def test_letters_and_marks_apart_are_the_same_text(read):
    row = {"province": "Takéo", "requests": 1}
    apart = row | {"province": unicodedata.normalize("NFD", "Takéo")}
    one = read({}, {"requests_by_province": [row]}).answers["requests_by_province"]
    assert read({}, {"requests_by_province": [apart]}).answers["requests_by_province"] == one


def test_a_year_in_a_cell_with_a_date_format_is_asked_about(edited, read):
    def change(workbook):
        workbook["Prevention"]["C2"] = 2022
        workbook["Prevention"]["C2"].number_format = "yyyy-mm-dd"

    def count_from_1904(workbook):
        change(workbook)
        workbook.epoch = datetime(1904, 1, 1)  # noqa: DTZ001

    for make, shown in ((change, "1905-07-14"), (count_from_1904, "1909-07-15")):
        (problem,) = errors_of(read, edited(make))
        assert problem.where == "Prevention!C2"
        assert shown in problem.found
        assert "If the year 2022 was typed" in problem.mend


def test_numbers_shown_in_per_cent_count_nothing(edited, read):
    def change(workbook):
        for cell in ("C3", "C4"):
            workbook["Prosecution"][cell] = 0.05
            workbook["Prosecution"][cell].number_format = "0%"

    assert [problem.where for problem in errors_of(read, edited(change))] == ["Prosecution!C3", "Prosecution!C4"]


def test_a_dash_as_a_text_is_told(read):
    submission = read({"partners": "-"})
    assert [warning.where for warning in submission.problems] == ["Partnership!C2"]
    reasoned = read({"screened_share": {"answer": "Not applicable", "comment": "-"}})
    assert "reason" in reasoned.problems[0].expected


def test_formulas_in_our_own_cells_and_in_those_of_others_are_no_problem(edited, read):
    def change(workbook):
        for sheet in ("Prosecution", "Protection"):
            workbook[sheet]["K1"] = "Status"
            for row in (2, 3, 4, 5):
                workbook[sheet][f"K{row}"] = '=IF(C2="",1/0,1)'
                workbook[sheet][f"B{row}"] = "=A1"
                workbook[sheet][f"D{row}"] = "#REF!"
            workbook[sheet]["A9"] = "=A2"
        start = workbook["Start"]
        for row in range(45, 60):
            for column in range(1, 7):
                start.cell(row, column).value = "=COUNTA(Prosecution!C2:C9)"

    submission = read(edited(change, FILLED))
    assert values(submission) == values(read(FILLED))
    assert submission.problems == ()


def test_an_answer_whose_id_is_a_formula_is_told(edited, read):
    def change(workbook):
        workbook["Prosecution"]["A3"] = "=A2"

    (problem,) = errors_of(read, edited(change, FILLED))
    assert problem.where == "Prosecution!A3"
    assert "never calculated as the ID" in problem.found


@pytest.mark.parametrize(("number", "value"), [(1, "yes"), (0, "no")])
def test_a_number_that_is_shown_as_true_or_false(number, value, edited, read):
    def change(workbook):
        workbook["Prosecution"]["C2"] = number
        workbook["Prosecution"]["C2"].number_format = '"TRUE";"TRUE";"FALSE"'

    assert read(edited(change)).answers["trafficking_law"].value == value


@pytest.mark.parametrize(
    ("indicator", "written", "word"),
    [
        ("convictions", "unknown", "Not known"),
        ("trafficking_law", "not sure", "Not known"),
        ("strategy_adopted", "not known yet", "Not known"),
        ("partners", "not know", "Not known"),
        ("screened_share", "Not availabel", "Not available"),
        ("victim_guidelines", "confidental", "Confidential"),
    ],
)
def test_other_words_for_a_special_word_are_asked_about(indicator, written, word, fill, read):
    (problem,) = errors_of(read, fill({indicator: written}))
    assert problem.mend == f"Write {word} if that is meant."


def test_a_document_date_that_is_not_there(fill, read):
    row = {"answer": 12, "document": "Register 5"}
    submission = read({"convictions": row | {"document_date": "-"}})
    assert submission.answers["convictions"].evidence.document_date is None
    assert [warning.where for warning in submission.problems] == ["Prosecution!H3"]
    (problem,) = errors_of(read, fill({"convictions": row | {"document_date": "n/a"}}))
    assert "Leave the cell blank" in problem.mend


def test_start_as_people_fill_it_in(edited, read):
    def change(workbook):
        for (cell,) in workbook["Start"]["A1:A60"]:
            if cell.value in ("country", "period_start"):
                cell.value = f" {cell.value.replace('_', ' ').title()}: "

    header = {
        "country": "khm.", "year": "២០២២", "period_start": "១ មករា ២០២២", "period_end": "31 Oct 2022",
        "submitted_on": "18/11/2022", "source": "Self report",
    }  # fmt: skip
    submission = read(edited(change, header=header))
    assert (submission.country, submission.year, submission.source) == ("KHM", 2022, "self")
    assert [str(day) for day in (submission.period_start, submission.period_end, submission.submitted_on)] == [
        "2022-01-01", "2022-10-31", "2022-11-18",
    ]  # fmt: skip


def test_a_year_of_start_that_is_asked_about(edited, fill, read):
    def change(workbook):
        for (cell,) in workbook["Start"]["A1:A60"]:
            if cell.value == "year":
                workbook["Start"].cell(cell.row, 2).number_format = "yyyy-mm-dd"

    (problem,) = errors_of(read, edited(change))
    assert "If the year 2022 was typed" in problem.mend
    (problem,) = errors_of(read, fill(header={"year": "2566"}))
    assert "2022 or 2023" in problem.mend


def test_a_number_too_large_for_its_date_format(edited, read):
    def change(workbook):
        workbook["Prevention"]["C2"] = 20220818
        workbook["Prevention"]["C2"].number_format = "yyyy-mm-dd"

    (problem,) = errors_of(read, edited(change))
    assert "too large for a date (shown as ####)" in problem.found
