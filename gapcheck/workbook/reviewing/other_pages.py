"""The other sheets of a review workbook: outside voices, a sheet for each table, and what was left over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from openpyxl.worksheet.datavalidation import DataValidation

from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.drawing import styling
from gapcheck.workbook.places import letters
from gapcheck.workbook.reviewing.columns import LEFT_COLUMNS, QUEUE, VOICE_COLUMNS
from gapcheck.workbook.reviewing.entries import LeftOver
from gapcheck.workbook.reviewing.queue_page import letter
from gapcheck.workbook.reviewing.values import Typed
from gapcheck.workbook.sheets.cells import Cell

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_BOXES: Final = 40  # rows of Other voices, and blank ones of a table, that are drawn as boxes; there may be any number
_ABOUT_VOICES: Final = (
    "Evidence from outside (a court file, an international body, an organisation) that speaks for or against an "
    "answer. One row for each voice, several for one ID if need be. It is shown beside the officer's comment and "
    "counts in no score: what should count is a decision in the queue."
)
_ABOUT_TABLE: Final = (
    "These are the officer's rows. They are read only where the decision on {} is “corrected”: the rows are then the "
    "corrected value. Leave them as they are otherwise."
)
_ABOUT_LEFT: Final = "What the review before this one holds and this one has no row for. It is kept, and not read."
_DATES = ("document_date", "recorded_on")
_TALL = 1000.0


def draw_voices(sheet: Worksheet, voices: Sequence[Mapping[str, Cell]], questions: int) -> None:
    """Draw the sheet of outside voices, with those of an old review."""
    width = sum(width for _, width in VOICE_COLUMNS.values())
    _about(sheet, "Other voices", _ABOUT_VOICES, len(VOICE_COLUMNS), width)
    for column, (heading, breadth) in enumerate(VOICE_COLUMNS.values(), 1):
        styling.heading(styling.at(sheet, 3, column), heading)
        dimension = sheet.column_dimensions[letters(column)]
        dimension.width, dimension.protection = breadth, styling.UNLOCKED
    sheet.row_dimensions[3].height = styling.line_height(VOICE_COLUMNS.values(), bold=True)
    for row in range(4, 4 + len(voices) + _BOXES):
        voice = voices[row - 4] if row - 4 < len(voices) else {}
        for column, key in enumerate(VOICE_COLUMNS, 1):
            cell = styling.at(sheet, row, column)
            styling.answer(cell, "yyyy-mm-dd" if key == "recorded_on" else styling.TEXT_FORMAT)
            if key in voice:
                styling.put(cell, voice[key].value)
                styling.kept_format(cell, voice[key].number_format)
        texts = [(voice[key].as_text() or "", VOICE_COLUMNS[key][1]) for key in voice]
        styling.fitted(sheet, row, styling.line_height(texts))
    offered = DataValidation(
        type="list", formula1=f"{QUEUE}!${letter('id')}$2:${letter('id')}${questions + 1}", allow_blank=True,
        showErrorMessage=False,
    )  # fmt: skip
    offered.add(f"A4:A{4 + len(voices) + int(_TALL)}")
    sheet.add_data_validation(offered)
    sheet.freeze_panes = "B4"
    styling.protect(sheet)
    styling.for_print(sheet, 3)


def draw_table(sheet: Worksheet, table: Indicator, rows: Sequence[Mapping[str, Typed]]) -> None:
    """Draw a table's sheet with rows that are there already."""
    for row, text in enumerate((table.title(), _ABOUT_TABLE.format(table.id)), 1):
        cell = styling.at(sheet, row, 1)
        styling.put(cell, text)
        cell.alignment = styling.BREAKS
        cell.font = styling.BOLD if row == 1 else styling.SMALL
    titles = []
    for column, (name, entry) in enumerate(table.columns.items(), 1):
        title = (entry.title or {"en": name.replace("_", " ").capitalize()})["en"]
        styling.heading(styling.at(sheet, 3, column), title)
        styling.locked(styling.at(sheet, 4, column), name)
        styling.at(sheet, 4, column).font = styling.SMALL
        dimension = sheet.column_dimensions[letters(column)]
        dimension.width, dimension.protection = 32 if entry.key else 18, styling.UNLOCKED
        titles.append((title, dimension.width))
        plain = styling.TEXT_FORMAT if entry.type in ("date", "text") else "General"
        for row in range(5, 5 + len(rows) + _BOXES // 2):
            cell = styling.at(sheet, row, column)
            styling.answer(cell, plain)
            if row - 5 < len(rows) and name in rows[row - 5]:
                value, number_format = rows[row - 5][name]
                styling.put(cell, value)
                styling.kept_format(cell, number_format)
    sheet.row_dimensions[3].height = styling.line_height(titles, bold=True)
    sheet.freeze_panes = "B5"
    styling.protect(sheet)
    styling.for_print(sheet, 4)


def draw_left_over(sheet: Worksheet, left: Sequence[LeftOver]) -> None:
    """Draw what of an old review has no row any more."""
    _about(sheet, "Left over", _ABOUT_LEFT, len(LEFT_COLUMNS), sum(width for _, width in LEFT_COLUMNS.values()))
    for column, (heading, width) in enumerate(LEFT_COLUMNS.values(), 1):
        styling.heading(styling.at(sheet, 3, column), heading)
        sheet.column_dimensions[letters(column)].width = width
    for row, item in enumerate(left, 4):
        texts = (item.what, item.indicator, item.written, item.reason)
        for column, text in enumerate(texts, 1):
            styling.locked(styling.at(sheet, row, column), text)
        widths = [width for _, width in LEFT_COLUMNS.values()]
        styling.fitted(sheet, row, styling.line_height(zip(texts, widths, strict=True)))
    sheet.freeze_panes = "A4"
    styling.protect(sheet)
    styling.for_print(sheet, 3)


def _about(sheet: Worksheet, title: str, text: str, columns: int, width: float) -> None:
    """Write a title, and below it what the sheet is for."""
    for row, (words, font) in enumerate(((title, styling.TITLE), (text, None)), 1):
        cell: Any = styling.at(sheet, row, 1)
        styling.put(cell, words)
        cell.alignment = styling.WRAP
        if font is not None:
            cell.font = font
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    sheet.row_dimensions[1].height = 24
    sheet.row_dimensions[2].height = styling.line_height([(text, width)])
