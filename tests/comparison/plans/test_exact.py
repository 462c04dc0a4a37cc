"""The plan is the one that brute force finds, to the very ids: within limits, and for targets."""

from __future__ import annotations

import os
from fractions import Fraction

import pytest
from assessment_making import submission
from hypothesis import HealthCheck, Phase, assume, event, given, settings
from hypothesis import strategies as st
from plans_cases import Case, cases
from plans_search import Found, Search

from gapcheck.assessment import levels
from gapcheck.comparison.plans import Plan, Request, make_plan
from gapcheck.engine.agreement import decide
from gapcheck.engine.reference import ReferenceEvaluator

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "fast")
EXACT = settings(
    max_examples=600 if PROFILE == "thorough" else 20,
    deadline=None,
    phases=[phase for phase in Phase if PROFILE != "quick" or phase is not Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def _planned(case: Case, request: Request) -> tuple[Plan, Found]:
    plan = make_plan(submission(case.answers), case.book, request, case.reviews)
    steps = tuple(sorted(step.indicator for group in plan.groups for step in group.steps))
    scores = [Fraction(held.after.documented.exact) for held in plan.standings if held.after.documented is not None]
    return plan, Found(scores[0] if scores else Fraction(0), steps)


def _search(case: Case, most: int) -> list[Found]:
    search = Search(case)
    number = len(search.asked)
    assume(1 <= number <= (5 if most <= 2 else 4))
    found = list(search.plans(most))
    event(f"questions: {number}")
    return found


@EXACT
@given(cases(), st.integers(1, 2))
def test_within_a_limit(case: Case, limit: int) -> None:
    found = _search(case, limit)
    _, planned = _planned(case, Request("i", Fraction(limit)))
    best = min(found, key=lambda plan: (-plan.score, len(plan.steps), plan.steps))
    event(f"gains: {planned.score > 0 and bool(planned.steps)}")
    assert planned == best


@EXACT
@given(cases(), st.data())
def test_within_a_limit_of_effort(case: Case, data: st.DataObject) -> None:
    found = _search(case, 2)
    efforts = {
        name: data.draw(st.sampled_from((Fraction(1), Fraction(1, 2), Fraction(2), Fraction(5, 2))))
        for name in Search(case).asked
    }
    limit = data.draw(st.sampled_from((Fraction(1, 2), Fraction(1))))  # at most two steps, as far as the search goes
    _, planned = _planned(case, Request("i", limit, None, efforts, "effort.yaml"))

    def cost(plan: Found) -> Fraction:
        return sum((efforts[name] for name in plan.steps), Fraction(0))

    within = [plan for plan in found if cost(plan) <= limit]
    assert planned == min(within, key=lambda plan: (-plan.score, cost(plan), len(plan.steps), plan.steps))


@EXACT
@given(cases(), st.sampled_from(("1", "25", "50", "75", "100")))
def test_for_a_target(case: Case, target: str) -> None:
    assume(len(Search(case).asked) <= 3)
    found = _search(case, 3)
    plan, planned = _planned(case, Request("i", target=Fraction(target)))
    enough = [one for one in found if one.score >= Fraction(target)]
    assert plan.reached == bool(enough)
    if enough:
        assert planned == min(enough, key=lambda one: (len(one.steps), -one.score, one.steps))
    else:
        assert planned == min(found, key=lambda one: (-one.score, len(one.steps), one.steps))


@pytest.fixture(autouse=True, scope="module")
def _one_engine():
    with pytest.MonkeyPatch.context() as patch:
        from functools import partial

        patch.setattr(levels, "decide", partial(decide, evaluators=(ReferenceEvaluator(),)))
        yield
