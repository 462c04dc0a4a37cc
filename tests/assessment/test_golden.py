"""Readings worked out by hand; adding one is adding lines to golden/golden.yaml."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from assessment_making import answer, nodes, reading_value, review, submission

from gapcheck.assessment import assess
from gapcheck.assessment.readings import READINGS
from gapcheck.assessment.result import InstrumentResult, LeafProvision, Score
from gapcheck.rulebook import Rulebook, load_rulebook

GOLDEN = Path(__file__).parent / "golden"
TEXT = (GOLDEN / "golden.yaml").read_text(encoding="utf-8")
CASES: list[dict[str, Any]] = yaml.load(TEXT, yaml.BaseLoader)["cases"]  # noqa: S506 - it makes nothing but text
EXPECTED = [(case, name) for case in CASES for name in case["expect"]]


@pytest.mark.parametrize(("case", "name"), EXPECTED, ids=[f"{case['case']}, {name}" for case, name in EXPECTED])
def test_reading(engines: str, case: dict[str, Any], name: str) -> None:
    expected = dict(case["expect"][name])
    assert expected.pop("why")
    found = _found(engines, case["case"])[name]
    assert found | expected == found


def test_at_least_two_dozen_leaves_are_read() -> None:
    assert sum("levels" in case["expect"][name] for case, name in EXPECTED) >= 24


@cache
def _rulebook() -> Rulebook:
    return load_rulebook(GOLDEN / "rules")


@cache
def _found(engines: str, named: str) -> dict[str, dict[str, str]]:  # noqa: ARG001 - one result for each engine
    """Return every node of a case in the words of the golden file."""
    book = _rulebook()
    (case,) = [case for case in CASES if case["case"] == named]
    answers = []
    for name, given in case["answers"].items():
        item = book.indicators[name]
        if isinstance(given, dict):
            answers.append(answer(name, status=given["status"], reason=given.get("reason")))
        else:
            answers.append(answer(name, reading_value(item, given[0]), given[1]))
    decisions = {
        name: (said[0], reading_value(book.indicators[name], said[1])) if isinstance(said, list) else said
        for name, said in case.get("reviews", {}).items()
    }
    more = {"period": tuple(map(date.fromisoformat, case["period"]))} if "period" in case else {}
    reported = submission(answers, country=case.get("country", "KHM"), **more)
    return {name: _words(node) for name, node in nodes(assess(reported, book, [review(**decisions)])).items()}


def _words(node: Any) -> dict[str, str]:
    covered = node.score.coverage
    words = {"score": _score(node.score), "coverage": "none" if covered is None else covered.exact}
    if isinstance(node, LeafProvision):
        levels = [str(getattr(node.levels, reading)) for reading in READINGS] if node.levels is not None else ["none"]
        words["levels"] = " ".join(levels)
    if isinstance(node, InstrumentResult):
        words["headline"] = "none" if node.headline is None else node.headline.exact
        words["band"] = "none" if node.band is None else str(node.band.level)
        words["without_not_applicable"] = _score(node.score_without_not_applicable)
    return words


def _score(score: Score | None) -> str:
    figures = [] if score is None else [getattr(score, reading) for reading in READINGS]
    if not figures or figures[0] is None:
        return "none"
    assert all(figure is not None and Fraction(figure.exact) >= 0 for figure in figures)
    return " ".join(figure.exact for figure in figures)
