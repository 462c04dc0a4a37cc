"""An inspection of a folder of rules: whether it loads, what the lints find in it, and whether its history holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gapcheck.errors import RulebookError
from gapcheck.files import write_whole
from gapcheck.rulebook.folder import LOCK
from gapcheck.rulebook.history.catalogue import judge
from gapcheck.rulebook.history.history import History
from gapcheck.rulebook.history.record import Record, lock_of
from gapcheck.rulebook.linting import Finding, Subject, lint


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a folder of rules, with the lock that its content would have.

    ``folder`` is as it was given, None for the shipped rules.
    """

    folder: Path | None
    history: History
    findings: tuple[Finding, ...]

    @property
    def lockable(self) -> bool:
        """Whether nothing is wrong but the lock itself, and what can wait until after it."""
        return not any(finding.stops_lock for finding in self.findings)

    @property
    def locked(self) -> bool:
        """Whether the lock is that of the content."""
        return self.history.record.lock == self.history.now

    def write_lock(self) -> Path:
        """Write the lock beside the method, whole, and return where it is."""
        path = self.history.subject.root / LOCK
        write_whole(path, self.history.now.as_yaml().encode())
        return path


def inspect(folder: Path | None) -> Inspection:
    """Inspect a folder of rules, or the shipped one.

    Raises RulebookError with every problem, those of the history's files too, where something does not load.
    """
    record, problems = Record.read(folder)
    try:
        subject = Subject.read(folder)
    except RulebookError as error:
        raise RulebookError([*error.problems, *problems]) from error
    if problems:
        raise RulebookError(problems)
    history = History(subject, record, lock_of(subject.rulebook, subject.sums))
    findings = sorted([*lint(subject), *judge(history)], key=lambda finding: finding.order)
    return Inspection(folder, history, tuple(findings))
