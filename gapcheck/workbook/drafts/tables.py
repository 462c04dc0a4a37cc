"""Table sheets as officers left them: every used row by column, whatever the rulebook thinks of the columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.drafts.remainders import HIDDEN, OUTSIDE, OWN_COLUMN
from gapcheck.workbook.drafts.written import listed, place_in, tidy, written
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.places import letters, place
from gapcheck.workbook.plan import Kept
from gapcheck.workbook.sheets.cells import Cell, Sheet
from gapcheck.workbook.sheets.headers import HEADER_ROWS, Header, table_header
from gapcheck.workbook.sheets.merged_records import check_spans
from gapcheck.workbook.texts import matching, trimmed

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """One used row of a table sheet: its cells that are not blank, by column id."""

    place: str
    cells: Mapping[str, Cell]

    def words(self) -> str:
        """Return all that was written in the row, a line for each cell."""
        return listed({column: written(cell) for column, cell in self.cells.items()})


@dataclass(frozen=True, slots=True)
class DraftTable:
    """A table's sheet: its columns' ids and its used rows; what stands beside them is kept.

    ``header`` is the row of the ids, 0 where none can be found: the columns go by their letters then. ``titles`` are
    the cells above it that a template fills with words of its own, by column; the question's has no column.
    """

    place: str
    header: int
    columns: tuple[str, ...]
    rows: tuple[DraftRecord, ...]
    kept: tuple[Kept, ...]
    titles: tuple[tuple[str, Cell], ...]


def read_draft_table(
    sheet: Sheet, table: Indicator | None, question: str, file_name: str, findings: Findings
) -> DraftTable:
    """Read a table's sheet by the headings that it has; ``table`` is None where the rulebook no longer knows it."""
    header = _header(sheet, table)
    columns = _columns(sheet, header, findings)
    kept: list[Kept] = []
    titles: list[tuple[str, Cell]] = []

    def keep(cell: Cell, heading: str, reason: str) -> None:
        text = f"{heading}: {written(cell)}" if heading else written(cell)
        kept.append(Kept(place_in(file_name, cell.place), matching(sheet.name), question, text, reason))

    for cell in sheet.covered.values():
        keep(cell, "", HIDDEN)
    if table is not None and header:
        spans = Findings()
        check_spans(sheet, Header(header, {name: column for column, name in columns.items()}), spans)
        findings.errors += spans.errors
    rows = []
    for number, cells in sheet.rows.items():
        if number < header:
            # Ours are the question, at the left, and the columns' titles, above their ids.
            ours = {1} if number != header - 1 else set(columns)
            for column, cell in cells.items():
                if column not in ours:
                    keep(cell, "", OUTSIDE)
                else:
                    titles.append((columns[column] if number == header - 1 else "", cell))
        elif number > header:
            record = {columns[column]: tidy(cell) for column, cell in cells.items() if column in columns}
            if record:
                rows.append(DraftRecord(place(sheet.name, number, min(cells)), record))
            for column, cell in cells.items():
                if column not in columns:
                    keep(cell, f"{letters(column)}{number}", OWN_COLUMN)
    begin = place(sheet.name, header or 1, 1)
    return DraftTable(begin, header, tuple(columns.values()), tuple(rows), tuple(kept), tuple(titles))


def _header(sheet: Sheet, table: Indicator | None) -> int:
    """Return the row of the columns' ids, where the reader finds them; 0 if there is none.

    Where the reader finds none, of rows that name most columns the last of the first run.
    """
    found = table_header(sheet, table, Findings()) if table is not None else None
    if found is not None:
        return found.row
    counts = {number: _named(cells, table) for number, cells in sheet.top(HEADER_ROWS)}
    most = max(counts.values(), default=0)
    best = 0
    for number, count in counts.items():
        if most and count == most:
            best = number
        elif best:
            break
    return best


def _named(cells: Mapping[int, Cell], table: Indicator | None) -> int:
    texts = [cell.value for cell in cells.values() if isinstance(cell.value, str)]
    if table is not None:
        return len({_column_id(text) for text in texts} & table.columns.keys())
    # Whatever the columns were, their ids were small letters, and nothing else stood in the row.
    return len(texts) if len(texts) == len(cells) and all(map(_IDENTIFIER.fullmatch, texts)) else 0


def _column_id(text: str) -> str:
    """Return a column's id in the form in which the reader compares it."""
    return matching(trimmed(text))


def _columns(sheet: Sheet, header: int, findings: Findings) -> dict[int, str]:
    """Return the column ids by the columns' numbers; without a header, the columns' letters."""
    if not header:
        used = {column for cells in sheet.rows.values() for column in cells}
        return {column: letters(column) for column in sorted(used)}
    columns: dict[int, str] = {}
    for column, cell in sheet.rows[header].items():
        name = _column_id(written(cell))
        if name in columns.values():
            findings.error(cell.place, f"a second column {name}", "each column once", "Remove one of the two.")
        else:
            columns[column] = name
    return columns
