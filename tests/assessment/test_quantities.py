from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from assessment_making import answer, check, indicator, ledger, review, rulebook, table

from gapcheck.assessment.quantities import Quantity, quantity, same_key
from gapcheck.rulebook.operands import compare

BOOK = rulebook(
    [
        indicator("a", "count"),
        indicator("b", "count"),
        indicator("n", "count", not_applicable="true"),
        indicator("t", "table"),
        indicator("half", "share", derived={"ratio": ["a", "b"]}),
        indicator("twice", "share", derived={"sum": ["half", "half"]}),
    ]
)
TWO, THREE = answer("a", Fraction(2)), answer("b", Fraction(3))
ROWS = [{"place": "North", "n": 2, "m": None, "s": Fraction(1, 2)}, {"place": "South", "n": 3, "m": 1, "s": None}]


def of(expression: Any, *answers: Any, **more: Any) -> Quantity:
    said = check("c", at_most=[expression, "0"]).at_most
    assert said is not None
    return quantity(said[0], ledger(BOOK, *answers, **more))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("7", 7),
        ("0.5", "1/2"),
        ("75%", "3/4"),
        ("a", 2),
        ("provinces", 25),
        ("half", "2/3"),
        ("twice", "4/3"),
        ({"sum": ["a", "b", "1"]}, 6),
        ({"difference": ["a", "b"]}, -1),
        ({"ratio": ["a", {"sum": ["b", "b"]}]}, "1/3"),
        ({"column": "t.n"}, 5),
        ({"rows": "t"}, 2),
        ({"rows": "t", "where": {"column": "n", "more_than": "2"}}, 1),
        ({"rows": "t", "where": {"column": "n", "at_least": "2"}}, 2),
        ({"cell": ["t", " NORTH ", "n"]}, 2),
    ],
)
def test_what_is_known(expression: Any, expected: Any) -> None:
    assert of(expression, TWO, THREE, answer("t", table("t", ROWS))).value == Fraction(expected)


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("missing_fact", "no fact"),
        ({"column": "t.m"}, "blank"),
        ({"column": "t.s"}, "blank"),
        ({"rows": "t", "where": {"column": "m", "at_most": "9"}}, "blank"),
        ({"cell": ["t", "North", "m"]}, "blank"),
        ({"cell": ["t", "East", "n"]}, "no row"),
        ({"ratio": ["a", "0"]}, "there was none to count"),
        ({"sum": ["a", "n"]}, "blank"),
    ],
)
def test_what_is_unknown_and_why(expression: Any, why: str) -> None:
    found = of(expression, TWO, answer("t", table("t", ROWS)))
    assert (found.state, found.value) == ("unknown", None)
    assert why in found.why


def test_a_blank_table_is_unknown_and_an_empty_one_is_zero() -> None:
    for expression in ({"column": "t.n"}, {"rows": "t"}, {"rows": "t", "where": {"column": "n", "at_least": "0"}}):
        assert of(expression).state == "unknown"
        assert of(expression, answer("t", table("t", []))).value == 0


def test_not_applicable_passes_through_even_beside_a_blank() -> None:
    said = answer("n", status="not_applicable", reason="None here")
    reviews = [review(n="not_applicable_approved")]
    for expression in ("n", {"sum": ["a", "n"]}, {"ratio": ["n", "0"]}, {"difference": ["b", {"sum": ["n", "1"]}]}):
        assert of(expression, said, reviews=reviews).state == "not_applicable"
        assert of(expression, said).state == "unknown"


def test_inputs_are_the_questions_and_cells_where_they_are_answered() -> None:
    found = of("twice", TWO, THREE)
    assert found.inputs == {"a", "b"}
    assert found.cells == ("Protection!a", "Protection!b")
    assert of("provinces").inputs == frozenset()
    assert of({"column": "t.n"}, answer("t", table("t", ROWS))).cells == ("t!n4", "t!n5")


def test_a_fact_of_another_country_is_not_taken() -> None:
    assert of("provinces", country="LAO").state == "unknown"


def test_keys_are_compared_without_case_and_spaces() -> None:
    assert same_key("  Phnom   PENH ") == same_key("phnom penh") != same_key("Phnompenh")


@pytest.mark.parametrize(
    ("operator", "below", "at", "above"),
    [("at_least", 0, 1, 1), ("at_most", 1, 1, 0), ("more_than", 0, 0, 1), ("less_than", 1, 0, 0)],
)
def test_at_a_bound_and_beside_it(operator: str, below: bool, at: bool, above: bool) -> None:
    bound, little = Fraction(3, 4), Fraction(1, 10**9)
    assert [compare(bound + by, operator, bound) for by in (-little, 0, little)] == [below, at, above]
