from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from assessment_making import answer, indicator, inner, instrument, leaf, nodes, review, rulebook, submission

from gapcheck.assessment import assess, country_name, levels
from gapcheck.assessment.result import Assessment, InnerProvision, LeafProvision
from gapcheck.engine.agreement import decide
from gapcheck.engine.reference import ReferenceEvaluator

NAMES = ("w", "x", "y", "z")
INDICATORS = [*(indicator(name, "yes_no", not_applicable="true") for name in NAMES), indicator("a", "count")]
INDICATORS.append(indicator("share", "share", derived={"ratio": ["a", "a"]}))
W, X, Y, Z = ({"indicator": name, "is": "yes"} for name in NAMES)


def assessed(*provisions: dict[str, Any], answers: Any = (), reviews: Any = (), **more: Any) -> Assessment:
    return assess(submission(list(answers)), rulebook(INDICATORS, [instrument("plan", *provisions, **more)]), reviews)


def exact(result: Assessment, name: str) -> tuple[str | None, ...]:
    score = nodes(result)[name].score
    figures = (score.verified, score.documented, score.claimed, score.possible, score.coverage)
    return tuple(None if figure is None else figure.exact for figure in figures)


def test_the_mean_is_weighted_and_exact() -> None:
    result = assessed(
        leaf("P.1", {4: [X]}), leaf("P.2", {4: [Y]}, weight="0.5"), answers=[answer("x", "yes"), answer("y", "no")]
    )
    assert exact(result, "plan") == ("0", "200/3", "200/3", "200/3", "100")


def test_the_weakest_is_the_minimum_in_each_reading_and_its_coverage_a_mean() -> None:
    parts = leaf("P.1", {4: [X]}), leaf("P.2", {2: [Y], 4: [Z]}, weight="3")
    result = assessed(*parts, combine="weakest", answers=[answer("x", "yes", "claimed"), answer("y", "yes")])
    # P.1 is 0/0/100/100 and decided, P.2 is 0/50/50/100 with one of two questions known
    assert exact(result, "plan") == ("0", "0", "50", "100", "125/2")


def test_what_is_addressed_to_others_weighs_nothing() -> None:
    un = {
        "id": "P.2",
        "clause": "2",
        "title": {"en": "UN"},
        "pillar": "protection",
        "addressee": "un",
        "shows": ["y"],
        "weight": "9",
    }
    result = assessed(leaf("P.1", {4: [X]}), un, answers=[answer("x", "yes")])
    assert exact(result, "plan") == ("0", "100", "100", "100", "100")
    assert exact(result, "P.2") == (None, None, None, None, "0")
    node = nodes(result)["P.2"]
    assert isinstance(node, LeafProvision)
    assert (node.scored, node.no_score, node.levels) == (False, "addressee", None)


@pytest.mark.parametrize("combine", ["mean", "weakest"])
def test_an_unscored_part_of_a_scored_instrument_leaves_its_score_alone(combine: str) -> None:
    more = {"weight": "9", "scored": "false"}
    shown = {"id": "P.2", "clause": "2", "title": {"en": "Shown"}, "pillar": "protection", "shows": ["y", "z"], **more}
    # Its levels, where it has any, are not looked at; no more are those of all that lies below such a part.
    ladders = leaf("P.3", {4: [Y]}, **more), inner("P.4", leaf("P.4.a", {4: [Z]}), **more)
    held = inner("P.0", leaf("P.1", {4: [X]}), shown, *ladders, combine=combine)
    result = assessed(held, combine=combine, answers=[answer("x", "yes"), answer("y", "no")])
    assert exact(result, "plan") == exact(result, "P.0") == ("0", "100", "100", "100", "100")
    assert exact(result, "P.2") == (None, None, None, None, "50")
    found = nodes(result)
    for name in ("P.2", "P.3", "P.4.a"):
        node = found[name]
        assert isinstance(node, LeafProvision)
        assert (node.scored, node.no_score, node.levels) == (False, "provision", None)
    assert (found["P.4"].scored, found["P.4"].no_score) == (False, "provision")
    assert sum(result.instruments[0].level_counts["documented"].values()) == 1
    assert [gap.provision for gap in result.instruments[0].gaps] == []


def test_an_instrument_that_is_only_shown_has_coverage_and_no_score() -> None:
    result = assessed(inner("P.1", leaf("P.1.a", {4: [X, Y]})), answers=[answer("x", "yes")], scored="false")
    assert exact(result, "plan") == exact(result, "P.1") == (None, None, None, None, "50")
    assert result.instruments[0].headline is None


def test_an_inner_provision_of_which_nothing_applies_leaves_the_mean() -> None:
    answers = [answer("x", status="not_applicable", reason="None here"), answer("y", "yes")]
    parts = inner("P.1", leaf("P.1.a", {4: [X]})), leaf("P.2", {4: [Y]})
    result = assessed(*parts, answers=answers, reviews=[review(x="not_applicable_approved")])
    assert exact(result, "plan") == ("0", "100", "100", "100", "100")
    node = nodes(result)["P.1"]
    assert isinstance(node, InnerProvision)
    assert (node.scored, node.no_score, node.score.coverage) == (False, "not_applicable", None)
    strict = result.instruments[0].score_without_not_applicable
    assert strict is not None
    assert strict.documented is not None
    assert strict.documented.exact == "50"


def test_coverage_counts_distinct_underlying_questions() -> None:
    share = {"indicator": "share", "at_least": "1%"}
    result = assessed(leaf("P.1", {2: [share, X], 4: [{"any": [share, Y]}, X]}), answers=[answer("a", Fraction(0))])
    assert exact(result, "P.1")[4] == "100/3"  # of a, x and y, each once


def test_what_is_missing_and_cannot_matter_is_covered() -> None:
    result = assessed(leaf("P.1", {2: [X], 4: [Y, Z]}), answers=[answer("x", "no")])
    assert exact(result, "P.1") == ("0", "0", "0", "0", "100")


def test_what_cannot_matter_is_judged_by_claims_not_documents() -> None:
    answers = [answer("x", "yes", "claimed"), answer("y", "no", "claimed")]
    result = assessed(leaf("P.1", {2: [X], 4: [Y, Z]}), answers=answers)
    assert exact(result, "P.1") == ("0", "0", "50", "50", "100")
    result = assessed(leaf("P.1", {2: [X, Y], 4: [Z]}), answers=[answer("x", "yes", "claimed")])
    assert exact(result, "P.1") == ("0", "0", "0", "100", "100/3")


def test_which_engine_decided_is_told_and_not_part_of_the_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = assessed(leaf("P.1", {4: [X]}))
    monkeypatch.setattr(levels, "decide", partial(decide, evaluators=(ReferenceEvaluator(),)))
    alone = assessed(leaf("P.1", {4: [X]}))
    assert [(engine.name, engine.agreed) for engine in alone.engines] == [("gapcheck-reference", False)]
    assert alone.tool.note is not None
    assert alone.result_sha256 == usual.result_sha256


@pytest.mark.parametrize(
    ("points", "band"),
    [((0, 0, 0, 0), 0), ((4, 0, 0, 0), 1), ((2, 0, 0, 0), 0), ((4, 4, 0, 0), 2), ((4, 4, 4, 2), 3), ((4, 4, 4, 4), 4)],
)
def test_a_band_begins_at_its_points(points: tuple[int, ...], band: int) -> None:
    said = [answer(name, "yes" if level == 4 else "no") for name, level in zip(NAMES, points, strict=True)]
    halves = [{"indicator": "a", "at_least": "1"}]
    leaves = [
        leaf(
            f"P.{name}",
            {2: halves if level == 2 else [{"indicator": name, "is": "yes"}], 4: [{"indicator": name, "is": "yes"}]},
        )
        for name, level in zip(NAMES, points, strict=True)
    ]
    (plan,) = assessed(*leaves, answers=[*said, answer("a", Fraction(1))]).instruments
    assert plan.headline is not None
    assert plan.headline.exact == str(Fraction(25 * sum(points), 4))
    assert plan.band is not None
    assert plan.band.level == band


def test_countries_by_their_names() -> None:
    assert (country_name("KHM"), country_name("LAO"), country_name("XYZ")) == ("Cambodia", "Laos", "XYZ")
