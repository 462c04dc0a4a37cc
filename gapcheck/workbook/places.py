"""Where something stands in a workbook, as a spreadsheet program writes it: ``Sheet!C12``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from gapcheck.workbook.patterns import late
from gapcheck.workbook.texts import one_line

_BARE = re.compile(r"[^\W\d]\w*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d{1,7}|[Rr]\d*[Cc]\d*")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_LETTERS = re.compile(r"[A-Z]{1,3}")
_PLACE = late(r"(.+)!([A-Z]{1,3}[1-9]\d{0,6})", re.ASCII)
_RUN = late(r"(?P<column>.*[A-Z])(?P<row>\d+)")


@lru_cache(maxsize=256)
def letters(column: int) -> str:
    """Return the letters of a column counted from 1: A, Z, AA."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


@lru_cache(maxsize=256)
def column_number(letters: str) -> int:
    """Return the number of a column by its one to three letters; 0 where they are none."""
    column = 0
    if _LETTERS.fullmatch(letters):
        for letter in letters:
            column = column * 26 + ord(letter) - ord("A") + 1
    return column


def sheet_place(sheet: str) -> str:
    """Return a sheet's name, in quotation marks where a spreadsheet program would write them."""
    name = one_line(sheet)
    if _BARE.fullmatch(name) and not _LIKE_A_CELL.fullmatch(name):
        return name
    return "'" + name.replace("'", "''") + "'"


def place(sheet: str, row: int, column: int) -> str:
    """Return ``Sheet!C12`` for a row and a column counted from 1."""
    return f"{sheet_place(sheet)}!{letters(column)}{row}"


def row_and_column(reference: str) -> tuple[int, int] | None:
    """Return the row and column of a reference such as ``C12``, or None where it is none."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    return int(match[2]), column_number(match[1])


def split_place(where: str) -> tuple[str, str | None]:
    """Return the sheet and the cell that a place names; the cell is None where it names the sheet alone.

    A file's name comes back as it is: only who knows the file can tell it from a sheet's.
    """
    match = _PLACE.fullmatch(where)
    sheet, cell = (match[1], match[2]) if match else (where, None)
    if len(sheet) > 1 and sheet[0] == sheet[-1] == "'":
        sheet = sheet[1:-1].replace("''", "'")
    return sheet, cell


def ranges(cells: Iterable[str]) -> list[str]:
    """Return cells with runs down one column written as ranges: t!B4, t!B5, t!B6 as t!B4:B6."""
    runs: list[tuple[str, int, int]] = []
    for cell in cells:
        match = _RUN.fullmatch(cell)
        if match is None:
            runs.append((cell, 0, 0))
            continue
        column, row = match["column"], int(match["row"])
        if runs and runs[-1][0] == column and runs[-1][2] + 1 == row:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    return [_range(*run) for run in runs]


def _range(column: str, first: int, last: int) -> str:
    if not first:
        return column
    return f"{column}{first}" if first == last else f"{column}{first}:{column.rpartition('!')[2]}{last}"
