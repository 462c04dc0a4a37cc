"""Numbers as officers write them: exact, in any script's digits, and never guessed where two readings are possible.

Read in text: 1310 and ១៣១០; thousands set apart in threes by commas, spaces of every width or apostrophes (1,310,
1 310, 1'310), or by points where there are two of them or more (1.310.000); decimals after a point (1310.5, .5), and in
an amount, or before a per cent sign, after a comma with one or two digits (12,5 %; 1 310,50), which can set no
thousands apart; a per cent sign or the words for it, before or after (75 %, 75 per cent, ៧៥ ភាគរយ); a plus sign; an
apostrophe before it all, a full stop after it.

Asked about: 1.310 and 12.500, where the point may mean either; a comma with decimals in a share without its sign and in
a count; 1,00,000; ranges, estimates, units and words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from gapcheck.workbook.findings import Unreadable
from gapcheck.workbook.patterns import late
from gapcheck.workbook.texts import ascii_digits
from gapcheck.workbook.values.number_advice import MOST_DIGITS, NOT_A_SHARE, POINT_OR_GROUP, Kind, number_advice

LARGEST = 10**MOST_DIGITS  # anything larger is not what the officer typed
_MOST_CHARACTERS = 40

_PLAIN = late(r"\d+(\.\d+)?|\.\d+", re.ASCII)
_GROUPED = late(r"[1-9]\d{0,2}(?:(?:,\d{3})+|(?: \d{3})+|(?:'\d{3})+)(\.\d+)?", re.ASCII)
_GROUPED_BY_POINTS = late(r"[1-9]\d{0,2}(?:\.\d{3}){2,}", re.ASCII)
# One or two digits after a comma are decimals: they set no thousands apart.
_COMMA_DECIMALS = late(r"(\d+|[1-9]\d{0,2}(?: \d{3})+|[1-9]\d{0,2}(?:\.\d{3})+),(\d{1,2})", re.ASCII)
_SIGNS = str.maketrans({"٪": "%", "٫": ".", "٬": ",", "`": "'", "´": "'"})
_PER_CENT = r"(?:%|per[ -]?cent|pct|p\.c|ភាគរយ)"
_PER_CENT_BEFORE = late(_PER_CENT, re.ASCII | re.IGNORECASE)
_PER_CENT_AFTER = late(f"{_PER_CENT}$", re.ASCII | re.IGNORECASE)

_WHOLE = "a whole number, such as 1310"
_AMOUNT = "a number, such as 1310 or 1310.50"
_SHARE = "a share, such as 75 %"
_EXPECTED: Mapping[Kind, str] = {"count": _WHOLE, "amount": _AMOUNT, "share": _SHARE}
_TOO_LONG = f"Write at most {MOST_DIGITS} digits."


class Numeral(NamedTuple):
    """A number as written: with a per cent sign (its value not yet divided), with its thousands set apart."""

    value: Fraction
    percent: bool = False
    grouped: bool = False


def numeral(text: str, kind: Kind = "amount") -> Numeral:
    """Return the number that a text writes; raise Unreadable where it writes none, or perhaps two."""
    written = _written(text)
    percent = _PER_CENT_BEFORE.match(written) or _PER_CENT_AFTER.search(written)
    digits = (written[: percent.start()] + written[percent.end() :]).strip() if percent else written
    sign = "-" if digits.startswith("-") else ""
    digits = digits.removeprefix(sign or "+").strip()
    plain = _without_groups(digits, kind, percent=percent is not None)
    if plain is None or POINT_OR_GROUP.fullmatch(digits):
        raise Unreadable(_EXPECTED[kind], number_advice(digits, kind, sign=sign, percent=percent is not None))
    grouped = len(plain) < len(digits)
    return Numeral(_bounded(Fraction(sign + plain), kind), percent is not None, grouped)


def _written(text: str) -> str:
    """Return a text as numbers are looked for in it."""
    written = " ".join(ascii_digits(text.translate(_SIGNS)).split())
    return written.strip('" ').lstrip("' ").removesuffix("។").removesuffix(".").strip()


def _without_groups(digits: str, kind: Kind, *, percent: bool) -> str | None:
    """Return digits with at most a point before their decimals, or None where they cannot be read as one number."""
    if len(digits) > _MOST_CHARACTERS:
        return None
    if _PLAIN.fullmatch(digits):
        return digits
    if _GROUPED.fullmatch(digits):
        return digits.replace(",", "").replace(" ", "").replace("'", "")
    if _GROUPED_BY_POINTS.fullmatch(digits):
        return digits.replace(".", "")
    if (kind == "amount" or (kind == "share" and percent)) and (match := _COMMA_DECIMALS.fullmatch(digits)):
        return f"{match[1].replace(' ', '').replace('.', '')}.{match[2]}"
    return None


def exact(value: float, kind: Kind = "amount") -> Fraction:
    """Return a cell's number exactly as its shortest decimal writes it: 0.1 is one tenth."""
    expected = _EXPECTED[kind]
    if isinstance(value, float) and not math.isfinite(value):
        raise Unreadable(expected, "Write the number in digits.", "a number that is not finite")
    if abs(value) > LARGEST:
        raise Unreadable(expected, _TOO_LONG, "a number too large to be exact")
    number = Decimal(repr(value))
    if int(number.as_tuple().exponent) < -_MOST_CHARACTERS:
        raise Unreadable(expected, "Write 0 if that is meant.", "a number next to nothing")
    return Fraction(number)


def count(value: object, *, percent_format: bool = False) -> Fraction:
    """Return a count: whole, not negative."""
    number = _number(value, "count")
    if number.percent or (percent_format and not isinstance(value, str)):
        raise Unreadable(_WHOLE, NOT_A_SHARE["count"])
    if number.value < 0 or number.value.denominator != 1:
        raise Unreadable(_WHOLE, "A count is whole and not negative: write it in digits, without a decimal part.")
    return number.value


def amount(value: object, *, percent_format: bool = False) -> Fraction:
    """Return an amount: not negative, with its decimals."""
    number = _number(value, "amount")
    if number.percent or (percent_format and not isinstance(value, str)):
        raise Unreadable(_AMOUNT, NOT_A_SHARE["amount"])
    if number.value < 0:
        raise Unreadable(_AMOUNT, "An amount is not negative.")
    return number.value


def share(value: object, *, percent_format: bool = False) -> Fraction:
    """Return a share as a fraction of one.

    ``75 %`` and cells shown in per cent mean what they say, above 100 too (a check objects later). Bare, 0 is
    0, a number below 1 a fraction, one above 1 and up to 100 per cent; a bare 1 may be 1 % or all: it is asked
    about.
    """
    number = _number(value, "share")
    bare = number.value
    if number.grouped:
        raise Unreadable(_SHARE, "Write it with a point for decimals, such as 12.5 %.")
    if bare < 0:
        raise Unreadable(_SHARE, "A share is not negative.")
    if percent_format and not isinstance(value, str):
        return bare
    if number.percent:
        return bare / 100
    if bare == 1:
        raise Unreadable(_SHARE, "1 can mean two things: write 1 % or 100 %, whichever is meant.")
    if bare > 100:
        raise Unreadable(_SHARE, "Write per cent with the sign, such as 75 %; a number of cases belongs elsewhere.")
    return bare if bare < 1 else bare / 100


def _number(value: object, kind: Kind) -> Numeral:
    expected = _EXPECTED[kind]
    if isinstance(value, bool):
        raise Unreadable(expected, "Write the number in digits.")
    if isinstance(value, date | time | timedelta):
        mend = "Excel took what was typed for a date: set the cell's format to General, then type the number again."
        raise Unreadable(expected, mend)
    if isinstance(value, int | float):
        return Numeral(exact(value, kind))
    return numeral(str(value), kind)


def _bounded(value: Fraction, kind: Kind) -> Fraction:
    if abs(value) > LARGEST:
        raise Unreadable(_EXPECTED[kind], _TOO_LONG)
    return value
