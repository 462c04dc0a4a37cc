"""The ways a date is written: what a text can mean, as every date that is there in one of its readings.

One reading is a date; two are asked about; none is no date. These are read:

- 2022-08-18, 2022/8/18, 2022.8.18: the year first, then month, then day; 2022-08, and 2022 alone;
- 18/08/2022, 18.8.2022, 18-08-2022, 18 08 2022: day and month in either order;
- 18 Aug 2022, 18th of August 2022, August 18, 2022, 2022-Aug-18, Aug 2022: a month in English words;
- ១៨ សីហា ២០២២, ថ្ងៃទី១៨ ខែសីហា ឆ្នាំ២០២២, ថ្ងៃទី១៨ ខែ៨ ឆ្នាំ២០២២, សីហា ២០២២: a month in Khmer words, or said to be one;
- 8/2022 and 08-2022: a month and its year;
- any of them to the day with a weekday before it, which must be that day's, or with a time of day after it.

Never read: a year in two digits; 2011/12, which is a month or two years.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date
from typing import Final, NamedTuple

from gapcheck.workbook.patterns import late
from gapcheck.workbook.texts import ascii_digits, matching
from gapcheck.workbook.values.months import MONTH, WEEKDAY, month_of, weekday_of

FIRST_YEAR, LAST_YEAR = 1900, 2100
_LONGEST = 120  # characters: the longest dates in words have half of them

_Y = r"(?P<year>\d{4})"
_D = r"(?P<day>\d{1,2})"
_M = r"(?P<month>\d{1,2})"
_NAMED = rf"(?P<month>{MONTH})"
_BETWEEN = r"[ .,/-]{0,3}"  # between a number and a month's name
# In Khmer each part may be named: the day (ថ្ងៃទី), the month (ខែ), the year (ឆ្នាំ, or of the common era គ.ស.).
_YEAR_WORD = r"(?:ឆ្នាំ|គ\.ស\.?)"
_DAY_KH = rf"(?:ថ្ងៃ ?)?(?:ទី ?)?{_D}"
_YEAR_KH = rf"(?:{_YEAR_WORD} ?){{0,2}}{_Y}"
# No text means two dates in two of these forms. The commonest are first: each is compiled when a text comes to it.
_FORMS: Final = tuple(
    late(form, re.ASCII)
    for form in (
        rf"(?:{_YEAR_WORD} ?){{0,2}}{_Y}",
        rf"{_Y}(?P<between>[-./ ]){_M}(?P=between){_D}",
        rf"{_M}[-./]{_Y}",
        rf"{_Y}[-./]{_M}",
        rf"{_D}(?:st|nd|rd|th)?{_BETWEEN}(?:of )?{_NAMED}{_BETWEEN}{_Y}",
        rf"{_NAMED}{_BETWEEN}{_D}(?:st|nd|rd|th)?(?:, ?| |[-/.]){_Y}",
        rf"{_Y}{_BETWEEN}{_NAMED}{_BETWEEN}{_D}",
        rf"{_DAY_KH}{_BETWEEN}(?:ខែ ?)?{_NAMED}{_BETWEEN}{_YEAR_KH}",
        rf"{_DAY_KH}{_BETWEEN}ខែ ?(?:ទី ?)?{_M}{_BETWEEN}{_YEAR_KH}",
        rf"(?:ខែ ?)?{_NAMED}{_BETWEEN}{_YEAR_KH}",
        rf"ខែ ?(?:ទី ?)?{_M}{_BETWEEN}{_YEAR_KH}",
        rf"{_NAMED}{_BETWEEN}(?:of )?{_Y}",
        rf"{_Y}{_BETWEEN}{_NAMED}",
    )
)
_TWO_ORDERS = late(rf"(\d{{1,2}})(?P<between>[-./ ])(\d{{1,2}})(?P=between){_Y}", re.ASCII)
_TWO_DIGITS = late(rf"(\d{{1,2}}){_BETWEEN}(\d{{1,2}}|{MONTH}){_BETWEEN}(\d{{1,2}})", re.ASCII)
_TWO_NUMBERS = late(r"\d{1,2}[-./ ]\d{1,2}", re.ASCII)  # no year: not 1/8 of a year 8
_MONTH_AND_TWO = late(rf"({MONTH}){_BETWEEN}'?(\d\d)", re.ASCII)
_TWO_YEARS = late(r"\d\d(\d\d)[./](\d\d)", re.ASCII)
_SPACED = late(r" ?([-./]) ?")
_BEFORE = late(r"(?:(?:on|in|dated|the|year|date ?:) |ថ្ងៃ ?(?:ទី)? ?)+", re.ASCII)
_WEEKDAY = late(rf"(?:(?:on|ថ្ងៃ) ?)?(?P<name>{WEEKDAY})\.?,? ?(?=\d|ទី|ថ្ងៃ|[a-z]{{3}})", re.ASCII)
# What programs write after the day. With a zone, midnight may be that of another day's evening: only UTC's own counts.
_TIME = late(
    r"[ t](?:\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?[ap]\.?m\.?)?|00:00(?::00(?:\.0{1,9})?)?(?:z|\+00:?00))$",
    re.ASCII,
)


class Written(NamedTuple):
    """A date as written: a year, perhaps its month, perhaps its day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in self[1:] if part is not None)])

    @property
    def exists(self) -> bool:
        """Whether the calendar has it."""
        if self.month is None:
            return True
        return 1 <= self.month <= 12 and (self.day is None or 1 <= self.day <= days_in(self.year, self.month))

    @property
    def weekday(self) -> int | None:
        """The number of its weekday, Monday being 0; None where it is no day."""
        if not self.year or self.month is None or self.day is None or not self.exists:
            return None
        return date(self.year, self.month, self.day).weekday()


def written_plainly(text: str) -> str:
    """Return a text as dates are looked for in it; empty where it is too long, or has raised digits or fractions."""
    if len(text) > _LONGEST or not (text.isascii() or all(unicodedata.category(letter) != "No" for letter in text)):
        return ""
    written = matching(ascii_digits(text)).strip("'\" ").rstrip(".។ ")
    return _SPACED.sub(r"\1", written)


def has_impossible_orders(written: str) -> bool:
    """Return whether a text is a day and a month in either order with a year, and the calendar has neither."""
    return _TWO_ORDERS.fullmatch(written) is not None and not _read(written)


def readings(written: str) -> list[Written]:
    """Return every date that a plainly written text can mean, each once.

    A text that has one form only gives its date also where the calendar does not have it.
    """
    if are_two_years(written):
        return []
    before = _BEFORE.match(written)
    written = written[before.end() :] if before else written
    weekday = _WEEKDAY.match(written)
    bare = written[weekday.end() :] if weekday else written
    found = _read(bare)
    if not found and (time := _TIME.search(bare)):
        found = [one for one in _read(bare[: time.start()]) if one.day is not None]
    if weekday:
        meant = weekday_of(weekday["name"])
        found = [one for one in found if one.weekday == meant]
    return found


def short_years(written: str) -> list[Written]:
    """Return the dates that a text with a year in two digits can mean, in this century."""
    if (month := _MONTH_AND_TWO.fullmatch(written)) and (number := month_of(month[1])):
        return [Written(2000 + int(month[2]), number)]
    match = _TWO_DIGITS.fullmatch(written)
    if match is None or _TWO_NUMBERS.fullmatch(written):
        return []
    first, second, third = match[1], match[2], match[3]
    if second.isdecimal():
        orders = [(third, second, first), (third, first, second)]
    else:
        second = str(month_of(second) or 0)
        orders = [(third, second, first)]
    if "-" in written:
        orders.append((first, second, third))  # programs write the year first with hyphens only
    dates = (Written(2000 + int(year), int(month), int(day)) for year, month, day in orders)
    return list(dict.fromkeys(one for one in dates if one.exists))


def are_two_years(written: str) -> bool:
    """Return whether a text may mean a year and the next one: 2011/12 is December to some, and two years to others."""
    match = _TWO_YEARS.fullmatch(written)
    return match is not None and int(match[2]) == (int(match[1]) + 1) % 100


def days_in(year: int, month: int) -> int:
    """Return how many days a month has."""
    return calendar.monthrange(max(year, 1), month)[1]


def _read(written: str) -> list[Written]:
    if match := _TWO_ORDERS.fullmatch(written):
        first, second, year = int(match[1]), int(match[3]), int(match["year"])
        orders = (Written(year, second, first), Written(year, first, second))
        return list(dict.fromkeys(one for one in orders if one.exists))
    for form in _FORMS:
        if match := form.fullmatch(written):
            parts = match.groupdict()
            name = parts.get("month")
            month = int(name) if name and name.isdecimal() else month_of(name) if name else None
            if name is None or month is not None:
                return [Written(int(parts["year"]), month, int(parts["day"]) if parts.get("day") else None)]
    return []
