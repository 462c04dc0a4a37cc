from __future__ import annotations

from fractions import Fraction

import pytest
from assessment_making import answer, check, indicator, instrument, leaf, rulebook, submission

from gapcheck.assessment import assess
from gapcheck.assessment.gates import Gates, gates_of, tripped
from gapcheck.errors import UsageError

BOOK = rulebook(
    [indicator("a", "count"), indicator("b", "count"), indicator("c", "count")],
    [
        instrument("plan", *(leaf(f"P.{name}", {4: [{"indicator": name, "at_least": "1"}]}) for name in "abc")),
        instrument("other", leaf("O.1", {4: [{"indicator": "a", "at_least": "1"}]}), applies_to=["VNM"]),
        instrument("shown", leaf("S.1", {4: [{"indicator": "a", "at_least": "1"}]}), scored="false"),
    ],
    [check("adds_up", equal=["a", "b"]), check("odd", at_most=["a", "c"], severity="warning")],
)
# One of three documented: a score of 33 1/3, coverage two of three.
RESULT = assess(submission([answer("a", Fraction(1)), answer("b", Fraction(0), "claimed")]), BOOK)
HELD = assess(submission([answer("a", Fraction(1)), answer("b", Fraction(1)), answer("c", Fraction(0))]), BOOK)


@pytest.mark.parametrize(
    ("bound", "words"),
    [
        ("0", None),
        ("66.6", None),
        ("66.7", "--min-score plan=66.7: the documented score is 66.67, below 66.7"),
        ("70", "--min-score plan=70: the documented score is 66.7, below 70"),
    ],
)
def test_a_score_gate_names_gate_number_and_bound(bound, words):
    gates = gates_of([f"plan={bound}"], None, (), BOOK)
    assert tripped(HELD, gates) == ([words] if words else [])


def test_a_number_that_rounds_to_its_bound_is_still_shown_below_it():
    (words,) = tripped(HELD, Gates({"plan": Fraction(2, 3) * 100 + Fraction(1, 10**9)}))
    assert "just below" in words
    assert "(200/3)" in words


def test_an_instrument_that_the_country_is_not_held_against_trips():
    assert tripped(HELD, gates_of(["other=0"], None, (), BOOK)) == [
        "--min-score other=0: Cambodia is not scored on other"
    ]


def test_a_coverage_gate_looks_at_every_scored_instrument():
    assert tripped(RESULT, gates_of((), "66", (), BOOK)) == []
    (words,) = tripped(RESULT, gates_of((), "80 %", (), BOOK))
    assert words == "--min-coverage 80: the coverage of plan is 66.7 %, below 80 %"


def test_contradictions_of_either_kind_or_errors_only():
    assert [found.check for found in RESULT.contradictions] == ["adds_up"]
    assert tripped(RESULT, gates_of((), None, ["contradiction", "error"], BOOK)) == [
        "--fail-on contradiction: 1 found, none allowed (adds_up)",
        "--fail-on error: 1 found, none allowed (adds_up)",
    ]
    assert [found.severity for found in HELD.contradictions] == ["warning"]
    assert tripped(HELD, gates_of((), None, ["contradiction"], BOOK)) == [
        "--fail-on contradiction: 1 found, none allowed (odd)"
    ]
    assert tripped(HELD, gates_of((), None, ["error"], BOOK)) == []


def test_all_that_cannot_be_read_is_told_at_once():
    with pytest.raises(UsageError) as caught:
        gates_of(["plam=10", "plan=ten", "plan=101", "plan=5", "plan=6", "shown=1", "plan"], "-1", (), BOOK)
    told = [str(problem) for problem in caught.value.problems]
    assert any("'plam'" in words and "Did you mean 'plan'?" in words for words in told)
    assert sum("expected INSTRUMENT=N with N from 0 to 100" in words for words in told) == 3
    assert any("plan a second time" in words for words in told)
    assert any("shown, which is shown and not scored" in words for words in told)
    assert any("--min-coverage: found '-1'" in words for words in told)
