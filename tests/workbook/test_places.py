import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.workbook.places import place, ranges, row_and_column, sheet_place, split_place
from gapcheck.workbook.texts import one_line

names = st.text(min_size=1, max_size=31).filter(one_line)


@given(names, st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_a_place_splits_into_the_sheet_and_the_cell_it_was_made_of(sheet, row, column):
    name, cell = split_place(place(sheet, row, column))
    assert name == one_line(sheet)
    assert row_and_column(cell) == (row, column)


@given(names)
def test_a_sheet_alone_has_no_cell(sheet):
    assert split_place(sheet_place(sheet)) == (one_line(sheet), None)


@pytest.mark.parametrize(
    ("where", "sheet", "cell"),
    [
        ("Protection!C12", "Protection", "C12"),
        ("'Sheet 1!A2'!B3", "Sheet 1!A2", "B3"),
        ("'It''s'!A1", "It's", "A1"),
        ("'A!B2'", "A!B2", None),
        ("Protection", "Protection", None),
        ("khm-2022.xlsx", "khm-2022.xlsx", None),
        ("'", "'", None),
        ("Protection!C0", "Protection!C0", None),
        ("Protection!XYZA1", "Protection!XYZA1", None),
    ],
)
def test_places_of_every_form_are_split(where, sheet, cell):
    assert split_place(where) == (sheet, cell)


def test_cells_that_follow_each_other_down_a_column_become_a_range():
    assert ranges(["t!B4", "t!B5", "t!B6", "t!C6", "Protection", "t!B9"]) == [
        "t!B4:B6", "t!C6", "Protection", "t!B9",
    ]  # fmt: skip
    assert ranges(["H4", "H5", "AA6", "AA7"]) == ["H4:H5", "AA6:AA7"]
