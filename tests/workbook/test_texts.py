from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapcheck.workbook.places import letters, place, row_and_column
from gapcheck.workbook.texts import SHOWN_LENGTH, matching, one_line, plain, says_nothing, shown, trimmed


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


@settings(deadline=None)
@given(st.text(st.characters(codec="ascii")))
def test_plain_letters_are_treated_as_among_others(text):
    assert matching(f"ខ {text}") == f"ខ {matching(text)}".strip()
    if text.isprintable() and "_x00" not in text:
        assert plain(f"ខ {text}") == f"ខ {text}".strip()
    assert plain(f"\n{text}\n") == plain(text)


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


@settings(deadline=None)
@given(st.text())
def test_trimmed_text_is_settled_at_once(text):
    assert trimmed(trimmed(text)) == trimmed(text)


@settings(deadline=None)
@given(st.text(), st.sampled_from(["\u200b", "\u200c", "\u2060", "\ufeff", "\u00ad"]), st.integers(0, 50))
def test_marks_without_width_are_not_compared(text, mark, where):
    assert matching(text[:where] + mark + text[where:]) == matching(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Take\u0301o", "Tak\u00e9o"), ("e\u200d\u0301", "\u00e9"), ("កេាះ", "កោះ"), ("េី", "ើ"), ("កន្ដាល", "កន្តាល"),
        ("A\u00a0 B", "a b"), ("ＡＢ", "ab"), ("a–b", "A-B"),
    ],
)  # fmt: skip
def test_texts_that_look_the_same_match(one, other):
    assert matching(one) == matching(other)


@pytest.mark.parametrize(
    "text", ["“Yes”.", " 'yes' ", "- Yes;", "• yes,", "Yes:", "YES *", "yes។", "\u200byes\u00a0៖", "«Yes»"]
)
def test_what_people_put_around_a_word(text):
    assert matching(trimmed(text)) == "yes"


def test_signs_alone_say_nothing():
    for text in ("-", "...", "–", "?", " ", "", "។", "☐"):
        assert says_nothing(text)
    for text in ("0", "a", "ក", "៣", "- x"):
        assert not says_nothing(text)


@pytest.mark.parametrize(
    "space", ["\u202f", "\u2009", "\u3000", "\u200b", "\u2060", "\u00ad", "\ufeff", "\u00a0\u200c"]
)
def test_cells_that_look_blank_are(space):
    assert plain(space) == ""
    assert plain(f"{space}a{space}") == "a"
