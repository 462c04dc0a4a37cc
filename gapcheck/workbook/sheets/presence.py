"""Which sheets a workbook has: those of ours that are missing, and others on which answers stand that nobody reads."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from gapcheck.errors import WorkbookError
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.places import sheet_place
from gapcheck.workbook.safety.archive import Scan
from gapcheck.workbook.sheets.cells import Sheet
from gapcheck.workbook.sheets.headers import HEADER_ROWS, headings_in
from gapcheck.workbook.sheets.worksheets import read_sheets
from gapcheck.workbook.texts import matching, one_line, shown, trimmed
from gapcheck.workbook.words import Words, words_of

# Sheets that gapcheck writes beside those that are filled in: what was kept of another workbook, and the lists.
OURS_UNREAD: Final = ("Kept", "lists")
OF_A_REVIEW: Final = frozenset({"review", "queue"})


def check_missing(file_name: str, missing: Collection[str], others: Collection[str], findings: Findings) -> None:
    """Tell of every sheet that should be there; perhaps one of the ``others`` is it, by another name."""
    if missing and {matching(other) for other in others} >= OF_A_REVIEW:
        mend = "Name the workbook that it was made for, and the review behind --review."
        findings.error(one_line(file_name), "an auditor's review", "the officer's workbook", mend)
        return
    for name in missing:
        found, mend = f"no sheet {name}", sheet_advice(name, others)
        findings.error(one_line(file_name), found, "every sheet of the template", mend)


def sheet_advice(name: str, others: Iterable[str]) -> str:
    """Return how to mend a missing sheet: perhaps one of the others is it, by another name."""
    near = _nearest(name, others)
    if near is not None:
        return f"Is it the sheet {shown(near)}? Then name it {name}."
    return "Take it from a fresh template, or give the sheet its name back."


def renamed(missing: Iterable[str], others: Collection[str]) -> frozenset[str]:
    """Return the others that may be a missing sheet by another name."""
    return frozenset(near for name in missing if (near := _nearest(name, others)) is not None)


def _nearest(name: str, others: Iterable[str]) -> str | None:
    written = {matching(other): other for other in others}
    near = difflib.get_close_matches(matching(name), written, n=1, cutoff=0.75)
    return written[near[0]] if near else None


def check_others(scan: Scan, names: Collection[str], rulebook: Rulebook, findings: Findings) -> None:
    """Warn of sheets that are not read and hold answers under the headings of a template, such as a copy of a sheet.

    ``names`` are those of all sheets that are not ours. An officer's own notes and tables are nothing to warn of.
    """
    if not names:
        return
    words = words_of(rulebook.method)
    for name, sheet in _readable(scan, names, rulebook, words).items():
        number = _answers(sheet, rulebook, words) or _records(sheet, rulebook)
        if number:
            found = f"{number} {'answer' if number == 1 else 'answers'} on a sheet that is not one of the template"
            mend = "The answers on this sheet are not read; copy them into the sheets of the template, or delete it."
            findings.warning(sheet_place(name), found, "answers on the sheets of the template only", mend)


def _readable(scan: Scan, names: Collection[str], rulebook: Rulebook, words: Words) -> dict[str, Sheet]:
    """Return the sheets that have our headings, by name; what cannot be read safely is left alone, as it was."""
    try:
        screened = scan.screen_others(names)
        # A ministry's own data may go down many rows: whether they are answers, the first ones say.
        tops = {key: replace(one, last_row=min(one.last_row, HEADER_ROWS)) for key, one in screened.items()}
        heads = read_sheets(scan, tops) if tops else {}
        wanted = {
            key: screened[key]
            for key, sheet in heads.items()
            if _answer_columns(sheet, words) or _record_columns(sheet, rulebook)
        }
        sheets = read_sheets(scan, wanted) if wanted else {}
    except WorkbookError:
        return {}
    return {sheet.name: sheet for sheet in sheets.values()}


def _answer_columns(sheet: Sheet, words: Words) -> tuple[int, int, int] | None:
    """Return the row of our headings with the columns of ID and answer, or None."""
    for number, cells in sheet.top(HEADER_ROWS):
        columns = {heading: column for column, heading in headings_in(cells, words).items()}
        if "id" in columns and "answer" in columns:
            return number, columns["id"], columns["answer"]
    return None


def _answers(sheet: Sheet, rulebook: Rulebook, words: Words) -> int:
    """Return how many questions of the rulebook are answered on a sheet."""
    found = _answer_columns(sheet, words)
    if found is None:
        return 0
    row, identifier, answer = found
    asked = {indicator.id for indicator in rulebook.asked()}
    return sum(
        number > row
        and not sheet.cell(number, answer).blank
        and matching(trimmed(sheet.cell(number, identifier).as_text() or "")) in asked
        for number in sheet.rows
    )


def _record_columns(sheet: Sheet, rulebook: Rulebook) -> tuple[int, frozenset[int]] | None:
    """Return the row of headings that has every column of a table of ours, with their numbers, or None."""
    tables = [table.columns.keys() for table in rulebook.asked() if table.type == "table" and len(table.columns) > 1]
    for number, cells in sheet.top(HEADER_ROWS):
        named = {
            matching(trimmed(cell.value[:100])): column for column, cell in cells.items() if isinstance(cell.value, str)
        }
        for columns in tables:
            if columns <= named.keys():
                return number, frozenset(named[column] for column in columns)
    return None


def _records(sheet: Sheet, rulebook: Rulebook) -> int:
    """Return how many rows stand under the headings of a table of ours."""
    found = _record_columns(sheet, rulebook)
    if found is None:
        return 0
    row, columns = found
    return sum(number > row and not columns.isdisjoint(cells) for number, cells in sheet.rows.items())
