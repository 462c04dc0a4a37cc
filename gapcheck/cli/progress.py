"""What is seen of a batch while it runs: a bar on a terminal, and a line for each workbook that came to nothing."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import typer

from gapcheck.report.plaintext import clean

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from gapcheck.batch.records import Outcome

_SECONDS: Final = 0.2
"""The bar is drawn anew no more often: a fast batch is not to wait for its terminal."""


class Progress:
    """Tells on stderr how far a batch is; a context manager. The bar is there only where stderr is a terminal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._drawn = 0.0

    def __enter__(self) -> Self:
        """Begin to draw."""
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("Assessing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            # It draws when it is told of a workbook: a thread of its own would be in the way of starting processes.
            self._bar = Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
            self._task = self._bar.add_task("", total=self._total)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def advance(self) -> None:
        """Count one more workbook."""
        if self._bar is None or self._task is None:
            return
        self._bar.advance(self._task)
        now = time.monotonic()
        if now - self._drawn >= _SECONDS:
            self._drawn = now
            self._bar.refresh()

    def tell(self, outcome: Outcome) -> None:
        """Say what stands in the way of a workbook, and which gates one tripped."""
        path = outcome.source.shown
        if outcome.kind != "assessed":
            first, *others = outcome.problems
            more = f" ({len(others)} more: all in batch.jsonl)" if others else ""
            self._say(f"{path}: {outcome.kind}: {first}{more}")
        for words in outcome.gates:
            self._say(f"{path}: gate tripped: {words}.")

    def _say(self, line: str) -> None:
        if self._bar is None:
            typer.echo(clean(line), err=True)
        else:
            self._bar.console.print(clean(line), markup=False, highlight=False, soft_wrap=True)
