"""What is called equal by proof is equal for whatever answers; and the simple cases are proven."""

from __future__ import annotations

import operator
import random
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import pytest
from assessment_making import answer, indicator
from assessment_strategies import FIGURES, Case, cases
from bench_benching import LAW, book_of, leaf_of, reached, situation
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.assessment.contradictions import checked
from gapcheck.bench.ladders import Truths, climb, key_of
from gapcheck.bench.ledgers import Ledgers
from gapcheck.bench.mutants import mutants_of
from gapcheck.bench.proofs import Proofs
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.model import NUMERIC
from gapcheck.rulebook.numbers import parse_number

SHARE = indicator("share", "share", derived={"ratio": ["part", "whole"]})
COUNTS = [indicator("part", "count"), indicator("whole", "count")]
KINDS = [indicator(kind, kind) for kind in ("choice", "choices", "yes_no", "date")]
MAYBE = indicator("maybe", "yes_no", not_applicable="true")
ALL = [*COUNTS, SHARE, *KINDS, MAYBE]


def proven(levels: dict[int, Any], book: Rulebook | None = None) -> list[str]:
    held = book or book_of(ALL, levels)
    proofs, leaf = Proofs(held), leaf_of(held)
    return [mutant.name.partition(": ")[2] for mutant in mutants_of(leaf, held) if proofs.same(leaf, mutant.levels)]


OPERATORS = {"at_least": "ge", "at_most": "le", "more_than": "gt", "less_than": "lt"}
HOW = st.sampled_from(sorted(OPERATORS))
YES = {"indicator": "yes_no", "is": "yes"}
MOST = {"indicator": "share", "at_least": "75%"}
NONE = {"indicator": "whole", "at_most": "0"}
NOT_ALL = {"indicator": "maybe", "is": "yes"}


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        # what a lower level demands, word for word
        ({2: [YES], 4: [YES, MOST]}, ["dropped", "moved to level 2"]),
        # the same, where the other criterion may drop out: then the level would be unknown
        ({2: [YES], 4: [YES, NOT_ALL]}, []),
        # no one can be at more than all of the three options
        ({4: [{"indicator": "choices", "at_least": "4"}]}, ["4 to 5", "at_least to more_than"]),
        # a count is at least 0 anyway
        ({4: [{"indicator": "part", "at_least": "0"}]}, ["0 to -1"]),
        # of one, a share is nothing or all: what the lower level lets through of it is met anyway
        (
            {2: [{"any": [{"indicator": "share", "at_least": "25%"}, NONE]}], 4: [{"any": [MOST, NONE]}]},
            ["0 to 1"],
        ),
        # told apart by a whole of one
        ({4: [{"any": [MOST, NONE]}]}, []),
        ({1: [{"indicator": "choice", "is": ["a", "b"]}], 4: [{"indicator": "choice", "is": "b"}]}, []),
    ],
)
def test_simple_cases(levels: dict[int, Any], words: list[str]) -> None:
    assert proven(levels) == words


def test_where_there_is_too_much_to_look_at_nothing_is_proven() -> None:
    many = [indicator(f"c{number}", "choice") for number in range(20)]
    levels = {2: [YES], 4: [YES, *({"indicator": item.id, "is": "a"} for item in many)]}
    assert proven(levels, book_of([*ALL, *many], levels)) == []
    dates = [{"indicator": "date", "within_months": str(number)} for number in range(1, 9)]
    assert proven({2: [YES], 4: [YES, *dates]}) == []


@LAW
@given(cases())
def test_what_is_proven_is_so_for_whatever_answers(case: Case) -> None:
    drawn = random.Random(len(case.answers))  # noqa: S311 - the same in every run
    held = [situation(_known(case)), *(situation(_drawn(case, drawn)) for _ in range(12))]
    ledgers = [checked(each.ledger(case.book))[0] for each in held]
    proofs = Proofs(case.book)
    for leaf in [node for item in case.book.instruments for node in item.walk() if node.is_leaf and node.is_scored]:
        rule = {level: leaf.levels[level] for level in sorted(leaf.levels)}
        for mutant in mutants_of(leaf, case.book):
            if proofs.same(leaf, mutant.levels):
                for ledger in ledgers:
                    truths = Truths(ledger)
                    assert climb(rule, truths) == climb(mutant.levels, truths), mutant.name


@st.composite
def ladders(draw: st.DrawFn) -> dict[int, Any]:
    """Ladders of shares, their whole and their part, with thresholds that lie near each other."""
    share = st.builds(
        lambda how, bound: {"indicator": "share", how: f"{bound}%"}, HOW, st.sampled_from((0, 25, 50, 99, 100))
    )
    count = st.builds(
        lambda name, how, bound: {"indicator": name, how: str(bound)}, st.sampled_from(("whole", "whole", "part")), HOW,
        st.integers(0, 9),
    )  # fmt: skip
    atom = st.one_of(share, count)
    group = st.builds(
        lambda key, parts: {key: parts}, st.sampled_from(("any", "all")), st.lists(atom, min_size=1, max_size=3)
    )
    return {level: draw(st.lists(st.one_of(atom, group), min_size=1, max_size=2)) for level in (1, 3, 4)}


@LAW
@given(ladders())
def test_shares_of_few_and_of_many_are_told_apart(levels: dict[int, Any]) -> None:
    held = book_of(ALL, levels)
    proofs, leaf = Proofs(held), leaf_of(held)
    equal = [mutant for mutant in mutants_of(leaf, held) if proofs.same(leaf, mutant.levels)]
    few = product((None, *range(11)), repeat=2)
    for part, whole in (*few, *product((0, 1, 23, 24, 25, 26, 49, 50, 51, 98, 99, 100), (100,))):
        for unknown in (False, True):

            def truth(test: Test, held: tuple[Any, ...] = (part, whole, unknown)) -> int:
                return _true(*held, *key_of(test))

            for mutant in equal:
                assert climb(leaf.levels, truth) == climb(mutant.levels, truth), (mutant.name, part, whole)


@cache
def _true(part: int | None, whole: int | None, unknown: bool, name: str, how: str, bound: str) -> int:
    """The truth of a criterion of these three in every reading, by plain arithmetic."""
    share = None if part is None or not whole else Fraction(part, whole)
    value = {"part": part, "whole": whole, "share": share}[name]
    return 15 * (unknown if value is None else getattr(operator, OPERATORS[how])(value, parse_number(bound)))


@LAW
@given(cases())
def test_ladders_are_climbed_as_in_an_assessment(case: Case) -> None:
    ledger, _ = Ledgers(case.book).opened(situation(_known(case)))
    truths = Truths(ledger)
    for leaf in [node for item in case.book.instruments for node in item.walk() if node.is_leaf and node.is_scored][:2]:
        ladders = [leaf.levels, *(mutant.levels for mutant in list(mutants_of(leaf, case.book))[:6])]
        for levels in ladders:
            ordered = {level: levels[level] for level in sorted(levels)}
            assert climb(ordered, truths).rungs == reached(leaf, levels, ledger)


def _known(case: Case) -> dict[str, Any]:
    return {name: said for name, said in case.answers.items() if said.status != "blank"}


def _drawn(case: Case, drawn: random.Random) -> dict[str, Any]:
    """Other answers to the same questions, mostly known, some of them not applicable."""
    answers = {}
    for item in case.book.asked():
        if item.type in NUMERIC:
            value: Any = drawn.choice([*FIGURES[item.type], Fraction(drawn.randrange(9))])
        elif item.type in ("choice", "yes_no"):
            value = drawn.choice(item.codes)
        elif item.type == "choices":
            value = drawn.choice([("a",), ("b",), ("a", "c"), ("a", "b", "c"), ("nobody",)])
        else:
            value = getattr(case.answers.get(item.id), "value", None)
        if item.not_applicable and drawn.random() < 0.3:
            answers[item.id] = answer(item.id, status="not_applicable", reason="so")
        elif value is not None and drawn.random() < 0.9:
            answers[item.id] = answer(item.id, value, drawn.choice(["documented", "claimed"]))
    return answers
