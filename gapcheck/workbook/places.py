"""Where something stands in a workbook, as a spreadsheet program writes it: ``Sheet!C12``."""

from __future__ import annotations

import re

from gapcheck.workbook.texts import one_line

_BARE = re.compile(r"[^\W\d]\w*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d{1,7}|[Rr]\d*[Cc]\d*")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def letters(column: int) -> str:
    """Return the letters of a column counted from 1: A, Z, AA."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


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
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column
