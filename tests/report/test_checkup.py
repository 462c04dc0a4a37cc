import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.assessment.checkup import CheckUp, Correction
from gapcheck.assessment.completeness import Completeness, TableTally, Tally
from gapcheck.report.checkup import render, render_json, render_one, render_one_json
from gapcheck.report.plaintext import WIDTH

COUNTED = Completeness(
    {"Prosecution": Tally(62, 14, 2, 3, 5, 40), "Protection": Tally(1068, 20, 1, 0, 0, 1048)},
    (TableTally("victims_found_by_nationality", 12, "answered"), TableTally("inspections_by_sector", 0, "blank")),
)


def error(cell="C9", **more):
    return Correction(**{
        "kind": "cannot be read", "severity": "error", "sheet": "Prosecution", "cells": (f"Prosecution!{cell}",),
        "found": '"In forse"', "expected": "one of: None; Drafted; In force", "mend": 'Did you mean "In force"?',
        "question": "trafficking_law", **more,
    })  # fmt: skip


def warning(cell, **more):
    words = {"found": "nothing", "expected": "the document's date", "mend": "Write it.", "kind": "missing evidence"}
    return error(cell, severity="warning", **words | more)


def contradiction(*cells, **more):
    places = tuple(f"Prosecution!{cell}" for cell in cells)
    return warning(cells[0], cells=places, kind="contradiction", check="adds_up", found="9, against 7", **more)


def check_up(*corrections, file_name="khm-2022.xlsx", completeness=COUNTED, body=""):
    return CheckUp(file_name, "0" * 64, corrections, completeness, body)


@pytest.mark.parametrize(
    ("corrections", "verdict"),
    [
        ((), "Nothing stands in the way of an assessment."),
        ((error(),), "1 error stands in the way of an assessment."),
        ((error(), error("C3")), "2 errors stand in the way of an assessment."),
        ((error(), warning("H1")), "1 error stands in the way of an assessment; 1 warning."),
        (
            (contradiction("C1", "C2"), warning("H1"), warning("H2")),
            "Nothing stands in the way of an assessment; 1 contradiction and 2 warnings to look at.",
        ),
    ],
)
def test_the_verdict_comes_first_and_counts_what_stands_in_the_way(corrections, verdict):
    report = render_one(check_up(*corrections))
    assert " ".join(report.split("\n\n")[0].split()).endswith(verdict)


def test_each_thing_to_correct_says_where_what_was_found_what_was_expected_and_what_to_do():
    words = " ".join(render_one(check_up(error())).split())
    assert (
        'TO CORRECT: sheet Prosecution C9 (trafficking_law): ERROR Found "In forse" '
        'Expected one of: None; Drafted; In force To do Did you mean "In force"?'
    ) in words


def test_what_is_said_of_many_cells_in_the_same_words_is_said_once_with_all_of_them():
    report = render_one(check_up(*(warning(f"H{row}") for row in (4, 5, 6, 9)), error("C9")))
    assert "  H4:H6, H9: WARNING" in report
    assert report.count("the document's date") == 1


def test_contradictions_that_read_alike_are_told_one_by_one():
    report = render_one(check_up(contradiction("C1", "C2"), contradiction("C3", "C4")))
    assert report.count("CONTRADICTION") == 2


def test_completeness_shows_each_sheet_all_of_them_and_the_tables():
    report = render_one(check_up())
    assert " ".join(report.split()).count("All sheets 1,130 34 3 3 5 1,088") == 1
    assert "victims_found_by_nationality" in report
    unknown = Completeness({"Prosecution": Tally(2, 2, None, 0, 0, 0)}, ())
    assert "only when the sheet Start is correct" in render_one(check_up(completeness=unknown))


def test_next_steps_fit_what_was_found():
    assert "gapcheck assess" not in render_one(check_up(error()))
    assert "gapcheck check 'my khm.xlsx' --annotate" in render_one(check_up(error(), file_name="my khm.xlsx"))
    assert "gapcheck assess khm-2022.xlsx" in render_one(check_up())
    assert "--annotate" not in render_one(check_up())
    part = render_one(check_up(body="Ministry of Labour"))
    assert "gapcheck merge" in part
    assert "gapcheck assess" not in part
    assert "part of Ministry of Labour" in part


def test_a_file_that_cannot_be_opened_is_said_to_be_one():
    whole = error(sheet="", cells=(), question="", found="a text file")
    report = render_one(check_up(whole, completeness=None))
    assert "cannot be opened" in report
    assert "The file: ERROR" in report
    assert "--annotate" not in report
    assert json.loads(render_one_json(check_up(whole, completeness=None)))["completeness"] is None


hostile = st.text(max_size=300) | st.sampled_from(
    ["\x1b[31mred\x1b[0m", "=cmd|' /C calc'!A0", "a" * 5000, "\u202eright to left", "one\r\ntwo\x00\x07", "|x|\n---"]
)


@given(hostile, hostile, hostile, hostile)
def test_no_text_of_a_workbook_leaves_its_line_or_moves_the_cursor(found, mend, file_name, sheet):
    items = (error(found=found, mend=mend), error(found=found, sheet=sheet, cells=(), question=""))
    report = render_one(check_up(*items, file_name=file_name, body=found))
    kept = "\n\u200b\u200c\u200d"  # Khmer needs the joiners
    assert not [
        letter for letter in report if letter not in kept and unicodedata.category(letter) in ("Cc", "Cf", "Cs")
    ]
    commands = ("      gapcheck ",)  # to be copied whole
    assert all(len(line) <= WIDTH for line in report.splitlines() if not line.startswith(commands))
    assert json.loads(render_one_json(check_up(*items, file_name=file_name)))["errors"] == 2


def test_json_is_stable_sorted_and_whole():
    one = check_up(error(), contradiction("C1", "C2"))
    document = render_one_json(one)
    assert document == render_one_json(one)
    data = json.loads(document)
    assert json.dumps(data, sort_keys=True, ensure_ascii=False, indent=1) + "\n" == document
    assert data["schema"] == "gapcheck.check/1"
    assert (data["can_be_assessed"], data["errors"], data["contradictions"], data["warnings"]) == (False, 1, 1, 0)
    assert data["problems"][0] == {
        "kind": "cannot be read", "severity": "error", "sheet": "Prosecution", "cells": ["Prosecution!C9"],
        "found": '"In forse"', "expected": "one of: None; Drafted; In force", "mend": 'Did you mean "In force"?',
        "question": "trafficking_law", "check": None, "contradiction": None,
    }  # fmt: skip
    assert data["completeness"]["total"]["to_correct"] == 5
    assert data["problems"][1]["check"] == "adds_up"


def test_several_workbooks_give_several_reports_and_an_array():
    several = [check_up(file_name="one.xlsx"), check_up(file_name="two.xlsx")]
    assert [item["workbook"]["file"] for item in json.loads(render_json(several))] == ["one.xlsx", "two.xlsx"]
    assert render(several).count("CHECK OF THE WORKBOOK") == 2
