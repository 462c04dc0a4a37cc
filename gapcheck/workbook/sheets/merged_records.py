"""Merged cells of a table sheet: what they show stands in several rows or columns, and is held once."""

from __future__ import annotations

from gapcheck.workbook.findings import Findings
from gapcheck.workbook.sheets.cells import Sheet
from gapcheck.workbook.sheets.headers import Header
from gapcheck.workbook.texts import shown


def check_spans(sheet: Sheet, header: Header, findings: Findings) -> frozenset[int]:
    """Tell of every merged cell that cannot be read, and return the rows of which nothing more needs to be said.

    Merged down over rows that are else blank, or to the right over columns that are not ours, nothing is in doubt.
    """
    untold: set[int] = set()
    columns = {column: name for name, column in header.columns.items()}
    for span in sheet.spans:
        over = [column for column in columns if span.has_column(column)]
        top = sheet.cell(span.first_row, span.first_column)
        if span.first_row <= header.row or not over or top.blank:
            continue
        used = {
            row
            for row in range(span.first_row, span.last_row + 1)
            if row == span.first_row or any(column in sheet.rows.get(row, {}) for column in columns)
        }
        if len(over) > 1 or span.first_column not in columns:
            names = ", ".join(columns[column] for column in sorted(over))
            found = f"one cell merged over the columns {names} ({span.place(sheet.name)}), {shown(top.value)}"
            mend = "Unmerge it, and write each value in its own column; remove the row if it is a title or a note."
            findings.error(top.place, found, "a cell for each column", mend)
            untold |= used
        elif len(used) > 1:
            name = columns[span.first_column]
            found = f"one cell merged over {len(used)} rows ({span.place(sheet.name)}), {shown(top.value)}"
            mend = f"Unmerge it, and write the {name} in each row, or put the rows together."
            findings.error(top.place, found, f"a cell for each row in the column {name}", mend)
            untold |= used
    for (row, column), cell in sheet.covered.items():
        if row > header.row and column in columns:
            mend = "It is not read: unmerge the cells if it counts."
            findings.warning(cell.place, f"{shown(cell.value)}, hidden under a merged cell", "nothing there", mend)
    return frozenset(untold)
