"""Outside voices as an auditor wrote them down, a row each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gapcheck.workbook.answers import DateInterval
from gapcheck.workbook.decisions import Voice
from gapcheck.workbook.findings import Findings, Unreadable
from gapcheck.workbook.reviewing.columns import VOICE_COLUMNS
from gapcheck.workbook.reviewing.deciding import day_in, name_in, text_of
from gapcheck.workbook.reviewing.rows import Row
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.texts import shown
from gapcheck.workbook.values.dates import date_of

_NEEDED = {
    "source": "who says it", "says": "what is said", "document": "the document in which it stands",
    "recorded_by": "the name of who recorded it",
}  # fmt: skip


def voice_rows(rows: Sequence[Row]) -> list[Row]:
    """Return the rows in which something is written."""
    return [row for row in rows if row.written(VOICE_COLUMNS)]


def voice(row: Row, known: Callable[[Row], str | None], findings: Findings) -> Voice | None:
    """Return the voice of a row; None, and findings, where something is missing. ``known`` looks its ID up."""
    before = len(findings.errors)
    name = known(row)
    texts = {key: text_of(row.cells[key], expected, findings) for key, expected in _NEEDED.items()}
    recorded_by = name_in(row.cells["recorded_by"], "the name of who recorded it", findings)
    day = _document_date(row.cells["document_date"], findings)
    link = _link(row.cells["link"], findings)
    recorded = day_in(row.cells["recorded_on"], "the day on which it was recorded, such as 2023-02-28", findings)
    if name is None or recorded is None or len(findings.errors) > before:
        return None
    return Voice(
        indicator=name,
        source=texts["source"],
        says=texts["says"],
        document=texts["document"],
        recorded_by=recorded_by,
        recorded_on=recorded,
        document_date=day,
        link=link,
        cell=row.cells["id"].place,
    )


def _document_date(cell: Cell, findings: Findings) -> DateInterval | None:
    if cell.blank:
        return None
    try:
        return date_of(cell.sound("the document's date"), cell.number_format, serial=cell.serial)
    except Unreadable as unreadable:
        mend = f"{unreadable.mend} Leave the cell blank if the date is not known."
        findings.error(cell.place, unreadable.found or shown(cell.value), unreadable.expected, mend)
        return None


def _link(cell: Cell, findings: Findings) -> str | None:
    if cell.fault is not None:
        findings.error(cell.place, cell.fault, "a link, or nothing", "Type the address itself.")
        return None
    return cell.linked_text()
