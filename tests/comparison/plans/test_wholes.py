"""Blank wholes: filled in with what is true, which is no more than a whole of their own."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from assessment_making import answer, check, indicator, instrument, leaf, nodes, rulebook, submission
from plans_cases import INDICATORS, Case
from plans_search import Found, Search

from gapcheck.assessment import assess
from gapcheck.comparison.plans import Request, make_plan
from gapcheck.comparison.plans.clusters import State, clusters
from gapcheck.comparison.plans.outlook import look_out
from gapcheck.comparison.plans.solving import solve

INNER = {"indicator": "inner_share", "at_least": "75%"}
MIDDLE = {"indicator": "middle_share", "at_least": "50%"}
CHECKS = [check("c1", at_most=["middle", "whole"]), check("c2", at_most=["inner", "middle"])]


def case(*criteria: dict[str, Any], held: Any = INDICATORS, checks: Any = (), **known: int) -> Case:
    book = rulebook(held, [instrument("i", leaf("P", {4: list(criteria)}))], checks)
    return Case(book, {name: answer(name, Fraction(value)) for name, value in known.items()}, ())


def states(made: Case) -> list[State]:
    (cluster,) = clusters(look_out(made.book.instruments[0], Search(made).ledger))
    return list(cluster.states)


@pytest.mark.parametrize(
    ("known", "steps"),
    [
        ({"whole": 5, "inner": 0}, ("inner", "middle")),  # what hypothesis found: no plan at all, for the brute force
        ({"whole": 5, "inner": 4}, ("middle",)),  # four of at most five: nothing has to be raised
        ({"whole": 5, "inner": 3}, ("inner", "middle")),
        ({"whole": 0, "inner": 0}, ()),  # of none there is no part
        ({"inner": 4}, ("inner", "middle")),  # nothing bounds it: taken as large
    ],
)
def test_a_blank_whole_is_no_more_than_its_own(known: dict[str, int], steps: tuple[str, ...]) -> None:
    made = case(INNER, **known)
    plan = make_plan(submission(made.answers), made.book, Request("i", target=Fraction(1)))
    best = min(Search(made).plans(3), key=lambda one: (-one.score, len(one.steps), one.steps))
    assert best == Found(Fraction(100 if steps else 0), steps)
    assert plan.reached == bool(steps)
    assert tuple(sorted(step.indicator for group in plan.groups for step in group.steps)) == steps


@pytest.mark.parametrize(
    ("known", "steps"),
    [
        ({"whole": 4, "more": 5}, ()),  # more than all of it already: no answer agrees with that
        ({"whole": 4, "more": 4}, ("extra",)),
        ({"more": 1, "extra": 4}, ("extra", "whole")),  # all of it but one
    ],
)
def test_a_part_beside_another_has_the_room_that_is_left(known: dict[str, int], steps: tuple[str, ...]) -> None:
    made = case({"indicator": "sum_share", "at_least": "100%"}, **known)
    plan = make_plan(submission(made.answers), made.book, Request("i"))
    best = min(Search(made).plans(3), key=lambda one: (-one.score, len(one.steps), one.steps))
    assert best == Found(Fraction(100 if steps else 0), steps)
    assert tuple(sorted(step.indicator for group in plan.groups for step in group.steps)) == steps


@pytest.mark.parametrize("criteria", [[INNER], [INNER, MIDDLE]])
def test_the_answers_planned_contradict_nothing(criteria: list[dict[str, Any]]) -> None:
    made = case(*criteria, checks=CHECKS, whole=5, inner=0)
    outlook = look_out(made.book.instruments[0], Search(made).ledger)
    found = solve(outlook, clusters(outlook), limit=None, target=Fraction(1), effort=lambda _: Fraction(1))
    answers = {name: given for state in found.states for name, given in state.answers.items()}
    assert answers["inner"].value == answers["middle"].value in (3, 5)
    said = submission(made.answers)
    result = assess(replace(said, answers={**said.answers, **answers}), made.book)
    score = nodes(result)["i"].score.documented
    assert score is not None
    assert (score.exact, [one.contradicted for one in result.contradictions]) == ("100", [])


def test_no_state_brings_a_part_over_its_whole() -> None:
    made = case(INNER, MIDDLE, whole=5, inner=0)
    for state in states(made):
        assert all(given.value <= 5 for given in state.answers.values() if isinstance(given.value, Fraction))


@pytest.mark.parametrize(
    ("whole", "wanted"),
    [
        (5, [INNER, {"indicator": "middle", "at_least": "10"}]),  # more than there can be
        (0, [{"any": [INNER, {"indicator": "middle", "at_most": "0"}]}]),  # nothing to do, which is never aimed at
    ],
)
def test_a_whole_is_not_filled_in_beyond_its_room_nor_with_nothing(whole: int, wanted: list[dict[str, Any]]) -> None:
    made = case(*wanted, whole=whole, inner=0)
    plan = make_plan(submission(made.answers), made.book, Request("i", target=Fraction(1)))
    assert (plan.reached, plan.steps) == (False, 0)


def test_what_is_said_of_a_whole_leaves_room_for_its_stated_parts() -> None:
    made = case(INNER, whole=5, inner=4)
    plan = make_plan(submission(made.answers), made.book, Request("i"))
    (step,) = plan.groups[0].steps
    assert step.bring_to == ["at least 4", "so that “Inner share” comes to at least 75 %"]


def test_a_whole_is_placed_after_the_whole_that_it_is_a_part_of() -> None:
    # ``whole`` is raised for a share of its own, so that it is no mere whole, and is known only once it is placed
    held = (
        *INDICATORS,
        indicator("all", "count"),
        indicator("whole_share", "share", derived={"ratio": ["whole", "all"]}),
        indicator("tally", "count", derived={"sum": ["whole", "inner"]}),  # ties both shares together
    )
    more = [{"indicator": "whole_share", "at_least": "50%"}, {"indicator": "tally", "at_least": "2"}]
    made = case(INNER, *more, held=held, all=10, inner=0)
    values = [{name: given.value for name, given in state.answers.items()} for state in states(made)]
    tops = [found for found in values if found.keys() == {"whole", "middle", "inner"}]
    assert tops
    assert all(found["inner"] <= found["middle"] <= found["whole"] <= 10 for found in tops)


def test_a_whole_taken_as_small_bounds_nothing() -> None:
    # a large ``whole`` would help the first criterion, so it is taken as 1; ``middle`` is not 1 at most for that
    made = case({"indicator": "middle_share", "at_most": "10%"}, INNER, inner=3)
    outlook = look_out(made.book.instruments[0], Search(made).ledger)
    share = next(number for number, test in enumerate(outlook.tests) if test.indicator == "inner_share")
    assert all(share not in state.met for state in states(made) if "inner" not in state.moved)
