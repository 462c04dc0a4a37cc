"""In what the cells of one reader differ from those of another, by kind; for the benchmark ``readers``."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

Cells = dict[tuple[str, int, int], tuple[Any, str]]
"""Values with their number formats (``error`` for an error value), by sheet, row and column."""


def differences(ours: Cells, theirs: Cells) -> Iterator[tuple[str, str]]:
    """Yield the kind of every cell in which calamine says less than openpyxl, or something else; and the cell."""
    for place in sorted(ours.keys() | theirs.keys()):
        value, number_format = ours.get(place, (None, ""))
        other = theirs.get(place, (None, ""))[0]
        if kind := difference(value, other, number_format):
            sheet, row, column = place
            yield kind, f"{sheet}, row {row}, column {column}: {value!r:.40} [{number_format}], {other!r:.40}"


def difference(value: Any, other: Any, number_format: str) -> str:
    """Return in what a cell differs between the two; empty where it does not."""
    if number_format == "error":
        return f"an error value read as {'nothing' if other is None else 'another value'}"
    if value in (None, ""):
        return "a cell of calamine only" if other is not None else ""
    if other is None:
        return "a cell of openpyxl only"
    kinds = {_kind(value), _kind(other)}
    if len(kinds) > 1:
        return f"of another type: {' and '.join(sorted(kinds))}"
    if kinds == {"date"}:
        return _of_dates(value, other, number_format)
    if kinds == {"number"}:
        return _of_numbers(value, other, number_format)
    return "" if value == other else f"a {kinds.pop()} that is not the same"


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "truth value"
    if isinstance(value, datetime | date):
        return "date"
    return "number" if isinstance(value, int | float) else "text" if isinstance(value, str) else "time"


def _of_dates(value: date, other: date, number_format: str) -> str:
    if str(value)[:10] != str(other)[:10]:
        return "a date that is not the same"
    shown = set(number_format.lower().partition(";")[0])
    return (
        ""
        if number_format == "General" or {"d", "y"} <= shown
        else "a date equal, but shown as a month or a year, and that is lost"
    )


def _of_numbers(value: float, other: float, number_format: str) -> str:
    if value != other and not (math.isnan(value) and math.isnan(other)):
        return "a number that is not the same"
    if "%" in number_format:
        return "a number equal, but its per cent sign is lost"
    return "" if type(value) is type(other) else "a number equal, 12 for one and 12.0 for the other"
