"""The decision: every engine that runs here is asked, and all must give the same answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gapcheck.engine.conditions import Evaluator, Rule, Vector
from gapcheck.engine.durable import DurableEvaluator, available
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.errors import EngineError, Problem


class EngineReport(NamedTuple):
    """One engine that was asked; ``agreed`` is true where another engine gave the same answers."""

    name: str
    version: str
    agreed: bool


class Decision(NamedTuple):
    """The ids of the rules that hold, for each vector in its order, and who decided it."""

    holds: list[frozenset[str]]
    engines: tuple[EngineReport, ...]
    note: str | None = None
    """Why one engine decided alone, or None where two agreed."""


def decide(
    rules: Sequence[Rule],
    vectors: Sequence[Vector],
    *,
    evaluators: Sequence[Evaluator] | None = None,
) -> Decision:
    """Ask every evaluator which rules hold in each vector; by default, every one that runs here.

    Raises EngineError where an evaluator fails, and where two differ: one problem for each rule and vector.
    """
    note = None
    if evaluators is None:
        evaluators, note = _here()
    answers = [evaluator.evaluate(rules, vectors) for evaluator in evaluators]
    problems = _differences(rules, [evaluator.name for evaluator in evaluators], answers, len(vectors))
    if problems:
        raise EngineError(problems, title="The rule engines gave different answers")
    agreed = len(evaluators) > 1
    if not agreed and note is None:
        note = "one engine was asked"
    reports = tuple(EngineReport(evaluator.name, evaluator.version, agreed) for evaluator in evaluators)
    return Decision(answers[0], reports, note)


def _here() -> tuple[tuple[Evaluator, ...], str | None]:
    durable = available()
    if durable.here:
        return (DurableEvaluator(), ReferenceEvaluator()), None
    return (ReferenceEvaluator(),), f"the reference evaluator decided alone: {durable.reason}"


def _differences(
    rules: Sequence[Rule], names: Sequence[str], answers: Sequence[Sequence[frozenset[str]]], vectors: int
) -> list[Problem]:
    """Return a problem for each rule and vector on which the answers differ, and for each answer of a wrong shape."""
    known = {rule.id for rule in rules}
    problems = []
    for name, answer in zip(names, answers, strict=True):
        if len(answer) != vectors:
            problems.append(_problem(f"engine {name}", f"{len(answer)} answers", f"{vectors}"))
        problems += [
            _problem(f"engine {name}", f"rule {rule}", "only rules that were asked")
            for rule in sorted(frozenset().union(*answer) - known)
        ]
    if problems:
        return problems
    for number, said in enumerate(zip(*answers, strict=True), start=1):
        disputed = frozenset().union(*said) - said[0].intersection(*said)
        for rule in sorted(disputed):
            verdicts = (
                f"{name}: {'holds' if rule in held else 'does not hold'}"
                for name, held in zip(names, said, strict=True)
            )
            problems.append(_problem(f"rule {rule}, vector {number}", "; ".join(verdicts), "the same answer"))
    return problems


def _problem(where: str, found: str, expected: str) -> Problem:
    return Problem(where, found, expected, "Report it with the rules in use. Nothing was written.")
