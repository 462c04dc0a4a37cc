"""Thousands of changed workbooks: damaged bytes, parts and cells; each is refused in words or read as it stands.

Every change comes from a number, so that a failure can be made again. What a change may do to the answers is judged
by a reader of the tests' own, which shares nothing with the one under test.
"""

from __future__ import annotations

import contextlib
import random
import re
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

__path__ = [str(Path(__file__).with_name("fuzzing_files"))]

from workbook_fuzzing.damage import BYTES, PARTS, Change
from workbook_fuzzing.editing import CELLS, NEUTRAL
from workbook_fuzzing.seeing import Place, cells_of, parts_of

from gapcheck.errors import WorkbookError
from gapcheck.rulebook import Rulebook
from gapcheck.workbook import Submission, read_bytes

FILE_NAME = "fuzzed-2022.xlsx"
SECONDS = 20  # no workbook of this size takes one
# What each kind of change may do. A neutral one changes nothing and is read; of the others each change of an answer
# must be one that the other reader sees in the cells that the answer is made of.
KINDS: dict[str, tuple[Change, ...]] = {"bytes": BYTES, "parts": PARTS, "cells": CELLS, "neutral": NEUTRAL}
SHARES = {"bytes": 30, "parts": 40, "cells": 20, "neutral": 10}


class Fault(AssertionError):  # noqa: N818 - it is the finding of a test
    """A changed workbook was not treated as it must be; the text says which one and how."""


@dataclass
class Fuzzer:
    """Changes one workbook again and again, and judges what comes of it."""

    data: bytes
    rulebook: Rulebook
    figures: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.parts = parts_of(self.data)
        self.sound = read_bytes(self.data, FILE_NAME, self.rulebook)
        self.cells = cells_of(self.data)

    def run(self, seeds: Iterator[int] | range) -> None:
        """Make and judge one change for every number."""
        for seed in seeds:
            chance = random.Random(seed)  # noqa: S311 - repeatable damage, no secret
            kind = chance.choices(list(SHARES), list(SHARES.values()))[0]
            change = chance.choice(KINDS[kind])
            data = change(self.data, dict(self.parts), chance)
            name = f"{kind}/{getattr(change, '__name__', 'change')}"
            try:
                with time_limit():
                    outcome = self.outcome(data, neutral=kind == "neutral")
            except Exception as error:
                raise Fault(f"seed {seed} ({name}): {type(error).__name__}: {error}") from error
            self.figures[name, outcome] += 1

    def outcome(self, data: bytes, *, neutral: bool) -> str:
        """Return what came of a changed workbook; raises Fault where that is not right."""
        try:
            read = read_bytes(data, FILE_NAME, self.rulebook)
        except WorkbookError as error:
            if neutral:
                raise Fault(f"a harmless change is refused: {error}") from error
            if error.exit_code != 3 or not error.problems:
                raise Fault("refused without a problem") from error
            if not all(problem.where and problem.found and problem.expected for problem in error.problems):
                raise Fault(f"a problem says too little: {error}") from error
            return "refused"
        changed = _differences(self.sound, read)
        if not changed:
            return "read"
        if neutral:
            raise Fault(f"a harmless change changes {', '.join(changed)}")
        seen = cells_of(data)
        places = {place for place in self.cells.keys() | seen.keys() if self.cells.get(place) != seen.get(place)}
        places |= _hidden(read)
        for name in changed:
            if not self._explained(name, places, read):
                raise Fault(f"{name} changed from {_answer(self.sound, name)} to {_answer(read, name)}; seen: {places}")
        return "read, with the change seen"

    def _explained(self, name: str, places: set[Place], read: Submission) -> bool:
        """Return whether the change of an answer is one of its row, its headings, its table, or of who speaks when."""
        if any(sheet in ("start", name.casefold()) for sheet, _, _ in places):
            return True
        answers = [
            At.of(submission.answers[name].cell) for submission in (self.sound, read) if name in submission.answers
        ]
        rows = {(at.sheet, row) for at in answers for row in (1, at.row)}
        return any((sheet, row) in rows for sheet, row, _ in places)


@dataclass(frozen=True)
class At:
    """The sheet and the row of an answer."""

    sheet: str
    row: int

    @classmethod
    def of(cls, cell: str) -> At:
        sheet, _, reference = cell.partition("!")
        return cls(sheet.strip("'").casefold(), int(re.sub(r"\D", "", reference) or 0))


def _differences(sound: Submission, read: Submission) -> list[str]:
    """Return the answers, and what stands on the first sheet, that are not the same."""
    said = [one.name for one in fields(Submission) if one.name not in ("sha256", "answers", "problems")]
    heads = [name for name in said if getattr(sound, name) != getattr(read, name)]
    names = sound.answers.keys() | read.answers.keys()
    return heads + sorted(name for name in names if sound.answers.get(name) != read.answers.get(name))


def _hidden(read: Submission) -> set[Place]:
    """Return the places whose text a merged cell hides: it is not read, as it is not seen, and a warning says so."""
    told = [At.of(problem.where) for problem in read.problems if "hidden under a merged cell" in problem.found]
    return {(at.sheet, at.row, 0) for at in told}


def _answer(submission: Submission, name: str) -> Any:
    return submission.answers[name] if name in submission.answers else getattr(submission, name, None)


@contextlib.contextmanager
def time_limit() -> Iterator[None]:
    """Raise TimeoutError in what hangs."""

    def give_up(*_: object) -> None:
        raise TimeoutError(f"still reading after {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
