"""What a condition means, said once for both evaluators."""

from __future__ import annotations

import pytest

from gapcheck.engine.conditions import AllOf, AnyOf, Atom, Condition, Evaluator, Rule
from gapcheck.errors import EngineError

A, B, C, D = (Atom(index) for index in range(4))


@pytest.mark.parametrize(
    ("condition", "vector", "holds"),
    [
        (A, "1000", True),
        (A, "0111", False),
        (AllOf((A,)), "1000", True),
        (AnyOf((A,)), "0000", False),
        (AllOf((A, B)), "1100", True),
        (AllOf((A, B)), "1000", False),
        (AnyOf((A, B)), "0100", True),
        (AnyOf((A, B)), "0011", False),
        (AllOf((A, A, A)), "1000", True),
        (AnyOf((A, A, A)), "1000", True),
        (AllOf((A, AnyOf((B, C)))), "1010", True),
        (AllOf((A, AnyOf((B, C)))), "1001", False),
        (AnyOf((A, AllOf((B, C)))), "0110", True),
        (AnyOf((A, AllOf((B, C)))), "0101", False),
        (AllOf((AnyOf((A, B)), AnyOf((A, C)))), "1000", True),
        (AllOf((AnyOf((A, B)), AnyOf((C, D)))), "1100", False),
        (AllOf((AnyOf((A, B)), AnyOf((C, D)))), "1111", True),
        (AnyOf((AllOf((A, B)), AllOf((A, C)), AllOf((A, D)))), "1001", True),
        (AnyOf((AnyOf((AnyOf((A,)),)),)), "1000", True),
    ],
)
def test_means(evaluator: Evaluator, condition: Condition, vector: str, holds: bool) -> None:
    truths = [truth == "1" for truth in vector]
    assert evaluator.evaluate([Rule("r", condition)], [truths]) == [frozenset("r" if holds else "")]


def test_each_vector_is_decided_by_itself(evaluator: Evaluator) -> None:
    rules = [Rule("a", A), Rule("both", AllOf((A, B)))]
    vectors = [(True, True), (False, True), (True, False), (True, True)]
    both, alone = frozenset({"a", "both"}), frozenset({"a"})
    assert evaluator.evaluate(rules, vectors) == [both, frozenset(), alone, both]


def test_no_rules(evaluator: Evaluator) -> None:
    assert evaluator.evaluate([], [[], [True]]) == [frozenset(), frozenset()]


def test_no_vectors(evaluator: Evaluator) -> None:
    assert evaluator.evaluate([Rule("r", A)], []) == []


def test_neither(evaluator: Evaluator) -> None:
    assert evaluator.evaluate([], []) == []


def test_atoms_no_rule_asks_about_do_not_matter(evaluator: Evaluator) -> None:
    assert evaluator.evaluate([Rule("r", B)], [[False, True] + [True] * 1000]) == [frozenset({"r"})]


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "$and",
        "$or",
        "id",
        "sid",
        "s",
        "r0",
        "a0",
        "m",
        'quo"te',
        "back\\slash",
        "{0}",
        "%s",
        "a\nb",
        "\0",
        "ប្រទេស",
        "😀",
        "\udcff",
        "n" * 100_000,
        "id-2.1/level:full#α",
    ],
    ids=ascii,
)
def test_a_rule_may_have_any_id(evaluator: Evaluator, name: str) -> None:
    rules = [Rule(name, A), Rule(f"{name} too", B), Rule(f"not {name}", C)]
    assert evaluator.evaluate(rules, [[True, True, False]]) == [frozenset({name, f"{name} too"})]


@pytest.mark.parametrize(
    ("rules", "vectors", "said"),
    [
        ([Rule("twice", A), Rule("twice", B)], [[True] * 4], "twice: found 2 rules with this id"),
        ([Rule("hollow", AllOf((A, AnyOf(()))))], [[True] * 4], "hollow: found an empty group"),
        ([Rule("hollow", AllOf(()))], [], "hollow: found an empty group"),
        ([Rule("below", Atom(-1))], [[True] * 4], "below: found an empty group or a negative atom"),
        ([Rule("r", D)], [[True] * 4, [True] * 3], "vector 2: found 3 truths; expected at least 4"),
    ],
)
def test_refuses_what_is_no_question(
    evaluator: Evaluator, rules: list[Rule], vectors: list[list[bool]], said: str
) -> None:
    with pytest.raises(EngineError, match=said) as caught:
        evaluator.evaluate(rules, vectors)
    assert caught.value.exit_code == 5


def test_names_all_that_is_wrong_at_once(evaluator: Evaluator) -> None:
    with pytest.raises(EngineError) as caught:
        evaluator.evaluate([Rule("r", D), Rule("r", AnyOf(()))], [[], []])
    assert len(caught.value.problems) == 4


def test_a_very_deep_tree(evaluator: Evaluator) -> None:
    condition: Condition = A
    for depth in range(100):
        condition = (AllOf((condition, B)), AnyOf((condition, C)))[depth % 2]
    rules = [Rule("r", condition)]
    assert evaluator.evaluate(rules, [(1, 1, 0), (1, 0, 0), (0, 0, 1), (0, 1, 1)]) == [
        frozenset({"r"}),
        frozenset(),
        frozenset({"r"}),
        frozenset({"r"}),
    ]
