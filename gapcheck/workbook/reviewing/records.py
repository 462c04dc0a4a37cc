"""The rows of a table's sheet as they were written, whatever the rulebook thinks of the table now."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gapcheck.workbook.sheets.cells import Cell, Sheet
from gapcheck.workbook.sheets.headers import HEADER_ROWS
from gapcheck.workbook.texts import matching, trimmed

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


def records_of(sheet: Sheet) -> list[Mapping[str, Cell]]:
    """Return the used rows below the row of the column ids, by id; of several such rows in a run the last counts."""
    header = 0
    for number, cells in sheet.top(HEADER_ROWS):
        if all(_IDENTIFIER.fullmatch(_name(cell)) for cell in cells.values()):
            header = number
        elif header:
            break
    if not header:
        return []
    columns = {column: _name(cell) for column, cell in sheet.rows[header].items()}
    found: list[Mapping[str, Cell]] = []
    for number, cells in sheet.rows.items():
        record = {columns[column]: cell for column, cell in cells.items() if column in columns}
        if number > header and record:
            found.append(record)
    return found


def _name(cell: Cell) -> str:
    return matching(trimmed(cell.value)) if isinstance(cell.value, str) else ""
