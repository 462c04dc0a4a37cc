"""Explanations say of a leaf what the assessment decided, and of a name what it means."""

from __future__ import annotations

from fractions import Fraction

import pytest
from assessment_making import answer, check, indicator, inner, instrument, leaf, rulebook, submission, table
from assessment_strategies import LAW, Case, cases
from hypothesis import given

from gapcheck.assessment import assess
from gapcheck.assessment.explanation import CriterionExplained, LeafExplanation
from gapcheck.assessment.explanations import explain, explain_from
from gapcheck.assessment.holding import level_holds
from gapcheck.assessment.readings import READINGS
from gapcheck.assessment.standpoint import standpoint
from gapcheck.assessment.subjects import parts_of
from gapcheck.errors import UsageError
from gapcheck.report.explanation import render, render_json
from gapcheck.report.plaintext import WIDTH

NODE = {"pillar": "protection"}
EITHER = {"any": [{"indicator": "state", "is": "b"}, {"indicator": "count", "at_least": "5"}]}
BOOK = rulebook(
    [
        indicator("count", "count"),
        indicator("whole", "count"),
        indicator("share", "share", derived={"ratio": ["count", "whole"]}),
        indicator("state", "choice"),
        indicator("free", "text"),
    ],
    [
        instrument(
            "plan",
            inner(
                "P.1",
                leaf("P.1.a", {2: [{"indicator": "state", "is": "a"}], 4: [{"indicator": "share", "at_least": "75%"}]}),
                leaf("P.1.b", {4: [EITHER]}),
                combine="weakest",
            ),
            {**NODE, "id": "P.2", "clause": "2(i)", "title": {"en": "Others"}, "addressee": "un", "shows": ["free"]},
        ),
        instrument("elsewhere", leaf("E.1", {4: [{"indicator": "count", "at_least": "1"}]}), applies_to=["LAO"]),
    ],
    [check("part", at_most=["count", "whole"])],
)  # fmt: skip
SAID = submission([answer("state", "a", "claimed"), answer("whole", Fraction(8)), answer("free", "\x1b[31mRed\u202e")])


def told(name: str, **asked):
    return explain(SAID, BOOK, name, **asked)


def outcomes(explanation, name):
    what = next(held for held in explanation.subject.what_ifs if held.indicator == name)
    return {outcome.words: outcome for outcome in what.outcomes}


def moves(outcome, reading="documented"):
    return {(change.provision, change.from_, change.to) for change in outcome.levels if change.reading == reading}


@pytest.mark.usefixtures("engines")
class TestOnEachEngine:
    @LAW
    @given(cases())
    def test_the_explained_criteria_reach_the_level_that_was_decided(self, case: Case) -> None:
        at = standpoint(submission(case.answers), case.book, case.reviews)
        for name, levels in at.climbed().ladder.levels.items():
            for reading in READINGS:
                reached = 0
                for level, found in at.by_id[name].levels.items():
                    if not level_holds(found, reading):
                        break
                    reached = level
                assert reached == levels[reading], (name, reading)

    def test_a_document_would_change_levels_here_and_elsewhere(self):
        found = outcomes(told("P.1.a"), "state")
        (document,) = found.values()
        assert document.step == "document"
        assert moves(document) == {("P.1.a", 0, 2)}

    def test_an_answer_is_tried_in_every_region_that_a_share_cuts(self):
        found = outcomes(told("P.1.b"), "count")
        assert moves(found["The number 5 in count, with a document"]) == {("P.1.b", 0, 4)}
        assert "The number 6 to 8 in count, with a document" in found
        beyond = found["The number 9 or more in count, with a document"]
        assert beyond.fails
        assert not moves(beyond)

    def test_what_a_level_needs_is_told_where_a_lower_one_lacks_something(self):
        found = outcomes(told("P.1.a"), "count")["The number 6 to 8 in count, with a document"]
        assert [(held.provision, held.level) for held in found.completes] == [("P.1.a", 4), ("P.1.b", 4)]

    def test_a_rejection_costs_what_rests_on_the_answer(self):
        said = submission([answer("state", "a"), answer("whole", Fraction(8))])
        found = outcomes(explain(said, BOOK, "P.1.a"), "state")
        (rejection,) = found.values()
        assert rejection.step == "rejection"
        assert moves(rejection) == {("P.1.a", 2, 0)}


@LAW
@given(cases())
def test_everything_can_be_explained_in_80_columns(case: Case) -> None:
    at = standpoint(submission(case.answers), case.book, case.reviews)
    parts = [part for item in case.book.instruments for part in parts_of(item)]
    leaves = [part.provision.id for part in parts if part.provision.is_leaf]
    for name in [leaves[0], parts[0].provision.id, case.book.instruments[0].id, next(iter(case.book.indicators))]:
        explanation = explain_from(at, name, why_not=4 if name in leaves else None)
        assert max(map(len, render(explanation).splitlines())) <= WIDTH
        assert render_json(explanation)


@LAW
@given(cases())
def test_why_not_lists_what_does_not_hold_and_nothing_else(case: Case) -> None:
    at = standpoint(submission(case.answers), case.book, case.reviews)
    for name in list(at.climbed().ladder.levels)[:2]:
        leaf_told = explain_from(at, name, why_not=4).subject
        assert isinstance(leaf_told, LeafExplanation)
        for refused in leaf_told.why_not.readings:
            open_rungs = [rung.level for rung in leaf_told.ladder if refused.reading not in rung.holds_in]
            assert sorted({blocker.level for blocker in refused.blockers}) == open_rungs
            assert refused.reached == (not open_rungs)
            assert all(blocker.why for blocker in refused.blockers)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("P.1.a", "P.1.a"), ("p.1.A", "P.1.a"), ("PLAN", "plan"), ("2(i)", "P.2"), ("2 (i)", "P.2"), ("1.b", "P.1.b"),
        ("1", "P.1"), ("State", "state"),
    ],
)  # fmt: skip
def test_a_name_means_an_id_in_any_case_or_a_clause_or_an_end_that_one_thing_has(name, meant):
    assert told(name).about == meant


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("stat", "state"), ("", "plan"), ("P.1.c", "P.1.a"), ("x" * 100_000, "plan"), ("\x1b[31m", "plan"),
        ("E.1", "put to KHM"), ("nothing like it", "plan"),
    ],
)  # fmt: skip
def test_an_unknown_name_is_refused_with_the_nearest_ones(name, words):
    with pytest.raises(UsageError) as refused:
        told(name)
    assert words in str(refused.value)
    assert len(str(refused.value)) < 1000


def test_why_not_is_asked_of_a_leaf_only():
    for name in ("P.1", "plan", "state"):
        with pytest.raises(UsageError):
            told(name, why_not=2)


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (0, "asks for nothing"),
        (1, "declare no level 1"),
        (2, "is not reached"),
        (3, "They declare: 2, 4"),
        (4, "is not reached"),
    ],
)
def test_why_not_says_which_levels_there_are(level, words):
    assert words in told("P.1.a", why_not=level).subject.why_not.words


def test_why_not_of_a_level_that_is_reached_shows_by_what():
    said = submission([answer("state", "a")])
    refused = explain(said, BOOK, "P.1.a", why_not=2).subject.why_not
    assert "is reached" in refused.words
    (first, *_) = refused.readings
    assert [blocker.cells for blocker in first.shown_by] == [["Protection!state"]]


def test_ways_are_told_apart():
    refused = told("P.1.b", why_not=4).subject.why_not.readings[0]
    assert [blocker.way for blocker in refused.blockers] == ["way 1 of 2", "way 2 of 2"]


def test_a_leaf_addressed_to_others_shows_its_answers():
    words = render(told("P.2"))
    assert "not addressed to the state" in words
    assert "[31mRed" in words
    assert "\x1b" not in words
    assert "\u202e" not in words


def test_the_weakest_child_is_named():
    said = submission([answer("state", "a")])
    tree = explain(said, BOOK, "P.1").subject
    assert [node.id for node in tree.nodes if node.holds_down] == ["P.1.b"]
    assert "The lowest of its 2 scored items counts" in tree.words


def test_the_levels_and_scores_are_those_of_the_assessment():
    assessed = assess(SAID, BOOK).instruments[0]
    explained = told("plan").subject
    assert explained.score == assessed.score
    assert [node.score for node in explained.nodes] == [node.score for node in assessed.provisions]


def test_a_criterion_in_a_group_is_kept_in_it():
    (rung,) = told("P.1.b").subject.ladder
    (group,) = rung.criteria
    assert isinstance(group, CriterionExplained)
    assert group.kind == "any"
    assert [part.indicator for part in group.parts] == ["state", "count"]


def test_a_table_that_is_blank_is_told_as_a_range():
    book = rulebook(
        [
            indicator("rows", "table"),
            indicator("state", "choice"),
            indicator("n", "count", derived={"column": "rows.n"}),
        ],
        [
            instrument(
                "plan",
                leaf("P.1", {1: [{"indicator": "n", "at_least": "1"}], 4: [{"indicator": "state", "is": "a"}]}),
                leaf("P.2", {4: [{"indicator": "n", "at_least": "9"}]}),
            )
        ],
    )
    (what,) = explain(submission([]), book, "rows").subject.what_ifs
    assert what.untold
    assert not what.outcomes
    assert [(bound.provision, bound.level, bound.at_most) for bound in what.bounds] == [("P.1", 0, 1), ("P.2", 0, 4)]
    words = " ".join(render(explain(submission([]), book, "P.1")).split())
    assert "Here: the level stays 0 or rises, to 1 at most." in words


def test_a_question_that_no_level_uses_says_so():
    words = " ".join(render(told("free")).split())
    assert "No level of any provision looks at it." in words


def test_dates_of_the_period_are_written_out():
    book = rulebook(
        [indicator("day", "date")],
        [
            instrument(
                "plan",
                leaf(
                    "P",
                    {
                        1: [{"indicator": "day", "within_months": "6"}],
                        4: [{"indicator": "day", "during_period": "true"}],
                    },
                ),
            )
        ],
    )
    words = " ".join(render(explain(submission([]), book, "P")).split())
    assert "months before the end of the period (28 February 2022 to 31 August 2022)" in words
    assert "a date within the period of the report (1 September 2021 to 31 August 2022)" in words


def test_a_derived_figure_is_worked_out_with_its_numbers():
    said = submission([answer("count", Fraction(6)), answer("whole", Fraction(8))])
    held = explain(said, BOOK, "share").subject
    assert held.working == "6 ÷ 8 = 75 %"
    assert held.formula == "“How is count?” (Protection!count) divided by “How is whole?” (Protection!whole)"
    none = submission([answer("count", Fraction(6)), answer("whole", Fraction(0))])
    assert "the number to divide by is 0" in explain(none, BOOK, "share").subject.why


def test_a_question_with_too_many_answers_to_try_says_so():
    rows = table("rows", [{"place": f"p{number}", "n": number, "m": None, "s": None} for number in range(500)])
    book = rulebook(
        [indicator("rows", "table"), indicator("count", "count")],
        [instrument("plan", leaf("P", {4: [{"indicator": "count", "at_least": "1"}]}))],
        [check("each", each_row="rows", at_most=["n", "count"])],
    )
    (what,) = explain(submission([answer("rows", rows)]), book, "P").subject.what_ifs
    assert not what.outcomes
    assert "Too many" in what.untold
