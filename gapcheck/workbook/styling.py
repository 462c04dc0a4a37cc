"""How the template looks: grey questions, white answers, nothing that needs a colour to be understood."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.properties import PageSetupProperties

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

GREY = PatternFill("solid", fgColor="EDEDED")
WHITE = PatternFill("solid", fgColor="FFFFFF")
DARK = PatternFill("solid", fgColor="1F3A5F")
_THIN = Side(style="thin", color="A6A6A6")
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
WRAP = Alignment(wrap_text=True, vertical="top")
LEFT = Alignment(wrap_text=True, vertical="top", horizontal="left")
BREAKS = Alignment(wrap_text=False, vertical="top")
CENTRE = Alignment(wrap_text=True, vertical="center")
UNLOCKED = Protection(locked=False)
LOCKED = Protection(locked=True)
_FACE = "Calibri"  # the default style's; a font without a name is shown in whatever the program likes
BOLD = Font(name=_FACE, size=11, bold=True)
TITLE = Font(name=_FACE, size=14, bold=True)
LIGHT = Font(name=_FACE, size=11, bold=True, color="FFFFFF")
LINK = Font(name=_FACE, size=11, color="0563C1", underline="single")
SMALL = Font(name=_FACE, size=9, color="595959")
TEXT_FORMAT = "@"
TALLEST = 400.0  # points, of a row; Excel allows 409
_LONGEST = 32_767  # characters that a cell can hold
_LINE_HEIGHT = 15.0  # points, of the default font
# Khmer stacks its signs above and below the line, so its fonts are tall; and a letter is wider than a digit.
_TALL: Final = range(0x1780, 0x1800)
_TALL_LINE_HEIGHT, _TALL_BREADTH = 22.0, 1.25


def at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a sheet's cell, which no merged range covers."""
    return cast("Cell", sheet.cell(row, column))


def put(cell: Cell, value: Any) -> None:
    """Put a value into a cell; text always stays text, also where it begins like a formula or an error."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST]
        cell.data_type = "s"
        if value[:1] in ("=", "+", "-", "@"):
            cell.quotePrefix = True  # so that it stays text when somebody edits the cell
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif cell.number_format == TEXT_FORMAT:
        cell.number_format = "General"


def heading(cell: Cell, text: str) -> None:
    """Write a heading of a column."""
    put(cell, text)
    cell.font, cell.fill, cell.alignment, cell.border = LIGHT, DARK, CENTRE, BOX


def locked(cell: Cell, text: str) -> None:
    """Write a cell that is not for filling in."""
    put(cell, text)
    cell.fill, cell.alignment, cell.border = GREY, WRAP, BOX


def formula(cell: Cell, text: str) -> None:
    """Write one of our own formulas; nothing that a workbook or a rule file says may come here unquoted."""
    cell.value = text
    cell.data_type = "f"
    cell.fill, cell.alignment, cell.border = GREY, WRAP, BOX


def answer(cell: Cell, number_format: str = "General") -> None:
    """Make a blank cell that is for filling in."""
    cell.fill, cell.alignment, cell.border, cell.protection = WHITE, WRAP, BOX, UNLOCKED
    cell.number_format = number_format


def line_height(texts: Iterable[tuple[str, float]]) -> float:
    """Return the height of a row in which each text is wrapped to its width in characters.

    LibreOffice does not fit heights when it opens a file, and no program does for merged cells.
    """
    return max((_height(text, width) for text, width in texts), default=_LINE_HEIGHT) + 3


def _height(text: str, width: float) -> float:
    tall = any(ord(letter) in _TALL for letter in text)
    lines = sum(max(1, math.ceil(_breadth(line) / width)) for line in text.split("\n"))
    return lines * (_TALL_LINE_HEIGHT if tall else _LINE_HEIGHT)


def _breadth(line: str) -> float:
    """Return about how many digits' widths a line takes: the signs below and above Khmer letters take none."""
    letters = [letter for letter in line if unicodedata.category(letter) not in ("Mn", "Cf")]
    return sum(_TALL_BREADTH if ord(letter) in _TALL else 1.0 for letter in letters)


def protect(sheet: Worksheet) -> None:
    """Protect a sheet against slips, without a password; widths and heights may be changed."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False  # in the file's words: not locked
    sheet.protection.formatRows = False
    sheet.protection.autoFilter = False


def for_print(sheet: Worksheet, header: int | None = None) -> None:
    """Print on landscape A4, as wide as the page, the headings on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if header:
        sheet.print_title_rows = f"{header}:{header}"
