"""Answers as a test file writes them, in a few words."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Table, Value

_MOST_DECIMALS: Final = 11  # a rule file writes nine, and a share has two more
_SHOWN_DECIMALS: Final = 3


def written(given: Any) -> str:
    """Return what a file writes as an answer on one line."""
    if given is None:
        return "blank"
    if isinstance(given, list):
        return f"[{', '.join(map(written, given))}]"
    if isinstance(given, dict):
        return f"{{{', '.join(f'{name}: {written(value)}' for name, value in given.items())}}}"
    return str(given)


def value_written(value: Value, indicator: Indicator) -> str:
    """Return a value as a test file would write it."""
    if isinstance(value, Fraction):
        return number_written(value, share=indicator.type == "share")
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    if isinstance(value, Table):
        return f"{len(value.rows)} row{'' if len(value.rows) == 1 else 's'}"
    return str(value)


def number_written(value: Fraction, *, share: bool) -> str:
    """Return a number exactly where it has at most eleven decimals, else with three; a share in per cent."""
    scaled = value * 100 if share else value
    exact = (digits for digits in range(_MOST_DECIMALS + 1) if (scaled * 10**digits).denominator == 1)
    decimals = next(exact, _SHOWN_DECIMALS)
    shifted = round(abs(scaled) * 10**decimals)
    whole, rest = divmod(shifted, 10**decimals)
    text = f"{'-' if scaled < 0 else ''}{whole}{f'.{rest:0{decimals}}' if decimals else ''}"
    return f"{text}%" if share else text
