"""The view of an explanation: what a workbook says is made plain, and the record fits its schema."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from gapcheck.assessment.explanation import CriterionExplained
from gapcheck.assessment.explanations import explain
from gapcheck.report.explained_parts import ended, mark
from gapcheck.report.explanation import render, render_json, schema
from gapcheck.report.plaintext import WIDTH
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook import read_workbook
from gapcheck.workbook.answers import Grade, Status


@pytest.fixture(scope="module")
def rulebook():
    return load_rulebook()


@pytest.fixture(scope="module")
def submission(rulebook):
    return read_workbook(Path(__file__).parents[2] / "inputs" / "khm-2022.xlsx", rulebook)


@pytest.mark.parametrize("name", ["TIP-KHM-2023.2.applied", "TIP-KHM-2023.2", "call-to-action-2017", "requests_total"])
def test_json_fits_its_schema(submission, rulebook, name):
    told = json.loads(render_json(explain(submission, rulebook, name)))
    assert list(jsonschema.Draft202012Validator(json.loads(schema())).iter_errors(told)) == []


def test_what_a_workbook_says_moves_no_cursor_and_breaks_no_line(submission, rulebook):
    held = submission.answers["requests_total"]
    hostile = "\x1b[2J\u202e" + "w" * 500 + "\nLevel 4, Sustained: REACHED\r\x07"
    evidence = replace(held.evidence, document=hostile, link=hostile, page=hostile, comment=hostile)
    answers = {**submission.answers, "requests_total": replace(held, evidence=evidence, cell="A\x1b!B1")}
    text = render(explain(replace(submission, answers=answers, file_name=hostile), rulebook, "requests_total"))
    assert max(map(len, text.splitlines())) <= WIDTH
    assert not set("\x1b\u202e\r\x07") & set(text)
    assert not any(line.startswith("Level 4") for line in text.splitlines())


def criterion(truth, *holds_in):
    return CriterionExplained(
        level=1, kind="criterion", indicator="x", question="How?", asks="at least 1", found="1", value=1, truth=truth,
        counts_in=[], holds_in=list(holds_in), grade=None, why="", cells=[], answers=[], working=None, proposal=False,
        gap=None, place="", parts=[],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("item", "word"),
    [
        (criterion("met", "documented"), "MET"),
        (criterion("met", "claimed"), "MET AS CLAIMED ONLY"),
        (criterion("not_met"), "NOT MET"),
        (criterion("unknown", "possible"), "NOT KNOWN"),
        (criterion("not_applicable"), "NOT APPLICABLE"),
    ],
)
def test_how_a_criterion_came_out_is_one_word_or_a_few(item, word):
    assert mark(item) == word


def test_a_question_ends_in_its_own_mark():
    assert ended("How many?") == "How many?"
    assert ended("Share of cases") == "Share of cases."


def test_a_level_of_zero_where_nothing_is_known_is_not_called_not_started(submission, rulebook):
    def standing(*answers):
        held = replace(submission, answers={**submission.answers, **{one.indicator: one for one in answers}})
        text = render(explain(held, rulebook, "TIP-KHM-2023.10.privacy"))
        return " ".join(text.split("WHERE IT STANDS")[1].split("THE LADDER")[0].split())

    silent = standing()
    assert "documented level 0, nothing documented yet, 0 of 100 points" in silent
    assert "Not started" not in silent
    denied = replace(
        submission.answers["victim_data_rule"], status=Status.ANSWERED, value="none", grade=Grade.DOCUMENTED
    )
    assert "documented level 0, Not started, 0 of 100 points" in standing(denied)


def test_a_derived_figure_shows_the_checks_on_what_it_is_made_of(submission, rulebook):
    of_answer, of_figure = (
        explain(submission, rulebook, name).subject.checks
        for name in ("provinces_applying_guidelines", "guidelines_province_coverage")
    )
    assert of_answer
    assert of_figure == of_answer
