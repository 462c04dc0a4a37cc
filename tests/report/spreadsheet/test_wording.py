"""The fixed words of the spreadsheet: fit for the places they stand in, and none left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gapcheck.report.spreadsheet
from gapcheck.report.spreadsheet.spreadsheet import SHEETS
from gapcheck.report.spreadsheet.wording import in_all, keys

PACKAGE = Path(gapcheck.report.spreadsheet.__file__).parent


@pytest.mark.parametrize("language", ["en", "km"])
def test_names_of_sheets_are_fit_for_a_spreadsheet(language):
    names = [in_all(f"sheet_{name}")[language] for name in SHEETS]
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", name) for name in names)
    assert len({name.casefold() for name in names}) == len(SHEETS)


@pytest.mark.parametrize("language", ["en", "km"])
def test_words_of_validations_are_short_enough_and_lists_have_no_comma_in_a_word(language):
    for key in ("due", "progress"):
        assert len(in_all(f"{key}_title")[language]) <= 32
        assert len(in_all(f"{key}_expected")[language]) <= 255
    listed = [in_all(f"progress_{state}")[language] for state in ("open", "under_way", "done")]
    assert not any("," in word or '"' in word for word in listed)
    assert len(",".join(listed)) <= 255


@pytest.mark.parametrize("language", ["en", "km"])
@pytest.mark.parametrize("name", ["khm-2022", "xaa-2023"])
def test_no_two_headings_of_a_table_are_alike(made, name, language):
    for sheet in made(name, language).book.worksheets:
        for table in sheet.tables.values():
            heads = [column.name.casefold() for column in table.tableColumns]
            assert len(set(heads)) == len(heads)
            assert all(heads)


def test_no_phrase_is_left_that_nothing_says():
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.glob("*.py"))
    pages = [f"{about}_{name}" for about in ("sheet", "about", "none") for name in SHEETS]
    validated = [f"{key}_{words}" for key in ("due", "progress") for words in ("title", "expected")]
    made_up = {*pages, *validated}
    assert [key for key in keys() if f'"{key}"' not in code and key not in made_up] == []
