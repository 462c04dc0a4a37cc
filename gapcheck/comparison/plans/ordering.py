"""Ordering: the steps of a plan, those that gain most first; steps that gain only together stand together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import combinations
from typing import TypeAlias

from gapcheck.comparison.plans.clusters import Cluster
from gapcheck.comparison.plans.outlook import Branch, Met, Outlook, atoms_in, foreseen
from gapcheck.comparison.plans.program import Effort
from gapcheck.comparison.plans.solving import Solved

Steps: TypeAlias = frozenset[str]


def arranged(outlook: Outlook, clusters: Sequence[Cluster], solved: Solved, effort: Effort) -> list[tuple[str, ...]]:
    """Return the steps in groups: each next one is what gains most for its effort, alone or with one other.

    Where nothing gains alone or in twos, as few as gain together are a group.
    """
    gained = Gained(outlook, clusters, solved)
    allies = _allies(outlook)
    left, done, groups = set(solved.moved), frozenset[str](), list[tuple[str, ...]]()
    while left:
        now = gained.score(done)

        def worth(
            group: tuple[str, ...], now: Fraction = now, done: Steps = done
        ) -> tuple[Fraction, int, tuple[str, ...]]:
            gain = gained.score(done | frozenset(group)) - now
            return -gain / sum(map(effort, group)), len(group), group

        singles = [worth((name,)) for name in sorted(left)]
        idle = [group[0] for gain, _, group in singles if gain >= 0]
        pairs = [worth(pair) for pair in combinations(idle, 2) if pair in allies]
        best = min((found for found in [*singles, *pairs] if found[0] < 0), default=None)
        group = best[2] if best is not None else _fewest(sorted(left), partial(gained.beside, done), now)
        groups.append(group)
        done, left = done | frozenset(group), left - set(group)
    return groups


class Gained:
    """The documented score when some of a plan's steps are done and the others are not."""

    def __init__(self, outlook: Outlook, clusters: Sequence[Cluster], solved: Solved) -> None:
        self._outlook = outlook
        self._parts = [
            (cluster, state) for cluster, state in zip(clusters, solved.states, strict=True) if state.answers
        ]
        moved = frozenset(number for cluster, _ in self._parts for number in cluster.atoms)
        self._rest = outlook.before - moved
        self._known: dict[tuple[int, Steps], Met] = {}
        self._scores: dict[Met, Fraction] = {}

    def met(self, steps: Steps) -> Met:
        """Return what is met after these steps alone."""
        return self._rest.union(*(self._part(place, steps) for place in range(len(self._parts))))

    def score(self, steps: Steps) -> Fraction:
        """Return the documented score after these steps alone."""
        met = self.met(steps)
        if met not in self._scores:
            self._scores[met] = self._outlook.score(met)
        return self._scores[met]

    def beside(self, done: Steps, steps: Steps) -> Fraction:
        """Return the documented score after steps that are done and these."""
        return self.score(done | steps)

    def _part(self, place: int, steps: Steps) -> Met:
        cluster, state = self._parts[place]
        own = steps & state.moved
        if (place, own) not in self._known:
            answers = {name: answer for name, answer in state.answers.items() if name in own}
            found = self._outlook.met(foreseen(self._outlook.ledger, answers), cluster.atoms)
            self._known[place, own] = found
        return self._known[place, own]


def _fewest(left: list[str], score: Callable[[Steps], Fraction], now: Fraction) -> tuple[str, ...]:
    """Return steps that gain together, and of which none can be left out."""
    kept = left
    for name in reversed(left):
        fewer = [other for other in kept if other != name]
        if fewer and score(frozenset(fewer)) > now:
            kept = fewer
    return tuple(kept)


def _allies(outlook: Outlook) -> set[tuple[str, str]]:
    """Return the pairs of questions that one leaf, or one node that counts its weakest child, rests on."""
    found: set[tuple[str, str]] = set()
    for leaves in _bound(outlook.root) if outlook.root is not None else ():
        conditions = (condition for leaf in leaves for _, condition in leaf.ladder if condition is not None)
        atoms = frozenset[int]().union(*map(atoms_in, conditions))
        found.update(combinations(sorted(frozenset[str]().union(*(outlook.inputs[atom] for atom in atoms))), 2))
    return found


def _bound(node: Branch) -> Iterator[Iterable[Branch]]:
    if node.ladder or node.combine == "weakest":
        yield list(node.leaves())
    else:
        for _, child in node.children:
            yield from _bound(child)
