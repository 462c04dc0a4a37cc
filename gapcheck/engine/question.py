"""What an evaluator may be asked: the shape every list of rules and vectors has to have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from gapcheck.engine.conditions import Atom, Condition, Rule, Vector
from gapcheck.errors import EngineError, Problem

_MEND = "Report it: an earlier step should have refused this. Nothing was written."


def width(rules: Sequence[Rule], vectors: Sequence[Vector]) -> int:
    """Return how many truths of a vector the rules look at: one more than their highest atom, 0 without rules.

    Raises EngineError, with all problems at once, where two rules share an id, a group is empty, an atom is
    negative, or a vector is too short: an evaluator would answer all of these wrongly rather than fail.
    """
    indices = [*_indices(rule.condition for rule in rules)]
    needed = 1 + max(indices, default=-1)
    problems = []
    if len({rule.id for rule in rules}) < len(rules):
        problems += [
            Problem(f"rule {rule}", f"{count} rules with this id", "one", _MEND)
            for rule, count in Counter(rule.id for rule in rules).items()
            if count > 1
        ]
    if min(indices, default=0) < 0:
        problems += [
            Problem(f"rule {rule.id}", "an empty group or a negative atom", "neither", _MEND)
            for rule in rules
            if min(_indices([rule.condition])) < 0
        ]
    problems += [
        Problem(f"vector {number}", f"{len(vector)} truths", f"at least {needed}", _MEND)
        for number, vector in enumerate(vectors, start=1)
        if len(vector) < needed
    ]
    if problems:
        raise EngineError(problems)
    return needed


def _indices(conditions: Iterable[Condition]) -> Iterator[int]:
    """Yield the index of every atom in the trees, and -1 for every empty group."""
    waiting = [*conditions]
    for node in waiting:
        if isinstance(node, Atom):
            yield node.index
        elif node.parts:
            waiting.extend(node.parts)
        else:
            yield -1
