"""Three years of an invented country: whole, at one with themselves, and plainly invented."""

from __future__ import annotations

import re
import runpy
from itertools import pairwise
from pathlib import Path

import openpyxl
import pycountry
import pytest
import yaml
from typer.testing import CliRunner

from gapcheck.assessment import assess
from gapcheck.cli.app import app
from gapcheck.report import terminal
from gapcheck.report.plaintext import WIDTH
from gapcheck.workbook import Grade, Status, Table, read_workbook

INPUTS = Path(__file__).parents[2] / "inputs"
SOURCES = INPUTS / "sources"
BUILD = runpy.run_path(str(Path(__file__).with_name("build.py")))
YEARS = (2021, 2022, 2023)
SAID = "FICTIONAL EXAMPLE: no such country"


def workbook(year):
    return INPUTS / f"xaa-{year}.xlsx"


@pytest.fixture(scope="module")
def submissions(rulebook):
    return {year: read_workbook(workbook(year), rulebook) for year in YEARS}


@pytest.fixture(scope="module")
def assessments(submissions, rulebook):
    return {year: assess(submission, rulebook) for year, submission in submissions.items()}


def levels(assessment):
    """Returns the documented and the claimed level of every leaf of the Call."""
    (call,) = assessment.instruments
    found, nodes = {}, list(call.provisions)
    while nodes:
        node = nodes.pop()
        nodes += getattr(node, "children", [])
        if node.levels is not None:
            found[node.id] = (node.levels.documented, node.levels.claimed)
    return found


# ---- Whole ----


def test_in_the_first_year_every_question_is_answered(submissions, rulebook):
    answers = submissions[2021].answers
    assert list(answers) == [indicator.id for indicator in rulebook.asked()]
    assert {answer.status for answer in answers.values()} == {Status.ANSWERED}


def test_in_the_other_years_only_what_the_story_says_is_not_answered(submissions):
    missing = {
        year: {
            name: answer.status
            for name, answer in submissions[year].answers.items()
            if answer.status is not Status.ANSWERED
        }
        for year in YEARS[1:]
    }
    assert missing == {
        2022: {"reintegration_cases_followed": Status.NOT_KNOWN},
        2023: {
            "suspects_surrendered_or_charged": Status.BLANK,
            "supply_chain_companies_reporting": Status.NOT_APPLICABLE,
        },
    }
    assert "fall due" in submissions[2023].answers["supply_chain_companies_reporting"].evidence.comment


@pytest.mark.parametrize("year", YEARS)
def test_nearly_everything_that_the_score_needs_is_known(year, assessments):
    (call,) = assessments[year].instruments
    assert call.id == "call-to-action-2017"
    assert call.score.coverage.value >= 95
    assert call.headline is not None


def test_a_third_of_the_first_year_is_only_claimed_and_the_papers_come_later(submissions):
    cited = [
        sum(answer.grade is Grade.DOCUMENTED for answer in submissions[year].answers.values())
        / len(submissions[year].answers)
        for year in YEARS
    ]
    assert cited[0] <= 2 / 3
    assert cited[0] < cited[1] < cited[2]
    assert cited[2] - cited[1] > 2 * (cited[1] - cited[0])


# ---- At one with themselves ----


@pytest.mark.parametrize("year", [2021, 2022])
def test_no_answer_speaks_against_another(year, assessments):
    assert assessments[year].contradictions == []
    assert assessments[year].unchecked == []


# On purpose, to show what one looks like: the total of requests is one less than its table. 73 of 97 are 75.3 %, and 73
# of 98 are 74.5 %, so the level hangs on which number is right.
def test_the_last_year_has_one_contradiction_that_is_meant(assessments):
    (found,) = assessments[2023].contradictions
    assert (found.check, found.severity) == ("requests_add_up", "error")
    assert found.changes_a_level
    assert [answer.indicator for answer in assessments[2023].answers if answer.contested] == [
        "requests_total", "requests_by_province",
    ]  # fmt: skip
    assert assessments[2023].unchecked == []


@pytest.mark.parametrize(("before", "after"), list(pairwise(YEARS)))
def test_what_is_said_of_the_year_before_is_what_was_said_then(before, after, submissions):
    then, now = submissions[before].answers, submissions[after].answers
    assert now["unit_funding_paid_previous_year"].value == then["unit_funding_paid"].value

    def by_sector(answers, column):
        return {row["sector"].value: row[column].value for row in answers["inspections_by_sector"].value.rows}

    assert by_sector(now, "unannounced_before") == by_sector(then, "unannounced")


@pytest.mark.parametrize("year", YEARS)
def test_a_document_that_is_named_counts(year, submissions):
    named = {name: answer for name, answer in submissions[year].answers.items() if answer.evidence.document}
    assert [name for name, answer in named.items() if answer.grade is not Grade.DOCUMENTED] == []
    assert [name for name, answer in named.items() if answer.evidence.document == submissions[year].submission] == []


@pytest.mark.parametrize("year", YEARS)
def test_tables_hold_small_numbers_of_persons(year, submissions):
    persons = {"female", "victims", "persons", "found", "requested", "trafficking", "sexual_exploitation"}
    small = {
        (name, column)
        for name, answer in submissions[year].answers.items()
        if isinstance(answer.value, Table)
        for row in answer.value.rows
        for column, cell in row.items()
        if column in persons and cell.value in (1, 2, 3, 4)
    }
    assert len(small) >= 8


# ---- The story ----


def test_first_year_to_second_much_rises_and_one_provision_falls(assessments):
    before, after = levels(assessments[2021]), levels(assessments[2022])
    fallen = {name for name in before if after[name][0] < before[name][0] or after[name][1] < before[name][1]}
    assert fallen == {"CALL-2017.1.iv.support"}
    assert all(
        now < then for now, then in zip(after["CALL-2017.1.iv.support"], before["CALL-2017.1.iv.support"], strict=True)
    )
    risen = {name for name in before if after[name][0] > before[name][0] and after[name][1] > before[name][1]}
    assert {
        "CALL-2017.1.i.legislation", "CALL-2017.1.i.applied", "CALL-2017.1.iii.penalties",
        "CALL-2017.1.iv.identified.screening", "CALL-2017.1.iv.not_penalised.rule", "CALL-2017.2.iv.officials",
    } <= risen  # fmt: skip


def test_second_year_to_third_the_papers_rise_and_little_else(assessments):
    before, after = levels(assessments[2022]), levels(assessments[2023])
    assert {name for name in before if after[name][1] > before[name][1]} == {
        "CALL-2017.1.v.frameworks",
        "CALL-2017.1.iii.capacity",  # by the total that is contradicted; not as documented
    }
    assert after["CALL-2017.1.iii.capacity"][0] == before["CALL-2017.1.iii.capacity"][0]
    assert sum(after[name][0] > before[name][0] for name in before) >= 10
    # What fell silent is no longer shown to be done.
    fallen = {name for name in before if after[name][0] < before[name][0]}
    assert fallen == {"CALL-2017.1.vi.safe_havens"}


def test_the_score_that_counts_rises_every_year(assessments):
    shown = [assessments[year].instruments[0].score for year in YEARS]
    assert all(now.documented.value > then.documented.value for then, now in pairwise(shown))
    assert shown[2].claimed.value - shown[1].claimed.value < 2


@pytest.mark.parametrize("year", [2022, 2023])
def test_a_later_transcription_gives_nothing_but_changes(year):
    written = yaml.load((SOURCES / f"xaa-{year}.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - nothing but text
    before = BUILD["transcribed"](SOURCES / f"xaa-{year - 1}.yaml")
    same = [
        (name, key)
        for name, row in written["answers"].items()
        for key, text in row.items()
        if before["answers"].get(name, {}).get(key, "") == text
    ]
    assert same == []
    assert [name for name, table in written["tables"].items() if before["tables"].get(name) == table] == []


# ---- Plainly invented ----


@pytest.mark.parametrize("year", YEARS)
def test_every_sheet_says_so_on_paper_and_start_at_its_top(year):
    book = openpyxl.load_workbook(workbook(year))
    assert {sheet.oddHeader.center.text for sheet in book} == {SAID}
    assert book["Start"]["A1"].value == SAID
    assert "Xanadia is invented" in book["Start"]["A2"].value


@pytest.mark.parametrize("year", YEARS)
def test_every_result_says_so(year, assessments):
    country = assessments[year].country
    assert (country.code, country.name, country.fictional) == ("XAA", "Xanadia", True)
    lines = terminal.render_one(assessments[year]).splitlines()
    assert SAID in lines[1]
    assert SAID in lines[-1]
    assert max(map(len, lines)) <= WIDTH


def test_no_result_of_a_country_that_exists_says_so(submission, rulebook):
    result = assess(submission, rulebook)
    assert result.country.fictional is False
    assert "FICTIONAL" not in terminal.render_one(result)
    book = openpyxl.load_workbook(INPUTS / "khm-2022.xlsx")
    assert {sheet.oddHeader.center.text for sheet in book} == {None}


@pytest.mark.parametrize("year", YEARS)
def test_no_country_that_exists_is_named(year):
    text = (SOURCES / f"xaa-{year}.yaml").read_text("utf-8").casefold()
    names = {
        name.casefold()
        for country in pycountry.countries
        for name in (country.name, getattr(country, "common_name", None), getattr(country, "official_name", None))
        if name
    }
    assert sorted(name for name in names if re.search(rf"\b{re.escape(name)}\b", text)) == []


@pytest.mark.parametrize("option", ["--from", "--previous"])
def test_a_workbook_made_from_one_says_so_too(option, tmp_path):
    done = CliRunner().invoke(app, ["template", option, str(workbook(2021)), "-o", str(tmp_path / "next.xlsx")])
    assert done.exit_code == 0, done.output
    book = openpyxl.load_workbook(tmp_path / "next.xlsx")
    assert {sheet.oddHeader.center.text for sheet in book} == {SAID}
    assert book["Start"]["A1"].value == SAID
    # Of the year before, the rows of tables are kept for comparison; of the line itself nothing is taken for an answer.
    kept = book["Kept"].iter_rows(min_row=3, values_only=True) if "Kept" in book.sheetnames else ()
    assert [row for row in kept if option == "--from" or "invented" in str(row) or SAID in str(row)] == []


def test_a_check_says_so_and_so_does_the_list_of_what_is_to_be_corrected(tmp_path):
    copy = tmp_path / "checked.xlsx"
    done = CliRunner().invoke(app, ["check", str(workbook(2023)), "--annotate", str(copy)])
    assert done.exit_code == 0, done.output
    assert SAID in done.stdout.splitlines()[1]
    book = openpyxl.load_workbook(copy)
    assert "To correct" in book.sheetnames
    assert {sheet.oddHeader.center.text for sheet in book} == {SAID}
    assert SAID not in CliRunner().invoke(app, ["check", str(INPUTS / "khm-2022.xlsx")]).output
