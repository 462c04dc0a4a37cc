"""Rows of table sheets that are no rows of data: totals by many names, notes, places without a figure."""

from __future__ import annotations

import pytest

from gapcheck.errors import WorkbookError


def row(key, **cells):
    return {"requests_by_province": [{"province": "Kep", "requests": 3}, {"province": key} | cells]}


@pytest.mark.parametrize(
    "key",
    [
        "TOTAL", "Grand Total / សរុប", "សរុបរួម", "All", "all provinces", "All provinces.", "All the provinces",
        "all of the provinces", "All provinces and the capital", "Whole country", "the whole country", "Nationwide",
        "nation-wide", "Country-wide", "National total", "ទូទាំងប្រទេស", "គ្រប់ខេត្ត", "គ្រប់ខេត្តក្រុង", "* Total",
    ],
)  # fmt: skip
def test_rows_of_totals_are_asked_about(key, read):
    with pytest.raises(WorkbookError) as caught:
        read(tables=row(key, requests=9))
    (problem,) = caught.value.problems
    assert problem.found.startswith("a row of totals")


@pytest.mark.parametrize(
    "key", ["All others", "Alloa", "Allied provinces", "Wholesale", "Nation", "ខេត្តកំពត", "Cambodia"]
)
def test_other_rows_are_rows(key, read):
    submission = read(tables=row(key, requests=9))
    assert len(submission.answers["requests_by_province"].value.rows) == 2
    assert submission.problems == ()


@pytest.mark.parametrize(
    "key",
    [
        "Note: provisional figures", "NB the police counts cases", "Source: Ministry of Interior", "* provisional",
        "¹ incl. minors", "សម្គាល់៖ បណ្តោះអាសន្ន", "These figures were counted by the provincial committees in two years",
    ],
)  # fmt: skip
def test_a_note_below_a_table_is_told(key, read):
    submission = read(tables=row(key))
    (warning,) = submission.problems
    assert warning.where == "requests_by_province!A5"
    assert warning.found.startswith("what reads like a note")


def test_a_row_with_nothing_beside_its_key_is_told(read):
    submission = read(tables=row("Takeo"))
    (warning,) = submission.problems
    assert (warning.where, warning.found) == ("requests_by_province!A5", "nothing beside the province")
    assert len(submission.answers["requests_by_province"].value.rows) == 2  # as it was
    assert read(tables=row("Takeo", requests=0)).problems == ()
    assert read(tables=row("Takeo", requests="Not known")).problems == ()
    assert read(tables=row("Note: the islands", requests=2)).problems == ()
