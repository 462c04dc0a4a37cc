from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from assessment_making import answer, dated, indicator, instrument, leaf, ledger, review, rulebook

from gapcheck.assessment.readings import READINGS
from gapcheck.assessment.trees import look_at
from gapcheck.assessment.truths import Finding, months_before

BOOK = rulebook(
    [
        indicator("law", "choice"),
        indicator("groups", "choices"),
        indicator("day", "date"),
        indicator("a", "count"),
        indicator("b", "count", not_applicable="true"),
        indicator("share", "share", derived={"ratio": ["a", "b"]}),
    ]
)


def of(criterion: dict[str, Any], *answers: Any, reviews: Any = (), contested: Any = ()) -> Finding:
    (provision,) = instrument("i", leaf("P", {4: [criterion]})).provisions
    found = look_at(provision, ledger(BOOK, *answers, reviews=reviews).contest(contested)).levels[4][0]
    assert isinstance(found, Finding)
    return found


@pytest.mark.parametrize(
    ("operator", "value", "truth"),
    [
        ({"is": "a"}, "a", "met"), ({"is": ["a", "b"]}, "b", "met"), ({"is": "a"}, "b", "not_met"),
        ({"is_not": "a"}, "b", "met"), ({"is_not": ["a", "b"]}, "b", "not_met"),
    ],
)  # fmt: skip
def test_a_choice(operator: dict[str, Any], value: str, truth: str) -> None:
    assert of({"indicator": "law", **operator}, answer("law", value)).truth == truth


@pytest.mark.parametrize(
    ("operator", "chosen", "truth"),
    [
        ({"includes": ["a", "b"]}, ("a", "b", "c"), "met"), ({"includes": ["a", "b"]}, ("a", "c"), "not_met"),
        ({"includes_any": ["a", "b"]}, ("b", "c"), "met"), ({"includes_any": ["a", "b"]}, ("c",), "not_met"),
        ({"includes": "nobody"}, ("nobody",), "met"), ({"at_least": "1"}, ("nobody",), "not_met"),
        ({"at_most": "0"}, ("nobody",), "met"), ({"at_least": "2"}, ("a", "b"), "met"),
        ({"more_than": "2"}, ("a", "b"), "not_met"), ({"at_least": "2"}, ("a", "a"), "not_met"),
    ],
)  # fmt: skip
def test_choices(operator: dict[str, Any], chosen: tuple[str, ...], truth: str) -> None:
    assert of({"indicator": "groups", **operator}, answer("groups", chosen)).truth == truth


@pytest.mark.parametrize(
    ("value", "after", "before", "during", "end", "within"),
    [
        # on or after, and before, 15 June 2022; the period is 1 September 2021 to 31 August 2022; within 6 months
        ("2022-06-15", "met", "not_met", "met", "met", "met"),
        ("2022-06-14", "not_met", "met", "met", "met", "met"),
        ("2022-06", "unknown", "unknown", "met", "met", "met"),
        ("2022", "unknown", "unknown", "unknown", "unknown", "unknown"),
        ("2021", "not_met", "met", "unknown", "met", "not_met"),
        ("2021-09-01", "not_met", "met", "met", "met", "not_met"),
        ("2021-08-31", "not_met", "met", "not_met", "met", "not_met"),
        ("2022-08-31", "met", "not_met", "met", "met", "met"),
        ("2022-09-01", "met", "not_met", "not_met", "not_met", "not_met"),
        ("2022-02-28", "not_met", "met", "met", "met", "met"),
        ("2022-02-27", "not_met", "met", "met", "met", "not_met"),
        ("2022-02", "not_met", "met", "met", "met", "unknown"),
        ("2023", "met", "not_met", "not_met", "not_met", "not_met"),
    ],
)
def test_dates(value: str, after: str, before: str, during: str, end: str, within: str) -> None:
    said = answer("day", dated(value))
    operators = [
        {"on_or_after": "2022-06-15"}, {"before": "2022-06-15"}, {"during_period": "true"}, {"by_period_end": "true"},
        {"within_months": "6"},
    ]  # fmt: skip
    assert [of({"indicator": "day", **one}, said).truth for one in operators] == [after, before, during, end, within]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2022-08-31", 6, "2022-02-28"), ("2024-08-31", 6, "2024-02-29"), ("2022-02-28", 6, "2021-08-28"),
        ("2022-12-31", 12, "2021-12-31"), ("2024-02-29", 12, "2023-02-28"), ("2022-01-31", 1, "2021-12-31"),
        ("2022-03-31", 1, "2022-02-28"), ("2022-05-31", 1, "2022-04-30"), ("2000-03-31", 1, "2000-02-29"),
    ],
)  # fmt: skip
def test_months_before_a_day_are_clipped(day: str, months: int, expected: str) -> None:
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(expected)


def test_months_before_the_first_year() -> None:
    assert months_before(date(50, 6, 15), 1200) == date.min


def test_a_ratio_by_zero_is_unknown_and_counts_nowhere() -> None:
    found = of({"indicator": "share", "at_least": "0%"}, answer("a", Fraction(0)), answer("b", Fraction(0)))
    assert (found.truth, found.why, found.counts_in) == ("unknown", "there was none to count", ())


def test_a_derived_value_counts_where_all_its_inputs_do_with_the_lowest_grade() -> None:
    answers = answer("a", Fraction(3), "documented"), answer("b", Fraction(4), "claimed")
    criterion = {"indicator": "share", "at_least": "75%"}
    found = of(criterion, *answers)
    assert (found.truth, found.counts_in, found.grade) == ("met", ("claimed", "possible"), "claimed")
    found = of(criterion, *answers, reviews=[review(b="accepted")])
    assert (found.counts_in, found.grade) == (READINGS[1:], "documented")
    assert of(criterion, *answers, contested=["a"]).counts_in == ("claimed",)


def test_a_derived_value_is_not_applicable_if_any_input_is() -> None:
    said = answer("b", status="not_applicable", reason="None here")
    criterion = {"indicator": "share", "at_least": "75%"}
    assert of(criterion, said, reviews=[review(b="not_applicable_approved")]).truth == "not_applicable"
    assert of(criterion, said).truth == "unknown"
