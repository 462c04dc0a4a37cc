"""The journal of a batch: one line of JSON for each workbook, written once its reports are.

It tells what came of every workbook, and is what ``--resume`` goes by. A line that was cut off by a crash counts for
nothing; where a workbook has several, the last one counts.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Final, Self

from gapcheck.batch.records import Asked, Outcome, Source
from gapcheck.errors import Problem, UsageError

NAME: Final = "batch.jsonl"
SCHEMA: Final = "gapcheck.batch/1"
_HALF_WRITTEN = re.compile(r"\..+\.[0-9a-f]{8}\.part")
_BLOCK: Final = 1 << 16


class Journal:
    """The journal in a folder, open for the batch that writes there; a context manager."""

    def __init__(self, folder: Path, asked: Asked, *, resume: bool) -> None:
        self.path = folder / NAME
        self._folder = folder
        self._identity = asked.identity
        self._resume = resume
        self._stream: BinaryIO | None = None
        self._done: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        """Open the journal; raises UsageError where it cannot be written, or where another batch writes it."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._stream = self.path.open("a+b")
            _lock(self._stream, self.path)
            if self._resume:
                self._read(self._stream)
                _sweep(self._folder)
            else:
                self._stream.truncate(0)
        except OSError as error:
            self.close()
            raise _unwritable(self.path, error) from error
        except UsageError:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the journal."""
        self.close()

    def close(self) -> None:
        """Close what is open."""
        for held in (self._stream, self._done):
            if held is not None:
                held.close()
        self._stream = self._done = None

    def add(self, outcome: Outcome) -> None:
        """Add the line of a workbook, which is there once this returns."""
        assert self._stream is not None  # noqa: S101 - a journal is written while it is open
        line = json.dumps(self._line(outcome), ensure_ascii=False, sort_keys=True)
        try:
            self._stream.write(line.encode("utf-8", "backslashreplace") + b"\n")
            self._stream.flush()
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def done(self, source: Source, sha256: str) -> Mapping[str, Any] | None:
        """Return the line of a workbook that was assessed as it would be now, and whose reports are all there."""
        if self._done is None:
            return None
        found = self._done.execute("SELECT line FROM done WHERE path = ?", (source.shown,)).fetchone()
        line = json.loads(found[0]) if found else None
        if line is None or line["workbook_sha256"] != sha256:
            return None
        folder = self._folder / source.folder
        return line if all(_sha256_of(folder / name) == held for name, held in line["reports"].items()) else None

    def _line(self, outcome: Outcome) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "path": outcome.source.shown,
            "workbook_sha256": outcome.sha256,
            "outcome": outcome.kind,
            "exit_code": outcome.exit_code,
            "country": outcome.country,
            "year": outcome.year,
            "reports": {report.name: report.sha256 for report in outcome.reports},
            "folder": outcome.source.folder,
            "problems": [problem._asdict() for problem in outcome.problems],
            "gates": list(outcome.gates),
            **self._identity,
        }

    def _read(self, stream: BinaryIO) -> None:
        """Keep the lines of what is done where it takes no memory, and cut off a line that was not finished."""
        # A database without a name is a file of its own that is gone with the connection.
        self._done = sqlite3.connect("")
        self._done.execute("CREATE TABLE done (path TEXT PRIMARY KEY, line TEXT) WITHOUT ROWID")
        stream.seek(0)
        whole = 0
        for data in stream:
            if not data.endswith(b"\n"):
                break
            whole += len(data)
            line = _parsed(data)
            if line is None:
                continue
            counts = line["outcome"] == "assessed" and all(
                line.get(key) == self._identity[key] for key in self._identity
            )
            if counts:
                self._done.execute("INSERT OR REPLACE INTO done VALUES (?, ?)", (line["path"], data.decode()))
            else:
                self._done.execute("DELETE FROM done WHERE path = ?", (line["path"],))
        stream.truncate(whole)


def _parsed(data: bytes) -> dict[str, Any] | None:
    """Return a line of a journal, or None where it is none: what cannot be read was not done."""
    try:
        line = json.loads(data)
    except ValueError:
        return None
    if not isinstance(line, dict) or line.get("schema") != SCHEMA:
        return None
    kinds = {"path": str, "workbook_sha256": str, "outcome": str, "reports": dict, "gates": list}
    return line if all(isinstance(line.get(key), kind) for key, kind in kinds.items()) else None


def _sha256_of(path: Path) -> str | None:
    sums = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                sums.update(block)
    except (OSError, ValueError):
        return None
    return sums.hexdigest()


def _lock(stream: BinaryIO, path: Path) -> None:
    """Raise UsageError where another batch writes the same journal; the lock ends with the process."""
    try:
        import fcntl
    except ImportError:  # no such locks on this system
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        mend = "Wait until it has ended, or name another folder with -o."
        problem = Problem(str(path), "a journal that another batch is writing", "a folder for this batch alone", mend)
        raise UsageError([problem]) from error
    except OSError:  # a file system without locks
        return


def _sweep(folder: Path) -> None:
    """Remove the files that a batch was writing when it was killed."""
    for path in _below(folder):
        if _HALF_WRITTEN.fullmatch(path.name):
            with contextlib.suppress(OSError):
                path.unlink()


def _below(folder: Path) -> Iterator[Path]:
    for held, _, names in os.walk(folder):
        yield from (Path(held, name) for name in names)


def _unwritable(path: Path, error: OSError) -> UsageError:
    found = f"a place that cannot be written ({(error.strerror or 'no reason is given').lower()})"
    return UsageError([Problem(str(path), found, "a folder that can be written", "Name another with -o.")])
