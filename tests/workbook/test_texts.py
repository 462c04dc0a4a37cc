from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapcheck.workbook.places import letters, place, row_and_column
from gapcheck.workbook.texts import SHOWN_LENGTH, matching, one_line, plain, shown


@settings(deadline=None)
@given(st.text())
def test_what_is_shown_is_short_plain_and_on_one_line(text):
    line = one_line(text)
    assert len(line) <= SHOWN_LENGTH
    assert not any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in line)
    assert not set(line) & set("\u202e\u2066\u200f")


@settings(deadline=None)
@given(st.text())
def test_matching_is_settled_at_once(text):
    once = matching(text)
    assert matching(once) == once


def test_excels_escapes_are_undone():
    assert plain("a_x000D_\nb_x0007_c") == "a\nbc"
    assert plain("_x0041_") == "_x0041_"


def test_values_are_shown_as_people_write_them():
    assert shown("a\nb\x1b[31m") == '"a b[31m"'
    assert shown(True) == "TRUE"
    assert shown(12) == "12"


@pytest.mark.parametrize(
    ("sheet", "written"),
    [
        ("Protection", "Protection!C12"),
        ("My sheet", "'My sheet'!C12"),
        ("It's", "'It''s'!C12"),
        ("AB12", "'AB12'!C12"),
        ("R1C1", "'R1C1'!C12"),
        ("requests_by_province", "requests_by_province!C12"),
        ("2022", "'2022'!C12"),
        ("a\x07b\nc", "'ab c'!C12"),
    ],
)
def test_places_are_written_as_spreadsheets_do(sheet, written):
    assert place(sheet, 12, 3) == written


@settings(deadline=None)
@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_references_round_trip(row, column):
    assert row_and_column(f"{letters(column)}{row}") == (row, column)
