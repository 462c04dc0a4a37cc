"""What stands in a cell, in words: as a person wrote it, never judged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

from gapcheck.workbook.findings import Unreadable
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.texts import matching, one_line
from gapcheck.workbook.values.dates import date_of


def written(cell: Cell) -> str:
    """Return a cell's content as it is shown: ``75 %``, ``2022-08``; a fault is told in words, a blank is empty."""
    value = cell.value
    if cell.fault is not None:
        return f"({cell.fault})"
    if isinstance(value, date):
        return _day(cell, value)
    if isinstance(value, int | float) and not isinstance(value, bool) and cell.percent:
        return f"{_plain(Decimal(repr(value)) * 100)} %"
    return cell.as_text() or ""


def same(one: Cell, other: Cell) -> bool:
    """Return whether two cells say the same, however they are stored: the number 12 and the text 12 do."""
    return matching(written(one)) == matching(written(other))


def tidy(cell: Cell) -> Cell:
    """Return a cell with a day as a day: a spreadsheet stores midnight with it, which nobody typed."""
    value = cell.value
    if isinstance(value, datetime) and value.time() == time():
        return cell._replace(value=value.date())
    return cell


def serial(cell: Cell) -> tuple[str, str, str]:
    """Return what tells two cells apart that say the same: a number comes before its text."""
    return type(cell.value).__name__, str(cell.value), cell.number_format


def counted(number: int, word: str) -> str:
    """Return a number of things in words: 1 question, 2 questions."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def linked(cell: Cell) -> Cell:
    """Return a cell with the address of the link that is on it, which a person sees when clicking."""
    text = cell.linked_text()
    return tidy(cell) if text == cell.as_text() else cell._replace(value=text)


def place_in(file_name: str, place: str) -> str:
    """Return where a cell stands, with its file: what several workbooks hold is told apart."""
    return f"{one_line(file_name)}: {place}"


def listed(texts: Mapping[str, str]) -> str:
    """Return texts with their headings, a line each; what is empty is left out."""
    return "\n".join(f"{heading}: {text}" for heading, text in texts.items() if text)


def _day(cell: Cell, value: date) -> str:
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(" ", "minutes")
    try:
        return str(date_of(value, cell.number_format))
    except Unreadable:
        return cell.as_text() or ""


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
