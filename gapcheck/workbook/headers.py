"""Where the headings of a sheet stand, and which column is which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.cells import Sheet
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.places import place, sheet_place
from gapcheck.workbook.texts import matching, shown
from gapcheck.workbook.words import READ_HEADINGS, Words

HEADER_ROWS = 20  # titles and notes may stand above the headings, within this many rows


@dataclass(frozen=True, slots=True)
class Header:
    """The row of the headings, and each known column's number."""

    row: int
    columns: Mapping[str, int]


def pillar_header(sheet: Sheet, words: Words, findings: Findings) -> Header | None:
    """Find the headings of a pillar sheet: the first row, of the first twenty, with a cell "ID"."""
    for number, cells in sheet.top(HEADER_ROWS):
        named = [(column, words.heading(cell.value)) for column, cell in cells.items() if isinstance(cell.value, str)]
        if not any(heading == "id" for _, heading in named):
            continue
        columns: dict[str, int] = {}
        for column, heading in named:
            if heading is None:
                continue
            if heading in columns:
                first = place(sheet.name, number, columns[heading])
                found = f"a second column {shown(words.label(heading))}"
                findings.error(place(sheet.name, number, column), found, f"it once (first in {first})")
                continue
            columns[heading] = column
        for heading in READ_HEADINGS:
            _missing(sheet, number, words.label(heading), heading, columns, findings)
        return Header(number, columns) if "answer" in columns else None
    expected = f'a row of headings that begins with "ID", within the first {HEADER_ROWS} rows'
    findings.error(place(sheet.name, 1, 1), "no heading ID", expected, "Copy the headings from a new template.")
    return None


def _missing(sheet: Sheet, row: int, label: str, heading: str, columns: Mapping[str, int], findings: Findings) -> None:
    if heading in columns:
        return
    where = f"{sheet_place(sheet.name)}!{row}:{row}"
    if heading == "answer":
        findings.error(where, "no column Answer", "a column Answer", "Copy the headings from a new template.")
    else:
        mend = "Nothing is read for it; copy the headings from a new template if it was filled in."
        findings.warning(where, f"no column {label}", f"a column {label}", mend)


def table_header(sheet: Sheet, table: Indicator, findings: Findings) -> Header | None:
    """Find the headings of a table sheet: of the first twenty rows with the key column's id, the fullest.

    A row of titles may stand above it, with words that are the same as the ids but for their capitals, or
    wholly: then the ids are those written as ids, or the lower of the two rows.
    """
    best: Header | None = None
    best_score = (0, 0)
    for number, cells in sheet.top(HEADER_ROWS):
        columns: dict[str, int] = {}
        for column, cell in cells.items():
            name = matching(cell.value) if isinstance(cell.value, str) else ""
            if name in table.columns:
                columns.setdefault(name, column)
        score = len(columns), sum(cells[column].value == name for name, column in columns.items())
        # With one column only, a row of data may look like it: the first counts.
        better = score >= best_score if len(columns) > 1 else score > best_score
        if table.key_column in columns and better:
            best, best_score = Header(number, columns), score
    if best is None:
        expected = f"a row with the column ids {', '.join(table.columns)}, within the first {HEADER_ROWS} rows"
        mend = "Copy the sheet from a new template."
        findings.error(place(sheet.name, 1, 1), f"no heading {table.key_column}", expected, mend)
        return None
    for number, cells in sheet.top(HEADER_ROWS):
        if number == best.row:
            for column, cell in cells.items():
                name = matching(cell.value) if isinstance(cell.value, str) else ""
                if best.columns.get(name, column) != column:
                    findings.error(cell.place, f"a second column {name}", "each column once")
    for name in table.columns:
        if name not in best.columns:
            where = f"{sheet_place(sheet.name)}!{best.row}:{best.row}"
            findings.error(where, f"no column {name}", f"the columns {', '.join(table.columns)}", "Add the column.")
    return best
