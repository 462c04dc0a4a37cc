"""Plans for the shipped workbook: quick, proved, and no worse with more steps."""

from __future__ import annotations

import time
from fractions import Fraction
from pathlib import Path

import pytest

from gapcheck.comparison.plans import Request, make_plan
from gapcheck.report.plan import render, render_json
from gapcheck.rulebook import Rulebook, load_rulebook
from gapcheck.workbook import read_workbook
from gapcheck.workbook.answers import Submission

SECONDS = 30  # a tenth of it on an idle machine


@pytest.fixture(scope="module")
def held() -> tuple[Submission, Rulebook]:
    rulebook = load_rulebook()
    return read_workbook(Path(__file__).parents[3] / "inputs" / "khm-2022.xlsx", rulebook), rulebook


@pytest.mark.parametrize("instrument", ["tip-khm-2023", "call-to-action-2017"])
def test_more_steps_document_more(held: tuple[Submission, Rulebook], instrument: str) -> None:
    last = Fraction(-1)
    for limit in (1, 5, 10, 20):
        start = time.monotonic()
        plan = make_plan(*held, Request(instrument, Fraction(limit)))
        assert time.monotonic() - start < SECONDS
        own = next(item for item in plan.standings if item.instrument == instrument)
        assert own.before.documented is not None
        assert own.after.documented is not None
        gains = sum(Fraction(group.gain.exact) for group in plan.groups)
        assert Fraction(own.before.documented.exact) + gains == Fraction(own.after.documented.exact) > last
        assert plan.steps <= limit
        assert all(group.lifts for group in plan.groups)
        last = Fraction(own.after.documented.exact)
        text = render(plan)
        assert max(map(len, text.splitlines())) <= 80
        assert '"schema": "gapcheck.plan/1"' in render_json(plan)


@pytest.mark.parametrize("instrument", ["tip-khm-2023", "call-to-action-2017"])
def test_the_whole_way_is_found(held: tuple[Submission, Rulebook], instrument: str) -> None:
    start = time.monotonic()
    plan = make_plan(*held, Request(instrument, target=Fraction(100)))
    assert time.monotonic() - start < SECONDS
    assert plan.reached
    assert "To reach 100 of 100 documented takes at least" in render(plan)
