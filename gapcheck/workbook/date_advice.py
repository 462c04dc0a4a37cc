"""What a date in words or in another order may mean: advice on how to write it, never a reading of it."""

from __future__ import annotations

import calendar
import re
from typing import Final

from gapcheck.workbook.texts import matching

WRITE_A_DAY: Final = "Write year-month-day, such as 2022-08-18."

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_ABOUT = re.compile(
    r"(?:about|around|approx(?:imately)?|circa|ca|c|roughly|probably|perhaps|some ?time|in|year|mid|middle|early|late"
    r"|the|beginning|start|end|of|spring|summer|autumn|fall|winter|~|\?|[ .-])+"
)
_YEAR = r"((?:19|20)\d\d)"
_YEAR_ALONE = re.compile(_YEAR, re.ASCII)
_MONTH_YEAR = re.compile(rf"([a-z]{{3,9}})\.?,? {_YEAR}", re.ASCII)
_DAY_MONTH_YEAR = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?([a-z]{{3,9}})\.?,?[ -]{_YEAR}", re.ASCII)
_MONTH_DAY_YEAR = re.compile(rf"([a-z]{{3,9}})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}", re.ASCII)
_YEAR_FIRST = re.compile(rf"{_YEAR}[-./](\d{{1,2}})[-./](\d{{1,2}})", re.ASCII)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})[-./ ](\d{{1,2}})[-./ ]{_YEAR}", re.ASCII)


def date_advice(text: str, *, to_the_day: bool) -> str:
    """Return how to write what was perhaps meant by a text, its digits already those of ASCII."""
    written = matching(text[:80])
    day = _day_in_words(written)
    if day is not None:
        return _of_day(*day)
    if match := _YEAR_LAST.fullmatch(written):
        first, second, year = (int(part) for part in match.groups())
        if not _exists(year, second, first) and not _exists(year, first, second):
            return f"There is no such day, in either order. {WRITE_A_DAY}"
    elif not to_the_day and (less := _less_than_a_day(written)):
        return less
    return f"{WRITE_A_DAY} Day and month in another order are not guessed."


def no_such_day(year: int, month: int) -> str:
    """Return what is wrong with a day that the month does not have."""
    return f"There is no such day: {year}-{month:02} has the days 1 to {calendar.monthrange(year, month)[1]}."


def _day_in_words(written: str) -> tuple[int, int, int] | None:
    """Return year, month and day, in whichever of the orders that cannot be mistaken, or None."""
    if match := _DAY_MONTH_YEAR.fullmatch(written):
        day, month, year = match.groups()
    elif match := _MONTH_DAY_YEAR.fullmatch(written):
        month, day, year = match.groups()
    elif match := _YEAR_FIRST.fullmatch(written):
        year, month, day = match.groups()
    else:
        return None
    number = int(month) if month.isdecimal() else _month(month)
    return (int(year), number, int(day)) if number is not None and 1 <= number <= 12 else None


def _of_day(year: int, month: int, day: int) -> str:
    if not _exists(year, month, day):
        return no_such_day(year, month)
    return f"Write {year}-{month:02}-{day:02} (year-month-day)."


def _less_than_a_day(written: str) -> str | None:
    about = _ABOUT.match(written)
    rest = written[about.end() :] if about else written
    rest = rest.rstrip(" ?.")
    if match := _YEAR_ALONE.fullmatch(rest):
        return f"Write {match[1]} if only the year is known."
    if (match := _MONTH_YEAR.fullmatch(rest)) and (month := _month(match[1])):
        return f"Write {match[2]}-{month:02} if only the month is known (year-month-day otherwise)."
    return None


def _month(name: str) -> int | None:
    if len(name) < 3:
        return None
    name = "sep" if name == "sept" else name
    return next((number for number, full in enumerate(_MONTHS, 1) if full.startswith(name)), None)


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
