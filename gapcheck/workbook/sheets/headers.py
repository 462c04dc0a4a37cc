"""Where the headings of a sheet stand, and which column is which."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import NamedTuple

from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.places import place
from gapcheck.workbook.sheets.cells import Cell, Sheet
from gapcheck.workbook.texts import matching, shown, trimmed
from gapcheck.workbook.words import READ_HEADINGS, Words

_NEAR = 0.8  # how much a heading resembles the id that it is taken for
HEADER_ROWS = 20  # titles and notes may stand above the headings, within this many rows


class Header(NamedTuple):
    """The row of the headings, and each known column's number."""

    row: int
    columns: Mapping[str, int]


def pillar_header(sheet: Sheet, words: Words, findings: Findings) -> Header | None:
    """Find the headings of a pillar sheet: the first row, of the first twenty, with a cell "ID" and a cell "Answer".

    Where none has both, the first with a cell "ID" counts, and what it lacks is told.
    """
    rows = {number: headings_in(cells, words) for number, cells in sheet.top(HEADER_ROWS)}
    with_id = [number for number, named in rows.items() if "id" in named.values()]
    for number in [number for number in with_id if "answer" in rows[number].values()] or with_id:
        columns: dict[str, int] = {}
        for column, heading in rows[number].items():
            if heading in columns:
                first = place(sheet.name, number, columns[heading])
                found = f"a second column {shown(words.label(heading))}"
                mend = "Give the column that is not ours another heading."
                findings.error(place(sheet.name, number, column), found, f"it once (first in {first})", mend)
                continue
            columns[heading] = column
        for heading in READ_HEADINGS:
            _missing(sheet, number, words.label(heading), heading, columns, findings)
        return Header(number, columns) if "answer" in columns else None
    expected = f'a row of headings that begins with "ID", within the first {HEADER_ROWS} rows'
    findings.error(place(sheet.name, 1, 1), "no heading ID", expected, "Copy the headings from a new template.")
    return None


def headings_in(cells: Mapping[int, Cell], words: Words) -> dict[int, str]:
    """Return the headings of ours that a row of cells names, by column."""
    found = {}
    for column, cell in cells.items():
        if isinstance(cell.value, str):
            heading = words.heading(cell.value) or words.heading(trimmed(cell.value))
            if heading is not None:
                found[column] = heading
    return found


def _missing(sheet: Sheet, row: int, label: str, heading: str, columns: Mapping[str, int], findings: Findings) -> None:
    if heading in columns:
        return
    where, expected = place(sheet.name, row, 1), "the headings of the template"
    if heading == "answer":
        mend = "Copy the headings from a new template."
        texts = {matching(cell.value): cell for cell in sheet.rows[row].values() if isinstance(cell.value, str)}
        if near := difflib.get_close_matches(matching(label), texts, n=1, cutoff=0.6):
            cell = texts[near[0]]
            mend = f"If it is {shown(cell.value)} in {cell.place}, write {label} there."
        findings.error(where, f"no column {label}", expected, mend)
    else:
        mend = "Nothing is read for it; copy the headings from a new template if it was filled in."
        findings.warning(where, f"no column {label}", expected, mend)


def table_header(sheet: Sheet, table: Indicator, findings: Findings) -> Header | None:
    """Find the headings of a table sheet: the first row, of the first twenty, that names the key column and another.

    A row of titles may stand above it, with words that are the same as the ids: of headings that follow each other
    the last count. A heading that is nearly an id is a finding, and stands for that id all the same, so that
    nothing else is found wrong because of it.
    """
    rows = [Header(number, _columns(cells, table)) for number, cells in sheet.top(HEADER_ROWS)]
    # Where only the key column is named, a row of data may look like headings too: the first counts.
    fullest = max((len(row.columns) for row in rows if table.key_column in row.columns), default=0)
    best: Header | None = None
    for row in rows:
        if table.key_column in row.columns and len(row.columns) >= min(fullest, 2):
            best = row
        if best is not None and (row is not best or fullest == 1):
            break
    if best is None:
        expected = f"a row with the column ids {', '.join(table.columns)}, within the first {HEADER_ROWS} rows"
        mend = "Copy the sheet from a new template."
        findings.error(place(sheet.name, 1, 1), f"no heading {table.key_column}", expected, mend)
        return None
    _check_columns(sheet, best, table, findings)
    return best


def _columns(cells: Mapping[int, Cell], table: Indicator) -> dict[str, int]:
    """Return the number of each column that a row names, exactly or, where it names others exactly, nearly."""
    written = {column: _column_id(cell) for column, cell in cells.items() if isinstance(cell.value, str)}
    columns: dict[str, int] = {}
    for column, name in written.items():
        if name in table.columns:
            columns.setdefault(name, column)
    for column, name in written.items() if columns else ():
        left = [known for known in table.columns if known not in columns]
        if name not in table.columns and (near := difflib.get_close_matches(name, left, n=1, cutoff=_NEAR)):
            columns[near[0]] = column
    return columns


def _check_columns(sheet: Sheet, header: Header, table: Indicator, findings: Findings) -> None:
    expected = f"the columns {', '.join(table.columns)}"
    for column, cell in sheet.rows[header.row].items():
        name = _column_id(cell)
        if header.columns.get(name, column) != column:
            findings.error(cell.place, f"a second column {name}", "each column once", "Remove one of the two.")
    for name in table.columns:
        if name not in header.columns:
            findings.error(place(sheet.name, header.row, 1), f"no column {name}", expected, "Add the column.")
            continue
        cell = sheet.cell(header.row, header.columns[name])
        if _column_id(cell) != name:
            found = f"the unknown heading {shown(cell.value)}"
            findings.error(cell.place, found, expected, f"Did you mean {name}?")


def _column_id(cell: Cell) -> str:
    """Return a column's id as it is compared: in any case, with a colon or a star after it; empty where none is."""
    return matching(trimmed(cell.value[:100])) if isinstance(cell.value, str) else ""
