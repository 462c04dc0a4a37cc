"""A pillar's sheet: one question a row, with its answer, its evidence, its status, and why it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.drawing import guidance, marks, styling
from gapcheck.workbook.drawing.furniture import Furniture
from gapcheck.workbook.drawing.hints import Hints
from gapcheck.workbook.drawing.layout import ANOTHER_LANGUAGE, FIRST_ROW, WIDTHS, Layout
from gapcheck.workbook.drawing.lists_page import ListsPage
from gapcheck.workbook.plan import Carried
from gapcheck.workbook.words import CARRIED_HEADINGS, READ_HEADINGS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# Text, because a spreadsheet program makes a full date of a typed 2022-08 and a date of page "3-4".
TEXT_TYPES = ("date", "text")


class QuestionPage:
    """Draws the sheets of pillars."""

    def __init__(
        self, layout: Layout, furniture: Furniture, lists: ListsPage, refs: marks.Lists, why: Mapping[str, str],
        hints: Hints,
    ) -> None:  # fmt: skip
        self._layout = layout
        self._furniture = furniture
        self._lists = lists
        self._refs = refs
        self._why = why
        self._hints = hints
        more = len(furniture.languages.codes) - 1
        self._widths = {**WIDTHS, "question": WIDTHS["question"] + more * ANOTHER_LANGUAGE}

    def draw(self, sheet: Worksheet, pillar: str) -> None:
        """Draw one pillar's sheet."""
        layout = self._layout
        for column, name in enumerate(layout.columns, 1):
            styling.heading(styling.at(sheet, 1, column), self._furniture.word(name))
            sheet.column_dimensions[get_column_letter(column)].width = self._widths[name]
        headings = [(self._furniture.word(name), self._widths[name]) for name in layout.columns]
        sheet.row_dimensions[1].height = styling.line_height(headings, bold=True)
        asked = layout.of(pillar)
        for indicator in asked:
            self._question(sheet, indicator)
        if asked:
            last = layout.row(asked[-1].id)
            for name in READ_HEADINGS[1:]:
                area = f"{layout.letter(name)}{FIRST_ROW}:{layout.letter(name)}{last}"
                self._hints.show(sheet, area, self._furniture.word(name), self._furniture.of(f"hint_{name}"))
            marks.point(sheet, layout, len(asked))
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(layout.columns))}{last}"
        sheet.freeze_panes = f"{layout.letter('answer')}{FIRST_ROW}"
        styling.protect(sheet)
        styling.for_print(sheet, 1, columns=f"A:{layout.letter('question')}")

    def _question(self, sheet: Worksheet, indicator: Indicator) -> None:
        row = self._layout.row(indicator.id)
        texts = {
            "id": indicator.id,
            "question": guidance.question(indicator, self._furniture),
            "unit": self._furniture.unit(indicator),
            "why": self._why[indicator.id],
            **self._carried(self._layout.plan.carried.get(indicator.id, Carried())),
        }
        held = {**texts, "id": f"! {indicator.id}", "status": self._refs.longest.get(indicator.id, "")}
        height = styling.line_height((text, self._widths[name]) for name, text in held.items())
        styling.fitted(sheet, row, height)
        for column, name in enumerate(self._layout.columns, 1):
            cell = styling.at(sheet, row, column)
            if name in texts:
                styling.locked(cell, texts[name])
            elif name == "status":
                styling.formula(cell, marks.status(indicator, self._layout, self._refs))
            elif name == "answer":
                styling.answer(cell, styling.TEXT_FORMAT if indicator.type in TEXT_TYPES else "General")
                self._answer_hint(sheet, cell.coordinate, indicator)
            elif name in READ_HEADINGS:
                styling.answer(cell, styling.TEXT_FORMAT)

    def _answer_hint(self, sheet: Worksheet, cell: str, indicator: Indicator) -> None:
        message, _ = guidance.prompt(indicator, self._furniture)
        if indicator.type in ("count", "amount", "share", "date"):
            self._hints.question(sheet, cell, indicator, message)
        else:
            self._hints.show(sheet, cell, indicator.id, message, self._lists.column(self._lists.offered(indicator)))

    def _carried(self, carried: Carried) -> dict[str, str]:
        if not self._layout.plan.previous:
            return {}
        change = self._furniture.label(f"change_{carried.change}") if carried.change else ""
        texts = (carried.answer, carried.document, carried.missing, change)
        return dict(zip(CARRIED_HEADINGS, texts, strict=True))
