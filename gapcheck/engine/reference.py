"""The second evaluator: the same trees in plain Python, for every interpreter."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

from gapcheck import __version__
from gapcheck.engine.conditions import AllOf, Atom, Condition, Rule, Vector
from gapcheck.engine.question import width


class ReferenceEvaluator:
    """Decides by walking each tree; what it says is what a condition means."""

    @property
    def name(self) -> str:
        """The engine's name as the result shows it."""
        return "gapcheck-reference"

    @property
    def version(self) -> str:
        """The engine's version: it is part of gapcheck, so gapcheck's own."""
        return __version__

    def evaluate(self, rules: Sequence[Rule], vectors: Sequence[Vector]) -> list[frozenset[str]]:
        """Return, for each vector of truths, the ids of the rules that hold.

        Raises EngineError where the rules and vectors are not a question (see ``question``).
        """
        width(rules, vectors)
        return [frozenset(rule.id for rule in rules if _holds(rule.condition, vector)) for vector in vectors]


def _holds(condition: Condition, vector: Vector) -> bool:
    if isinstance(condition, Atom):
        return bool(vector[condition.index])
    parts = map(_holds, condition.parts, repeat(vector))
    return all(parts) if isinstance(condition, AllOf) else any(parts)
