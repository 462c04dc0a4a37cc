"""What differs between two rulebooks: each kind of change by itself, and the laws."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from assessment_making import METHOD, check, indicator, inner, instrument, leaf, rulebook
from assessment_strategies import LAW, cases
from hypothesis import given

from gapcheck.bench.differences import Change, differences

A = [indicator("a", "count"), indicator("b", "count"), indicator("c", "choice"), indicator("d", "yes_no")]
LADDER = {1: [{"indicator": "c", "is": ["a", "b"]}], 4: [{"indicator": "a", "at_least": "3"}]}


def book(ladder=LADDER, indicators=A, checks=(), **more):
    """A rulebook with one instrument of two leaves, the second of which is always the same."""
    nodes = [leaf("P.1", ladder, **more), leaf("P.2", LADDER)]
    return rulebook(indicators, [instrument("plan", *nodes)], checks)


def said(old, new):
    return [change.explain() for change in differences(old, new)]


@pytest.mark.parametrize(
    ("ladder", "words"),
    [
        ({**LADDER, 4: [{"indicator": "a", "at_least": "4"}]}, "level 4, a at least: threshold: 3 -> 4."),
        ({**LADDER, 4: [{"indicator": "a", "at_most": "3"}]}, "level 4, a: operator: at least 3 -> at most 3."),
        ({**LADDER, 1: [{"indicator": "c", "is": "a"}]}, "level 1, c is: codes: a or b -> a."),
        (
            {2: LADDER[1], 4: LADDER[4]},
            "c is a or b: criterion moved: level 1 -> level 2.",
        ),
        (
            {**LADDER, 4: [*LADDER[4], {"indicator": "d", "is": "yes"}]},
            "level 4: criterion added: d is yes.",
        ),
        ({**LADDER, 4: [{"indicator": "b", "at_least": "3"}]}, "level 4: criterion removed: a at least 3."),
        ({**LADDER, 2: [{"indicator": "d", "is": "yes"}]}, "level 2: level added: d is yes."),
        ({4: LADDER[4]}, "level 1: level removed: c is a or b."),
    ],
)
def test_each_change_of_a_ladder_is_named(ladder, words):
    changes = differences(book(), book(ladder))
    assert f"provision P.1, {words}" in [change.explain() for change in changes]
    assert all(change.affects_scores and change.id == "P.1" for change in changes)


def test_a_change_inside_a_group_is_told_inside_it():
    def grouped(sign, bound):
        parts = [{"indicator": "a", "at_least": bound}, {"indicator": "d", "is": "yes"}]
        return book({4: [{sign: parts}]})

    assert said(grouped("any", "1"), grouped("any", "2")) == [
        "provision P.1, level 4, in any, a at least: threshold: 1 -> 2."
    ]
    assert said(grouped("any", "1"), grouped("all", "1")) == [
        "provision P.1, level 4: any and all: any of (a at least 1; d is yes) -> all of (a at least 1; d is yes)."
    ]


def test_the_same_threshold_written_otherwise_is_no_change():
    old = book({4: [{"indicator": "a", "at_least": "3"}, {"indicator": "c", "is": ["a", "b"]}]})
    new = book({4: [{"indicator": "c", "is": ["b", "a"]}, {"indicator": "a", "at_least": "3.0"}]})
    assert differences(old, new) == []


def test_words_are_told_apart():
    gap = {"gap": {"en": "More are needed"}}
    [change] = differences(book(), book({**LADDER, 4: [{"indicator": "a", "at_least": "3", **gap}]}))
    assert (change.kind, change.only_words, change.affects_scores) == ("words", True, False)
    [change] = differences(book(), book(title={"en": "Another title"}))
    assert change.explain() == "provision P.1, title (en): words: P.1 -> Another title."


@pytest.mark.parametrize(
    ("more", "kind", "old", "new"),
    [
        ({"weight": "2"}, "weight", "1", "2"),
        ({"scored": "false"}, "scored", "yes", "no"),
        ({"pillar": "prevention"}, "pillar", "protection", "prevention"),
        ({"clause": "1a"}, "clause", "1", "1a"),
        ({"lineage": ["P-2019"]}, "lineage", None, "P-2019"),
    ],
)
def test_each_change_of_a_provision_is_named(more, kind, old, new):
    [change] = differences(book(), book(**more))
    assert (change.kind, change.old, change.new) == (kind, old, new)


def test_what_is_handed_down_is_told_once():
    def tree(**more):
        return rulebook(A, [instrument("plan", inner("P", leaf("P.1", LADDER), leaf("P.2", LADDER), **more))])

    assert said(tree(), tree(scored="false")) == ["provision P: scored: yes -> no."]
    assert said(tree(combine="mean"), tree(combine="weakest")) == ["provision P: combine: mean -> weakest."]


def test_indicators_checks_and_method():
    old = book(
        indicators=[*A, indicator("sum", "count", derived={"sum": ["a", "b"]})], checks=[check("x", equal=["a", "b"])]
    )
    new = book(
        indicators=[*A, indicator("sum", "count", derived={"difference": ["a", "b"]})],
        checks=[check("x", at_most=["a", "b"])],
    )
    assert said(old, new) == ["indicator sum: derived: a + b -> a - b.", "check x: rule: a = b -> a <= b."]
    stricter = replace(old, method=METHOD.model_copy(update={"coverage_threshold": METHOD.coverage_threshold + 0}))
    assert differences(old, stricter) == []
    options = [indicator("a", "count"), indicator("b", "amount"), *A[2:]]
    assert "indicator b: type: count -> amount." in said(book(), book(indicators=options))


def test_a_renamed_id_is_hinted_at():
    changes = differences(book(), book(indicators=[*A[:3], A[3].model_copy(update={"id": "e"})]))
    assert [change.hint for change in changes] == [
        "Perhaps renamed to e, which says the same.",
        "Perhaps renamed from d, which says the same.",
    ]


def seen(changes):
    """Changes as they can be compared from both sides: a part may name the new rule, and places are one side's."""
    return Counter((change.kind, change.about, change.id, change.old, change.new) for change in changes)


@given(case=cases())
@LAW
def test_a_rulebook_does_not_differ_from_itself(case):
    assert differences(case.book, case.book) == []


@given(one=cases(), other=cases())
@LAW
def test_seen_from_the_other_side_every_change_is_mirrored(one, other):
    there = differences(one.book, other.book)
    assert seen(map(Change.reversed, there)) == seen(differences(other.book, one.book))
