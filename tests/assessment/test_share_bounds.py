"""A share lies between 0 and 1, and a part of nothing is nothing: as the checks and as the ties of cells have it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from assessment_making import answer, check, indicator, instrument, leaf, ledger, review, rulebook, submission
from assessment_strategies import LAW
from hypothesis import example, given
from hypothesis import strategies as st

from gapcheck.assessment import assess
from gapcheck.assessment.candidates import candidates
from gapcheck.assessment.cells import NO_CHANGES, Cells, changed
from gapcheck.assessment.consistency import Contradiction
from gapcheck.assessment.contradictions import checked, run_checks
from gapcheck.assessment.disputes import disputes
from gapcheck.assessment.forming import Forming
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.tying import weave
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.expressions import Name
from gapcheck.workbook.answers import Answer

ASKED = [indicator(name, "count", not_applicable="true") for name in "abc"]
HALF: dict[str, Any] = {"ratio": ["a", "b"]}
KEY = ("share_within_bounds.share", 0)


def book(derived: Any, **more: Any) -> Rulebook:
    shares = [indicator("share", "share", derived=derived), indicator("half", "share", derived=HALF)]
    return rulebook([*ASKED, *(one for one in shares if one.id == "share" or derived == "half")], **more)


def counts(**said: int) -> list[Answer]:
    return [answer(name, Fraction(value)) for name, value in said.items()]


def found(derived: Any, *answers: Answer, **more: Any) -> list[Contradiction]:
    held = ledger(book(derived), *answers, **more)
    told = [one for one in run_checks(held).contradictions if (one.check, one.number) == KEY]
    tie = weave(held).ties.get(KEY)
    assert bool(told) == (tie is not None and tie.holds(NO_CHANGES) is False)
    return told


def test_a_part_of_none_fails_and_shows_the_part_and_the_whole() -> None:
    (one,) = found(HALF, *counts(a=5, b=0))
    assert (one.severity, one.left, one.right, one.share) == ("error", 5, 0, False)
    assert (one.left_cells, one.right_cells) == (("Protection!a",), ("Protection!b",))
    assert one.inputs == {"a", "b"}
    assert one.says["en"] == "A part of 0 can only be 0: Share."
    assert one.says["km"].startswith("ផ្នែកនៃ 0 អាចមានតែ 0")


@pytest.mark.parametrize("said", [{"a": 0, "b": 0}, {"a": 5}, {"b": 0}, {"a": 1, "b": 1}])
def test_none_of_none_fails_nothing_nor_does_what_is_not_known(said: dict[str, int]) -> None:
    assert found(HALF, *counts(**said)) == []


def test_what_is_not_applicable_is_part_of_nothing() -> None:
    derived = {"sum": [HALF, "c"]}
    blank = answer("c", status="not_applicable", reason="None here")
    approved = [review(c="not_applicable_approved")]
    assert found(derived, *counts(a=5, b=0), blank, reviews=approved) == []
    assert found(HALF, *counts(a=5, b=0)) != []


@pytest.mark.parametrize(
    ("derived", "said", "sides"),
    [
        ({"ratio": [{"difference": ["b", "a"]}, "b"]}, {"a": 5, "b": 0}, (-5, 0)),
        ({"difference": ["1", HALF]}, {"a": 5, "b": 0}, (5, 0)),
        ({"sum": ["c", HALF]}, {"a": 5, "b": 0, "c": 0}, (5, 0)),
        ({"ratio": [HALF, "c"]}, {"a": 5, "b": 0, "c": 1}, (5, 0)),
        ("half", {"a": 5, "b": 0}, (5, 0)),
        ({"ratio": ["c", HALF]}, {"a": 5, "b": 0, "c": 1}, None),  # what divides bounds nothing
        ({"ratio": [{"difference": ["a", "a"]}, "b"]}, {"a": 5, "b": 0}, None),
    ],
)
def test_a_quotient_inside_a_share_is_held_to_it_too(
    derived: Any, said: dict[str, int], sides: tuple[int, int] | None
) -> None:
    assert [(one.left, one.right) for one in found(derived, *counts(**said))] == ([sides] if sides else [])


def test_the_answers_are_contested_until_a_review_settles_them() -> None:
    ladder = {4: [{"any": [{"indicator": "share", "at_least": "75%"}, {"indicator": "b", "at_most": "0"}]}]}
    made = book(HALF, instruments=[instrument("plan", leaf("P.1", ladder))])

    def levels(**decided: Any) -> tuple[list[str], tuple[int, ...]]:
        reviews = [review(**decided)] if decided else []
        result = assess(submission(counts(a=5, b=0)), made, reviews)
        (node,) = result.instruments[0].provisions
        told = node.levels
        return (
            [one.indicator for one in result.answers if one.contested],
            (told.verified, told.documented, told.claimed, told.possible),
        )

    assert levels() == (["a", "b"], (0, 0, 4, 4))
    assert levels(b="accepted") == (["a"], (4, 4, 4, 4))
    assert levels(a="rejected") == ([], (0, 4, 4, 4))
    assert levels(a=("corrected", Fraction(0))) == ([], (0, 4, 4, 4))


def test_either_cell_alone_settles_it() -> None:
    held = ledger(book(HALF), *counts(a=5, b=0))
    (one,) = disputes(held, run_checks(held).contradictions)
    changes = [(c.cell.indicator, c.value.number, c.value.least, c.value.most) for r in one.repairs for c in r.changes]
    assert sorted(changes) == [("a", 0, 0, 0), ("b", 5, 5, None)]
    assert one.outcome == "one_cell"


def test_what_an_answer_would_do_is_asked_on_both_sides_of_none() -> None:
    item = ASKED[0]
    spans = [one.stands for one in candidates(item, ledger(book(HALF), *counts(b=0)))]
    assert [(span.least, span.most) for span in spans] == [(0, 0), (1, None)]


NAMES = st.sampled_from(("a", "b", "c", "1"))
EXPRESSIONS = st.recursive(
    NAMES,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"ratio": st.tuples(inner, inner).map(list)}),
        st.fixed_dictionaries({"difference": st.tuples(inner, inner).map(list)}),
        st.fixed_dictionaries({"sum": st.lists(inner, min_size=1, max_size=3)}),
    ),
    max_leaves=5,
)
FEW = st.integers(0, 3)


def fails(held: Ledger) -> bool:
    return any((one.check, one.number) == KEY for one in run_checks(held).contradictions)


@LAW
@given(EXPRESSIONS, FEW, FEW, FEW)
@example({"difference": [{"difference": ["a", "a"]}, "1"]}, 0, 0, 0)
@example({"ratio": [{"ratio": ["a", "b"]}, {"ratio": ["a", "b"]}]}, 0, 0, 0)
@example({"difference": [{"ratio": ["b", "a"]}, {"ratio": ["b", "a"]}]}, 0, 0, 0)
def test_checks_and_ties_agree_and_turn_only_where_the_tie_says(derived: Any, a: int, b: int, c: int) -> None:
    held = ledger(book(derived), *counts(a=a, b=b, c=c))
    tie = weave(held).ties.get(KEY)
    if tie is None:  # no share that is known, or one that is the same whatever the cells hold, as a less a is
        form = Forming(held, Cells(held)).form(Name(name="share"))
        assert not fails(held) if form is None else not form.cells
        return
    assert fails(held) == (tie.holds(NO_CHANGES) is False)
    for cell in sorted(tie.cells, key=lambda cell: cell.order):
        points = tie.turning_points(cell, NO_CHANGES)
        was: bool | None = None
        for half in range(13):
            value = Fraction(half, 2)
            failed = tie.holds({cell: value}) is False
            if half % 2 == 0:
                assert fails(changed(held, {cell: value})) == failed
            if points is not None and was is not None and was != failed:
                assert any(value - Fraction(1, 2) <= point <= value for point in points)
            was = failed


@LAW
@given(EXPRESSIONS, FEW, FEW)
@example({"sum": [{"ratio": ["a", "b"]}, {"ratio": ["b", "b"]}]}, 0, 0)
def test_every_answer_comes_out_as_a_candidate_for_it(derived: Any, b: int, c: int) -> None:
    """Of all whole numbers, each contradicts the others just as the candidate does that stands for it."""
    known = counts(b=b, c=c)
    made = book(derived, checks=[check("low", at_most=["a", "5"])])
    for one in candidates(ASKED[0], ledger(made, *known)):
        span = one.stands
        most = span.least + 4 if span.most is None else span.most
        for value in range(int(span.least), min(int(most), int(span.least) + 6) + 1):
            outcomes = [
                checked(ledger(made, *known, answer("a", Fraction(number))))[1].contradictions
                for number in (value, span.tried)
            ]
            assert len({frozenset(each.check for each in outcome) for outcome in outcomes}) == 1
