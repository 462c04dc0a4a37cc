"""The questions for the benchmarks of engines: the levels of the shipped rules, as an assessment asks about them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gapcheck.assessment.assessment import assess
from gapcheck.engine.conditions import Rule, Vector
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook.reading import read_workbook

INPUTS = Path(__file__).parents[2] / "inputs"


@dataclass(frozen=True)
class Question:
    """Rules, and the truths of their atoms in every reading of one workbook."""

    workbook: str
    rules: list[Rule]
    vectors: list[Vector]


@dataclass
class Listening(ReferenceEvaluator):
    """Answers as the reference evaluator does, and keeps what it was asked."""

    asked: list[tuple[Sequence[Rule], Sequence[Vector]]] = field(default_factory=list)

    def evaluate(self, rules: Sequence[Rule], vectors: Sequence[Vector]) -> list[frozenset[str]]:
        """Return, for each vector, the ids of the rules that hold."""
        self.asked.append((rules, vectors))
        return super().evaluate(rules, vectors)


def questions(folder: Path) -> list[Question]:
    """Return what the assessment of each workbook of a folder asks of the engines."""
    rulebook = load_rulebook()
    found = []
    for path in sorted(folder.glob("*.xlsx")):
        listening = Listening()
        assess(read_workbook(path, rulebook), rulebook, evaluators=[listening])
        found += [Question(path.name, [*rules], [*vectors]) for rules, vectors in listening.asked]
    return found


def many(asked: Sequence[Question], count: int, seed: int) -> Question:
    """Return the longest list of rules with ``count`` vectors: those of every workbook that has it, then drawn ones.

    Drawn vectors have every density from no truth to all.
    """
    rules = max((question.rules for question in asked), key=len)
    known = [vector for question in asked if question.rules == rules for vector in question.vectors]
    vectors: list[Vector] = [*dict.fromkeys(map(tuple, known))][:count]
    source = random.Random(seed)  # noqa: S311 -- nothing secret is drawn
    width = max(map(len, vectors))
    while len(vectors) < count:
        share = source.random()
        vectors.append(tuple(source.random() < share for _ in range(width)))
    return Question("many", rules, vectors)
