"""The rows of a review workbook's sheets, found by their headings wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gapcheck.workbook.findings import Findings
from gapcheck.workbook.places import place
from gapcheck.workbook.reviewing.columns import FILLED, headings_of
from gapcheck.workbook.sheets.cells import Cell, Sheet
from gapcheck.workbook.sheets.headers import HEADER_ROWS
from gapcheck.workbook.texts import matching, shown, trimmed


class Row(NamedTuple):
    """One row under known headings: its cells by key; a column that is not there gives blank cells."""

    number: int
    cells: Mapping[str, Cell]

    @property
    def name(self) -> str:
        """The ID as it is compared; empty where the row has none."""
        return matching(trimmed(self.cells["id"].as_text() or ""))

    def written(self, keys: Iterable[str] = FILLED) -> list[Cell]:
        """Return the cells among some columns in which something stands."""
        return [self.cells[key] for key in keys if not self.cells[key].blank]


def rows_of(
    sheet: Sheet, columns: Mapping[str, tuple[str, float]], needed: Iterable[str], findings: Findings
) -> list[Row]:
    """Return the rows below the headings: the first row, of the first twenty, that has a cell "ID" and another needed.

    A needed heading that is not there, and one of ours that stands twice, are findings; other columns are not ours.
    """
    needed, headings = list(needed), headings_of(columns)
    for number, cells in sheet.top(HEADER_ROWS):
        named = {
            column: key
            for column, cell in cells.items()
            if isinstance(cell.value, str) and (key := headings.get(matching(trimmed(cell.value[:100]))))
        }
        if "id" not in named.values() or not set(needed).intersection(named.values()) - {"id"}:
            continue
        found = _columns(sheet, number, named, columns, findings)
        for key in needed:
            if key not in found:
                mend = "Copy the headings from a new review workbook, or give the column back its heading."
                where = place(sheet.name, number, 1)
                findings.error(where, f"no column {columns[key][0]}", "the headings of a review workbook", mend)
        _check_merged(sheet, number, found, columns, findings)
        return [
            Row(row, {key: _cell(sheet, row, found.get(key), number) for key in columns})
            for row in sheet.rows
            if row > number
        ]
    labels = ", ".join(columns[key][0] for key in needed)
    expected = f"a row with the headings {labels}, within the first {HEADER_ROWS} rows"
    findings.error(place(sheet.name, 1, 1), "no headings", expected, "Copy them from a new review workbook.")
    return []


def _columns(
    sheet: Sheet, row: int, named: Mapping[int, str], columns: Mapping[str, tuple[str, float]], findings: Findings
) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, key in named.items():
        if key in found:
            first = place(sheet.name, row, found[key])
            mend = "Give the column that is your own another heading."
            where = place(sheet.name, row, column)
            findings.error(where, f"a second column {shown(columns[key][0])}", f"it once (first in {first})", mend)
        else:
            found[key] = column
    return found


def _check_merged(
    sheet: Sheet, header: int, found: Mapping[str, int], columns: Mapping[str, tuple[str, float]], findings: Findings
) -> None:
    """Refuse cells of ours that are merged into one: what they show stands in one row or column only."""
    covering = {sheet.spans.at(*position) for position in sheet.covered}
    for span in sheet.spans:
        over = [columns[key][0] for key, column in found.items() if span.has_column(column)]
        top = sheet.cell(span.first_row, span.first_column)
        if span.first_row > header and over and (not top.blank or span in covering):
            what = f"cells merged into one ({span.place(sheet.name)})"
            mend = "Unmerge them, and write in each cell what belongs there."
            findings.error(top.place, what, f"a cell for each row in {' and '.join(over)}", mend)


def _cell(sheet: Sheet, row: int, column: int | None, header: int) -> Cell:
    return Cell(None, place(sheet.name, header, 1)) if column is None else sheet.cell(row, column)
