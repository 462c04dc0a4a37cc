"""How the spreadsheet's cells look: each look is made once and given to every cell that has it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill

from gapcheck.report.spreadsheet.texts import held, is_risky
from gapcheck.workbook.drawing.styling import BOLD, BOX, CENTRE, DARK, GREY, LIGHT, LINK, TITLE, WRAP

if TYPE_CHECKING:
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

Look: TypeAlias = Literal[
    "text", "strong", "inset", "deep", "deeper", "link", "whole", "points", "decimal", "blank", "date",
    "heading", "title", "mark", "section", "plain", "prose", "key", "about",
]  # fmt: skip
"""text, strong (bold), inset and deeper: of a table; blank and date: to fill in; the others stand outside tables."""
Value: TypeAlias = str | int | float | None

_TOP: Final = Alignment(vertical="top", wrap_text=False)
_RIGHT: Final = Alignment(vertical="top", horizontal="right", indent=1)
_PALE: Final = PatternFill("solid", fgColor="FFF8DC")  # what is to be filled in, as in the officers' workbook
_INSETS: Final = {"inset": 1, "deep": 2, "deeper": 3}
_FORMATS: Final = {"whole": "#,##0", "points": "0.0", "decimal": "#,##0.00", "date": "yyyy-mm-dd"}
_LOOKS: Final[Mapping[str, Mapping[str, Any]]] = {
    "text": {"alignment": WRAP, "border": BOX},
    "strong": {"alignment": WRAP, "border": BOX, "font": BOLD, "fill": GREY},
    **{
        name: {"alignment": Alignment(wrap_text=True, vertical="top", horizontal="left", indent=depth), "border": BOX}
        for name, depth in _INSETS.items()
    },
    "link": {"alignment": WRAP, "border": BOX, "font": LINK},
    **{name: {"alignment": _RIGHT, "border": BOX} for name in ("whole", "points", "decimal")},
    "blank": {"alignment": WRAP, "border": BOX, "fill": _PALE},
    "date": {"alignment": WRAP, "border": BOX, "fill": _PALE},
    "heading": {"alignment": CENTRE, "border": BOX, "fill": DARK, "font": LIGHT},
    "title": {"alignment": _TOP, "font": TITLE},
    "mark": {"alignment": _TOP, "font": copy(BOLD), "fill": PatternFill("solid", fgColor="FCE4D6")},
    "section": {"alignment": _TOP, "font": Font(name=BOLD.name, size=12, bold=True, color="1F3A5F")},
    "plain": {"alignment": Alignment(vertical="top", horizontal="left", indent=1)},
    "prose": {"alignment": WRAP},
    "key": {"alignment": WRAP, "font": BOLD},
    "about": {"alignment": _TOP},
}


class Looks:
    """The looks of one workbook; ``cut`` is the mark at the end of a text that is too long for its cell."""

    def __init__(self, sheet: Worksheet, cut: str) -> None:
        self._cut = cut
        self._plain = {name: _made(sheet, name, quoted=False) for name in _LOOKS}
        # The mark by which a program knows a text that looks like a formula as text, also when it is edited.
        self._quoted = {name: _made(sheet, name, quoted=True) for name in _LOOKS}

    def put(self, cell: Cell, value: Value, look: Look) -> str:
        """Write a value in a look and return the text as it is held; text stays text, whatever it looks like."""
        if not isinstance(value, str) or not value:
            _dress(cell, self._plain[look])
            cell.value = None if value == "" else value  # blank, so that it is counted and filtered as blank
            return "" if value is None else str(value)
        text = held(value, self._cut)
        _dress(cell, (self._quoted if is_risky(text) else self._plain)[look])
        cell.value = text
        cell.data_type = "s"
        return text


def _dress(cell: Any, style: StyleArray) -> None:
    cell._style = copy(style)  # a cell changes the one it has


def _made(sheet: Worksheet, name: str, *, quoted: bool) -> StyleArray:
    cell: Any = Cell(sheet, 1, 1)
    for part, style in _LOOKS[name].items():
        setattr(cell, part, style)
    cell.number_format = _FORMATS.get(name, "General")
    if quoted:
        cell.quotePrefix = True
    made: StyleArray = cell._style
    return made
