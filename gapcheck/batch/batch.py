"""The batch: workbooks in, reports on disk as they come, and a journal of all that came of them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from gapcheck.batch.journal import Journal
from gapcheck.batch.records import Asked, Outcome, Source, Task
from gapcheck.batch.running import Crew, run
from gapcheck.batch.work import work
from gapcheck.errors import Problem, UsageError
from gapcheck.files import write_whole
from gapcheck.report.files import file_names
from gapcheck.workbook.reading import file_bytes


@dataclass
class Tally:
    """What a batch came to, in numbers; ``done`` are workbooks that an earlier run had done, ``gated`` those of all."""

    counts: Counter[str] = field(default_factory=Counter)
    gated: int = 0
    warned: int = 0
    exit_code: int = 0

    @property
    def total(self) -> int:
        """How many workbooks were dealt with."""
        return sum(self.counts.values())

    def add(self, kind: str, exit_code: int, *, gated: bool) -> None:
        """Count one workbook; the worst exit code stays, and a tripped gate is 1."""
        self.counts[kind] += 1
        self.gated += gated
        self.exit_code = max(self.exit_code, exit_code, int(gated))


@dataclass
class Batch:
    """One batch: only this process reads workbooks and writes files, so that workers may be anywhere."""

    asked: Asked
    folder: Path
    journal: Journal
    tell: Callable[[Outcome], None]
    passed: Callable[[], None] = lambda: None
    tally: Tally = field(default_factory=Tally)
    _made: set[str] = field(default_factory=set)

    def run(
        self,
        sources: Iterable[Source],
        crew: Crew,
        *,
        do: Callable[[Task], Outcome] = work,
        stopping: Callable[[], bool] = lambda: False,
    ) -> Tally:
        """Assess every workbook that is not done, write what comes of each, and return what it all came to."""
        for outcome in run(self._tasks(iter(sources)), crew, do=do, stopping=stopping):
            self._keep(outcome)
        return self.tally

    def _tasks(self, sources: Iterator[Source]) -> Iterator[Task]:
        """Yield the workbooks to be assessed, read; keep what cannot be as refused, pass over what is done."""
        for source in sources:
            try:
                data = _bytes_of(source)
            except UsageError as error:
                self._keep(Outcome(source, "", "refused", error.exit_code, problems=error.problems))
                continue
            sha256 = hashlib.sha256(data).hexdigest()
            done = self.journal.done(source, sha256)
            if done is None:
                yield Task(self.asked.key, source, data, sha256)
            else:
                self.tally.add("done", 0, gated=bool(done["gates"]))
                self.passed()

    def _keep(self, outcome: Outcome) -> None:
        """Write the reports of a workbook, then its line in the journal: a line stands for reports that are there."""
        try:
            for report in outcome.reports:
                write_whole(self._target(outcome.source) / report.name, report.data)
        except UsageError as error:
            outcome = replace(outcome, kind="failed", exit_code=error.exit_code, reports=(), problems=error.problems)
        if outcome.kind != "assessed":
            outcome = replace(outcome, problems=(*outcome.problems, *self._stale(outcome.source)))
        self.journal.add(outcome)
        self.tally.add(outcome.kind, outcome.exit_code, gated=bool(outcome.gates))
        self.tally.warned += bool(outcome.kind == "assessed" and outcome.problems)
        self.tell(outcome)
        self.passed()

    def _stale(self, source: Source) -> Iterator[Problem]:
        """Yield the reports that an earlier run made of what cannot be assessed now: nobody is to take them for new."""
        for kind in self.asked.formats:
            for name in file_names(source.path.stem, kind, internal=self.asked.internal):
                path = self.folder / source.folder / name
                if path.is_file():
                    expected = "no report of a workbook that is not assessed"
                    yield Problem(str(path), "a report of an earlier run", expected, "Remove it.", "warning")

    def _target(self, source: Source) -> Path:
        target = self.folder / source.folder
        if source.folder not in self._made:
            try:
                target.mkdir(parents=True, exist_ok=True)
            except OSError:
                return target  # writing there says what is wrong
            self._made = {source.folder}  # workbooks come folder by folder
        return target


def _bytes_of(source: Source) -> bytes:
    """Return the bytes of a workbook; raises UsageError where it cannot be read."""
    if source.problem is not None:
        raise UsageError([source.problem])
    return file_bytes(source.path)
