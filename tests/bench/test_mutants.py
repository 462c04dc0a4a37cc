"""Every mutant of small ladders, by name."""

from __future__ import annotations

from typing import Any

import pytest
from assessment_making import indicator
from bench_benching import book_of, leaf_of

from gapcheck.bench.mutants import mutants_of
from gapcheck.rulebook import Rulebook, provisions
from gapcheck.rulebook.criteria import Test

KINDS = ("count", "amount", "share", "choice", "choices", "yes_no", "date")
INDICATORS = [indicator(kind, kind) for kind in KINDS]


def book(levels: dict[int, Any]) -> Rulebook:
    return book_of(INDICATORS, levels)


def named(levels: dict[int, Any]) -> list[str]:
    held = book(levels)
    return [mutant.name.removeprefix("L ") for mutant in mutants_of(leaf_of(held), held)]


@pytest.mark.parametrize(
    ("criterion", "words"),
    [
        ({"indicator": "share", "at_least": "75%"}, ["75% to 74%", "75% to 76%", "at_least to more_than"]),
        ({"indicator": "share", "more_than": "0%"}, ["0% to 1%", "more_than to at_least"]),
        ({"indicator": "share", "at_least": "100%"}, ["100% to 99%", "at_least to more_than"]),
        ({"indicator": "share", "at_most": "99.5%"}, ["99.5% to 98.5%", "at_most to less_than"]),
        ({"indicator": "share", "less_than": "0.5"}, ["0.5 to 49%", "0.5 to 51%", "less_than to at_most"]),
        ({"indicator": "count", "at_least": "3"}, ["3 to 2", "3 to 4", "at_least to more_than"]),
        ({"indicator": "count", "at_most": "0"}, ["0 to -1", "0 to 1", "at_most to less_than"]),
        ({"indicator": "amount", "more_than": "0.5"}, ["0.5 to -0.5", "0.5 to 1.5", "more_than to at_least"]),
        ({"indicator": "choices", "at_least": "2"}, ["2 to 1", "2 to 3", "at_least to more_than"]),
        ({"indicator": "choices", "includes": ["a", "b"]}, ["without a", "without b"]),
        ({"indicator": "choices", "includes_any": ["a", "b", "c"]}, ["without a", "without b", "without c"]),
        ({"indicator": "choice", "is": ["a", "b"]}, ["without a", "without b"]),
        ({"indicator": "choice", "is": "a"}, []),
        ({"indicator": "yes_no", "is": "yes"}, []),
        ({"indicator": "date", "within_months": "12"}, ["12 to 11", "12 to 13"]),
        ({"indicator": "date", "within_months": "1"}, ["1 to 2"]),
        ({"indicator": "date", "before": "2024-03-01"}, ["2024-03-01 to 2024-02-29", "2024-03-01 to 2024-03-02"]),
        ({"indicator": "date", "during_period": "true"}, []),
    ],
)
def test_one_criterion(criterion: dict[str, Any], words: list[str]) -> None:
    assert named({4: [criterion]}) == [f"level 4, criterion 1: {word}" for word in words]


def test_criteria_are_dropped_and_moved_but_no_level_is_left_empty() -> None:
    yes, plan, adopted = ({"indicator": "yes_no", "is": "yes"}, *({"indicator": "choice", "is": code} for code in "ab"))
    assert named({1: [plan], 3: [yes, adopted], 4: [yes]}) == [
        "level 3, criterion 1: dropped",
        "level 3, criterion 1: moved to level 1",
        "level 3, criterion 1: moved to level 4",
        "level 3, criterion 2: dropped",
        "level 3, criterion 2: moved to level 1",
        "level 3, criterion 2: moved to level 4",
    ]


def test_groups_are_swapped_and_their_parts_dropped_and_altered() -> None:
    yes, none = {"indicator": "yes_no", "is": "yes"}, {"indicator": "count", "at_most": "0"}
    inner = {"all": [none, {"indicator": "choice", "is": ["a", "b"]}]}
    assert named({4: [{"any": [yes, inner]}]}) == [
        "level 4, criterion 1: any to all",
        "level 4, criterion 1.1: dropped",
        "level 4, criterion 1.2: all to any",
        "level 4, criterion 1.2.1: 0 to -1",
        "level 4, criterion 1.2.1: 0 to 1",
        "level 4, criterion 1.2.1: at_most to less_than",
        "level 4, criterion 1.2.1: dropped",
        "level 4, criterion 1.2.2: without a",
        "level 4, criterion 1.2.2: without b",
        "level 4, criterion 1.2.2: dropped",
        "level 4, criterion 1.2: dropped",
    ]


def test_a_group_of_one_is_neither_swapped_nor_emptied() -> None:
    assert named({4: [{"any": [{"indicator": "yes_no", "is": "yes"}]}]}) == []


def test_a_mutant_differs_in_the_one_place_that_its_name_says() -> None:
    levels = {2: [{"indicator": "count", "at_least": "1"}], 4: [{"indicator": "share", "at_least": "75%"}]}
    held = book(levels)
    by_name = {mutant.name: mutant for mutant in mutants_of(leaf_of(held), held)}
    mutant = by_name["L level 4, criterion 1: 75% to 76%"]
    assert list(mutant.levels) == [2, 4]
    assert mutant.levels[2] == leaf_of(held).levels[2]
    assert list(provisions.tests_in(mutant.levels[4])) == [
        Test.model_validate({"indicator": "share", "at_least": "76%"})
    ]
    assert mutant.at == "L level 4/0"


def test_names_are_unique_and_do_not_hang_on_the_order_of_a_file() -> None:
    one, two = {"indicator": "count", "at_least": "1"}, {"indicator": "share", "at_least": "75%"}
    assert sorted(named({2: [one], 4: [two]})) == sorted(named({4: [two], 2: [one]}))
    names = named({2: [one, one], 4: [two, {"any": [one, two]}]})
    assert len(set(names)) == len(names)
