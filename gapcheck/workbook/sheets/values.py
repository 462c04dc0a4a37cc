"""A cell's value by the type its question asks for."""

from __future__ import annotations

from fractions import Fraction

from gapcheck.rulebook.model import IndicatorType
from gapcheck.workbook.answers import DateInterval, Status
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.texts import trimmed
from gapcheck.workbook.values.choices import Options
from gapcheck.workbook.values.dates import date_of
from gapcheck.workbook.values.numerals import amount, count, share
from gapcheck.workbook.words import Words

_EXPECTED = {
    "choice": "an option", "choices": "options", "yes_no": "Yes or No", "count": "a whole number",
    "amount": "a number", "share": "a share, such as 75 %", "date": "a date, such as 2022-08-18", "text": "text",
    "table": "nothing here",
}  # fmt: skip


def plain_value(cell: Cell, kind: IndicatorType) -> str | Fraction | DateInterval:
    """Return the value of a cell of type text, count, amount, share or date that is not blank.

    Raises Unreadable where the cell's content cannot be that for certain.
    """
    value = cell.sound(_EXPECTED[kind])
    if kind == "count":
        return count(value, percent_format=cell.percent)
    if kind == "amount":
        return amount(value, percent_format=cell.percent)
    if kind == "share":
        return share(value, percent_format=cell.percent)
    if kind == "date":
        return date_of(value, cell.number_format, serial=cell.serial)
    return cell.as_text() or ""


def chosen(cell: Cell, kind: IndicatorType, options: Options) -> str | tuple[str, ...]:
    """Return the code that a cell names, or for type choices the codes; raises Unreadable likewise."""
    value = cell.sound(_EXPECTED[kind])
    text = ("yes" if value else "no") if isinstance(value, bool) else cell.as_text() or ""
    return options.several(text) if kind == "choices" else options.one(text)


def special_word(cell: Cell, words: Words) -> Status | None:
    """Return what a special word in a cell says, also with a full stop or quotation marks; None where it is none."""
    if not isinstance(cell.value, str):
        return None
    return words.status(cell.value) or words.status(trimmed(cell.value))
