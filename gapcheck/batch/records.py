"""What goes to a worker and what comes back: nothing but data, so that either may be on another machine."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from gapcheck.errors import Problem
from gapcheck.report.formats import Format

if TYPE_CHECKING:
    from gapcheck.assessment.gates import Gates
    from gapcheck.batch.maker import Maker
    from gapcheck.rulebook import Rulebook


@dataclass(frozen=True)
class Asked:
    """What is the same for every workbook of a batch: the rules, the reports that are asked for, and the gates.

    ``key`` names this run of the batch: a worker of a cluster may serve several at a time, even of the same.
    """

    rulebook: Rulebook
    formats: tuple[Format, ...]
    language: str | None
    internal: bool
    gates: Gates
    maker: Maker
    key: str = field(default_factory=lambda: os.urandom(8).hex())

    @cached_property
    def identity(self) -> dict[str, Any]:
        """What decides the reports of a workbook, in plain JSON: a result made otherwise is made anew."""
        return {
            "gapcheck": self.maker.version,
            "program_sha256": self.maker.source,
            "both_engines": self.maker.both_engines,
            "rulebook_sha256": self.rulebook.sha256,
            "options": {
                "formats": [kind.value for kind in self.formats],
                "language": self.language,
                "internal": self.internal,
                "min_scores": {name: str(bound) for name, bound in sorted(self.gates.min_scores.items())},
                "min_coverage": None if self.gates.min_coverage is None else str(self.gates.min_coverage),
                "fail_on": list(self.gates.fail_on),
            },
        }


@dataclass(frozen=True, slots=True)
class Source:
    """One workbook of a batch: where it is, and the folder for its reports, below the one for all ("" for that one).

    ``problem`` says why it cannot be read, where that is known before it is opened.
    """

    path: Path
    folder: str
    problem: Problem | None = None

    @property
    def shown(self) -> str:
        """The path as text that every file and terminal takes."""
        return str(self.path).encode("utf-8", "backslashreplace").decode()


@dataclass(frozen=True, slots=True)
class Task:
    """A workbook to be assessed: its bytes, so that a worker need not reach the file."""

    asked: str
    source: Source
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Report:
    """One file of a report, by the name it gets."""

    name: str
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one workbook.

    *assessed* has reports; its problems are warnings. *refused* is a workbook that cannot be assessed, with the
    problems to mend. *failed* is a fault that is not the workbook's. ``exit_code`` is what it ends the command with.
    """

    source: Source
    sha256: str
    kind: Literal["assessed", "refused", "failed"]
    exit_code: int = 0
    reports: tuple[Report, ...] = ()
    problems: tuple[Problem, ...] = ()
    gates: tuple[str, ...] = ()
    country: str | None = None
    year: int | None = None
