"""Sheets that are not ours: a copy with answers on it is told, an officer's own notes are not."""

from __future__ import annotations

import pytest

from gapcheck.workbook.reading import inspect_bytes

MEND = "The answers on this sheet are not read; copy them into the sheets of the template, or delete it."


def copied(source, title, answer="Not available"):
    def change(workbook):
        sheet = workbook.copy_worksheet(workbook[source])
        sheet.title = title
        if answer is not None:
            sheet.cell(3, 3).value = answer

    return change


@pytest.mark.parametrize("title", ["Prosecution (2)", "MoI", "Sheet1"])
def test_a_copy_with_answers_is_told(title, edited, read):
    (warning,) = read(edited(copied("Prosecution", title))).problems
    assert warning.where.strip("'") == title
    assert warning.found.startswith("1 answer on a sheet")
    assert warning.mend == MEND


def test_a_copy_without_answers_is_nothing_to_tell(edited, read):
    assert read(edited(copied("Prosecution", "Prosecution (2)", None))).problems == ()


def test_a_copy_of_a_table_with_rows_is_told(edited, read):
    def change(workbook):
        sheet = workbook.copy_worksheet(workbook["requests_by_province"])
        sheet.cell(4, 1).value, sheet.cell(4, 2).value = "Kep", 3

    (warning,) = read(edited(change)).problems
    assert warning.mend == MEND


def test_notes_and_data_of_an_officer_are_left_alone(edited, read):
    def change(workbook):
        notes = workbook.create_sheet("Notes")
        notes["A1"], notes["B1"], notes["A2"], notes["B2"] = "ID", "Note", "convictions", "ask the court"
        own = workbook.create_sheet("Data")
        own["A1"], own["B1"], own["C1"] = "ID", "Question", "Answer"
        own["A2"], own["C2"] = "person 17", "yes"

    assert read(edited(change)).problems == ()


def test_sheets_that_gapcheck_writes_are_not_told(edited, read):
    for name in ("Kept", "kept"):
        assert read(edited(copied("Prosecution", name))).problems == ()


def test_a_sheet_with_another_name_is_told_once(edited, rulebook):
    def change(workbook):
        workbook["Prosecution"].title = "Prosecution 2023"
        workbook["Prosecution 2023"]["C3"] = 12

    inspection = inspect_bytes(edited(change), "khm-2022.xlsx", rulebook)
    assert [problem.found for problem in inspection.errors] == ["no sheet Prosecution"]
    assert inspection.warnings == ()


def test_a_sheet_of_an_officers_that_cannot_be_read_stands_in_nobodys_way(edited, read):
    def change(workbook):
        copied("Prosecution", "Copy")(workbook)
        workbook["Copy"]["GZ19999"] = "far away"
        workbook["Copy"]["XFD1048576"] = "farther"

    assert read(edited(change)).problems == ()
