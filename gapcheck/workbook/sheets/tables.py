"""Table sheets: the used rows below the headings, each cell by its column's type.

A blank row between them ends nothing, and rows may stand in any order. A row of totals, a key that stands twice and
cells merged over two rows or two columns (``merged_records``) are asked about.
"""

from __future__ import annotations

import re

from gapcheck.rulebook.model import Indicator, TableColumn
from gapcheck.workbook.answers import Status, Table, TableCell
from gapcheck.workbook.findings import Findings, Unreadable
from gapcheck.workbook.sheets.cells import Cell, Sheet
from gapcheck.workbook.sheets.headers import Header, table_header
from gapcheck.workbook.sheets.merged_records import check_spans
from gapcheck.workbook.sheets.values import plain_value, special_word
from gapcheck.workbook.texts import matching, shown
from gapcheck.workbook.words import Words

# Rows that repeat what the others hold would be counted twice.
_TOTAL = re.compile(r"(grand |sub-?|sub )?totals?\b.*|sum|sum of\b.*|សរុប.*")


def read_table(sheet: Sheet, table: Indicator, words: Words, findings: Findings) -> Table:
    """Read the used rows of a table sheet; a sheet without any gives a table without rows."""
    header = table_header(sheet, table, findings)
    if header is None:
        return Table(())
    rows = []
    keys: dict[str, Cell] = {}
    untold = check_spans(sheet, header, findings)
    for number, cells in sheet.rows.items():
        if number <= header.row or not any(column in cells for column in header.columns.values()) or number in untold:
            continue
        if _key_fits(sheet.cell(number, header.columns[table.key_column]), table, keys, findings):
            rows.append(_row(sheet, number, header, table, words, findings))
    return Table(tuple(rows))


def _key_fits(key: Cell, table: Indicator, keys: dict[str, Cell], findings: Findings) -> bool:
    if key.blank:
        mend = f"Write the {table.key_column}, or clear the row."
        findings.error(key.place, "nothing", f"the {table.key_column} of a row that is filled in", mend)
        return False
    if key.fault is not None:
        return True  # reported with the row's other cells
    name = matching(key.as_text() or "")
    if _TOTAL.fullmatch(name):
        mend = "Remove the row: gapcheck adds up itself, and would count it twice."
        findings.error(key.place, f"a row of totals ({shown(key.value)})", "rows of data only", mend)
        return False
    if name in keys:
        expected = f"each {table.key_column} once (first in {keys[name].place})"
        findings.error(key.place, f"{shown(key.value)} a second time", expected, "Put the two rows together.")
        return False
    keys[name] = key
    return True


def _row(
    sheet: Sheet, number: int, header: Header, table: Indicator, words: Words, findings: Findings
) -> dict[str, TableCell]:
    row = {}
    for name, column in table.columns.items():
        if name in header.columns:
            row[name] = _cell(sheet.cell(number, header.columns[name]), column, words, findings)
    return row


def _cell(cell: Cell, column: TableColumn, words: Words, findings: Findings) -> TableCell:
    """Read one cell; a special word in it leaves it unknown, as a blank does."""
    if cell.blank:
        return TableCell(None, cell.place)
    special = None if column.key else special_word(cell, words)
    if special is Status.NOT_APPLICABLE:
        mend = "Leave the cell blank, or write 0 if that is true."
        findings.error(cell.place, shown(cell.value), f"a value of type {column.type}", mend)
        return TableCell(None, cell.place)
    try:
        return TableCell(None if special else plain_value(cell, column.type), cell.place)
    except Unreadable as unreadable:
        findings.error(cell.place, unreadable.found or shown(cell.value), unreadable.expected, unreadable.mend)
        return TableCell(None, cell.place)
