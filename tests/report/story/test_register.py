"""The register: every answer as a report shows it, in the language of the report."""

from pathlib import Path

import pytest

from gapcheck.assessment import Assessment, assess
from gapcheck.disclosure import NOT_SHOWN, published
from gapcheck.report.story import Tongue, story_of
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook import read_workbook

RULES = load_rulebook()
XAA = Path(__file__).parents[3] / "inputs" / "xaa-2023.xlsx"


@pytest.fixture(scope="module")
def xaa() -> Assessment:
    return published([assess(read_workbook(XAA, RULES), RULES)], RULES)[0]


def cells(assessment, code):
    """Every cell of every table of the register."""
    answers = story_of(assessment, Tongue(RULES, code)).answers.values()
    return [cell for answer in answers if answer.table for row in answer.table.rows for cell in row]


def test_a_figure_of_a_table_that_is_kept_back_is_said_in_the_language(xaa):
    english, khmer = cells(xaa, "en"), cells(xaa, "km")
    assert english.count(NOT_SHOWN) > 10
    assert [cell == NOT_SHOWN for cell in english] == [cell == "មិនបង្ហាញ" for cell in khmer]
    # Names and figures stay as they were written.
    assert [cell for cell in english if cell != NOT_SHOWN] == [cell for cell in khmer if cell != "មិនបង្ហាញ"]
