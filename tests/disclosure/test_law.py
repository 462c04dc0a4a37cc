"""The law: from all that is published together, every small count can still be any of 1 to 4."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from assessment_making import answer, check, indicator, instrument, leaf, rulebook, submission, table
from disclosure_attack import Attack
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gapcheck.assessment import Assessment, assess
from gapcheck.disclosure import disclose
from gapcheck.engine.reference import ReferenceEvaluator

LAW = settings(
    max_examples=1500 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def _persons(name: str, **more: Any) -> Any:
    return indicator(name, "count", unit="persons", **more)


PLACES = indicator(
    "places", "table",
    columns={
        "place": {"type": "text", "key": "true"},
        "n": {"type": "count", "persons": "true"},
        "f": {"type": "count", "persons": "true"},
        "requests": {"type": "count"},
    },
)  # fmt: skip
NATIONS = indicator(
    "nations", "table", columns={"nation": {"type": "text", "key": "true"}, "n": {"type": "count", "persons": "true"}}
)
SEVENTY_FIVE = {"indicator": "helped_share", "at_least": "75%"}
SHARES = {1: "25%", 2: "50%", 3: "75%", 4: "90%"}
BOOK = rulebook(
    [
        *map(_persons, ("total", "female", "male", "helped", "asked", "asked_previous_year")),
        indicator("requests", "count"), indicator("stated", "share"), PLACES, NATIONS,
        _persons("not_helped", derived={"difference": ["asked", "helped"]}),
        indicator("change", "count", derived={"difference": ["asked", "asked_previous_year"]}),
        indicator("helped_share", "share", derived={"ratio": ["helped", "asked"]}),
    ],
    [
        instrument(
            "one",
            leaf("share", {at: [{"indicator": "helped_share", "at_least": bound}] for at, bound in SHARES.items()}),
            leaf("none", {
                3: [{"any": [SEVENTY_FIVE, {"indicator": "asked", "at_most": "0"}]}],
                4: [{"indicator": "total", "more_than": "0"}],
            }),
            leaf("rise", {4: [{"indicator": "change", "more_than": "0"}]}),
            leaf("bare", {at: [{"indicator": "female", "at_least": least}] for at, least in ((2, "3"), (4, "6"))}),
        )
    ],
    [
        check("add_up", equal=["total", {"column": "places.n"}]),
        check("females_add_up", equal=["female", {"column": "places.f"}]),
        check("nations_add_up", equal=["total", {"column": "nations.n"}]),
        check("sexes", equal=["total", {"sum": ["female", "male"]}]),
        check("parts", at_most=["f", "n"], each_row="places"),
        check("requests_of_persons", at_most=["requests", "n"], each_row="places"),
        check("requests_add_up", equal=["requests", {"column": "places.requests"}]),
        check("helped_asked", at_most=["helped", "asked"]),
        check("as_stated", equal=["stated", {"ratio": ["helped", "asked"]}], as_printed="0"),
    ],
)  # fmt: skip

COUNT = st.one_of(st.integers(0, 6), st.integers(0, 6), st.integers(0, 30))


@st.composite
def reports(draw: st.DrawFn, year: int = 2022) -> dict[str, Any]:
    """What one workbook says: tables, and totals that mostly fit."""
    fits = st.sampled_from((True, True, True, False))
    places = [(draw(COUNT), draw(COUNT), draw(COUNT)) for _ in range(draw(st.integers(1, 4)))]
    places = [(n, min(f, n) if draw(fits) else f, min(r, n) if draw(fits) else r) for n, f, r in places]
    total, female = sum(row[0] for row in places), sum(row[1] for row in places)
    said: dict[str, Any] = {
        "year": year,
        "places": places,
        "total": total if draw(fits) else draw(COUNT),
        "female": female if draw(fits) else draw(COUNT),
        "requests": sum(row[2] for row in places) if draw(fits) else draw(COUNT),
        "asked": draw(COUNT),
        "asked_previous_year": draw(COUNT),
    }
    said["male"] = max(0, said["total"] - said["female"]) if draw(fits) else draw(COUNT)
    said["helped"] = draw(st.integers(0, said["asked"])) if draw(fits) else draw(COUNT)
    split = draw(st.lists(st.integers(0, said["total"]), max_size=2).map(sorted))
    ends = [0, *split, said["total"]]
    said["nations"] = [high - low for low, high in pairwise(ends)] if draw(fits) else [draw(COUNT)]
    share = Fraction(said["helped"], said["asked"]) if said["asked"] else Fraction(1, 2)
    said["stated"] = Fraction(round(share * 100), 100) if draw(fits) else Fraction(draw(st.integers(0, 100)), 100)
    for name in draw(st.sets(st.sampled_from(("total", "male", "helped", "nations", "stated", "female")), max_size=2)):
        said[name] = None
    return said


def _assess(said: dict[str, Any]) -> Assessment:
    answers = [
        answer(name, Fraction(said[name]))
        for name in said
        if isinstance(said[name], (int, Fraction)) and name != "year"
    ]
    rows = [
        dict(zip(("place", "n", "f", "requests"), (f"P{at}", *row), strict=True))
        for at, row in enumerate(said["places"])
    ]
    answers.append(answer("places", table("places", rows)))
    if said["nations"] is not None:
        nations = [{"nation": f"N{at}", "n": n} for at, n in enumerate(said["nations"])]
        answers.append(answer("nations", table("nations", nations)))
    period = date(said["year"] - 1, 9, 1), date(said["year"], 8, 31)
    return assess(submission(answers, period=period), BOOK, evaluators=(ReferenceEvaluator(),))


def _attacked(reports: Sequence[dict[str, Any]]) -> tuple[Attack, Any]:
    whole = [_assess(said) for said in reports]
    shown = disclose(whole, BOOK)
    return Attack(whole, shown.assessments, BOOK), shown


@given(reports())
@LAW
def test_no_small_count_can_be_told(said: dict[str, Any]) -> None:
    attack, shown = _attacked([said])
    assert attack.told(shown.exposures) == []


@given(reports(2022), reports(2023), st.booleans())
@LAW
def test_nor_from_two_years_together(first: dict[str, Any], second: dict[str, Any], repeated: bool) -> None:
    if repeated:
        second = {**second, "asked_previous_year": first["asked"]}
    attack, shown = _attacked([first, second])
    assert attack.told(shown.exposures) == []


def test_what_a_level_tells_is_said_to_be_exposed() -> None:
    """Three of four are 75 %: of so few the level alone tells both, and the solver agrees with what is said."""
    said = {"year": 2022, "places": [(0, 0, 0)], "total": 0, "female": 0, "requests": 0, "asked": 4,
            "asked_previous_year": 0, "male": 0, "helped": 3, "nations": [0], "stated": None}  # fmt: skip
    attack, shown = _attacked([said])
    told = {(one.indicator, one.number) for one in shown.exposures}
    assert {("asked", 1), ("asked", 2), ("asked", 3), ("helped", 1), ("helped", 2)} <= told
    assert {one.told_by for one in shown.exposures} == {"criteria"}
    assert "helped_share at_least 75%" in shown.exposures[0].criteria + shown.exposures[-1].criteria
    assert attack.told(shown.exposures) == []


def test_the_attack_finds_what_a_plain_blanking_would_leave() -> None:
    """A total beside one blanked part: the solver must see through it, or the law above would hold for nothing."""
    said = {"year": 2022, "places": [(20, 0, 0), (3, 0, 0)], "total": 23, "female": 0, "requests": 0, "asked": 0,
            "asked_previous_year": 0, "male": 23, "helped": 0, "nations": [23], "stated": None}  # fmt: skip
    whole = _assess(said)
    answers = [
        record.model_copy(
            update={"value": [{**row, "n": "not shown"} if row["n"] == 3 else row for row in record.value]}
        )
        if record.indicator == "places"
        else record
        for record in whole.answers
    ]
    naive = whole.model_copy(update={"answers": answers})
    assert Attack([whole], [naive], BOOK).told(()) == [
        f"(0, 'places', 1, 'n') of result 0 cannot be {number}" for number in (1, 2, 4)
    ]


@pytest.mark.parametrize("same_period", [True, False])
def test_a_second_report_of_the_same_figures_adds_nothing(same_period: bool) -> None:
    said = {"year": 2022, "places": [(20, 5, 6), (3, 1, 2), (9, 6, 9)], "total": 32, "female": 12, "requests": 17,
            "asked": 9, "asked_previous_year": 2, "male": 20, "helped": 7, "nations": [30, 2],
            "stated": None}  # fmt: skip
    other = {**said, "places": [(20, 5, 6)], "nations": None, "year": 2022 if same_period else 2023}
    whole = [_assess(said), _assess(other)]
    if same_period:
        whole[1] = whole[1].model_copy(update={"source": "outside"})
    shown = disclose(whole, BOOK)
    assert Attack(whole, shown.assessments, BOOK).told(shown.exposures) == []
