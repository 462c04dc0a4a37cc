"""What a plan proposes, and what it never proposes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from assessment_making import (
    answer,
    check,
    dated,
    indicator,
    inner,
    instrument,
    leaf,
    nodes,
    review,
    rulebook,
    submission,
    table,
)

from gapcheck.assessment import assess
from gapcheck.assessment.contradictions import run_checks
from gapcheck.assessment.readings import open_ledger
from gapcheck.comparison.plans import Plan, Request, make_plan, proving
from gapcheck.comparison.plans import clusters as clusters_module
from gapcheck.comparison.plans.clusters import clusters
from gapcheck.comparison.plans.outlook import look_out
from gapcheck.comparison.plans.records import PlanStep
from gapcheck.comparison.plans.solving import solve
from gapcheck.errors import EngineError, UsageError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Answer

HELD = (
    indicator("reports", "count"),
    indicator("investigated", "count"),
    indicator("charged", "count"),
    indicator("law", "choice", not_applicable="true"),
    indicator("body", "choice"),
    indicator("day", "date"),
    indicator("groups", "choices"),
    indicator("visits", "table"),
    indicator("investigated_share", "share", derived={"ratio": ["investigated", "reports"]}),
    indicator("charged_share", "share", derived={"ratio": ["charged", "investigated"]}),
    indicator("visit_share", "share", derived={"ratio": [{"column": "visits.m"}, {"column": "visits.n"}]}),
    indicator("places", "count", derived={"rows": "visits"}),
    indicator(
        "places_seen",
        "share",
        derived={"ratio": [{"rows": "visits", "where": {"column": "m", "more_than": "0"}}, {"rows": "visits"}]},
    ),
)
SHARE = {"indicator": "investigated_share", "at_least": "75%"}
CHARGED = {"indicator": "charged_share", "at_least": "50%"}
LAW, BODY = {"indicator": "law", "is": "b"}, {"indicator": "body", "is": "a"}


def book(*provisions: dict[str, Any], checks: Any = (), held: tuple[Indicator, ...] = HELD, **more: Any) -> Rulebook:
    return rulebook(held, [instrument("i", *provisions, **more)], checks)


def planned(made: Rulebook, *answers: Answer, reviews: Any = (), **request: Any) -> Plan:
    return make_plan(submission(answers), made, Request("i", **request), reviews)


def steps(plan: Plan) -> dict[str, PlanStep]:
    return {step.indicator: step for group in plan.groups for step in group.steps}


def test_a_known_whole_is_left_and_its_part_raised_to_the_very_number() -> None:
    plan = planned(book(leaf("P", {4: [SHARE]})), answer("reports", Fraction(10)), answer("investigated", Fraction(2)))
    (step,) = steps(plan).values()
    assert (step.indicator, step.act, step.now) == ("investigated", "answer", "2")
    assert step.bring_to == ["at least 8", "so that “Investigated share” comes to at least 75 %"]
    assert step.document


def test_a_blank_whole_and_its_part_are_two_steps_together() -> None:
    made = book(leaf("P", {4: [SHARE]}))
    assert steps(planned(made, limit=Fraction(1))) == {}
    plan = planned(made, limit=Fraction(2))
    assert [(group.together, len(group.steps), group.gain.exact) for group in plan.groups] == [(True, 2, "100")]
    assert [lift.after for lift in plan.groups[0].lifts] == [4]


def test_nothing_to_do_is_never_aimed_at() -> None:
    nothing = {"any": [SHARE, {"indicator": "reports", "at_most": "0"}]}
    made = book(leaf("P", {4: [nothing]}))
    assert steps(planned(made, limit=Fraction(1))) == {}
    plan = planned(made, answer("reports", Fraction(5)), answer("investigated", Fraction(0)), limit=Fraction(2))
    assert set(steps(plan)) == {"investigated"}
    none = book(leaf("P", {4: [{"any": [CHARGED, {"indicator": "investigated", "at_most": "0"}]}]}))
    assert steps(planned(none, answer("investigated", Fraction(5)), limit=Fraction(1))).keys() == {"charged"}


def test_a_part_that_is_a_whole_itself_is_raised_with_its_own_parts() -> None:
    made = book(leaf("P", {4: [SHARE, CHARGED]}))
    said = (answer("reports", Fraction(10)), answer("investigated", Fraction(4)), answer("charged", Fraction(4)))
    # eight of ten are enough, and four of eight are charged: one step
    assert steps(planned(made, *said)).keys() == {"investigated"}
    fewer = planned(made, *said[:2], answer("charged", Fraction(3)))
    assert steps(fewer).keys() == {"investigated", "charged"}


def test_the_weakest_of_several_needs_all_of_them_at_once() -> None:
    made = book(inner("Q", leaf("A", {4: [LAW]}), leaf("B", {4: [BODY]}), combine="weakest"))
    assert steps(planned(made, limit=Fraction(1))) == {}
    (group,) = planned(made, limit=Fraction(2)).groups
    assert group.together
    assert [step.indicator for step in group.steps] == ["body", "law"]
    assert [step.bring_to for step in group.steps] == [["“A”"], ["“B”"]]


def test_only_a_document_where_the_answer_is_there() -> None:
    plan = planned(book(leaf("P", {1: [LAW], 4: [BODY]})), answer("law", "b", "claimed"), answer("body", "c"))
    assert {name: step.act for name, step in steps(plan).items()} == {"law": "document", "body": "answer"}
    assert steps(plan)["law"].bring_to == ["the answer it has"]
    assert steps(plan)["law"].now == "B; no document is cited with its date"


def test_a_contradiction_is_settled_with_the_stated_answer() -> None:
    clash = check("c", implies={"if": LAW, "then": {"indicator": "body", "is": "a"}})
    made = book(leaf("P", {4: [LAW]}), checks=[clash])
    plan = planned(made, answer("law", "b"), answer("body", "c", "claimed"))
    (step,) = steps(plan).values()
    assert (step.indicator, step.act, step.document) == ("law", "settle", False)
    assert step.see == ["Protection!law", "Protection!body"]


def test_not_applicable_stays_where_a_review_approved_it() -> None:
    made = book(leaf("P", {4: [LAW]}), leaf("Q", {4: [BODY]}))
    said = answer("law", status="not_applicable", reason="There is none")
    approved = planned(made, said, reviews=[review(law="not_applicable_approved")])
    assert steps(approved).keys() == {"body"}
    assert steps(planned(made, said)).keys() == {"body", "law"}


def test_a_rejected_answer_may_be_given_anew() -> None:
    plan = planned(book(leaf("P", {4: [LAW]})), answer("law", "b"), reviews=[review(law="rejected")])
    assert steps(plan)["law"].now == "rejected by a review"
    assert plan.standings[0].after.documented is not None
    assert plan.standings[0].after.documented.exact == "100"


def test_a_date_lies_within_the_period_and_not_before_the_one_stated() -> None:
    made = book(leaf("P", {4: [{"indicator": "day", "before": "2022-01-01"}]}))
    assert steps(planned(made)).keys() == {"day"}
    assert steps(planned(made, answer("day", dated("2022-05-01")))) == {}


def test_what_is_chosen_stays_chosen() -> None:
    made = book(leaf("P", {4: [{"indicator": "groups", "at_most": "1"}]}))
    assert steps(planned(made, answer("groups", ("a", "b")))) == {}
    more = book(leaf("P", {4: [{"indicator": "groups", "includes": ["a", "b"]}]}))
    assert steps(planned(more, answer("groups", ("c",))))["groups"].bring_to == ["all of “A”, “B”"]


@pytest.mark.parametrize(
    "rows", [None, [{"place": "North", "n": 4, "m": 0, "s": None}, {"place": "South", "n": 2, "m": 1, "s": None}]]
)
def test_a_table_is_one_step(rows: Any) -> None:
    wanted = [{"indicator": "visit_share", "at_least": "90%"}, {"indicator": "places_seen", "at_least": "90%"}]
    made = book(leaf("P", {4: wanted}))
    plan = planned(made, *([answer("visits", table("visits", rows))] if rows else []))
    assert steps(plan)["visits"].bring_to == [
        "rows with which “Visit share” comes to at least 90 % and “Places seen” comes to at least 90 %"
    ]
    assert planned(made, answer("visits", table("visits", []))).steps == 0  # complete, and there is none


def test_rows_may_be_added_where_no_share_is_of_them() -> None:
    held = tuple(item for item in HELD if item.id != "places_seen")
    made = book(leaf("P", {4: [{"indicator": "places", "at_least": "3"}]}), held=held)
    assert steps(planned(made, answer("visits", table("visits", [])))).keys() == {"visits"}


def test_effort_is_what_counts_where_it_is_given() -> None:
    made = book(leaf("A", {4: [LAW]}, weight="3"), leaf("B", {4: [BODY]}))
    efforts = {"law": Fraction(5, 2)}
    assert steps(planned(made, limit=Fraction(2), efforts=efforts)).keys() == {"body"}
    assert planned(made, limit=Fraction(7, 2), efforts=efforts).effort == "7/2"
    assert steps(planned(made, target=Fraction(25), efforts=efforts)).keys() == {"body"}


def test_a_target_that_cannot_be_reached_is_said_with_the_best_there_is() -> None:
    made = book(leaf("A", {4: [LAW]}), leaf("B", {4: [{"indicator": "day", "on_or_after": "2030-01-01"}]}))
    plan = planned(made, target=Fraction(100))
    assert plan.reached is False
    assert steps(plan).keys() == {"law"}
    assert planned(made, target=Fraction(50)).reached is True


def test_ties_go_to_the_smallest_ids() -> None:
    made = book(*(leaf(name.upper(), {4: [wanted]}) for name, wanted in (("x", LAW), ("y", BODY))))
    assert steps(planned(made, limit=Fraction(1))).keys() == {"body"}


def test_the_real_assessment_of_the_answers_planned_gives_the_same_score() -> None:
    made = book(leaf("A", {2: [LAW], 4: [SHARE]}), inner("Q", leaf("B", {4: [CHARGED]}), leaf("C", {4: [BODY]})))
    said = submission([answer("reports", Fraction(10)), answer("law", "a"), answer("body", "a", "claimed")])
    ledger = open_ledger(made, said)
    outlook = look_out(made.instruments[0], ledger.contest(run_checks(ledger).contested(ledger)))
    tied = clusters(outlook)
    for limit in range(1, 6):
        found = solve(outlook, tied, limit=Fraction(limit), target=None, effort=lambda _: Fraction(1))
        answers = {name: given for state in found.states for name, given in state.answers.items()}
        result = assess(replace(said, answers={**said.answers, **answers}), made)
        score = nodes(result)["i"].score.documented
        assert score is not None
        assert Fraction(score.exact) == found.score


def test_a_score_that_the_method_does_not_confirm_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "foreseen", lambda ledger, _: ledger)
    with pytest.raises(EngineError, match="as planned"):
        planned(book(leaf("P", {4: [LAW]})))


def test_weights_too_fine_to_be_told_apart_are_refused() -> None:
    fine = [leaf(f"P{number}", {4: [LAW]}, weight=f"1.0000{number}7") for number in range(1, 6)]
    with pytest.raises(UsageError, match="so fine"):
        planned(book(*fine))


def test_where_not_all_can_be_looked_at_the_plan_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters_module, "COMBINATIONS", 5)
    plan = planned(book(leaf("P", {4: [SHARE, CHARGED]})), limit=Fraction(3))
    assert steps(plan) == {}
    assert "at most 1 are moved at once" in plan.restrictions[-1]


def test_an_instrument_that_is_not_scored_cannot_be_planned_for() -> None:
    with pytest.raises(UsageError, match="scored for KHM"):
        planned(book(leaf("P", {4: [LAW]}), scored="false"))


def test_nothing_is_proposed_where_nothing_is_missing() -> None:
    plan = planned(book(leaf("P", {4: [LAW]})), answer("law", "b"))
    assert (plan.steps, plan.groups) == (0, [])


def test_an_instrument_of_which_nothing_applies_has_no_plan() -> None:
    made = book(leaf("P", {4: [LAW]}))
    said = answer("law", status="not_applicable", reason="There is none")
    plan = planned(made, said, reviews=[review(law="not_applicable_approved")])
    assert (plan.steps, plan.standings) == (0, [])
    facts = (*HELD, indicator("fact", "share", derived={"ratio": ["1", "provinces"]}))
    fixed = book(leaf("P", {4: [{"indicator": "fact", "at_least": "50%"}]}), held=facts)
    assert planned(fixed, target=Fraction(50)).reached is False


def test_a_fact_about_the_country_counts_before_and_after() -> None:
    facts = (*HELD, indicator("fact", "count", derived={"sum": ["provinces"]}))
    made = book(leaf("P", {2: [{"indicator": "fact", "at_least": "25"}], 4: [LAW]}), leaf("Q", {4: [BODY]}), held=facts)
    plan = planned(made, limit=Fraction(2))
    before = plan.standings[0].before.documented
    assert before is not None
    assert before.exact == "25"
    assert [group.score.exact for group in plan.groups] == ["75", "100"]
    assert planned(made, target=Fraction(25)).steps == 0
