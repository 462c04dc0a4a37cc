"""Integer programs, decided by OR-Tools in a process of its own.

Its library and that of the solver behind ``gapcheck plan`` both carry HiGHS, in other versions: one process cannot hold
both. So a program is plain data here, and what solves it reads that from its standard input, a line at a time.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Sign = Literal["<=", ">=", "==", "!="]


@dataclass(frozen=True)
class Expression:
    """A whole number plus variables, by their numbers, each times a whole factor."""

    base: int = 0
    factors: Mapping[int, int] = field(default_factory=dict)

    def __sub__(self, other: Expression) -> Expression:
        factors = dict(self.factors)
        for name, factor in other.factors.items():
            factors[name] = factors.get(name, 0) - factor
        return Expression(self.base - other.base, {name: factor for name, factor in factors.items() if factor})

    def stands(self, sign: Sign, bound: int) -> Constraint | bool:
        """Return what a comparison comes to: a constraint, or its truth where no variable is in it."""
        if self.factors:
            return Constraint(self, sign, bound)
        return {"<=": self.base <= bound, ">=": self.base >= bound, "==": self.base == bound}.get(
            sign, self.base != bound
        )


@dataclass(frozen=True)
class Constraint:
    """An expression against a bound."""

    expression: Expression
    sign: Sign
    bound: int

    def plain(self, only_if: int | None = None) -> list[Any]:
        return [list(self.expression.factors.items()), self.expression.base, self.sign, self.bound, only_if]


@dataclass
class Program:
    """Variables from 0 to their most, and constraints; a choice is one of two ways, each with its constraints."""

    most: list[int] = field(default_factory=list)
    hints: list[int] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)

    def variable(self, most: int, hint: int) -> int:
        self.most.append(most)
        self.hints.append(hint)
        return len(self.most) - 1

    def add(self, constraint: Constraint) -> None:
        self.rows.append(constraint.plain())

    def either(self, one: list[Constraint | bool], other: list[Constraint | bool]) -> None:
        """Add that one of two lists of constraints holds."""
        ways = [way for way in (one, other) if all(part is not False for part in way)]
        assert ways, "what is shown contradicts what is said"
        choices = [self.variable(1, 0) for _ in ways]
        self.add(Constraint(Expression(0, dict.fromkeys(choices, 1)), ">=", 1))
        for choice, way in zip(choices, ways, strict=True):
            self.rows += [part.plain(choice) for part in way if isinstance(part, Constraint)]

    def can_be(self, expression: Expression, wanted: int) -> bool:
        """Return whether an expression can have a value."""
        wish = expression.stands("==", wanted)
        if isinstance(wish, bool):
            return wish
        return _solver().ask({"most": self.most, "hints": self.hints, "rows": self.rows, "wish": wish.plain()})


class _Solver:
    """The other process, started when it is first asked."""

    def __init__(self) -> None:
        arguments = [sys.executable, __file__]
        self._process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        atexit.register(self.close)

    def ask(self, question: Mapping[str, Any]) -> bool:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline().strip()
        assert answer in ("yes", "no"), f"the solver said {answer!r}"
        return answer == "yes"

    def close(self) -> None:
        self._process.communicate("")


_RUNNING: list[_Solver] = []


def _solver() -> _Solver:
    if not _RUNNING:
        _RUNNING.append(_Solver())
    return _RUNNING[0]


def _solve() -> None:
    """Answer every question on standard input: yes where all constraints can hold at once."""
    from ortools.sat.python import cp_model

    for line in sys.stdin:
        asked = json.loads(line)
        program = cp_model.CpModel()
        variables = [program.new_int_var(0, most, str(number)) for number, most in enumerate(asked["most"])]
        for variable, hint in zip(variables, asked["hints"], strict=True):
            program.add_hint(variable, hint)
        for factors, base, sign, bound, only_if in [*asked["rows"], asked["wish"]]:
            total = sum((factor * variables[number] for number, factor in factors), base)
            made = {"<=": total <= bound, ">=": total >= bound, "==": total == bound, "!=": total != bound}[sign]
            added = program.add(made)
            if only_if is not None:
                flag = program.new_bool_var(f"if {only_if}")
                program.add(variables[only_if] == 1).only_enforce_if(flag)
                program.add(variables[only_if] == 0).only_enforce_if(flag.negated())
                added.only_enforce_if(flag)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = 120
        status = solver.solve(program)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            print("yes", flush=True)  # noqa: T201 - the answer to the other process
        else:
            print("no" if status == cp_model.INFEASIBLE else solver.status_name(status), flush=True)  # noqa: T201


if __name__ == "__main__":
    _solve()
