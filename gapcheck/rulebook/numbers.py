"""Numbers and days as rule files write them: exact, never a float, never another way of writing a date."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

# Spelt out, since \d would take the digits of every script, and a rule file is read by more than Python.
_NUMBER = re.compile(r"(-?[0-9]{1,15}(?:\.[0-9]{1,9})?) ?(%?)")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_day(text: str) -> date:
    """Return a day from text such as ``2022-12-31``; raises ValueError for anything else, also a 30 February."""
    if not _DAY.fullmatch(text):
        raise ValueError("a date such as 2022-12-31")
    return date.fromisoformat(text)


def iso_hint(text: str) -> str:
    """Return a sentence that writes a day such as ``31/12/2022`` anew, in both ways where it can be read in two."""
    match = _DAY_FIRST.fullmatch(text.strip())
    if match is None:
        return ""
    first, second, year = (int(part) for part in match.groups())
    ways = []
    for day, month in dict.fromkeys(((first, second), (second, first))):
        with suppress(ValueError):
            ways.append(date(year, month, day).isoformat())
    return f"Write {' or '.join(dict.fromkeys(ways))}." if ways else ""


def parse_number(value: Any) -> Fraction:
    """Return an exact number from text such as ``25``, ``0.5`` or ``75%``.

    Raises ValueError for anything else.
    """
    if isinstance(value, Fraction):
        return value
    return _exactly(value.strip() if isinstance(value, str) else "")


@lru_cache(maxsize=1024)  # rules ask for a few numbers again and again
def _exactly(text: str) -> Fraction:
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise ValueError("a number such as 25, 0.5 or 75%")
    number = Fraction(match[1])
    return number / 100 if match[2] else number


def is_percentage(text: str) -> bool:
    """Return whether a number is written in per cent."""
    return text.strip().endswith("%")


def is_number(text: str) -> bool:
    """Return whether text is a number in the way rule files write one."""
    return _NUMBER.fullmatch(text.strip()) is not None
