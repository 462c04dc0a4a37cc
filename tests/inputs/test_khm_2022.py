"""The shipped workbook of Cambodia's report of November 2022 says what the report says, and no more."""

import re
import runpy
from pathlib import Path

import pytest

from gapcheck.workbook import Grade, Status, Table, read_workbook

INPUTS = Path(__file__).parents[2] / "inputs"
REPORT = INPUTS.parent / "rules" / "sources" / "khm-report-to-ohchr-2022.md"


def plain(text):
    """Returns words without the report's markup, on one line; written apart from the package's own way."""
    text = re.sub(r"<[^>]*>", "", text)
    return " ".join(text.replace("*", "").replace("✓", " ").replace("#", "").split())


@pytest.fixture(scope="module")
def answered(submission):
    return [answer for answer in submission.answers.values() if answer.status is not Status.BLANK]


@pytest.fixture(scope="module")
def report():
    return plain(REPORT.read_text(encoding="utf-8"))


def test_every_answer_quotes_a_sentence_that_stands_in_the_report(answered, report):
    assert len(answered) > 35
    missing = [
        (answer.indicator, passage)
        for answer in answered
        for passage in (answer.evidence.comment or "nothing").split(" [...] ")
        if plain(passage) not in report
    ]
    assert missing == []


def test_every_answer_names_the_section_it_stands_in(answered):
    assert [answer.indicator for answer in answered if not re.match("Section [0-9]+", answer.evidence.page or "")] == []


def test_every_number_stands_in_the_quoted_words(answered):
    def said(answer):
        digits = re.findall(r"\d[\d,]*", answer.evidence.comment)
        return {int(number.replace(",", "")) for number in digits}

    counts = [answer for answer in answered if isinstance(answer.value, int) or hasattr(answer.value, "denominator")]
    whole = [answer for answer in counts if answer.value.denominator == 1]
    assert len(whole) > 20
    assert [answer.indicator for answer in whole if int(answer.value) not in said(answer)] == []


@pytest.mark.parametrize(
    ("table", "rows", "column", "total"),
    [
        ("requests_by_province", 12, "persons", 1310),
        ("requests_by_province", 12, "nationalities", 54),
        ("request_outcomes_by_province", 1, "found_requests", 123),
        ("persons_by_nationality", 14, "requested", 1310),
        ("persons_by_nationality", 14, "found", 741),
        ("persons_by_nationality", 14, "found_female", 81),
        ("victims_found_by_nationality", 6, "victims", 154),
        ("screened_group_by_nationality", 5, "persons", 75),
        ("screened_group_by_province", 1, "persons", 75),
        ("suspects_by_nationality", 3, "trafficking", 22),
        ("suspects_by_nationality", 3, "sexual_exploitation", 4),
        ("sexual_victims_by_nationality", 1, "female", 10),
        ("court_cases_by_place", 2, "cases", 33),
        ("figures_given_twice", 13, "again", 303763),
        ("lists_with_number", 6, "listed", 37),
    ],
)
def test_tables_are_whole(submission, table, rows, column, total):
    value = submission.answers[table].value
    assert isinstance(value, Table)
    assert len(value.rows) == rows
    assert sum(row[column].value for row in value.rows) == total


def test_only_what_is_cited_by_title_or_number_and_date_is_documented(answered):
    documented = {answer.indicator: answer.evidence for answer in answered if answer.grade is Grade.DOCUMENTED}
    assert 2 <= len(documented) <= 10
    assert all(evidence.document and evidence.document_date for evidence in documented.values())
    assert not any("245/22" in evidence.document for evidence in documented.values())


def test_it_is_read_without_a_remark_and_under_the_rules_that_ship(submission):
    assert submission.problems == (), "run: python tests/inputs/build.py"


def test_it_says_that_the_state_did_not_fill_it_in(submission):
    assert submission.source == "self"
    assert "245/22" in submission.submission
    assert "the state has not seen it" in submission.transcribed_by


def test_the_workbook_is_the_one_that_its_transcription_gives(rulebook, tmp_path):
    build = runpy.run_path(str(Path(__file__).with_name("build.py")))["build"]
    build(INPUTS / "sources" / "khm-2022.yaml", tmp_path / "again.xlsx", rulebook)
    again, shipped = (
        read_workbook(path, rulebook).answers for path in (tmp_path / "again.xlsx", INPUTS / "khm-2022.xlsx")
    )
    assert again == shipped, "run: python tests/inputs/build.py"
