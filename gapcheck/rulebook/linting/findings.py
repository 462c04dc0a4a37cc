"""What the lints find: a problem with the code of its kind, and how lints are described."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from gapcheck.errors import Problem, Severity

_Subject = TypeVar("_Subject")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that ``rules check`` says: its code in words, such as ``unreachable-level``, and the problem.

    What does not stop the lock can wait, and stands last in its file.
    """

    code: str
    problem: Problem
    stops_lock: bool = True

    @property
    def file(self) -> str:
        """The file that it stands in, such as ``rules/method.yaml``."""
        return self.problem.where.rsplit(":", 2)[0]

    @property
    def order(self) -> tuple[str, bool, int, int, str, str]:
        """By file, what can wait after the rest, then by line and column, code and words."""
        name, line, column = self.problem.where.rsplit(":", 2)
        return name, not self.stops_lock, int(line), int(column), self.code, self.problem.found

    def __str__(self) -> str:
        return f"{self.problem} [{self.code}]"


@dataclass(frozen=True, slots=True)
class Lint(Generic[_Subject]):
    """A kind of mistake that the loader accepts: its code, what is wrong with it, and who looks for it in what.

    ``stops_lock`` says whether it must be mended before the lock is written.
    """

    code: str
    says: str
    look: Callable[[_Subject], Iterator[Problem]]
    stops_lock: bool = True

    def run(self, subject: _Subject) -> Iterator[Finding]:
        """Yield what is found."""
        for problem in self.look(subject):
            yield Finding(self.code, problem, self.stops_lock)


def warning(where: str, found: str, expected: str, mend: str) -> Problem:
    """Return a problem of a rulebook that loads all the same."""
    severity: Severity = "warning"
    return Problem(where, found, expected, mend, severity)
