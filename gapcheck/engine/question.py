"""What an evaluator may be asked: the shape every list of rules and vectors has to have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gapcheck.engine.conditions import Atom, Condition, Rule, Vector
from gapcheck.errors import EngineError, Problem

_MEND = "Report it: an earlier step should have refused this. Nothing was written."


def width(rules: Sequence[Rule], vectors: Sequence[Vector]) -> int:
    """Return how many truths of a vector the rules look at: one more than their highest atom, 0 without rules.

    Raises EngineError, with all problems at once, where two rules share an id, a group is empty, an atom is
    negative, or a vector is too short: an evaluator would answer all of these wrongly rather than fail.
    """
    problems = [
        Problem(f"rule {rule}", f"{count} rules with this id", "one", _MEND)
        for rule, count in Counter(rule.id for rule in rules).items()
        if count > 1
    ]
    needed = 0
    for rule in rules:
        indices = list(_indices(rule.condition))
        if min(indices, default=0) < 0:
            problems.append(Problem(f"rule {rule.id}", "an empty group or a negative atom", "neither", _MEND))
        needed = max(needed, 1 + max(indices, default=-1))
    problems += [
        Problem(f"vector {number}", f"{len(vector)} truths", f"at least {needed}", _MEND)
        for number, vector in enumerate(vectors, start=1)
        if len(vector) < needed
    ]
    if problems:
        raise EngineError(problems)
    return needed


def _indices(condition: Condition) -> Iterator[int]:
    """Yield the index of every atom in a tree, and -1 for every empty group."""
    waiting = [condition]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Atom):
            yield node.index
        elif node.parts:
            waiting.extend(node.parts)
        else:
            yield -1
