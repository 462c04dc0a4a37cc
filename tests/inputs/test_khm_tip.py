"""The shipped workbooks of the reports of another government on Cambodia hold what was read of them, and no more."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from gapcheck.assessment.contradictions import run_checks
from gapcheck.assessment.readings import open_ledger
from gapcheck.workbook import Grade, Status, read_workbook

INPUTS = Path(__file__).parents[2] / "inputs"
YEARS = range(2020, 2025)
SECTIONS = ("Overview", "Prioritized Recommendations", "Prosecution", "Protection")
TABLE = INPUTS / "sources" / "khm-tip-reports.md"

# Everything that was read and answers a question. What a report says was not reported is "not available".
ANSWERS = {
    2020: {"trafficking_law": "in_force", "specialised_units": "in_place", "national_strategy": "adopted"},
    2021: {"national_strategy": "adopted", "victim_identification_guidelines": "adopted"},
    2022: {
        "trafficking_law": "in_force", "specialised_units": "in_place", "trafficking_cases": None,
        "victim_identification_guidelines": "adopted",
    },
    2023: {},
    2024: {},
}  # fmt: skip

# Recommendations seen in earlier reports, by item of the plan.
LINEAGE = {
    "2": (2018, 2019, 2022), "4": (2018, 2019, 2020, 2022), "5": (2022,), "6": (2022,), "7": (2018,), "8": (2018,),
}  # fmt: skip


@pytest.fixture(scope="module")
def submissions(rulebook):
    return {year: read_workbook(INPUTS / f"khm-{year}-tip.xlsx", rulebook) for year in YEARS}


def filled(submission):
    return {name: answer for name, answer in submission.answers.items() if answer.status is not Status.BLANK}


@pytest.mark.parametrize("year", YEARS)
def test_the_answers_are_what_was_read(year, submissions):
    found = {name: answer.value for name, answer in filled(submissions[year]).items()}
    assert found == ANSWERS[year]


@pytest.mark.parametrize("year", YEARS)
def test_an_outside_body_speaks_about_twelve_months(year, submissions):
    submission = submissions[year]
    assert submission.source == "outside"
    assert "Department of State" in submission.submitted_by
    assert (submission.period_start, submission.period_end) == (date(year - 1, 4, 1), date(year, 3, 31))
    assert submission.submission == f"{year} Trafficking in Persons Report: Cambodia"
    assert date(year, 6, 1) <= submission.submitted_on <= date(year, 7, 31)
    assert "not read" in submission.transcribed_by


@pytest.mark.parametrize("year", YEARS)
def test_every_answer_names_report_and_section_and_the_report_is_no_document(year, submissions):
    for name, answer in filled(submissions[year]).items():
        said = re.match(r"(\d{4}) TIP Report, ([A-Za-z ]+): ", answer.evidence.comment or "")
        assert said, name
        assert (said[1], said[2] in SECTIONS) == (str(year), True), name
        assert answer.evidence.document is None, name
        assert answer.grade in (None, Grade.CLAIMED), name


def test_every_answer_stands_in_the_table_of_what_was_read(submissions):
    rows = re.findall(r"^\| (\d{4}) \| ([^|]+) \| [^|]+ \| `(\w+)` \| ([^|]+) \|$", TABLE.read_text("utf-8"), re.M)
    told = {(int(year), section, name, answer.replace(" ", "_")) for year, section, name, answer in rows}
    held = {
        (year, answer.evidence.comment.split(": ")[0].split(", ")[1], name, answer.value or answer.status.value)
        for year, submission in submissions.items()
        for name, answer in filled(submission).items()
    }
    assert told == held


def test_what_was_not_reported_is_not_available_and_never_zero(submissions):
    unreported = submissions[2022].answers["trafficking_cases"]
    assert unreported.status is Status.NOT_AVAILABLE
    assert unreported.value is None
    assert "did not report" in unreported.evidence.comment
    for submission in submissions.values():
        assert [name for name, answer in filled(submission).items() if answer.value == 0] == []


# Looked at one by one: so few answers, none of them a number, and no two of them bear on each other.
@pytest.mark.parametrize("year", YEARS)
def test_no_answer_speaks_against_another(year, rulebook, submissions):
    assert run_checks(open_ledger(rulebook, submissions[year])).contradictions == ()


def test_lineage_is_what_was_seen_and_nothing_that_was_only_told(rulebook):
    (plan,) = (held for held in rulebook.instruments if held.id == "tip-khm-2023")
    lineage = {node.clause: node.lineage for node in plan.walk() if node.lineage}
    assert lineage == {clause: tuple(f"TIP-KHM-{year}" for year in years) for clause, years in LINEAGE.items()}
    seen = {}
    for row in re.findall(r"^\| (\d+) [^|]*\|(.+)\|$", TABLE.read_text("utf-8").split("## Recommendations")[1], re.M):
        years = tuple(year for year, cell in zip(range(2018, 2023), row[1].split("|"), strict=True) if "seen" in cell)
        seen |= {row[0]: years} if years else {}
    assert seen == LINEAGE


def test_a_transcription_holds_nothing_that_only_looks_like_an_answer():
    for year in YEARS:
        data = yaml.safe_load((INPUTS / "sources" / f"khm-{year}-tip.yaml").read_text("utf-8"))
        assert set(data) == {"header", "answers"}
        assert all(set(row) == {"answer", "comment"} for row in data["answers"].values())
