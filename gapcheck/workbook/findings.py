"""What a reading finds wrong: gathered, never stopping at the first."""

from __future__ import annotations

from dataclasses import dataclass, field

from gapcheck.errors import Problem


class Unreadable(Exception):  # noqa: N818 - a finding on its way to its cell, not an error that reaches a person
    """A value that cannot be read for certain: what was expected, and how to write it.

    ``found`` replaces the cell's own value in the problem, where that says more.
    """

    def __init__(self, expected: str, mend: str, found: str | None = None) -> None:
        super().__init__(expected)
        self.expected = expected
        self.mend = mend
        self.found = found


@dataclass(slots=True)
class Findings:
    """The problems of one reading: errors stop it at its end, warnings travel with the submission."""

    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def error(self, where: str, found: str, expected: str, mend: str = "") -> None:
        """Add something that must be mended before the workbook can be assessed."""
        self.errors.append(Problem(where, found, expected, mend))

    def add(self, more: Findings) -> None:
        """Add what was found elsewhere."""
        self.errors += more.errors
        self.warnings += more.warnings

    def warning(self, where: str, found: str, expected: str, mend: str = "") -> None:
        """Add something that the officer should know and that does not stop the work."""
        self.warnings.append(Problem(where, found, expected, mend, "warning"))
