"""The item that the rule author's guide works out comes to the points and the coverage that the guide says."""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from assessment_making import answer, nodes, submission

from gapcheck.assessment import assess
from gapcheck.assessment.readings import READINGS
from gapcheck.rulebook import load_rulebook

GUIDE = (Path(__file__).parents[2] / "rules" / "README.md").read_text(encoding="utf-8")
EXAMPLE = " ".join(GUIDE.partition("### One item, worked out")[2].partition("\n### ")[0].split("\n"))
ROWS = dict(re.findall(r"\| ([a-z ]+) ((?:\| \d+ ){4})\|", EXAMPLE))
NAMES = {
    "guidelines applied": "TIP-KHM-2023.2.applied",
    "officials trained": "TIP-KHM-2023.2.trained",
    "the item": "TIP-KHM-2023.2",
}
COVERAGE = {"guidelines applied": 100, "officials trained": 0, "the item": 50}


@pytest.fixture(scope="module")
def worked():
    answers = [
        answer("victim_identification_guidelines", "adopted", "documented"),
        answer("guidelines_scope", ("domestic_victims", "foreign_victims"), "documented"),
        answer("provinces_applying_guidelines", Fraction(20), "claimed"),
    ]
    period = date(2024, 1, 1), date(2024, 12, 31)
    return nodes(assess(submission(answers, country="KHM", period=period), load_rulebook()))


@pytest.mark.parametrize("row", NAMES)
def test_the_points_are_those_of_the_table(worked, row):
    score = worked[NAMES[row]].score
    said = [int(figure) for figure in ROWS[row].split("|") if figure.strip()]
    assert [getattr(score, reading).value for reading in READINGS] == said


@pytest.mark.parametrize("row", NAMES)
def test_the_coverage_is_as_it_says(worked, row):
    assert worked[NAMES[row]].score.coverage.value == COVERAGE[row]


def test_the_bar_is_as_it_says(worked):
    score = worked[NAMES["the item"]].score
    unknown = score.possible.value - score.claimed.value
    assert f"{unknown:.0f} points unknown, {100 - score.possible.value:.0f} points gap" in EXAMPLE
