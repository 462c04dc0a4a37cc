"""Messages at cells: what is asked for, a drop-down list, and a question where something else is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.datavalidation import DataValidation

from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.drawing.furniture import Furniture
from gapcheck.workbook.drawing.guidance import ERROR_LENGTH, PROMPT_LENGTH, PROMPT_TITLE_LENGTH

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_DIGITS = "0123456789០១២៣៤៥៦៧៨៩"


class Hints:
    """Adds messages to sheets. Nothing that is typed is ever refused: the worst is a question that Yes answers."""

    def __init__(self, furniture: Furniture, specials: str) -> None:
        self._furniture = furniture
        self._specials = specials

    def show(self, sheet: Worksheet, area: str, title: str, message: str, offered: str | None = None) -> None:
        """Show a message, and perhaps a list at ``offered``; what is typed instead is taken without a word."""
        kind: dict[str, Any] = {"type": "list", "formula1": offered} if offered else {}
        self._add(sheet, area, title, message, DataValidation(allow_blank=True, showErrorMessage=False, **kind))

    def question(self, sheet: Worksheet, cell: str, indicator: Indicator, message: str) -> None:
        """Show a message, and ask back where what is typed cannot be a number or a date, nor is a special word."""
        # Digits of either script at its beginning are let through: gapcheck reads many ways to write a number or date.
        begins = f'ISNUMBER(FIND(LEFT(TRIM({cell}),1),"{_DIGITS}"))'
        number = (
            f"AND(ISNUMBER({cell}),{cell}>=0)" if indicator.type != "count" else f"AND({cell}>=0,{cell}=INT({cell}))"
        )
        known = f"ISNUMBER(MATCH({cell},{self._specials},0))"
        formula = f"IF(ISNUMBER({cell}),{number},OR({known},{begins}))"
        validation = DataValidation(
            type="custom", formula1=formula, allow_blank=True, showErrorMessage=True, errorStyle="warning",
            errorTitle=self._furniture.label("refused_title")[:PROMPT_TITLE_LENGTH],
            error=self._furniture.fitting(f"refused_{indicator.type}", ERROR_LENGTH),
        )  # fmt: skip
        self._add(sheet, cell, indicator.id, message, validation)

    def _add(self, sheet: Worksheet, area: str, title: str, message: str, validation: DataValidation) -> None:
        validation.showInputMessage = True
        validation.promptTitle, validation.prompt = title[:PROMPT_TITLE_LENGTH], message[:PROMPT_LENGTH]
        validation.add(area)
        sheet.add_data_validation(validation)
