"""What can be wrong, and how it is said: where, what was found, what was expected, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal, NamedTuple

Severity = Literal["error", "warning"]


class Problem(NamedTuple):
    """One thing that is wrong in a file a person wrote.

    ``where`` is ``file:line:column`` for a rule file and ``sheet!cell`` for a workbook.
    A *warning* is told and does not stop the work; an *error* does.
    """

    where: str
    found: str
    expected: str
    mend: str
    severity: Severity = "error"

    def __str__(self) -> str:
        text = f"{self.where}: found {self.found}; expected {self.expected}."
        return f"{text} {self.mend}" if self.mend else text


class GapcheckError(Exception):
    """Base of every error that reaches a person: all problems at once, and the exit code they end with."""

    exit_code: ClassVar[int] = 5
    title: ClassVar[str] = "Something went wrong inside gapcheck"

    def __init__(self, problems: Iterable[Problem], *, title: str | None = None) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        self.heading = title or self.title
        super().__init__("\n".join([self.heading, *(str(problem) for problem in self.problems)]))


class UsageError(GapcheckError):
    """The command was given something it cannot use: a path that is not there, a place it cannot write."""

    exit_code = 2
    title = "The command cannot be carried out"


class WorkbookError(GapcheckError):
    """The workbook cannot be assessed until its problems are mended."""

    exit_code = 3
    title = "The workbook cannot be assessed yet"


class RulebookError(GapcheckError):
    """The rule files do not make a valid rulebook."""

    exit_code = 4
    title = "The rule files are not valid"


class EngineError(GapcheckError):
    """An engine failed, or the two engines gave different answers."""

    exit_code = 5
    title = "The rule engines cannot be relied on here"
