"""Answers as a review workbook shows them: in words to read, and as cells that the reader reads as the same."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from gapcheck.rulebook.model import Indicator, TableColumn
from gapcheck.workbook.answers import Answer, DateInterval, Status, Table, TableCell, Value, what_it_says
from gapcheck.workbook.drafts.written import counted
from gapcheck.workbook.texts import plain
from gapcheck.workbook.values.choices import options_of
from gapcheck.workbook.words import Words

Typed: TypeAlias = tuple[str | float, str]
"""What stands in a cell, and the number format that it has."""

GENERAL, TEXT, PER_CENT = "General", "@", "0.##########%"
_MOST_DECIMALS = 60
_LONGEST = 32_767  # characters that a cell can hold


def answer_words(answer: Answer, indicator: Indicator, words: Words) -> str:
    """Return an answer to read: labels for codes, per cent for shares, the special word; empty where it is blank."""
    if answer.value is not None:
        return value_words(answer.value, indicator, words)
    return "" if answer.status in (Status.BLANK, Status.ANSWERED) else words.label(answer.status.value)


def value_words(value: Value, indicator: Indicator, words: Words) -> str:
    """Return a value to read."""
    if isinstance(value, Table):
        return counted(len(value.rows), "row") if value.rows else words.label("complete_none")
    if isinstance(value, Fraction):
        return f"{_exact(value * 100)} %" if indicator.type == "share" else _grouped(value)
    if isinstance(value, DateInterval):
        return str(value)
    if indicator.type in ("choice", "choices", "yes_no"):
        options = options_of(indicator, words)
        codes = value if isinstance(value, tuple) else (value,)
        return "; ".join(options.label(code) if code in options.labels else code for code in codes)
    return str(value)


def typed(value: str | Fraction | DateInterval, kind: str) -> Typed:
    """Return what to write into a cell of a table, so that the reader reads this very value."""
    if isinstance(value, Fraction):
        if kind == "share":
            number = float(value)
            if Fraction(Decimal(repr(number))) == value:
                return number, PER_CENT
            return f"{_exact(value * 100)} %", TEXT
        number = float(value)
        if value.denominator == 1 and number == value:
            return int(value), GENERAL
        return (number, GENERAL) if Fraction(Decimal(repr(number))) == value else (_exact(value), TEXT)
    return str(value), TEXT


def table_cells(table: Table, columns: dict[str, TableColumn]) -> list[dict[str, Typed]]:
    """Return a table's rows as cells to write; what is blank is left out."""
    return [
        {name: typed(cell.value, columns[name].type) for name, cell in row.items() if cell.value is not None}
        for row in table.rows
    ]


def same_value(one: Value | None, other: Value | None) -> bool:
    """Return whether two values say the same, as they come back from a cell."""
    return what_it_says(as_read(one)) == what_it_says(as_read(other))


def as_read(value: Value | None) -> Value | None:
    """Return a value as it comes back from a cell: what a text holds beside letters may change on the way."""
    if isinstance(value, Table):
        return Table(tuple({name: _cell_as_read(cell) for name, cell in row.items()} for row in value.rows))
    return _text_as_read(value) if isinstance(value, str) else value


def _cell_as_read(cell: TableCell) -> TableCell:
    return TableCell(_text_as_read(cell.value), cell.cell) if isinstance(cell.value, str) else cell


def _text_as_read(text: str) -> str | None:
    return plain(text[:_LONGEST]) or None


def _exact(value: Fraction) -> str:
    """Return a number with all its decimals; one that has no end in decimals is cut after many."""
    scale = 0
    while (value * 10**scale).denominator != 1 and scale < _MOST_DECIMALS:
        scale += 1
    digits = str(int(value * 10**scale)).rjust(scale + 1, "0")
    return f"{digits[:-scale]}.{digits[-scale:]}" if scale else digits


def _grouped(value: Fraction) -> str:
    whole, point, decimals = _exact(value).partition(".")
    return f"{int(whole):,}{point}{decimals}"
