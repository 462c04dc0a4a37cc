from __future__ import annotations

from workbook_hostile import edited, shared, sheet_part, with_cell, with_row

from gapcheck.workbook.safety.archive import scan

OURS = ["Start", "prosecution", "PROTECTION", "Prevention", "Partnership"]


def test_reports_how_far_each_sheet_reaches(blank):
    screened = scan(blank, "a.xlsx", OURS)
    assert set(screened) == {"start", "prosecution", "protection", "prevention", "partnership"}
    assert screened["protection"].last_row == 5
    assert 10 <= screened["protection"].last_column <= 15


def test_sheets_that_are_not_ours_are_not_measured(blank):
    assert "lists" not in scan(blank, "a.xlsx", OURS)


def test_collects_formulas_never_calculated(blank):
    data = with_cell(blank, "Prosecution", "C3", '<c r="@"><f>1+1</f></c>')
    data = with_cell(data, "Prosecution", "C4", '<c r="@"><f>1+1</f><v>2</v></c>')
    data = with_row(data, "Start", '<row r="90"><c r="D90"><f>NOW()</f><v/></c></row>')
    screened = scan(data, "a.xlsx", OURS)
    answers = {(row, column) for row, column in screened["prosecution"].uncalculated if column <= 10}
    assert answers == {(3, 3)}
    assert (90, 4) in screened["start"].uncalculated


def test_says_how_often_shared_texts_are_used_and_where_the_highest_numbers_stand(blank):
    data = with_row(shared(blank), "Partnership", '<row r="40"><c r="B40" s="3" t="s"><v>0</v></c></row>')
    screened = scan(data, "a.xlsx", OURS)["partnership"]
    assert screened.texts == {0: 2}
    assert screened.highest_text == (0, 2, 3)


def test_keeps_merged_ranges(blank):
    part = sheet_part(blank, "Protection")
    merge = '</sheetData><mergeCells><mergeCell ref="B40:D41"/></mergeCells>'
    assert (40, 2, 41, 4) in scan(edited(blank, part, ("</sheetData>", merge)), "a.xlsx", OURS)["protection"].merged
