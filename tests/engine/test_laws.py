"""What holds for every question, whoever answers it."""

from __future__ import annotations

import random

from engine_strategies import LAW, Question, conditions, questions, vector
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.engine.conditions import Condition, Evaluator, Rule
from gapcheck.engine.durable import DurableEvaluator
from gapcheck.engine.reference import ReferenceEvaluator


@LAW
@given(questions())
def test_both_evaluators_say_the_same(durable: DurableEvaluator, question: Question) -> None:
    said = ReferenceEvaluator().evaluate(question.rules, question.vectors)
    assert durable.evaluate(question.rules, question.vectors) == said


@LAW
@given(condition=conditions(40), truths=vector(40), more=vector(40))
def test_turning_atoms_on_never_makes_a_rule_fail(
    evaluator: Evaluator, condition: Condition, truths: list[bool], more: list[bool]
) -> None:
    raised = [one or other for one, other in zip(truths, more, strict=True)]
    before, after = evaluator.evaluate([Rule("r", condition)], [truths, raised])
    assert before <= after


@LAW
@given(condition=conditions(40))
def test_all_atoms_decide_every_rule(evaluator: Evaluator, condition: Condition) -> None:
    none, every = evaluator.evaluate([Rule("r", condition)], [[False] * 40, [True] * 40])
    assert none == frozenset()
    assert every == frozenset({"r"})


@LAW
@given(question=questions(), shuffle=st.randoms(use_true_random=False))
def test_the_company_of_a_rule_does_not_matter(
    evaluator: Evaluator, question: Question, shuffle: random.Random
) -> None:
    said = evaluator.evaluate(question.rules, question.vectors)
    shuffled = question.rules.copy()
    shuffle.shuffle(shuffled)
    assert evaluator.evaluate(shuffled, question.vectors) == said
    for rule in question.rules[:2]:
        assert evaluator.evaluate([rule], question.vectors) == [held & {rule.id} for held in said]


@LAW
@given(question=questions())
def test_the_company_of_a_vector_does_not_matter(evaluator: Evaluator, question: Question) -> None:
    said = evaluator.evaluate(question.rules, question.vectors)
    assert [evaluator.evaluate(question.rules, [truths])[0] for truths in question.vectors] == said
