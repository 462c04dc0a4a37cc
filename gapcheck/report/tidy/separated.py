"""Comma-separated values (RFC 4180) that spreadsheets, pandas and DuckDB read alike, and that run no formula.

UTF-8 with a byte order mark, without which Excel takes Khmer for another script; the others pass over it. Lines end
with CR LF. Text is in quotation marks, numbers are not, and what is not there is empty.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from gapcheck.report.tidy.columns import Cell, Field, Row

MARK: Final = "\ufeff"

# What makes a spreadsheet take a cell for a formula (OWASP, CSV Injection), in the wide forms too.
_FORMULA: Final = tuple("=+-@\t\r\n|%＝＋－＠")
# What one takes for a day: 25/2 would become the 25th of February.
_DAY: Final = re.compile(r"\d+[/-]\d+")
_GUARD: Final = "'"


def render(columns: Sequence[Field], rows: Iterable[Row]) -> str:
    """Return a table with its headings, in text that begins with the byte order mark."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for row in rows:
        stream.write(",".join(_written(row.get(column.name)) for column in columns) + "\r\n")
    return MARK + stream.getvalue()


def guard(text: str) -> str:
    """Return text that no spreadsheet takes for a formula or a day: where it could be, with an apostrophe before it.

    A text that begins with an apostrophe gets one too, so that taking one away always gives the text back.
    """
    risky = text.lstrip(" \u00a0").startswith((*_FORMULA, _GUARD)) or _DAY.fullmatch(text)
    return _GUARD + text if risky else text


def unguard(text: str) -> str:
    """Return a text of such a file as it was."""
    return text.removeprefix(_GUARD)


def _written(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, int):
        return str(value)
    return '"' + guard(value.replace("\x00", "")).replace('"', '""') + '"'
