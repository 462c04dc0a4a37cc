from __future__ import annotations

import pytest
from assessment_making import answer, indicator, ledger, review, rulebook

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


@pytest.mark.parametrize("status", ["blank", "not_known", "not_available", "confidential", "not_applicable"])
def test_what_is_no_answer_counts_nowhere(status: str) -> None:
    held = ledger(BOOK, answer("fund", status=status))
    assert not any(held.counts("fund", reading) for reading in READINGS)


def test_contesting_again_starts_afresh() -> None:
    held = ledger(BOOK, answer("fund", "yes")).contest(["fund"]).contest([])
    assert held.contested == frozenset()
