"""The words said to durable-rules: short, fixed, and all different where it compares them.

It compares names by 32-bit hashes; a test proves that these and its own words have different hashes. None is taken
from a rule, so no rule can bring a collision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from gapcheck.engine.columns import Look, truths
from gapcheck.engine.conditions import AllOf, Atom, Condition
from gapcheck.engine.pieces import WIDTH

RULES_IN_A_SET: Final = 200
"""Shapes compiled together. durable-rules keeps lists of 128, 256 and 512, and writes past the end of some."""

FACTS_IN_A_SESSION: Final = 200
"""Facts asserted before their session is deleted, each under an id of its own."""

SESSION: Final = "1"
SENTINEL: Final = "s"
GUARDS: Final = tuple(f"r{number}" for number in range(RULES_IN_A_SET))
ATOMS: Final = tuple(f"a{number}" for number in range(WIDTH))
FACTS: Final = tuple(f"f{number}" for number in range(FACTS_IN_A_SESSION))

SENTINEL_FACT: Final = f'{{"id":"{SENTINEL}","sid":"{SESSION}","{SENTINEL}":1}}'


class Fact(NamedTuple):
    """One look at the shape behind one guard."""

    guard: str
    look: Look
    atoms: int

    def text(self, name: str) -> str:
        """Return the fact as JSON under an id."""
        named = zip(ATOMS, truths(self.look, self.atoms), strict=False)
        properties = "".join([f',"{atom}":{truth}' for atom, truth in named])
        return f'{{"id":"{name}","sid":"{SESSION}","{self.guard}":1{properties}}}'


def definition(trees: Mapping[str, Condition]) -> str:
    """Return a rule set as JSON: a rule for each tree behind its guard, and one that always holds."""
    # the guard: durable-rules also tries its own message about the session's state on every rule
    rules = {guard: f'{{"$and":[{{"{guard}":1}},{_expression(tree, iter(ATOMS))}]}}' for guard, tree in trees.items()}
    rules[SENTINEL] = f'{{"{SENTINEL}":1}}'
    return "{" + ",".join(f'"{name}":{{"all":[{{"m":{rule}}}]}}' for name, rule in rules.items()) + "}"


def _expression(condition: Condition, names: Iterator[str]) -> str:
    """Return a tree with its atoms named in order."""
    if isinstance(condition, Atom):
        return f'{{"{next(names)}":1}}'
    parts = ",".join([_expression(part, names) for part in condition.parts])
    return f'{{"{"$and" if isinstance(condition, AllOf) else "$or"}":[{parts}]}}'
