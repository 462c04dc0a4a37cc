"""Work that costs nothing, for tests of how work is given out; a worker imports this file by its name on the path."""

from __future__ import annotations

import os
import time
from pathlib import Path

from gapcheck.batch.records import Outcome, Report, Source, Task

KB = 1024


def task(name: str, data: bytes = b"") -> Task:
    return Task("", Source(Path(name), ""), data, "")


def outcome(done: Task, size: int = 0) -> Outcome:
    name = f"{done.source.path.stem}.json"
    return Outcome(done.source, done.sha256, "assessed", reports=(Report(name, b"x" * size, ""),))


def echo(done: Task) -> Outcome:
    return outcome(done)


def heavy(done: Task) -> Outcome:
    return outcome(done, 300 * KB)


def deadly(done: Task) -> Outcome:
    """Ends its process where the workbook says so: always, or the first time (the file that is named is not there)."""
    if done.data == b"always":
        os._exit(1)
    if done.data and not (mark := Path(done.data.decode())).exists():
        mark.touch()
        os._exit(1)
    return outcome(done)


def slow(done: Task) -> Outcome:
    time.sleep(0.05)
    return outcome(done)


def faulty(done: Task) -> Outcome:
    if done.data == b"lambda":
        return Outcome(done.source, "", "assessed", gates=(lambda: None,))  # type: ignore[arg-type]
    if done.data:
        raise LookupError(done.data.decode())
    return outcome(done)
