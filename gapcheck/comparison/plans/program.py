"""Programs: what a plan may choose from as an integer program, solved stage after stage by HiGHS.

Every state of a cluster is a choice of yes or no, one of each cluster. Conditions, levels and scores follow from the
choices and need no integers of their own: they only ever rise with what is met, and all are pushed up. The thresholds
of the stages lie half a grain of the score below what was found, so that the arithmetic of the solver, which is not
exact, cannot matter; what comes out is scored again in fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any, Final, TypeAlias

from gapcheck.comparison.plans.clusters import Cluster, State
from gapcheck.comparison.plans.outlook import Branch, Outlook, atoms_in, holds
from gapcheck.comparison.plans.sums import Sum
from gapcheck.engine.conditions import AnyOf, Atom, Condition
from gapcheck.errors import EngineError, Problem, UsageError

FINEST: Final = 1_000_000
"""Scores that lie closer together than one part in so many of a point cannot be told apart by the solver."""

_TOLERANCE: Final = 1e-9
Chosen: TypeAlias = tuple[State, ...]
Effort: TypeAlias = Callable[[str], Fraction]


def _solver() -> Any:
    try:
        import highspy
    except ImportError as error:
        mend = "Install it with: pip install 'gapcheck[plan]'"
        raise UsageError([Problem("gapcheck plan", "no solver", "HiGHS (highspy)", mend)]) from error
    return highspy


class Program:
    """The integer program of one instrument; rows are only ever added: a later stage keeps what an earlier found."""

    def __init__(self, outlook: Outlook, clusters: Sequence[Cluster]) -> None:
        highspy = _solver()
        self._names: Any = highspy
        self._solver: Any = highspy.Highs()
        for option, value in _OPTIONS.items():
            self._solver.setOptionValue(option, value)
        self._solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self._clusters, self._outlook = clusters, outlook
        self._columns = 0
        self._column()  # the solver takes no program without any
        self._choices = [[self._column(whole=True) for _ in cluster.states] for cluster in clusters]
        for columns in self._choices:
            self.least(Sum(dict.fromkeys(columns, Fraction(1))), Fraction(1), equal=True)
        self._home = {atom: number for number, cluster in enumerate(clusters) for atom in cluster.atoms}
        self.score = self._score(outlook.root) if outlook.root is not None else Sum()

    def effort(self, effort: Effort) -> Sum:
        """Return what the steps of a choice cost together."""
        return self._over(lambda state: sum((effort(name) for name in state.moved), Fraction(0)))

    def step(self, name: str) -> Sum:
        """Return whether a question is a step, as 0 or 1."""
        return self._over(lambda state: Fraction(name in state.moved))

    def least(self, total: Sum, bound: Fraction, *, equal: bool = False) -> None:
        """Require a sum to be at least a bound, or equal to it."""
        scale = lcm(*(factor.denominator for factor in total.factors.values()))
        rest = float((bound - total.number) * scale)
        columns = list(total.factors)
        values = [float(total.factors[column] * scale) for column in columns]
        most = rest if equal else self._names.kHighsInf
        self._solver.addRow(rest, most, len(columns), columns, values)

    def best(self, total: Sum) -> Chosen | None:
        """Return the choice that makes a sum the highest, or None where the rows cannot all be kept."""
        for column in range(self._columns):
            self._solver.changeColCost(column, float(total.factors.get(column, 0)))
        self._solver.run()
        status = self._solver.getModelStatus()
        kinds = self._names.HighsModelStatus
        if status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
            return None
        if status != kinds.kOptimal:
            raise failure(f"the status {self._solver.modelStatusToString(status)}", "an optimum, or that there is none")
        values = self._solver.getSolution().col_value
        chosen = []
        for columns, cluster in zip(self._choices, self._clusters, strict=True):
            taken = [state for column, state in zip(columns, cluster.states, strict=True) if values[column] > 0.5]
            if len(taken) != 1:
                raise failure(f"{len(taken)} states of {cluster.questions[0]}", "one")
            chosen.append(taken[0])
        return tuple(chosen)

    def value(self, total: Sum) -> float:
        """Return what the solver says that the sum it was last asked about comes to."""
        return float(self._solver.getInfo().objective_function_value + float(total.number))

    def _column(self, *, whole: bool = False, most: float = 1) -> int:
        self._solver.addVar(0, most)
        if whole:
            self._solver.changeColIntegrality(self._columns, self._names.HighsVarType.kInteger)
        self._columns += 1
        return self._columns - 1

    def _over(self, of: Callable[[State], Fraction]) -> Sum:
        """Return the sum of what the chosen states come to."""
        chosen: dict[int, Fraction] = {}
        for columns, cluster in zip(self._choices, self._clusters, strict=True):
            chosen |= {
                column: number for column, state in zip(columns, cluster.states, strict=True) if (number := of(state))
            }
        return Sum(chosen)

    def _score(self, node: Branch) -> Sum:
        if node.ladder:
            return self._ladder(node)
        children = [(weight, self._score(child)) for weight, child in node.children]
        if node.combine == "weakest":
            return self._under([child for _, child in children], most=100)
        whole = sum(weight for weight, _ in children)
        total = Sum()
        for weight, child in children:
            total = total.plus(child, weight / whole)
        return total

    def _ladder(self, leaf: Branch) -> Sum:
        total, points, below = Sum(), Fraction(0), Sum(number=Fraction(1))
        for (_, condition), point in zip(leaf.ladder, leaf.points, strict=True):
            if condition is None:
                break
            below = self._under([below, self._truth(condition)])
            total, points = total.plus(below, point - points), point
        return total

    def _truth(self, condition: Condition) -> Sum:
        """Return whether a condition holds, as 0 or 1, or something that is at most that."""
        atoms = atoms_in(condition)
        homes = {self._home.get(atom) for atom in atoms}
        if len(homes) == 1:  # one cluster decides it
            return self._decided(condition, homes.pop())
        if isinstance(condition, AnyOf):
            return self._some(condition)
        return self._under([self._truth(part) for part in parts_of(condition)])

    def _decided(self, condition: Condition, home: int | None) -> Sum:
        if home is None:  # country facts alone
            return Sum(number=Fraction(holds(condition, self._outlook.before)))
        states = zip(self._choices[home], self._clusters[home].states, strict=True)
        return Sum({column: Fraction(1) for column, state in states if holds(condition, state.met)})

    def _some(self, condition: AnyOf) -> Sum:
        column, rest = Sum({self._column(): Fraction(1)}), Sum()
        for part in condition.parts:
            rest = rest.plus(self._truth(part))
        self.least(rest.plus(column, Fraction(-1)), Fraction(0))
        return column

    def _under(self, parts: Iterable[Sum], most: int = 1) -> Sum:
        """Return a variable that is at most each of some sums; the sum itself where there is only one that counts."""
        kept = [part for part in parts if part.factors or part.number < most]
        if not kept:
            return Sum(number=Fraction(most))
        if len(kept) == 1:
            return kept[0]
        column = Sum({self._column(most=most): Fraction(1)})
        for part in kept:
            self.least(part.plus(column, Fraction(-1)), Fraction(0))
        return column


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Return the parts of a group; an atom has none."""
    return () if isinstance(condition, Atom) else condition.parts


def failure(found: str, expected: str) -> EngineError:
    """Return the error that a solver's answer cannot be relied on."""
    problem = Problem("the solver of plans", found, expected, "Report it with the workbook and the rules in use.")
    return EngineError([problem], title="The solver cannot be relied on here")


_OPTIONS: Final[Mapping[str, Any]] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.0,
    "mip_feasibility_tolerance": _TOLERANCE,
    "primal_feasibility_tolerance": _TOLERANCE,
    "dual_feasibility_tolerance": _TOLERANCE,
}
