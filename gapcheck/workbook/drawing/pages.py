"""Drawing the template's sheets with openpyxl; imported only when one is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from gapcheck.rulebook.model import PILLARS, Indicator
from gapcheck.workbook.drawing import guidance, styling
from gapcheck.workbook.drawing.furniture import Furniture
from gapcheck.workbook.drawing.hints import Hints
from gapcheck.workbook.drawing.layout import KEPT, LISTS, TABLE_HEADER, TABLE_ROWS, Layout
from gapcheck.workbook.drawing.lists_page import ListsPage
from gapcheck.workbook.drawing.purposes import purposes
from gapcheck.workbook.drawing.question_page import TEXT_TYPES, QuestionPage
from gapcheck.workbook.drawing.start_page import StartPage
from gapcheck.workbook.sheets.start import START

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ABOVE = 200  # characters of a line above a page; the format allows 255, codes included
_BOXES = 20  # rows of a table sheet that are drawn as boxes to fill in; there may be any number
_KEPT = {"kept_place": 24.0, "kept_id": 26.0, "kept_question": 50.0, "kept_written": 60.0, "kept_reason": 36.0}


class Pages:
    """Draws one workbook without answers: Start, a sheet for each pillar and each table, and the hidden lists."""

    def __init__(self, layout: Layout, furniture: Furniture) -> None:
        self._layout = layout
        self._furniture = furniture

    def draw(self, header: Mapping[str, Any]) -> Workbook:
        """Draw every sheet, with the given values on Start, and return the workbook."""
        workbook, layout, furniture = Workbook(), self._layout, self._furniture
        country = str(header.get("country") or "").upper()
        lists = ListsPage(workbook.create_sheet(LISTS), layout, furniture, country)
        refs = lists.draw()
        hints = Hints(furniture, refs.specials)
        first = workbook.worksheets[0]
        first.title = START
        start = StartPage(first, layout, furniture, refs, hints)
        start.draw(header, lists)
        why = purposes(layout.rulebook, country, furniture)
        questions = QuestionPage(layout, furniture, lists, refs, why, hints)
        for pillar in PILLARS:
            questions.draw(workbook.create_sheet(pillar.capitalize()), pillar)
        for indicator in layout.tables():
            self._table(workbook.create_sheet(indicator.id), indicator, hints)
        if layout.plan.kept:
            self._kept(workbook.create_sheet(KEPT))
        if layout.rulebook.is_fictional(country):
            for sheet in workbook.worksheets:
                styling.print_above(sheet, furniture.fitting("fictional", _ABOVE).replace("\n", " / "))
        workbook.move_sheet(LISTS, len(workbook.sheetnames))
        workbook[LISTS].sheet_state = "hidden"
        # The formulas have no saved values: every program is asked to work them out when it opens the file.
        workbook.calculation.fullCalcOnLoad = True
        return workbook

    def _table(self, sheet: Worksheet, indicator: Indicator, hints: Hints) -> None:
        title = styling.at(sheet, 1, 1)
        styling.put(title, self._furniture.languages.text(indicator.question or {"en": indicator.title()}))
        title.font = styling.BOLD
        titles = []
        for column, (name, entry) in enumerate(indicator.columns.items(), 1):
            letter, text = get_column_letter(column), guidance.column_title(name, entry, self._furniture)
            styling.heading(styling.at(sheet, TABLE_HEADER - 1, column), text)
            styling.locked(styling.at(sheet, TABLE_HEADER, column), name)
            styling.at(sheet, TABLE_HEADER, column).font = styling.SMALL
            # The whole column is for filling in: a table may have any number of rows.
            dimension = sheet.column_dimensions[letter]
            dimension.width, dimension.protection = 32 if entry.key else 18, styling.UNLOCKED
            if entry.type in TEXT_TYPES:
                dimension.number_format = styling.TEXT_FORMAT
            for row in range(TABLE_HEADER + 1, TABLE_HEADER + _BOXES + 1):
                number_format = styling.TEXT_FORMAT if entry.type in TEXT_TYPES else "General"
                styling.answer(styling.at(sheet, row, column), number_format)
            area = f"{letter}{TABLE_HEADER + 1}:{letter}{TABLE_HEADER + TABLE_ROWS}"
            hints.show(sheet, area, text, guidance.column_hint(entry, self._furniture))
            titles.append((text, dimension.width))
        # A question in two languages has a line for each; it may run on over the columns at its right.
        title.alignment = styling.BREAKS
        sheet.row_dimensions[1].height = styling.line_height([(str(title.value), 1000.0)])
        sheet.row_dimensions[TABLE_HEADER - 1].height = styling.line_height(titles, bold=True)
        sheet.freeze_panes = f"A{TABLE_HEADER + 1}"
        styling.protect(sheet)
        styling.for_print(sheet, TABLE_HEADER)

    def _kept(self, sheet: Worksheet) -> None:
        """Draw what another workbook held that has no row here, so that nothing is lost on the way."""
        title = styling.at(sheet, 1, 1)
        styling.put(title, self._furniture.label("kept_title"))
        title.font = styling.BOLD
        for column, (key, width) in enumerate(_KEPT.items(), 1):
            styling.heading(styling.at(sheet, 2, column), self._furniture.label(key))
            sheet.column_dimensions[get_column_letter(column)].width = width
        for row, kept in enumerate(self._layout.plan.kept, 3):
            texts = (kept.place, kept.indicator, kept.question, kept.written, kept.reason)
            for column, text in enumerate(texts, 1):
                styling.locked(styling.at(sheet, row, column), text)
            height = styling.line_height(zip(texts, _KEPT.values(), strict=True))
            sheet.row_dimensions[row].height = min(height, styling.TALLEST)
        sheet.freeze_panes = "A3"
        styling.protect(sheet)
        styling.for_print(sheet, 2)
