"""What merged cells of a pillar sheet say: beside which question a shown value stands, or that nobody can tell.

- Merged along a row, from the answer or a piece of evidence to the right: what is shown is that answer.
- Merged down over rows of which one has an ID: it belongs to the question with the ID.
- Merged down over several questions: it is shown beside all, and held once. That is asked about.
- Merged from another column over an answer: asked about, for it is not the answer that is shown.
- A heading merged over two columns with something in the second: asked about.
"""

from __future__ import annotations

from collections.abc import Mapping

from gapcheck.workbook.findings import Findings
from gapcheck.workbook.places import letters
from gapcheck.workbook.sheets.cells import Cell, Sheet
from gapcheck.workbook.sheets.headers import Header
from gapcheck.workbook.sheets.spans import Span
from gapcheck.workbook.texts import shown
from gapcheck.workbook.words import READ_HEADINGS, Words

Moved = dict[tuple[int, str], Cell]  # by row and heading: the cells that a row reads in place of its own


def moved_cells(sheet: Sheet, header: Header, ids: Mapping[int, str], words: Words, findings: Findings) -> Moved:
    """Return the cells that merging puts beside another row; ``ids`` has the question of each row that has one."""
    moved: Moved = {}
    columns = {header.columns[heading]: heading for heading in READ_HEADINGS if heading in header.columns}
    for span in sheet.spans:
        if span.last_row <= header.row:
            continue
        rows = [row for row in range(span.first_row, span.last_row + 1) if row in ids]
        own = columns.get(span.first_column) if span.first_row > header.row else None
        answer = header.columns["answer"]
        if own != "answer" and span.has_column(answer):
            _over_answers(sheet, span, rows, answer, words, findings)
        elif own is not None:
            _own(sheet, span, rows, own, words, findings, moved)
    _hidden(sheet, header, columns, findings)
    _under_wide_headings(sheet, header, ids, columns, words, findings)
    return moved


def _over_answers(sheet: Sheet, span: Span, rows: list[int], answer: int, words: Words, findings: Findings) -> None:
    top = sheet.cell(span.first_row, span.first_column)
    if top.blank or not rows:
        return
    label = words.label("answer")
    found = f"a cell merged from another column over the {label} ({span.place(sheet.name)})"
    mend = f"Unmerge the cells, and write the answer in column {letters(answer)}."
    findings.error(sheet.cell(rows[0], answer).place, found, f"each {label} in a cell of its own", mend)


def _own(
    sheet: Sheet, span: Span, rows: list[int], heading: str, words: Words, findings: Findings, moved: Moved
) -> None:
    top = sheet.cell(span.first_row, span.first_column)
    if top.blank:
        return
    if len(rows) > 1:
        cells = " and ".join(sheet.cell(row, span.first_column).place for row in rows[:2])
        more = f" and {len(rows) - 2} more" if len(rows) > 2 else ""
        label = words.label(heading)
        found = f"one cell merged over the {label} of {len(rows)} questions ({cells}{more})"
        mend = "Unmerge the cells, and write in each row what holds for its question."
        findings.error(top.place, found, f"a cell for each question (here is {shown(top.value)})", mend)
    elif rows and rows[0] != span.first_row:
        moved[rows[0], heading] = top
        moved[span.first_row, heading] = Cell(None, top.place)


def _hidden(sheet: Sheet, header: Header, columns: Mapping[int, str], findings: Findings) -> None:
    """Tell of contents under merged cells, which some programs keep: nobody sees them, and they are not read."""
    for (row, column), cell in sheet.covered.items():
        if row > header.row and column in columns:
            mend = "It is not read: unmerge the cells if it counts."
            findings.warning(cell.place, f"{shown(cell.value)}, hidden under a merged cell", "nothing there", mend)


def _under_wide_headings(
    sheet: Sheet,
    header: Header,
    ids: Mapping[int, str],
    columns: Mapping[int, str],
    words: Words,
    findings: Findings,
) -> None:
    for column, heading in columns.items():
        span = sheet.spans.at(header.row, column)
        if span is None:
            continue
        for row in ids:
            for cell in (sheet.cell(row, other) for other in range(column + 1, span.last_column + 1)):
                if not cell.blank:
                    label = words.label(heading)
                    found = f"{shown(cell.value)} in a second column under the heading {label}"
                    mend = f"Write it in column {letters(column)}, and unmerge the heading."
                    findings.error(cell.place, found, "one column for each heading", mend)
