"""Observations: answers that were given and checks that failed, and how each was come by."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

from assessment_making import answer, review, submission
from oscal_making import BOOK, Made, observed, values, walk, written

from gapcheck.assessment import assess
from gapcheck.rulebook.model import PERSONS
from gapcheck.workbook.answers import Evidence


def test_answers_that_were_given_are_observed_and_blanks_are_not(reviewed):
    held = {values(observation, "indicator")[0]: observation for observation in observed(reviewed, "control-objective")}
    answers = reviewed.plain["answers"]
    given = [r["indicator"] for r in answers if r["status"] != "blank" or r["original"] or r["review"]]
    assert list(held) == given
    assert len(given) < len(answers)
    assert held["trafficking_law"]["methods"] == ["SELF-REPORT", "EXAMINE"]
    assert held["foreign_workers_with_passport"]["methods"] == ["SELF-REPORT"]
    assert values(held["foreign_workers_found"], "value") == ["2761"]
    assert values(held["foreign_workers_found"], "original-value") == ["2760"]


def test_small_counts_of_persons_are_not_there(khm, khm_whole):
    hidden = [
        (shown["indicator"], whole["value"])
        for shown, whole in zip(khm.plain["answers"], khm_whole.plain["answers"], strict=True)
        if shown["value"] != whole["value"]
    ]
    assert hidden
    answers = {values(held, "indicator")[0]: held for held in observed(khm, "control-objective")}
    small = 0
    for name, held in answers.items():
        indicator = khm.rulebook.indicators[name]
        columns = [key for key, column in indicator.columns.items() if column.persons]
        counted = [*columns, *(["value"] if indicator.unit == PERSONS else [])]
        shown = [p["value"] for p in held["props"] if p["name"] in {key.replace("_", "-") for key in counted}]
        assert not {"1", "2", "3", "4"} & set(shown)
        small += len(shown)
    assert small
    for name, value in hidden:
        if isinstance(value, (int, float)):
            assert json.dumps(value) not in {path_value for _, path_value in walk(answers[name])}
    workbook = [r for r in khm.results["back-matter"]["resources"] if r["title"].startswith("The workbook")]
    assert "hashes" not in workbook[0]["rlinks"][0]


def test_a_decision_that_waits_for_another_is_no_examination():
    book_answers = [answer("fund", "yes"), answer("unit", "yes")]
    alike = [review(by=name, fund="accepted") for name in ("A", "B")]
    assessment = assess(submission(book_answers), BOOK, [*alike, review(by="C", unit="accepted")], four_eyes=True)
    methods = {values(held, "indicator")[0]: held["methods"] for held in Made(assessment, BOOK).result["observations"]}
    assert methods == {"fund": ["SELF-REPORT", "EXAMINE"], "unit": ["SELF-REPORT"]}


def test_what_another_body_filled_in_is_no_self_report():
    made = written([answer("fund", "yes")], BOOK, source="outside")
    assert made.result["observations"][0]["methods"] == ["OUTSIDE-REPORT"]


def test_evidence_is_cited_with_a_link_that_can_be_followed():
    evidence = Evidence(document="Decree 1", link="https://example.org/decree", page="2")
    made = written([replace(answer("fund", "yes"), evidence=evidence)], BOOK)
    (cited,) = made.result["observations"][0]["relevant-evidence"]
    assert cited["href"] == "https://example.org/decree"
    assert cited["description"] == "Decree 1"
    assert values(cited, "page") == ["2"]


def test_a_contradiction_tells_both_sides():
    made = written([answer("cases", Fraction(7))], BOOK)
    (held,) = observed(made, "contradiction")
    assert held["methods"] == ["CONSISTENCY-CHECK"]
    assert (values(held, "left"), values(held, "right"), values(held, "difference")) == (["7"], ["2"], ["5"])
    assert "Left: 7" in held["description"]
