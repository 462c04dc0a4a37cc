"""Dates as officers write them: a day, a month or a year, each as the interval of days it can be.

The forms that are read in text stand in ``date_forms``; all else is refused with advice (``date_advice``). Refused as
well: a real date from 14 March to 30 September 1905, which is what a year from 1900 to 2100 becomes when it is typed
into a cell with a date format (in 1909 where the workbook counts its days from 1904).
"""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta

from gapcheck.workbook.answers import DateInterval
from gapcheck.workbook.findings import Unreadable
from gapcheck.workbook.patterns import late
from gapcheck.workbook.values.date_advice import WRITE_A_DAY, date_advice, typed_year_advice, year_advice
from gapcheck.workbook.values.date_forms import FIRST_YEAR, LAST_YEAR, Written, readings, written_plainly

__all__ = ["FIRST_YEAR", "LAST_YEAR", "date_of", "day_of"]

_YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
_DAY_ZERO = date(1899, 12, 30)  # of the serial numbers under real dates, unless the workbook has another
_SERIALS = (10_000, 80_000)  # 1927 to 2119: what a date becomes when its cell loses its format
# A date format's quoted, bracketed and escaped parts say nothing about what it shows of the date.
_LITERAL = late(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')

_EXPECTED = "a date: 2022-08-18, or 2022-08 or 2022 where only that is known"
_DAY = "a date to the day, such as 2022-08-18"


def date_of(
    value: object, number_format: str = "", *, to_the_day: bool = False, serial: int | None = None
) -> DateInterval:
    """Return the days that a cell's date can be; raise Unreadable where it is no date, or perhaps another one.

    A real date on the first of a month, in a cell that shows month and year only, is that month: spreadsheet
    programs turn a typed ``2022-08`` into 1 August 2022. A year alone likewise. ``serial`` is the number under a
    real date, where the workbook does not count its days as usual. Where a date is needed ``to_the_day``, no advice
    offers less.
    """
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return _as_shown(day, number_format, (day - _DAY_ZERO).days if serial is None else serial)
    if isinstance(value, bool | time | timedelta):
        raise Unreadable(_EXPECTED, WRITE_A_DAY)
    if isinstance(value, int | float):
        return _number(value)
    found = readings(written_plainly(str(value)))
    if len(found) != 1 or not found[0].exists or found[0].year not in _YEARS:
        raise Unreadable(_EXPECTED, date_advice(str(value), to_the_day=to_the_day))
    return _interval(found[0])


def day_of(value: object, number_format: str = "", *, serial: int | None = None) -> date:
    """Return a date to the day; raise Unreadable for anything less."""
    try:
        interval = date_of(value, number_format, to_the_day=True, serial=serial)
    except Unreadable as unreadable:
        raise Unreadable(_DAY, unreadable.mend, unreadable.found) from unreadable
    if interval.first != interval.last:
        raise Unreadable(_DAY, WRITE_A_DAY)
    return interval.first


def _number(value: float) -> DateInterval:
    # Membership is by equality, so that 2022.0 is a year, and 2022.5, infinity and NaN are nothing.
    if value in _YEARS:
        return _interval(Written(int(value)))
    if _SERIALS[0] <= value < _SERIALS[1]:
        mend = "It may be a date whose cell lost its date format: write it as text, such as 2022-08-18."
        raise Unreadable(_EXPECTED, mend)
    if value in range(1000, 10_000):
        raise Unreadable(_EXPECTED, year_advice(int(value)))
    raise Unreadable(_EXPECTED, date_advice(str(value), to_the_day=False))


def _interval(written: Written) -> DateInterval:
    """Return the days of a date that exists."""
    year, month, day = written
    if month is None:
        return DateInterval(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return DateInterval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    return DateInterval(date(year, month, day), date(year, month, day))


def _as_shown(day: date, number_format: str, serial: int) -> DateInterval:
    if serial in _YEARS:
        raise Unreadable(_EXPECTED, typed_year_advice(serial, day))
    if day.year not in _YEARS:
        raise Unreadable(_EXPECTED, year_advice(day.year))
    shows = _LITERAL.sub("", number_format.split(";")[0]).casefold()
    if day.day == 1 and "y" in shows and "d" not in shows:
        if "m" in shows:
            return _interval(Written(day.year, day.month))
        if day.month == 1:
            return _interval(Written(day.year))
    return DateInterval(day, day)
