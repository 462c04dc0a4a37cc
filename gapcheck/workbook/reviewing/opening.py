"""Opening a review workbook: its bytes into its sheets, or into why it is none."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Never

from gapcheck.errors import Problem, UsageError, WorkbookError
from gapcheck.rulebook.model import PILLARS
from gapcheck.workbook.drafts.written import place_in
from gapcheck.workbook.reading import file_bytes
from gapcheck.workbook.reviewing.columns import KEYS, LEFT, QUEUE, REVIEW, VOICES
from gapcheck.workbook.safety.archive import Scan
from gapcheck.workbook.sheets.cells import Cell, Sheet
from gapcheck.workbook.sheets.start import START
from gapcheck.workbook.sheets.worksheets import read_sheets
from gapcheck.workbook.texts import matching, one_line, trimmed

UNUSABLE: Final = "The review cannot be used"


@dataclass(frozen=True)
class Opened:
    """A review workbook's sheets by name in lower case, and the keys and values of its sheet Review."""

    file_name: str
    sha256: str
    sheets: Mapping[str, Sheet]
    values: Mapping[str, Cell]

    def sheet(self, name: str) -> Sheet | None:
        """Return a sheet by its name, in any case."""
        return self.sheets.get(matching(name))


def open_review(path: Path, tables: Collection[str], *, every_sheet: bool = False) -> Opened:
    """Open a review workbook, with the sheets of these tables; ``every_sheet`` reads whatever else is there too.

    Raises WorkbookError where the file is unsafe, cannot be read, or is no review; UsageError where there is none.
    """
    try:
        data = file_bytes(path)
    except UsageError as error:
        mend = "Check the path: it must name the review itself."
        told = [Problem(item.where, item.found, "the auditor's review (.xlsx)", mend) for item in error.problems]
        raise UsageError(told) from error
    try:
        names = [REVIEW, QUEUE, VOICES, LEFT, *tables]
        scan = Scan(data, path.name)
        screened = scan.screen(names)
        there = tuple(scan.names.values())
        if every_sheet:
            others = [name for name in there if matching(name) not in set(map(matching, names))]
            screened = {**screened, **scan.screen_others(others)}
        _check(path.name, {matching(name) for name in there})
        sheets = read_sheets(scan, screened)
    except WorkbookError as error:
        raise WorkbookError([_in_file(item, path.name) for item in error.problems], title=UNUSABLE) from error
    return Opened(path.name, hashlib.sha256(data).hexdigest(), sheets, _values(sheets[matching(REVIEW)]))


def _in_file(problem: Problem, file_name: str) -> Problem:
    """Return a problem with the file before a cell: there may be several reviews, whose sheets have the same names."""
    named = problem.where.startswith(one_line(file_name))
    return problem if named else problem._replace(where=place_in(file_name, problem.where))


def _check(file_name: str, there: Collection[str]) -> None:
    """Refuse what is no review; an officer's workbook is named as what it is."""
    missing = [name for name in (REVIEW, QUEUE) if matching(name) not in there]
    if not missing:
        return
    made = "Make one with gapcheck review WORKBOOK -o REVIEW.xlsx"
    if matching(START) in there and any(pillar in there for pillar in PILLARS):
        _refuse(file_name, "an officer's workbook", "the auditor's review of it", f"{made}, and name that.")
    found = f"no sheet {' and no sheet '.join(missing)}"
    mend = f"{made}; if a sheet was renamed, give it back its name." if len(missing) == 1 else f"{made}."
    _refuse(file_name, found, "a review workbook", mend)


def _refuse(file_name: str, found: str, expected: str, mend: str) -> Never:
    raise WorkbookError([Problem(one_line(file_name), found, expected, mend)])


def _values(sheet: Sheet) -> dict[str, Cell]:
    """Return the value cell of every key that stands in column A; of a key that stands twice the first."""
    values: dict[str, Cell] = {}
    for number in sheet.rows:
        key = matching(trimmed(sheet.cell(number, 1).as_text() or "")).replace(" ", "_")
        if key in KEYS:
            values.setdefault(key, sheet.cell(number, 2))
    return values


def reviewed_workbook(path: Path) -> str:
    """Return the hash of the workbook that a review was made for; raises as ``open_review`` does."""
    opened = open_review(path, ())
    cell = opened.values.get("workbook_sha256")
    return (cell.as_text() or "").strip() if cell is not None else ""
