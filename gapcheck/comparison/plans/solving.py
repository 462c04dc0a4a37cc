"""Solving: the best plan in stages, each keeping what the one before has found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, lcm
from typing import Final

from gapcheck.comparison.plans.clusters import Cluster, State
from gapcheck.comparison.plans.outlook import Met, Outlook
from gapcheck.comparison.plans.program import FINEST, Chosen, Effort, Program, failure
from gapcheck.comparison.plans.sums import Sum
from gapcheck.errors import Problem, UsageError

_AT_ONCE: Final = 12  # ids whose order is settled in one run: the first weighs as much as all after it, and one more


@dataclass(frozen=True, slots=True)
class Solved:
    """The states chosen, what is met, the documented score, and whether a target was reached (None: none was set)."""

    states: tuple[State, ...]
    met: Met
    score: Fraction
    reached: bool | None

    @property
    def moved(self) -> frozenset[str]:
        """The steps."""
        return frozenset[str]().union(*(state.moved for state in self.states))


def solve(
    outlook: Outlook, clusters: Sequence[Cluster], *, limit: Fraction | None, target: Fraction | None, effort: Effort
) -> Solved:
    """Return the best plan within a limit of effort, or the one of least effort that reaches a target.

    Within a limit: the highest score, then the least effort, then the fewest steps, then the smallest list of ids. For
    a target: the least effort, then the highest score, and so on; where it cannot be reached, the highest there is.
    """
    grain = outlook.root.grain() if outlook.root is not None else 1
    if grain > FINEST:
        found = f"weights so fine that scores may lie 1/{grain} of a point apart"
        expected = f"weights of which every score is a multiple of 1/{FINEST} of a point or of more"
        raise UsageError([Problem(outlook.instrument.id, found, expected, "Use rounder weights.")])
    if target is not None:
        run = _Run(outlook, clusters, grain, effort)
        if run.reach(Fraction(ceil(target * grain), grain)):
            run.cheapest()
            run.highest()
            run.fewest()
            return run.settled(reached=True)
    run = _Run(outlook, clusters, grain, effort)
    if limit is not None and target is None:
        run.within(limit)
    run.highest()
    run.cheapest()
    run.fewest()
    return run.settled(reached=None if target is None else False)


class _Run:
    def __init__(self, outlook: Outlook, clusters: Sequence[Cluster], grain: int, effort: Effort) -> None:
        self._outlook, self._clusters, self._grain, self._effort = outlook, clusters, grain, effort
        self._program = Program(outlook, clusters)
        self._names = sorted({name for cluster in clusters for state in cluster.states for name in state.moved})
        self._unit = Fraction(1, lcm(*(effort(name).denominator for name in self._names)))
        self._chosen: Chosen = tuple(cluster.states[0] for cluster in clusters)
        facts = (number for number, names in enumerate(outlook.inputs) if not names)  # they rest on no answer
        self._fixed: Met = outlook.before.intersection(facts)

    def within(self, limit: Fraction) -> None:
        """Keep the effort within a limit."""
        self._at_most(self._program.effort(self._effort), limit // self._unit * self._unit, self._unit)

    def reach(self, target: Fraction) -> bool:
        """Keep the score at a target at least; return whether that can be."""
        self._program.least(self._program.score, target - Fraction(1, 2 * self._grain))
        return self._best(self._program.score) is not None

    def highest(self) -> None:
        """Find the highest score, and keep it."""
        chosen = self._must(self._program.score)
        score = self._scored(chosen)
        said = self._program.value(self._program.score)
        if abs(said - float(score)) > 1 / (2 * self._grain):
            raise failure(f"a best score of {said}", f"{score}, as the answers it chose come to")
        self._program.least(self._program.score, score - Fraction(1, 2 * self._grain))

    def cheapest(self) -> None:
        """Find the least effort, and keep it."""
        self._least(self._effort, self._unit)

    def fewest(self) -> None:
        """Find the fewest steps, and keep that number."""
        self._least(lambda _: Fraction(1), Fraction(1))

    def _least(self, effort: Effort, unit: Fraction) -> None:
        cost = self._program.effort(effort)
        chosen = self._must(Sum().plus(cost, Fraction(-1)))
        self._at_most(cost, sum((effort(name) for state in chosen for name in state.moved), Fraction(0)), unit)

    def settled(self, *, reached: bool | None) -> Solved:
        """Find the smallest list of ids, and the least that has to be done about each."""
        for start in range(0, len(self._names), _AT_ONCE):
            batch = self._names[start : start + _AT_ONCE]
            total = Sum()
            for place, name in enumerate(batch):
                total = total.plus(self._program.step(name), Fraction(2 ** (len(batch) - place)))
            chosen = self._must(total)
            moved = frozenset[str]().union(*(state.moved for state in chosen))
            for name in batch:
                self._program.least(self._program.step(name), Fraction(name in moved), equal=True)
        modest = self._modest(self._chosen)
        return Solved(modest, self._met(modest), self._scored(modest), reached)

    def _modest(self, chosen: Chosen) -> Chosen:
        """Return states with the same steps that lift as much, and renew and meet no more than is needed for that."""
        states = list(chosen)
        levels = self._outlook.levels(self._met(states))
        for place, cluster in enumerate(self._clusters):
            same = [state for state in cluster.states if state.moved == states[place].moved]
            for state in sorted(same, key=lambda state: (len(state.renewed), len(state.met))):
                if self._outlook.levels(self._met([*states[:place], state, *states[place + 1 :]])) == levels:
                    states[place] = state
                    break
        return tuple(states)

    def _at_most(self, total: Sum, bound: Fraction, unit: Fraction) -> None:
        self._program.least(Sum().plus(total, Fraction(-1)), -bound - unit / 2)

    def _best(self, total: Sum) -> Chosen | None:
        chosen = self._program.best(total)
        if chosen is not None:
            self._chosen = chosen
        return chosen

    def _must(self, total: Sum) -> Chosen:
        chosen = self._best(total)
        if chosen is None:
            raise failure("no plan where one was found before", "that plan at least")
        return chosen

    def _scored(self, chosen: Chosen) -> Fraction:
        return self._outlook.score(self._met(chosen))

    def _met(self, states: Iterable[State]) -> Met:
        return self._fixed.union(*(state.met for state in states))
