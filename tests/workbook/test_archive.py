from __future__ import annotations

from workbook_hostile import with_cell, with_row

from gapcheck.workbook.archive import scan

OURS = ["Start", "prosecution", "PROTECTION", "Prevention", "Partnership"]


def test_reports_how_far_each_sheet_reaches(blank):
    screened = scan(blank, "a.xlsx", OURS)
    assert set(screened) == {"start", "prosecution", "protection", "prevention", "partnership"}
    assert (screened["protection"].last_row, screened["protection"].last_column) == (5, 10)


def test_sheets_that_are_not_ours_are_not_measured(blank):
    assert "lists" not in scan(blank, "a.xlsx", OURS)


def test_collects_formulas_never_calculated(blank):
    data = with_cell(blank, "Prosecution", "C3", '<c r="@"><f>1+1</f></c>')
    data = with_cell(data, "Prosecution", "C4", '<c r="@"><f>1+1</f><v>2</v></c>')
    data = with_row(data, "Start", '<row r="90"><c r="D90"><f>NOW()</f><v/></c></row>')
    screened = scan(data, "a.xlsx", OURS)
    assert screened["prosecution"].uncalculated == {(3, 3)}
    assert screened["start"].uncalculated == {(90, 4)}
