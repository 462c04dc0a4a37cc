"""The first sheet of a review workbook: how to fill it in, how far it is, and what it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from gapcheck.workbook.decisions import Verdict
from gapcheck.workbook.drawing import styling
from gapcheck.workbook.reviewing.columns import DECISIONS, KEYS, QUEUE, VOICES
from gapcheck.workbook.reviewing.queue_page import letter

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (26.0, 80.0)
_TITLE: Final = "Review of a workbook"
_HOW_TO: Final = (
    f"The sheet {QUEUE} lists every question. What a decision can move most stands first: contradictions, then answers"
    " that scores hang on. You need not decide every row.\n"
    "For each answer that you check, choose a Decision, and write the reason, your name and the day. The column Row"
    " complete? says what is missing; a row with something missing makes the whole review unusable.\n"
    "The rows may be filtered. To sort them, unprotect the sheet (there is no password) and sort whole rows. Columns"
    " and sheets of your own are not read.\n"
    f"The sheet {VOICES} takes evidence from others, for or against an answer. It is shown and never counted.\n"
    "When you are done: gapcheck assess WORKBOOK --review REVIEW. If the officer sends the workbook again: gapcheck"
    " review WORKBOOK --from REVIEW -o NEW-REVIEW. What did not change is carried over."
)
_MEANS: Final = {
    Verdict.ACCEPTED: "The answer is right as it stands, and what is cited proves it. It counts as verified.",
    Verdict.CORRECTED: (
        "Another answer is right: write it in Corrected value, as the officer would. For a table, change the rows on"
        " the sheet of its ID and leave Corrected value blank; write “Complete, none” there if it has no rows. A"
        " question without an answer can be answered in this way. It counts as verified."
    ),
    Verdict.REJECTED: "The answer cannot stand, and the right one is not known. It counts as unknown.",
    Verdict.NOT_APPLICABLE_APPROVED: (
        "The officer says “Not applicable” with a reason that holds. The question drops out of the scores."
    ),
}


def draw_review(sheet: Worksheet, values: Mapping[str, str], questions: int) -> None:
    """Draw the sheet with its keys and values; ``questions`` is how many rows the queue has."""
    for column, width in zip("AB", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    row = _title(sheet, 1, _TITLE)
    for text in _HOW_TO.splitlines():
        row = _paragraph(sheet, row, text)
    row = _title(sheet, row + 1, "What the decisions mean")
    for verdict, text in _MEANS.items():
        row = _pair(sheet, row, DECISIONS[verdict], text)
    row = _title(sheet, row + 1, "How far it is")
    decided, complete = (f"{QUEUE}!${letter(key)}$2:${letter(key)}${questions + 1}" for key in ("decision", "complete"))
    for text, formula in (
        ("Rows in the queue", f"=COUNTA({QUEUE}!${letter('id')}$2:${letter('id')}${questions + 1})"),
        ("Rows with a decision", f"=COUNTA({decided})"),
        ("Rows that are complete", f'=COUNTIF({complete},"complete")'),
        ("Rows to be completed", f'=COUNTIF({complete},"?*")-COUNTIF({complete},"complete")'),
    ):
        styling.locked(styling.at(sheet, row, 1), text)
        styling.formula(styling.at(sheet, row, 2), formula)
        styling.at(sheet, row, 2).alignment = styling.LEFT
        row += 1
    row = _title(sheet, row + 1, "What it was made from (do not change)")
    for key in KEYS:
        row = _pair(sheet, row, key, values[key])
    styling.protect(sheet)
    styling.for_print(sheet)
    sheet.sheet_view.showGridLines = False


def _title(sheet: Worksheet, row: int, text: str) -> int:
    cell = styling.at(sheet, row, 1)
    styling.put(cell, text)
    cell.font = styling.TITLE
    sheet.row_dimensions[row].height = 24
    return row + 1


def _paragraph(sheet: Worksheet, row: int, text: str) -> int:
    cell = styling.at(sheet, row, 1)
    styling.put(cell, text)
    cell.alignment = styling.WRAP
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
    sheet.row_dimensions[row].height = styling.line_height([(text, sum(_WIDTHS))])
    return row + 1


def _pair(sheet: Worksheet, row: int, key: str, text: str) -> int:
    styling.locked(styling.at(sheet, row, 1), key)
    styling.locked(styling.at(sheet, row, 2), text)
    styling.at(sheet, row, 2).alignment = styling.LEFT
    sheet.row_dimensions[row].height = styling.line_height([(key, _WIDTHS[0]), (text, _WIDTHS[1])])
    return row + 1
