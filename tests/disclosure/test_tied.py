"""Counts of persons tied to numbers that count none: rows with requests, in two tables that must agree."""

from __future__ import annotations

import os
from fractions import Fraction
from typing import Any

from assessment_making import answer, check, indicator, instrument, leaf, rulebook, submission, table
from disclosure_attack import Attack
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gapcheck.assessment import assess
from gapcheck.disclosure import NOT_SHOWN, Published, disclose
from gapcheck.engine.reference import ReferenceEvaluator

LAW = settings(
    max_examples=500 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
ASKED = ("place", "requests", "n", "f", "nations")
BECAME = ("place", "requests", "looked_into", "found", "not_found", "n", "n_found", "n_not_found")
PERSONS = ("n", "f", "n_found", "n_not_found")


def _table(name: str, columns: tuple[str, ...]) -> Any:
    kinds: dict[str, dict[str, str]] = {
        column: {"type": "count", "persons": "true"} if column in PERSONS else {"type": "count"} for column in columns
    }
    return indicator(name, "table", columns={**kinds, "place": {"type": "text", "key": "true"}})


BOOK = rulebook(
    [
        _table("asked", ASKED), _table("became", BECAME), indicator("requests_total", "count"),
        indicator("persons_total", "count", unit="persons"), indicator("females", "count", unit="persons"),
    ],
    [instrument("one", leaf("some", {4: [{"indicator": "persons_total", "more_than": "0"}]}))],
    [
        check("requests_of_persons", at_most=["requests", "n"], each_row="asked"),
        check("nations_of_persons", at_most=["nations", "n"], each_row="asked"),
        check("females_of_persons", at_most=["f", "n"], each_row="asked"),
        check("looked_into", at_most=["looked_into", "requests"], each_row="became"),
        check("requests_part", equal=["requests", {"sum": ["found", "not_found"]}], each_row="became"),
        check("persons_part", equal=["n", {"sum": ["n_found", "n_not_found"]}], each_row="became"),
        check("same_requests", equal=[{"column": "became.requests"}, {"column": "asked.requests"}],
              each_row="became", match="asked"),
        check("same_persons", equal=[{"column": "became.n"}, {"column": "asked.n"}], each_row="became", match="asked"),
        check("requests_add_up", equal=["requests_total", {"column": "asked.requests"}]),
        check("persons_add_up", equal=["persons_total", {"column": "asked.n"}]),
        check("females_add_up", equal=["females", {"column": "asked.f"}]),
    ],
)  # fmt: skip


def _disclosed(rows: list[tuple[int, ...]]) -> tuple[Attack, Published]:
    """Disclose rows of persons, females, persons found, requests, requests that found, looked into, nations."""
    asked = [(f"P{at}", r, n, f, nations) for at, (n, f, _, r, _, _, nations) in enumerate(rows)]
    became = [(f"P{at}", r, i, c, r - c, n, g, n - g) for at, (n, _, g, r, c, i, _) in enumerate(rows)]
    answers = [
        answer("asked", table("asked", [dict(zip(ASKED, row, strict=True)) for row in asked])),
        answer("became", table("became", [dict(zip(BECAME, row, strict=True)) for row in became])),
        answer("requests_total", Fraction(sum(row[3] for row in rows))),
        answer("persons_total", Fraction(sum(row[0] for row in rows))),
        answer("females", Fraction(sum(row[1] for row in rows))),
    ]
    whole = [assess(submission(answers), BOOK, evaluators=(ReferenceEvaluator(),))]
    shown = disclose(whole, BOOK)
    return Attack(whole, shown.assessments, BOOK), shown


@st.composite
def places(draw: st.DrawFn) -> list[tuple[int, ...]]:
    """Rows in which every number fits every other, as officers mostly write them; one in a while does not."""
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        n = draw(st.one_of(st.integers(0, 6), st.integers(0, 40)))
        requests = draw(st.integers(0, n)) + draw(st.sampled_from((0, 0, 0, 0, 1)))
        found = draw(st.integers(0, requests))
        parts = draw(st.integers(0, n)), draw(st.integers(0, n)), draw(st.integers(0, requests))
        rows.append((n, parts[0], parts[1], requests, found, parts[2], draw(st.integers(0, n))))
    return rows


@given(places())
@LAW
def test_no_number_that_counts_no_persons_tells_one_that_does(rows: list[tuple[int, ...]]) -> None:
    attack, shown = _disclosed(rows)
    assert attack.told(shown.exposures) == []


def test_requests_are_hidden_where_they_tell_and_totals_stay() -> None:
    rows = [(58, 24, 41, 26, 16, 18, 4), (30, 10, 19, 14, 8, 9, 3), (4, 2, 2, 3, 2, 2, 1), (22, 9, 15, 11, 6, 7, 3)]
    attack, shown = _disclosed(rows)
    assert shown.exposures == ()
    assert attack.told(()) == []
    values = {record.indicator: record.value for record in shown.assessments[0].answers}
    assert values["asked"][2]["requests"] == NOT_SHOWN  # three requests of at most as many persons
    assert (values["requests_total"], values["persons_total"], values["females"]) == (54, 114, 45)
    assert sum(cell == NOT_SHOWN for row in values["asked"] for cell in row.values()) <= 10
