"""Rules and vectors, drawn by hypothesis for the laws and by ``random`` where there must be very many."""

from __future__ import annotations

import random
from dataclasses import dataclass

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from gapcheck.engine.conditions import AllOf, AnyOf, Atom, Condition, Rule

LAW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For machines slower or busier than the one where these tests were written."""

DEPTH = 6
WIDTH = 100


@dataclass(frozen=True)
class Question:
    """Rules, and vectors long enough for them."""

    rules: list[Rule]
    vectors: list[list[bool]]


def conditions(atoms: int, depth: int = DEPTH) -> st.SearchStrategy[Condition]:
    """Trees over atoms 0 to ``atoms`` - 1, with repeated atoms, and now and then a very wide group."""
    leaf = st.integers(0, atoms - 1).map(Atom)
    if depth == 0:
        return leaf
    narrow = st.lists(st.deferred(lambda: conditions(atoms, depth - 1)), min_size=1, max_size=4)
    # a few drawn atoms, repeated and shifted: wide groups without a hundred draws each
    wide = st.builds(
        lambda start, step, count: [Atom((start + step * number) % atoms) for number in range(count)],
        st.integers(0, atoms - 1),
        st.integers(0, 7),
        st.integers(5, WIDTH),
    )
    return st.one_of(
        leaf,
        st.builds(lambda group, parts: group(tuple(parts)), st.sampled_from([AllOf, AnyOf]), narrow | wide),
    )


@st.composite
def questions(draw: st.DrawFn, max_rules: int = 8, max_vectors: int = 4) -> Question:
    atoms = draw(st.sampled_from([1, 3, 10, 120]))
    ids = draw(st.lists(st.text(max_size=20), unique=True, max_size=max_rules))
    rules = [Rule(name, draw(conditions(atoms))) for name in ids]
    vectors = draw(st.lists(vector(atoms), max_size=max_vectors))
    return Question(rules, vectors)


def vector(atoms: int) -> st.SearchStrategy[list[bool]]:
    """A vector of any density: drawn atom by atom, or everywhere true but for a few, or false but for a few."""

    def mostly(truth: bool, others: set[int]) -> list[bool]:
        return [truth is not (index in others) for index in range(atoms)]

    few = st.sets(st.integers(0, atoms - 1), max_size=4)
    each = st.lists(st.booleans(), min_size=atoms, max_size=atoms)
    return st.one_of(st.builds(mostly, st.booleans(), few), each)


def seeded(seed: int) -> random.Random:
    """A source of the same questions in every run."""
    return random.Random(seed)  # noqa: S311 -- nothing secret is drawn


def random_question(source: random.Random, rules: int, vectors: int, *, atoms: int = 60) -> Question:
    """A question of an exact size, with trees from a single atom to 100 wide and 6 deep."""
    made = [
        Rule(f"rule {number}", _tree(source, atoms, source.choice((1, 1, 2, 2, 3, DEPTH)))) for number in range(rules)
    ]
    density = [source.choice((0.0, 0.1, 0.5, 0.9, 1.0)) for _ in range(vectors)]
    return Question(made, [[source.random() < share for _ in range(atoms)] for share in density])


def _tree(source: random.Random, atoms: int, depth: int) -> Condition:
    if depth == 0 or source.random() < 0.15:
        return Atom(source.randrange(atoms))
    group = source.choice((AllOf, AnyOf))
    if source.random() < 0.02:
        return group(tuple(Atom(source.randrange(atoms)) for _ in range(source.randint(5, WIDTH))))
    return group(tuple(_tree(source, atoms, depth - 1) for _ in range(source.randint(1, 3))))
