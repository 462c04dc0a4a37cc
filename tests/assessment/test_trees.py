from __future__ import annotations

from typing import Any

import pytest
from assessment_making import answer, indicator, instrument, leaf, ledger, nodes, review, rulebook, submission

from gapcheck.assessment import assess
from gapcheck.assessment.readings import READINGS
from gapcheck.assessment.result import LeafProvision
from gapcheck.assessment.trees import stated_truth
from gapcheck.rulebook.criteria import Implication

NAMES = ("x", "y", "z")
INDICATORS = [indicator(name, "yes_no", not_applicable="true") for name in NAMES]
X, Y, Z = ({"indicator": name, "is": "yes"} for name in NAMES)


def given(**said: str) -> tuple[list[Any], list[Any]]:
    """Answers and reviews: yes, no, blank, or na for an approved "not applicable"."""
    answers = [
        answer(name, status="not_applicable", reason="None here")
        if word == "na"
        else answer(name, None if word == "blank" else word)
        for name, word in said.items()
    ]
    return answers, [review(**{name: "not_applicable_approved" for name, word in said.items() if word == "na"})]


@pytest.mark.parametrize(
    ("criterion", "x", "y", "truth"),
    [
        ({"any": [X, Y]}, "yes", "blank", "met"),
        ({"any": [X, Y]}, "no", "blank", "unknown"),
        ({"any": [X, Y]}, "no", "no", "not_met"),
        ({"any": [X, Y]}, "na", "no", "not_met"),
        ({"any": [X, Y]}, "na", "blank", "unknown"),
        ({"any": [X, Y]}, "na", "na", "not_applicable"),
        ({"all": [X, Y]}, "yes", "blank", "unknown"),
        ({"all": [X, Y]}, "no", "blank", "not_met"),
        ({"all": [X, Y]}, "yes", "yes", "met"),
        ({"all": [X, Y]}, "na", "yes", "met"),
        ({"all": [X, Y]}, "na", "no", "not_met"),
        ({"all": [{"any": [X]}, Y]}, "na", "yes", "met"),
        ({"any": [{"all": [X]}, Y]}, "na", "no", "not_met"),
        ({"any": [{"all": [X, Y]}, {"all": [Y]}]}, "no", "yes", "met"),
    ],
)
def test_three_valued_logic_without_what_is_not_applicable(
    criterion: dict[str, Any], x: str, y: str, truth: str
) -> None:
    answers, reviews = given(x=x, y=y)
    said = Implication.model_validate({"if": criterion, "then": X}).if_
    assert stated_truth(said, ledger(rulebook(INDICATORS), *answers, reviews=reviews)).truth == truth


@pytest.mark.parametrize(
    ("ladder", "said", "expected"),
    [
        # a criterion drops out of its list
        ({4: [X, Y]}, {"x": "na", "y": "yes"}, (0, 4, 4, 4)),
        ({4: [X, Y]}, {"x": "na", "y": "no"}, (0, 0, 0, 0)),
        # out of an any, which then needs another part
        ({4: [{"any": [X, Y]}]}, {"x": "na", "y": "blank"}, (0, 0, 0, 4)),
        # an emptied group drops, and leaves the rest of its list
        ({4: [{"any": [X, {"all": [X]}]}, Y]}, {"x": "na", "y": "yes"}, (0, 4, 4, 4)),
        # a level left with no criterion is unknown
        ({2: [X], 4: [Y]}, {"x": "na", "y": "yes"}, (0, 0, 0, 4)),
        ({1: [Y], 2: [{"all": [X]}], 4: [Y]}, {"x": "na", "y": "yes"}, (0, 1, 1, 4)),
        ({2: [Y], 4: [X]}, {"x": "na", "y": "no"}, (0, 0, 0, 0)),
        # a leaf whose every criterion is not applicable counts nowhere
        ({2: [X], 4: [{"any": [X, X]}]}, {"x": "na", "y": "yes"}, None),
        # unknown is taken as not met, in possible as met
        ({2: [X], 4: [Y]}, {"x": "blank", "y": "no"}, (0, 0, 0, 2)),
        ({1: [X], 4: [X, Y]}, {"x": "yes", "y": "blank"}, (0, 1, 1, 4)),
    ],
)
@pytest.mark.usefixtures("engines")
def test_levels(ladder: dict[int, Any], said: dict[str, str], expected: Any) -> None:
    answers, reviews = given(**said)
    book = rulebook(INDICATORS, [instrument("plan", leaf("P", ladder))])
    node = nodes(assess(submission(answers), book, reviews))["P"]
    assert isinstance(node, LeafProvision)
    found = None if node.levels is None else tuple(getattr(node.levels, reading) for reading in READINGS)
    assert found == expected


@pytest.mark.usefixtures("engines")
def test_a_rulebook_without_any_applicable_leaf_is_assessed() -> None:
    answers, reviews = given(x="na")
    book = rulebook(INDICATORS, [instrument("plan", leaf("P", {4: [X]}))])
    (plan,) = assess(submission(answers), book, reviews).instruments
    assert (plan.score.documented, plan.score.coverage, plan.headline, plan.band, plan.gaps) == (
        None,
        None,
        None,
        None,
        [],
    )
    assert plan.score_without_not_applicable is not None
    assert plan.score_without_not_applicable.possible is not None
    assert plan.score_without_not_applicable.possible.exact == "0"
