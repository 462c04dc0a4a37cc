"""Listing: the workbooks of a batch, in an order that is always the same, each with the folder for its reports."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from gapcheck.batch.records import Source
from gapcheck.errors import Problem, UsageError
from gapcheck.report.files import file_names
from gapcheck.report.formats import Format

_WORKBOOK: Final = ".xlsx"
_REPORT: Final = ".report.xlsx"
_OTHER_SPREADSHEETS: Final = (".xls", ".xlsm", ".xlsb", ".ods")


@dataclass
class Seen:
    """What a walk came by: workbooks, and what looks like one and is none, with the first of each kind."""

    workbooks: int = 0
    reports: int = 0
    others: int = 0
    first_other: str = ""


@dataclass(frozen=True)
class Listing:
    """The workbooks named and those in the folders named, however deep.

    The tree of one folder is repeated below ``output``; of several, each below a folder of its name. Hidden files, the
    locks of open workbooks, links to folders, reports of gapcheck and the output itself are passed over.
    """

    named: Sequence[Path]
    output: Path
    formats: tuple[Format, ...]
    internal: bool
    _roots: list[tuple[Path, str]] = field(init=False)

    def __post_init__(self) -> None:
        alone = len(self.named) == 1
        folders = [path for path in self.named if path.is_dir()]
        roots = [(path, "" if alone else path.resolve().name or "root") for path in folders]
        object.__setattr__(self, "_roots", roots)

    def check(self) -> Seen:
        """Return what is there; raises UsageError, before anything is written, where it cannot be one batch."""
        problems = [*self._overlapping(), *self._twice(), *self._mingled(), *self._written_over()]
        if problems:
            raise UsageError(problems)
        total = Seen()
        for path, folder in self._roots:
            seen = Seen()
            for _ in self._below(path, folder, seen):
                pass
            if not seen.workbooks:
                problems.append(Problem(str(path), "no workbook", "a folder with files that end with .xlsx", ""))
            total.workbooks += seen.workbooks
            total.reports += seen.reports
            total.others += seen.others
            total.first_other = total.first_other or seen.first_other
        total.workbooks += sum(1 for _ in self._files())
        if problems:
            raise UsageError(problems)
        return total

    def __iter__(self) -> Iterator[Source]:
        """Yield the workbooks; no more than the names of one folder are held at a time."""
        yield from self._files()
        for path, folder in self._roots:
            yield from self._below(path, folder, Seen())

    def _files(self) -> Iterator[Source]:
        files = [path for path in self.named if not path.is_dir()]
        self._check_names(self.output, files)
        for path in files:
            yield Source(path, "", _unusable(path))

    def _below(self, root: Path, into: str, seen: Seen) -> Iterator[Source]:
        output = self.output.stat() if self.output.exists() else None
        waiting = [(root, into)]
        while waiting:
            folder, target = waiting.pop()
            try:
                held = sorted(os.scandir(folder), key=lambda entry: entry.name)
            except OSError as error:
                reason = (error.strerror or "no reason is given").lower()
                found = f"a folder that cannot be read ({reason})"
                yield Source(folder, target, Problem(str(folder), found, "a folder that can be read", ""))
                continue
            files = [folder / entry.name for entry in held if self._is_workbook(entry, seen)]
            self._check_names(self.output / target, files)
            seen.workbooks += len(files)
            yield from (Source(path, target, _unusable(path)) for path in files)
            waiting += [
                (folder / entry.name, f"{target}/{entry.name}" if target else entry.name)
                for entry in reversed(held)
                if _is_read(entry, output)
            ]

    def _is_workbook(self, entry: os.DirEntry[str], seen: Seen) -> bool:
        name = entry.name.casefold()
        if name.startswith((".", "~$")) or entry.is_dir():
            return False
        if name.endswith(_REPORT):
            seen.reports += 1
            return False
        if name.endswith(_OTHER_SPREADSHEETS):
            seen.others += 1
            seen.first_other = seen.first_other or entry.path
        return name.endswith(_WORKBOOK)

    def _check_names(self, target: Path, files: Sequence[Path]) -> None:
        """Raise UsageError where two workbooks of a folder would write one file, on any system."""
        held: dict[str, Path] = {}
        problems = []
        for path in files:
            for kind in self.formats:
                for name in file_names(path.stem, kind, internal=self.internal):
                    other = held.setdefault(name.casefold(), path)
                    if other is not path:
                        found = f"one report {name} of {other.name} and of {path.name}"
                        problems.append(Problem(str(target), found, "another name for each", "Rename one of them."))
        if problems:
            raise UsageError(problems)

    def _overlapping(self) -> Iterator[Problem]:
        resolved = [(path, path.resolve()) for path in self.named]
        for number, (path, place) in enumerate(resolved):
            for other_number, (other, around) in enumerate(resolved):
                within = place == around and number > other_number
                if within or (around in place.parents and other.is_dir()):
                    found = f"what {other} holds already" if not within else "a path a second time"
                    yield Problem(str(path), found, "each workbook once", "Leave it out.")

    def _twice(self) -> Iterator[Problem]:
        seen: dict[str, Path] = {}
        for path, folder in self._roots:
            other = seen.setdefault(folder.casefold(), path)
            if other is not path:
                found = f"a second folder called {folder}, beside {other}"
                yield Problem(
                    str(path), found, "another name for each", "Take them one after the other, each to its -o."
                )

    def _mingled(self) -> Iterator[Problem]:
        for path, folder in self._roots:
            target, read = (self.output / folder).resolve(), path.resolve()
            if target == read or target in read.parents:
                found = f"the folder {path}, which is read, among the reports"
                yield Problem(f"-o {self.output}", found, "a folder for the reports alone", "Such as -o reports.")

    def _written_over(self) -> Iterator[Problem]:
        read = {path.resolve() for path in self.named if not path.is_dir()}
        for path in self.named:
            for kind in () if path.is_dir() else self.formats:
                for name in file_names(path.stem, kind, internal=self.internal):
                    if (self.output / name).resolve() in read:
                        found = "a file that is read"
                        yield Problem(str(self.output / name), found, "another folder for the reports", "")


def _is_read(entry: os.DirEntry[str], output: os.stat_result | None) -> bool:
    """Return whether a folder is looked into: no link, not hidden, and not where the reports go."""
    if entry.name.startswith(".") or not entry.is_dir(follow_symlinks=False):
        return False
    return output is None or not os.path.samestat(entry.stat(follow_symlinks=False), output)


def _unusable(path: Path) -> Problem | None:
    try:
        path.name.encode()
    except UnicodeEncodeError:
        return Problem(
            ascii(path.name), "a name that is not in UTF-8", "a name that every system can show", "Rename it."
        )
    return None
