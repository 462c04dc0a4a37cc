"""How the template looks: grey questions, white answers, nothing that needs a colour to be understood."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from copy import copy
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast
from weakref import WeakKeyDictionary

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.header_footer import HeaderFooterItem
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
_HEADER, _BELOW_HEADER = 0.3, 0.7  # inches from the edge, of a line in the upper margin and of what is below it
_LINE_HEIGHT = 15.0  # points, of the default font
# Widths are in digits of the default font, as a column's width is; they hold for Calibri and for what replaces it.
_PADDING = 1.0  # of a cell, on both sides together
_NARROW, _WIDE = frozenset(" ijlftrI.,;:'!|()[]/-"), frozenset("mwMW@%…–")
_BOLD_BREADTH = 1.12
_WORDS = re.compile(r"[\u1780-\u17ff\u200b]|[^\s\u1780-\u17ff\u200b]+\s?|\s")  # Khmer: letter by letter
# Khmer stacks its signs above and below the line, so its fonts are tall; and a letter is wider than a digit.
_TALL: Final = range(0x1780, 0x1800)
_TALL_LINE_HEIGHT, _TALL_BREADTH, _TALL_WORD = 17.0, 1.15, 3.0

_LOOKS: WeakKeyDictionary[Workbook, dict[str, StyleArray]] = WeakKeyDictionary()  # of the cells drawn in a workbook


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


def kept_format(cell: Cell, number_format: str) -> None:
    """Show a number or a date as it was shown where it comes from, for that is part of what it says."""
    if not isinstance(cell.value, str) and number_format != TEXT_FORMAT:
        cell.number_format = number_format


def heading(cell: Cell, text: str) -> None:
    """Write a heading of a column."""
    put(cell, text)
    _dress(cell, "heading", font=LIGHT, fill=DARK, alignment=CENTRE, border=BOX)


def locked(cell: Cell, text: str) -> None:
    """Write a cell that is not for filling in."""
    put(cell, text)
    _dress(cell, "locked", fill=GREY, alignment=WRAP, border=BOX)


def formula(cell: Cell, text: str) -> None:
    """Write one of our own formulas; nothing that a workbook or a rule file says may come here unquoted."""
    cell.value = text
    cell.data_type = "f"
    _dress(cell, "locked", fill=GREY, alignment=WRAP, border=BOX)


def answer(cell: Cell, number_format: str = "General") -> None:
    """Make a blank cell that is for filling in."""
    parts: dict[str, Any] = {"fill": WHITE, "alignment": WRAP, "border": BOX, "protection": UNLOCKED}
    _dress(cell, f"answer {number_format}", **parts, number_format=number_format)


def _dress(cell: Any, name: str, **parts: Any) -> None:
    """Give a cell the parts of a look, which has a name of its own.

    openpyxl looks every part up among all of the workbook by its whole content, which takes most of the time of
    drawing. So a cell that has no style yet gets a copy of what the first cell of its look was given.
    """
    looks = _LOOKS.setdefault(cell.parent.parent, {})
    bare = not cell.has_style
    if bare and name in looks:
        cell._style = copy(looks[name])
        return
    for part, value in parts.items():
        setattr(cell, part, value)
    if bare:
        looks[name] = copy(cell._style)


def line_height(texts: Iterable[tuple[str, float]], *, bold: bool = False) -> float:
    """Return the height of a row in which each text is wrapped to the width of its column, in characters.

    Excel does not fit heights when it opens a file, and no program does for merged cells.
    """
    return max((_height(text, width, bold=bold) for text, width in texts), default=_LINE_HEIGHT) + 3


def _height(text: str, width: float, *, bold: bool) -> float:
    room = (width - _PADDING) / (_BOLD_BREADTH if bold else 1.0)
    height = 0.0
    for line in text.split("\n"):
        tall = any(ord(letter) in _TALL for letter in line)
        # Khmer has no spaces between its words, so where a line ends in one of them is anybody's guess.
        lines = _lines(line, max(1.0, room - _TALL_WORD if tall else room))
        height += lines * (_TALL_LINE_HEIGHT if tall else _LINE_HEIGHT)
    return height


def _lines(text: str, room: float) -> int:
    """Return how many lines a text without line ends takes, filled word by word."""
    lines, used = 1, 0.0
    for word in _WORDS.findall(text):
        breadth = sum(map(_breadth, word))
        seen = breadth if word[-1:].strip() else breadth - _breadth(word[-1])  # a space at a line's end takes no room
        if used and used + seen > room:
            lines, used = lines + 1, 0.0
        if seen > room:  # a word longer than the line is broken
            lines += math.ceil(seen / room) - 1
            breadth %= room
        used += breadth
    return lines


@cache
def _breadth(letter: str) -> float:
    """Return about how many digits' widths a letter takes: the signs below and above Khmer letters take none."""
    if unicodedata.category(letter) in ("Mn", "Cf"):
        return 0.0
    if ord(letter) in _TALL:
        return _TALL_BREADTH
    if letter in _NARROW:
        return 0.6
    return 1.6 if letter in _WIDE else 1.2 if letter.isupper() else 1.05


def protect(sheet: Worksheet) -> None:
    """Protect a sheet against slips, without a password; widths and heights may be changed."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False  # in the file's words: not locked
    sheet.protection.formatRows = False
    sheet.protection.autoFilter = False


class _Fitted(RowDimension):
    """A row that programs fit again when something is typed into it: the height said is not the user's own."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - openpyxl's name
        """Whether the height must stay as it is."""
        return False


def fitted(sheet: Worksheet, row: int, height: float) -> None:
    """Give a row a height that grows with what is typed into it, so that a long answer is not cut."""
    sheet.row_dimensions[row] = _Fitted(sheet, index=row, ht=min(height, TALLEST))


def for_print(sheet: Worksheet, header: int | None = None, *, columns: str | None = None) -> None:
    """Print on A4: a page of text upright, a table on its side with its headings on every page.

    The sheet is as wide as one page; with ``columns``, such as ``A:B``, as two, which both begin with these: on one
    page the letters of so many columns would be too small to read.
    """
    sheet.page_setup.orientation = "landscape" if header else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 2 if columns else 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.4, bottom=0.6, header=0.3, footer=0.3)
    # The sheet's name, the page and how many there are: loose pages find their way back.
    footer = cast("HeaderFooterItem", sheet.oddFooter)
    footer.left.text, footer.right.text = "&A", "&P / &N"
    if header:
        sheet.print_title_rows = f"{header}:{header}"
    if columns:
        sheet.print_title_cols = columns


def print_above(sheet: Worksheet, text: str) -> None:
    """Print a line above every page of a sheet, and make room for it."""
    above = cast("HeaderFooterItem", sheet.oddHeader)
    above.center.text = text.replace("&", "&&")  # a single one begins a code
    sheet.page_margins.header, sheet.page_margins.top = _HEADER, _BELOW_HEADER
