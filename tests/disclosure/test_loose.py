"""Which tables are loose follows from the checks and derived figures of a rulebook, not from their names."""

from __future__ import annotations

from typing import Any

import pytest
from assessment_making import check, indicator, rulebook

from gapcheck.disclosure.loose import loose_tables
from gapcheck.rulebook import load_rulebook

KEYED = {"what": {"type": "text", "key": "true"}}
COUNTS = {**KEYED, "n": {"type": "count", "persons": "true"}, "m": {"type": "count", "persons": "true"}}
TWICE = indicator("twice", "table", columns=COUNTS)
OTHER = indicator("other", "table", columns=COUNTS)
BEDS = indicator("beds", "table", columns={**KEYED, "n": {"type": "count"}})
TOTAL = indicator("total", "count", unit="persons")
M = indicator("m", "count", unit="persons")
ALL = (TWICE, OTHER, BEDS, TOTAL, M)


def _loose(*checks: Any, derived: Any = None) -> set[str]:
    more = [] if derived is None else [indicator("made", "count", derived=derived)]
    return set(loose_tables(rulebook([*ALL, *more], [], checks)))


def test_the_shipped_rules_have_two() -> None:
    assert loose_tables(load_rulebook()) == {"figures_given_twice", "lists_with_number"}


def test_a_table_of_which_nothing_is_said_is_loose_if_it_counts_persons() -> None:
    assert _loose() == {"twice", "other"}


def test_a_check_of_the_rows_alone_ties_a_table_to_nothing() -> None:
    # The column m is meant, not the question of that name.
    assert _loose(check("same", equal=["n", "m"], each_row="twice")) == {"twice", "other"}


@pytest.mark.parametrize(
    "tying",
    [
        check("sum", equal=["total", {"column": "twice.n"}]),
        check("few", at_most=[{"cell": ["twice", "x", "n"]}, "total"]),
        check("row", at_most=["n", "total"], each_row="twice"),
        check("rows", at_most=[{"rows": "twice"}, "total"]),
    ],
)
def test_a_check_with_another_question_ties_it(tying: Any) -> None:
    assert _loose(tying) == {"other"}


def test_a_check_of_two_tables_ties_both() -> None:
    both = check("match", equal=[{"column": "twice.n"}, {"column": "other.n"}], each_row="twice", match="other")
    assert _loose(both) == set()


def test_a_derived_figure_ties_what_it_is_made_of() -> None:
    assert _loose(derived={"column": "other.n"}) == {"twice"}
