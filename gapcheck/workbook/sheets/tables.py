"""Table sheets: the used rows below the headings, each cell by its column's type.

A blank row between them ends nothing, and rows may stand in any order. A row of totals, a key that stands twice and
cells merged over two rows or two columns (``merged_records``) are asked about; a row with nothing but its key is told.
"""

from __future__ import annotations

from gapcheck.rulebook.model import Indicator, TableColumn
from gapcheck.workbook.answers import Status, Table, TableCell
from gapcheck.workbook.findings import Findings, Unreadable
from gapcheck.workbook.patterns import late
from gapcheck.workbook.sheets.cells import Cell, Sheet
from gapcheck.workbook.sheets.headers import Header, table_header
from gapcheck.workbook.sheets.merged_records import check_spans
from gapcheck.workbook.sheets.values import plain_value, special_word
from gapcheck.workbook.texts import matching, shown, trimmed
from gapcheck.workbook.words import Words

# Rows that repeat what the others hold would be counted twice. "All others" is a row like any other.
_ALL_OF = "provinces|provinces and .*|sectors|countries|nationalities|partners|places|cases|regions|districts|types"
_TOTALS = (
    r"(grand |sub-?|sub |national |overall )?totals?\b.*", r"sum|sum of\b.*", rf"all|all( of)?( the)? ({_ALL_OF})",
    "all together|altogether|in all", "(the )?(whole|entire) (country|state)|(country|nation)[- ]?wide", "សរុប.*",
    "(ទូទាំងប្រទេស|ទាំងប្រទេស|គ្រប់ខេត្ត|ទាំងអស់).*",
)  # fmt: skip
_TOTAL = late("|".join(f"(?:{form})" for form in _TOTALS))
_NOTE = late(r"[*†‡¹²³]|\(?\*|(foot)?notes?\b|n\.?b\b|source|remark|comment|please\b|see\b|សម្គាល់|កំណត់សម្គាល់|ប្រភព")
_LONGEST_KEY = 60  # letters; what is longer is hardly a name


def read_table(sheet: Sheet, table: Indicator, words: Words, findings: Findings) -> Table:
    """Read the used rows of a table sheet; a sheet without any gives a table without rows."""
    header = table_header(sheet, table, findings)
    if header is None:
        return Table(())
    rows = []
    keys: dict[str, Cell] = {}
    untold = check_spans(sheet, header, findings)
    key_at = header.columns[table.key_column]
    for number, cells in sheet.rows.items():
        if number <= header.row or not any(column in cells for column in header.columns.values()) or number in untold:
            continue
        key = sheet.cell(number, key_at)
        if _key_fits(key, table, keys, findings):
            if not any(column in cells for column in header.columns.values() if column != key_at):
                _only_key(key, table, findings)
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
    if _TOTAL.fullmatch(name) or _TOTAL.fullmatch(matching(trimmed(name))):
        mend = "Remove the row: gapcheck adds up itself, and would count it twice."
        findings.error(key.place, f"a row of totals ({shown(key.value)})", "rows of data only", mend)
        return False
    if name in keys:
        expected = f"each {table.key_column} once (first in {keys[name].place})"
        findings.error(key.place, f"{shown(key.value)} a second time", expected, "Put the two rows together.")
        return False
    keys[name] = key
    return True


def _only_key(key: Cell, table: Indicator, findings: Findings) -> None:
    """Tell of a row that says nothing beside its key: a note, or a place of which nothing is known."""
    if key.fault is not None or len(table.columns) == 1:
        return
    text = key.as_text() or ""
    if _NOTE.match(text.casefold()) or len(text) > _LONGEST_KEY:
        mend = f"Write it in Comment, on the row of {table.id}: here it counts as a row of which nothing is known."
        findings.warning(key.place, f"what reads like a note ({shown(key.value)})", f"a {table.key_column}", mend)
    else:
        mend = "Fill in what is known (0 where that is true), or clear the row: as it is, its figures are unknown."
        findings.warning(key.place, f"nothing beside the {table.key_column}", "a row with its figures", mend)


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
