"""Dates as officers write them: a day, a month or a year, each as the interval of days it can be."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, time, timedelta

from gapcheck.workbook.answers import DateInterval
from gapcheck.workbook.date_advice import WRITE_A_DAY, date_advice, no_such_day
from gapcheck.workbook.findings import Unreadable
from gapcheck.workbook.texts import ascii_digits

FIRST_YEAR, LAST_YEAR = 1900, 2100
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_SERIALS = range(10_000, 80_000)  # 1927 to 2119: what a date becomes when its cell loses its format
# A date format's quoted, bracketed and escaped parts say nothing about what it shows of the date.
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')

_EXPECTED = "a date: 2022-08-18, or 2022-08 or 2022 where only that is known"
_DAY = "a date to the day, such as 2022-08-18"


def date_of(value: object, number_format: str = "", *, to_the_day: bool = False) -> DateInterval:
    """Return the days that a cell's date can be; raise Unreadable where it is no date, or perhaps another one.

    A real date on the first of a month, in a cell that shows month and year only, is that month: spreadsheet
    programs turn a typed ``2022-08`` into 1 August 2022. A year alone likewise. Where a date is needed
    ``to_the_day``, no advice offers less.
    """
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Unreadable(_EXPECTED, f"Write a year from {FIRST_YEAR} to {LAST_YEAR}.")
        return _as_shown(day, number_format)
    if isinstance(value, bool | time | timedelta):
        raise Unreadable(_EXPECTED, WRITE_A_DAY)
    if isinstance(value, int | float):
        return _number(value)
    text = ascii_digits(str(value)).strip()
    match = _ISO.fullmatch(text)
    if match is None:
        raise Unreadable(_EXPECTED, date_advice(text, to_the_day=to_the_day))
    year, *rest = (int(part) for part in match.groups() if part is not None)
    return _interval(year, *rest)


def day_of(value: object, number_format: str = "") -> date:
    """Return a date to the day; raise Unreadable for anything less."""
    try:
        interval = date_of(value, number_format, to_the_day=True)
    except Unreadable as unreadable:
        raise Unreadable(_DAY, unreadable.mend, unreadable.found) from unreadable
    if interval.first != interval.last:
        raise Unreadable(_DAY, WRITE_A_DAY)
    return interval.first


def _number(value: float) -> DateInterval:
    # Membership is by equality, so that 2022.0 is a year, and 2022.5, infinity and NaN are nothing.
    if value in range(FIRST_YEAR, LAST_YEAR + 1):
        return _interval(int(value))
    if value in _SERIALS:
        mend = "It may be a date whose cell lost its date format: write it as text, such as 2022-08-18."
        raise Unreadable(_EXPECTED, mend)
    raise Unreadable(_EXPECTED, WRITE_A_DAY)


def _interval(year: int, month: int | None = None, day: int | None = None) -> DateInterval:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(_EXPECTED, f"Write a year from {FIRST_YEAR} to {LAST_YEAR}.")
    if month is None:
        return DateInterval(date(year, 1, 1), date(year, 12, 31))
    if not 1 <= month <= 12:
        raise Unreadable(_EXPECTED, f"There is no month {month:02}: write year-month-day, such as 2022-08-18.")
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return DateInterval(date(year, month, 1), date(year, month, last))
    if not 1 <= day <= last:
        raise Unreadable(_EXPECTED, no_such_day(year, month))
    return DateInterval(date(year, month, day), date(year, month, day))


def _as_shown(day: date, number_format: str) -> DateInterval:
    shows = _LITERAL.sub("", number_format.split(";")[0]).casefold()
    if day.day == 1 and "y" in shows and "d" not in shows:
        if "m" in shows:
            return _interval(day.year, day.month)
        if day.month == 1:
            return _interval(day.year)
    return DateInterval(day, day)
