"""The Start sheet of a template: how it stands, how to fill it in, and who speaks about what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.hyperlink import Hyperlink

from gapcheck.rulebook.countries import country_name
from gapcheck.rulebook.model import PILLARS
from gapcheck.workbook.drawing import marks, styling
from gapcheck.workbook.drawing.furniture import Furniture
from gapcheck.workbook.drawing.hints import Hints
from gapcheck.workbook.drawing.layout import Layout
from gapcheck.workbook.drawing.lists_page import ListsPage
from gapcheck.workbook.places import letters
from gapcheck.workbook.sheets.start import KEYS, SOURCES
from gapcheck.workbook.words import COMPLETE_NONE, SPECIAL

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (28.0, *(13.0,) * 6, 30.0)  # of columns A to H
_VALUE = (2, 4)  # the columns of a key's value
_HINT = (5, 8)
_HOW_TO = ("how_1", "how_2", "how_3", "how_4", "how_5", "how_6", "how_7")
_COUNTED = {
    "progress_answered": ("status_answered", "status_dateless", "status_documented"),
    "progress_documented": ("status_documented",),
    "progress_special": ("status_special",),
    "progress_open": ("status_open",),
}
_PROGRESS = ("progress_questions", *_COUNTED, "progress_check")


class StartPage:
    """Draws the sheet from top to bottom."""

    def __init__(
        self, sheet: Worksheet, layout: Layout, furniture: Furniture, lists: marks.Lists, hints: Hints
    ) -> None:
        self._sheet = sheet
        self._layout = layout
        self._furniture = furniture
        self._lists = lists
        self._hints = hints
        self._row = 1

    def draw(self, header: Mapping[str, Any], page: ListsPage) -> None:
        """Draw everything, with the given values at their keys; drop-down lists go to the hidden page."""
        sheet, plan = self._sheet, self._layout.plan
        for column, width in enumerate(_WIDTHS, 1):
            sheet.column_dimensions[letters(column)].width = width
        self._fictional(str(header.get("country") or "").upper())
        self._title("title")
        for language in self._furniture.drafts():
            self._paragraph(self._furniture.of("draft", language=language), bold=True)
        if plan.body:
            self._paragraph(self._furniture.of("how_body", body=plan.body), bold=True)
        for key in _HOW_TO:
            self._paragraph(self._furniture.of(key, complete_none=self._furniture.word(COMPLETE_NONE)))
        if plan.previous:
            self._paragraph(self._furniture.of("how_previous", previous=plan.previous))
        self._progress()
        self._title("special_title")
        for status in SPECIAL:
            self._special(status.value)
        self._title("about_title")
        for key in KEYS:
            if key != "body" or plan.body or header.get("body"):
                self._key(key, header.get(key), page)
        styling.protect(sheet)
        styling.for_print(sheet)
        sheet.sheet_view.showGridLines = False

    def _fictional(self, country: str) -> None:
        """Say first of all that a country is invented, where it is."""
        rulebook, furniture = self._layout.rulebook, self._furniture
        if rulebook.is_fictional(country):
            held = rulebook.countries[country]
            named = furniture.languages.label({"en": country_name(country, held)} | (held.name or {}))
            self._title("fictional")
            self._paragraph(furniture.of("fictional_more", country=named), bold=True)

    def _title(self, key: str) -> None:
        if self._row > 1:
            self._row += 1
        cell, text = styling.at(self._sheet, self._row, 1), self._furniture.label(key)
        styling.put(cell, text)
        cell.font = styling.TITLE
        self._sheet.row_dimensions[self._row].height = styling.line_height([(text, sum(_WIDTHS))]) + 6
        self._row += 1

    def _paragraph(self, text: str, *, bold: bool = False) -> None:
        cell = self._merged(text, 1, len(_WIDTHS))
        if bold:
            cell.font = styling.BOLD
        self._sheet.row_dimensions[self._row].height = styling.line_height([(text, sum(_WIDTHS))])
        self._row += 1

    def _special(self, key: str) -> None:
        word, meaning = self._furniture.word(key), self._furniture.of(f"means_{key}")
        cell = self._merged(word, 1, 2)
        cell.font = styling.BOLD
        self._merged(meaning, 3, len(_WIDTHS))
        self._sheet.row_dimensions[self._row].height = styling.line_height([
            (word, sum(_WIDTHS[:2])), (meaning, sum(_WIDTHS[2:]))
        ])  # fmt: skip
        self._row += 1

    def _merged(self, text: str, first: int, last: int) -> Cell:
        cell = styling.at(self._sheet, self._row, first)
        styling.put(cell, text)
        cell.alignment = styling.WRAP
        self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=first, end_column=last)
        return cell

    def _progress(self) -> None:
        """Draw the table that counts, by plain formulas, how far each sheet is."""
        self._title("progress_title")
        headings = [self._furniture.label(key) for key in ("progress_sheet", *_PROGRESS)]
        for column, text in enumerate(headings, 1):
            styling.heading(styling.at(self._sheet, self._row, column), text)
        self._sheet.row_dimensions[self._row].height = styling.line_height(
            zip(headings, _WIDTHS, strict=False), bold=True
        )
        first = self._row = self._row + 1
        for pillar in PILLARS:
            if questions := len(self._layout.of(pillar)):
                self._counts(pillar, questions)
        cells = [styling.at(self._sheet, self._row, column) for column in range(1, len(_PROGRESS) + 2)]
        styling.locked(cells[0], self._furniture.label("progress_all"))
        for cell in cells[1:]:
            styling.formula(cell, f"=SUM({cell.column_letter}{first}:{cell.column_letter}{self._row - 1})")
        for cell in cells:
            cell.font = styling.BOLD
        self._row += 1
        self._paragraph(self._furniture.of("progress_note"))

    def _counts(self, pillar: str, questions: int) -> None:
        sheet, row = pillar.capitalize(), self._row
        title = styling.at(self._sheet, row, 1)
        named = [sheet, *(text for text in self._furniture.label(f"pillar_{pillar}").split(" / ") if text != sheet)]
        styling.locked(title, " / ".join(named))
        title.hyperlink = Hyperlink(ref=title.coordinate, location=f"{sheet}!A1")
        title.font = styling.LINK
        self._sheet.row_dimensions[row].height = styling.line_height([(str(title.value), _WIDTHS[0])])
        letter = self._layout.letter("id")
        styling.formula(
            styling.at(self._sheet, row, 2), f"=COUNTA({sheet}!${letter}$2:${letter}${questions + 1})"
        )  # fmt: skip
        for column, statuses in enumerate(_COUNTED.values(), 3):
            counts = [marks.count(sheet, self._layout, questions, self._lists.labels[status]) for status in statuses]
            styling.formula(styling.at(self._sheet, row, column), "=" + "+".join(counts))
        # What is none of the others begins with the mark of a check.
        styling.formula(styling.at(self._sheet, row, 2 + len(_COUNTED) + 1), f"=B{row}-C{row}-E{row}-F{row}")
        self._row += 1

    def _key(self, key: str, value: Any, page: ListsPage) -> None:
        sheet, row = self._sheet, self._row
        styling.locked(styling.at(sheet, row, 1), key)
        cell = styling.at(sheet, row, _VALUE[0])
        for column in range(_VALUE[0], _VALUE[1] + 1):
            if key in ("rulebook", "body"):
                styling.locked(styling.at(sheet, row, column), "")
            else:
                styling.answer(styling.at(sheet, row, column), "General" if key == "year" else styling.TEXT_FORMAT)
        if value is not None:
            styling.put(cell, value)
        cell.alignment = styling.LEFT
        sheet.merge_cells(start_row=row, end_row=row, start_column=_VALUE[0], end_column=_VALUE[1])
        hint = self._furniture.of(f"key_{key}")
        self._merged(hint, *_HINT)
        styling.at(sheet, row, _HINT[0]).font = styling.SMALL
        widths = sum(_WIDTHS[_VALUE[0] - 1 : _VALUE[1]]), sum(_WIDTHS[_HINT[0] - 1 :])
        texts = [("" if value is None else str(value), widths[0]), (hint, widths[1])]
        sheet.row_dimensions[row].height = styling.line_height(texts)
        offered = page.column(self._furniture.word(source) for source in SOURCES) if key == "source" else None
        self._hints.show(sheet, cell.coordinate, key, hint, offered)
        self._row += 1
