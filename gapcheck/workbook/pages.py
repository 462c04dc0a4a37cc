"""Drawing the template's sheets with openpyxl; imported only when one is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import PILLARS, Indicator
from gapcheck.workbook import guidance, styling
from gapcheck.workbook.choices import options_of
from gapcheck.workbook.start import KEYS, SOURCES, START
from gapcheck.workbook.words import HEADINGS, READ_HEADINGS, SPECIAL, Words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LISTS = "lists"
TABLE_HEADER = 3  # below the question and the columns' titles
TABLE_HINTS = 1000  # rows of a table sheet at which the hints are shown

WIDTHS: dict[str, float] = {
    "id": 34, "question": 56, "answer": 26, "unit": 14, "responsible_body": 20, "document": 30, "link": 22,
    "document_date": 16, "page": 16, "comment": 34,
}  # fmt: skip
_START_WIDTHS = {"A": 18, "B": 40, "C": 62}
_START_CHARACTERS = 118  # of a line over the three columns
# Text, because a spreadsheet program makes a full date of a typed 2022-08 and a date of page "3-4".
_TEXT_TYPES = ("date", "text")


class Pages:
    """Draws one empty workbook: Start, a sheet for each pillar and each table, and the hidden lists."""

    def __init__(self, rulebook: Rulebook, language: str) -> None:
        self.rulebook = rulebook
        self.language = language
        self.words = Words(rulebook.method)
        self.workbook = Workbook()
        self.lists = self.workbook.create_sheet(LISTS)
        self._columns: dict[tuple[str, ...], str] = {}

    def draw(self, header: Mapping[str, Any]) -> Workbook:
        """Draw every sheet, with the given values on Start, and return the workbook."""
        first = self.workbook.worksheets[0]
        first.title = START
        self._start(first, header)
        for pillar in PILLARS:
            self._pillar(pillar)
        for indicator in self.rulebook.asked():
            if indicator.type == "table":
                self._table(indicator)
        self.workbook.move_sheet(self.lists, len(self.workbook.sheetnames))
        self.lists.sheet_state = "hidden"
        return self.workbook

    def _start(self, sheet: Worksheet, header: Mapping[str, Any]) -> None:
        for letter, width in _START_WIDTHS.items():
            sheet.column_dimensions[letter].width = width
        none = self.words.label("complete_none", self.language)
        row = self._title(sheet, 1, guidance.TITLE)
        for text in guidance.HOW_TO:
            row = self._paragraph(sheet, row, text.format(complete_none=none))
        row = self._title(sheet, row + 1, guidance.SPECIAL_TITLE)
        for status in SPECIAL:
            styling.put(styling.at(sheet, row, 1), self.words.label(status.value, self.language))
            styling.put(styling.at(sheet, row, 2), guidance.SPECIAL_WORDS[status.value])
            styling.at(sheet, row, 1).font, styling.at(sheet, row, 1).alignment = styling.BOLD, styling.WRAP
            sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=3)
            row += 1
        row = self._title(sheet, row + 1, guidance.ABOUT_TITLE)
        for key in KEYS:
            if key == "body":
                continue
            self._key(sheet, row, key, header.get(key))
            row += 1
        styling.protect(sheet)
        styling.for_print(sheet)
        sheet.sheet_view.showGridLines = False

    def _title(self, sheet: Worksheet, row: int, text: str) -> int:
        styling.put(styling.at(sheet, row, 1), text)
        styling.at(sheet, row, 1).font = styling.TITLE
        return row + 1

    def _paragraph(self, sheet: Worksheet, row: int, text: str) -> int:
        styling.put(styling.at(sheet, row, 1), text)
        styling.at(sheet, row, 1).alignment = styling.WRAP
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
        sheet.row_dimensions[row].height = styling.line_height([(text, _START_CHARACTERS)])
        return row + 1

    def _key(self, sheet: Worksheet, row: int, key: str, value: Any) -> None:
        styling.locked(styling.at(sheet, row, 1), key)
        cell = styling.at(sheet, row, 2)
        if key == "rulebook":
            styling.locked(cell, "")
        else:
            styling.answer(cell, "General" if key == "year" else styling.TEXT_FORMAT)
        if value is not None:
            styling.put(cell, value)
        cell.alignment = styling.LEFT
        styling.put(styling.at(sheet, row, 3), guidance.KEY_HINTS.get(key, ""))
        styling.at(sheet, row, 3).font, styling.at(sheet, row, 3).alignment = styling.SMALL, styling.WRAP
        self._hint(sheet, cell.coordinate, key, guidance.KEY_HINTS.get(key, ""), [self.words.label(s, self.language) for s in SOURCES] if key == "source" else ())

    def _pillar(self, pillar: str) -> None:
        sheet = self.workbook.create_sheet(pillar.capitalize())
        for column, name in enumerate(HEADINGS, 1):
            styling.heading(styling.at(sheet, 1, column), self.words.label(name, self.language))
            sheet.column_dimensions[get_column_letter(column)].width = WIDTHS[name]
        asked = [indicator for indicator in self.rulebook.asked() if indicator.pillar == pillar]
        for row, indicator in enumerate(asked, 2):
            self._question(sheet, row, indicator)
        if asked:
            for name, text in guidance.EVIDENCE_HINTS.items():
                letter = get_column_letter(HEADINGS.index(name) + 1)
                title = self.words.label(name, self.language)
                self._hint(sheet, f"{letter}2:{letter}{len(asked) + 1}", title, text)
        sheet.freeze_panes = "C2"
        styling.protect(sheet)
        styling.for_print(sheet, 1)

    def _question(self, sheet: Worksheet, row: int, indicator: Indicator) -> None:
        message, whole = guidance.prompt(indicator, self.words, self.language)
        question = indicator.title(self.language)
        if not whole:
            question = f"{question}\n{guidance.guidance_of(indicator, self.language)}"
        texts = {"id": indicator.id, "question": question, "unit": guidance.unit(indicator)}
        sheet.row_dimensions[row].height = styling.line_height((text, WIDTHS[name]) for name, text in texts.items())
        for column, name in enumerate(HEADINGS, 1):
            cell = styling.at(sheet, row, column)
            if name in texts:
                styling.locked(cell, texts[name])
            elif name == "answer":
                styling.answer(cell, styling.TEXT_FORMAT if indicator.type in _TEXT_TYPES else "General")
                self._hint(sheet, cell.coordinate, indicator.id, message, self._choices(indicator))
            elif name in READ_HEADINGS:
                styling.answer(cell, styling.TEXT_FORMAT)

    def _choices(self, indicator: Indicator) -> list[str]:
        """Return what the drop-down list of an answer offers: options, then special words."""
        offered = []
        if indicator.type == "table":
            offered.append(self.words.label("complete_none", self.language))
        elif indicator.options or indicator.type == "yes_no":
            options = options_of(indicator, self.words)
            offered = [options.label(code, self.language) for code in options.labels]
        return offered + self.words.specials(self.language, not_applicable=indicator.not_applicable)

    def _table(self, indicator: Indicator) -> None:
        sheet = self.workbook.create_sheet(indicator.id)
        styling.put(styling.at(sheet, 1, 1), indicator.title(self.language))
        styling.at(sheet, 1, 1).font = styling.BOLD
        for column, (name, entry) in enumerate(indicator.columns.items(), 1):
            letter = get_column_letter(column)
            titles = entry.title or {}
            title = titles.get(self.language) or titles.get("en") or name.replace("_", " ").capitalize()
            styling.heading(styling.at(sheet, TABLE_HEADER - 1, column), title)
            styling.locked(styling.at(sheet, TABLE_HEADER, column), name)
            styling.at(sheet, TABLE_HEADER, column).font = styling.SMALL
            # The whole column is for filling in: a table may have any number of rows.
            dimension = sheet.column_dimensions[letter]
            dimension.width, dimension.protection = 32 if entry.key else 18, styling.UNLOCKED
            if entry.type in _TEXT_TYPES:
                dimension.number_format = styling.TEXT_FORMAT
            area = f"{letter}{TABLE_HEADER + 1}:{letter}{TABLE_HEADER + TABLE_HINTS}"
            self._hint(sheet, area, title, guidance.column_hint(entry))
        sheet.freeze_panes = f"A{TABLE_HEADER + 1}"
        styling.protect(sheet)
        styling.for_print(sheet, TABLE_HEADER)

    def _hint(self, sheet: Worksheet, area: str, title: str, message: str, offered: Iterable[str] = ()) -> None:
        """Show a message, and perhaps a list, at cells; what is typed instead is never refused."""
        column = self._list(tuple(offered))
        validation = DataValidation(
            type="list" if column else None, formula1=column, allow_blank=True, showErrorMessage=False,
            showInputMessage=True, promptTitle=title[: guidance.PROMPT_TITLE_LENGTH],
            prompt=message[: guidance.PROMPT_LENGTH],
        )  # fmt: skip
        validation.add(area)
        sheet.add_data_validation(validation)

    def _list(self, offered: tuple[str, ...]) -> str | None:
        """Write a list to the hidden sheet, once for all cells that offer the same, and return its range."""
        if not offered:
            return None
        if offered not in self._columns:
            column = len(self._columns) + 1
            for row, text in enumerate(offered, 1):
                styling.put(styling.at(self.lists, row, column), text)
            letter = get_column_letter(column)
            self._columns[offered] = f"{LISTS}!${letter}$1:${letter}${len(offered)}"
        return self._columns[offered]
