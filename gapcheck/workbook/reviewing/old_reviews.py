"""Old reviews: read as they were filled in, whichever version of the workbook they were made for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gapcheck.rulebook import Rulebook
from gapcheck.workbook.decisions import Verdict
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.reviewing.columns import LEFT, LEFT_COLUMNS, sheet_of
from gapcheck.workbook.reviewing.deciding import Decided, decided_rows
from gapcheck.workbook.reviewing.entries import LeftOver
from gapcheck.workbook.reviewing.opening import Opened, open_review
from gapcheck.workbook.reviewing.reading import queue_rows, refuse, voices_rows
from gapcheck.workbook.reviewing.records import records_of
from gapcheck.workbook.reviewing.rows import Row, rows_of
from gapcheck.workbook.reviewing.voices import voice
from gapcheck.workbook.sheets.cells import Cell


@dataclass(frozen=True)
class OldReview:
    """An old review as it was filled in: its decisions, its voices, what it had from a review before it."""

    opened: Opened
    decided: tuple[Decided, ...]
    rows: tuple[Row, ...]
    voices: tuple[Row, ...]
    left: tuple[LeftOver, ...]


def read_old_review(path: Path, rulebook: Rulebook) -> OldReview:
    """Read a review by itself, whatever workbook and rules it was made for; ``rulebook`` is the one in use now.

    Raises WorkbookError where a row of it is not whole, with every problem at once.
    """
    tables = [sheet_of(indicator) for indicator in rulebook.asked() if indicator.type == "table"]
    opened = open_review(path, tables, every_sheet=True)
    findings = Findings()
    rows = queue_rows(opened, findings)
    decided = decided_rows(rows, findings)
    for item in decided:
        if item.verdict is Verdict.CORRECTED:
            _check_value(item, opened, findings)
    voices = voices_rows(opened, findings)
    for row in voices:
        if not row.name:
            findings.error(row.cells["id"].place, row.cells["id"].fault or "nothing", "the ID of a question", "")
        voice(row, lambda row: row.name or None, findings)
    left = tuple(_left(opened))
    refuse(opened, findings)
    return OldReview(opened, tuple(decided), tuple(rows), tuple(voices), left)


def _check_value(item: Decided, opened: Opened, findings: Findings) -> None:
    """Refuse a correction without a value, or with one that is not in the file."""
    rows = table_records(opened, item.name) if item.value.blank else []
    if item.value.blank and not rows:
        expected = "the right answer, since the decision is “corrected”"
        findings.error(item.value.place, "nothing", expected, "Write it, or decide otherwise.")
    for cell in [item.value, *(cell for row in rows for cell in row.values())]:
        if cell.fault is not None:
            findings.error(cell.place, cell.fault, "a value that can be carried over", "Type the value itself.")


def _left(opened: Opened) -> Iterator[LeftOver]:
    """Yield what an old review had left over itself."""
    sheet = opened.sheet(LEFT)
    for row in rows_of(sheet, LEFT_COLUMNS, ("id", "written"), Findings()) if sheet is not None else ():
        if row.written(LEFT_COLUMNS):
            texts = (row.cells[key].as_text() or "" for key in LEFT_COLUMNS)
            yield LeftOver(*texts)


def table_records(opened: Opened, name: str) -> list[Mapping[str, Cell]]:
    """Return the rows of the sheet of a table, if there is one."""
    sheet = opened.sheet(sheet_of(name))
    return records_of(sheet) if sheet is not None else []
