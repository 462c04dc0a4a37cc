"""Inputs: the files that were named, read as workbooks and results, each key by one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gapcheck.assessment.result import Assessment
from gapcheck.assessment.stored import document, looks_stored, record, stored_bytes
from gapcheck.assessment.verification import sha256_of
from gapcheck.comparison.sides import check_distinct
from gapcheck.comparison.soundness import faults
from gapcheck.errors import Problem, UsageError, WorkbookError
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.answers import Submission
from gapcheck.workbook.reading import read_workbook


@dataclass(frozen=True)
class Inputs:
    """Workbooks, and results with the bytes they were read from, each by its path as it was named."""

    workbooks: dict[Path, Submission] = field(default_factory=dict)
    results: dict[Path, tuple[Assessment, bytes]] = field(default_factory=dict)

    def assessments(self) -> list[Assessment]:
        """Return the results alone."""
        return [result for result, _ in self.results.values()]


def open_inputs(files: Sequence[Path], rulebook: Rulebook, *, title: str) -> Inputs:
    """Read every file, workbooks under a rulebook.

    Raises WorkbookError with what is wrong in all of them, UsageError where a file is not there or is named twice, or
    where two that do not go together stand for one key.
    """
    _check_named(files)
    held = Inputs()
    problems: list[Problem] = []
    for path in files:
        try:
            if looks_stored(path):
                held.results[path] = _result(path, rulebook)
            else:
                held.workbooks[path] = read_workbook(path, rulebook, any_rulebook=True)
        except WorkbookError as error:
            problems += [item._replace(where=f"{path.name}: {item.where}") for item in error.problems]
    if problems:
        raise WorkbookError(problems, title=title)
    _check_keys(held)
    return held


def _check_named(files: Sequence[Path]) -> None:
    problems = [
        Problem(str(path), f"a file that is named {times} times", "each file once", "Leave the others out.")
        for path, times in Counter(files).items()
        if times > 1
    ]
    if problems:
        raise UsageError(problems)


def _check_keys(held: Inputs) -> None:
    """Raise UsageError for two of one key; only a result and its own workbook go together."""
    check_distinct(held.workbooks.values(), [str(path) for path in held.workbooks])
    check_distinct(held.assessments(), [str(path) for path in held.results])
    read = {submission.sha256 for submission in held.workbooks.values()}
    apart = {path: result for path, (result, _) in held.results.items() if result.workbook.sha256 not in read}
    items: list[Submission | Assessment] = [*held.workbooks.values(), *apart.values()]
    check_distinct(items, [str(path) for path in (*held.workbooks, *apart)])


def _result(path: Path, rulebook: Rulebook) -> tuple[Assessment, bytes]:
    """Return a result and its bytes; a country that the rules at hand call invented is so, whatever the result says."""
    data = stored_bytes(path)
    plain = document(data)
    held = record(plain)
    if sha256_of(plain) != held.result_sha256:
        found, mend = "a result that was changed", "Take the one that gapcheck wrote, or the workbook itself."
        raise WorkbookError([Problem("result_sha256", found, "the hash of what the result says", mend)])
    if wrong := faults(held):
        raise WorkbookError(wrong)
    if rulebook.is_fictional(held.country.code) and not held.country.fictional:
        held = held.model_copy(update={"country": held.country.model_copy(update={"fictional": True})})
    return held, data
