from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from assessment_making import answer, indicator, ledger, review, rulebook

from gapcheck.assessment.quantities import named
from gapcheck.assessment.readings import READINGS

BOOK = rulebook([indicator("fund", "yes_no")])


@pytest.mark.parametrize(
    ("grade", "verdict", "contested", "expected"),
    [
        ("claimed", None, False, {"claimed", "possible"}),
        ("documented", None, False, {"documented", "claimed", "possible"}),
        ("claimed", "accepted", False, set(READINGS)),
        ("claimed", None, True, {"claimed"}),
        ("documented", None, True, {"claimed"}),
        ("documented", "rejected", False, set()),
    ],
)
def test_in_which_readings_an_answer_counts(
    grade: str, verdict: str | None, contested: bool, expected: set[str]
) -> None:
    reviews = [review(fund=verdict)] if verdict else []
    held = ledger(BOOK, answer("fund", "yes", grade), reviews=reviews).contest(["fund"] if contested else [])
    assert {reading for reading in READINGS if held.counts("fund", reading)} == expected
    assert held.counting("fund") == tuple(reading for reading in READINGS if reading in expected)


@pytest.mark.parametrize("status", ["blank", "not_known", "not_available", "confidential", "not_applicable"])
def test_what_is_no_answer_counts_nowhere(status: str) -> None:
    held = ledger(BOOK, answer("fund", status=status))
    assert not any(held.counts("fund", reading) for reading in READINGS)


def test_contesting_again_starts_afresh() -> None:
    held = ledger(BOOK, answer("fund", "yes")).contest(["fund"]).contest([])
    assert held.contested == frozenset()


def test_figures_are_kept_whatever_is_contested_and_not_for_other_answers() -> None:
    book = rulebook([indicator("a", "count"), indicator("twice", "count", derived={"sum": ["a", "a"]})])
    held = ledger(book, answer("a", Fraction(3)))
    contested = held.contest(["a"])
    assert named("twice", contested) is named("twice", held)
    assert named("twice", replace(held, entries=ledger(book, answer("a", Fraction(4))).entries)).value == 8
