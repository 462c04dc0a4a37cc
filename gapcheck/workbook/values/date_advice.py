"""What a date that cannot be read for certain may mean: advice on how to write it, never a reading of it."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from gapcheck.workbook.patterns import late
from gapcheck.workbook.values.date_forms import (
    FIRST_YEAR,
    LAST_YEAR,
    Written,
    are_two_years,
    days_in,
    has_impossible_orders,
    readings,
    short_years,
    written_plainly,
)
from gapcheck.workbook.values.months import MONTH, WEEKDAY, month_of

WRITE_A_DAY: Final = "Write year-month-day, such as 2022-08-18."
_WHICHEVER: Final = "whichever is meant"
_MONTHS: Final = 12

_ABOUT = late(
    r"(?:about|around|approx(?:imately)?|circa|ca|c|roughly|probably|perhaps|some ?time|in|year|mid|middle|early|late"
    r"|the|beginning|start|end|of|spring|summer|autumn|fall|winter|~|\?|[ .-])+"
)
_FOUR_DIGITS = late(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_COMPACT = late(r"((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII)
_NO_YEAR = late(
    rf"\d{{1,2}}(?:st|nd|rd|th)?[-./ ]?(?:of )?(?:(?P<month>{MONTH})|\d{{1,2}})|(?P<first>{MONTH}) ?\d{{0,2}}", re.ASCII
)
_WEEKDAY = late(rf"{WEEKDAY}\.?,? ?", re.ASCII)
# The Buddhist era in use in Cambodia runs from May to May, 544 or 543 years ahead; the Thai one is 543 ahead.
_BUDDHIST_ERA = range(FIRST_YEAR + 544, LAST_YEAR + 543)


def date_advice(text: str, *, to_the_day: bool) -> str:
    """Return how to write what was perhaps meant by a text."""
    written = written_plainly(text)
    found = readings(written)
    if found:
        return _of_readings(found)
    if has_impossible_orders(written):
        return f"There is no such day, in either order. {WRITE_A_DAY}"
    if are_two_years(written):
        year, month = int(written[:4]), int(written[5:])
        as_month = f"{year}-{month:02} for the month, " if month <= _MONTHS else ""
        return f"Write {as_month}{year} or {year + 1} for a year, {_WHICHEVER}."
    if short := short_years(written):
        return f"Write the year in four digits: {_either(short)} if that is meant (year-month-day)."
    if (match := _COMPACT.fullmatch(written)) and (day := Written(*map(int, match.groups()))).exists:
        return f"Write {day} (year-month-day)."
    if not to_the_day and (less := _less_than_a_day(written)):
        return less
    if (match := _NO_YEAR.fullmatch(written)) and all(month_of(name) for name in match.groups() if name):
        return f"Write the year as well. {WRITE_A_DAY}"
    if (match := _WEEKDAY.match(written)) and (rest := readings(written[match.end() :])):
        return f"The weekday is another one: check the date, and write {_either(rest)} if that is the day."
    if len(_FOUR_DIGITS.findall(written)) > 1:
        return f"Write one date, the one that is asked for. {WRITE_A_DAY}"
    return f"{WRITE_A_DAY} Day and month in another order are not guessed."


def year_advice(year: int) -> str:
    """Return how to write a year that is out of bounds: perhaps it is one of the Buddhist era."""
    if year in _BUDDHIST_ERA:
        earlier, later = year - 544, year - 543
        era = f"{year} may be a year of the Buddhist era (ព.ស.)"
        return f"{era}: write the year of the common era, {earlier} or {later}, {_WHICHEVER}."
    return f"Write a year from {FIRST_YEAR} to {LAST_YEAR}."


def typed_year_advice(year: int, day: date) -> str:
    """Return what to do about a day in which a spreadsheet program turned a typed year."""
    turned = f"If the year {year} was typed, the cell's date format made {day} of it"
    return f"{turned}: set the format to Text and type {year} again. If {day} is meant, write it as text likewise."


def _of_readings(found: list[Written]) -> str:
    if len(found) > 1:
        return f"Write {_either(found)}, {_WHICHEVER}: the order of day and month is not guessed."
    (one,) = found
    if not FIRST_YEAR <= one.year <= LAST_YEAR:
        return year_advice(one.year)
    if one.month is not None and not 1 <= one.month <= _MONTHS:
        return f"There is no month {one.month:02}: write year-month-day, such as 2022-08-18."
    if one.month is None or one.exists:
        return f"Write {one} as text if that is meant."
    last = days_in(one.year, one.month)
    return f"There is no such day: {one.year}-{one.month:02} has the days 1 to {last}."


def _either(dates: list[Written]) -> str:
    return " or ".join(map(str, dates))


def _less_than_a_day(written: str) -> str | None:
    about = _ABOUT.match(written)
    rest = written[about.end() :] if about else written
    found = readings(rest.rstrip(" ?."))
    if len(found) != 1 or not found[0].exists or not FIRST_YEAR <= found[0].year <= LAST_YEAR:
        return None
    (one,) = found
    if one.day is not None:
        return f"Write {one} if that is the day, or {Written(one.year, one.month)} if only the month is known."
    if one.month is not None:
        return f"Write {one} if only the month is known (year-month-day otherwise)."
    return f"Write {one} if only the year is known."
