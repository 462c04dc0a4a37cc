"""Numbers as officers write them: exact, in any script's digits, and never guessed where two readings are possible."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction

from gapcheck.workbook.findings import Unreadable
from gapcheck.workbook.number_advice import MOST_DIGITS, POINT_OR_GROUP, Kind, number_advice
from gapcheck.workbook.texts import ascii_digits

LARGEST = 10**MOST_DIGITS  # anything larger is not what the officer typed
_MOST_CHARACTERS = 40

_PLAIN = re.compile(r"\d+(\.\d+)?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(?:,\d{3})+|(?: \d{3})+|(?:'\d{3})+)(\.\d+)?", re.ASCII)
_PER_CENT = str.maketrans({"٪": "%", "٫": ".", "٬": ","})

_WHOLE = "a whole number, such as 1310"
_AMOUNT = "a number, such as 1310 or 1310.50"
_SHARE = "a share, such as 75 %"
_EXPECTED: Mapping[Kind, str] = {"count": _WHOLE, "amount": _AMOUNT, "share": _SHARE}
_TOO_LONG = f"Write at most {MOST_DIGITS} digits."


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written: with a per cent sign (its value not yet divided), with its thousands set apart."""

    value: Fraction
    percent: bool = False
    grouped: bool = False


def numeral(text: str, kind: Kind = "amount") -> Numeral:
    """Return the number that a text writes; raise Unreadable where it writes none, or perhaps two."""
    written = " ".join(ascii_digits(text).translate(_PER_CENT).split())
    percent = written.endswith("%")
    digits = written.removesuffix("%").strip()
    sign = "-" if digits.startswith("-") else ""
    digits = digits.removeprefix("-").strip()
    grouped = _GROUPED.fullmatch(digits) is not None
    plain = grouped or _PLAIN.fullmatch(digits) is not None
    if len(digits) > _MOST_CHARACTERS or not plain or POINT_OR_GROUP.fullmatch(digits):
        raise Unreadable(_EXPECTED[kind], number_advice(digits, kind, sign=sign, percent=percent))
    value = Fraction(sign + digits.replace(",", "").replace(" ", "").replace("'", ""))
    return Numeral(_bounded(value, kind), percent, grouped)


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


def count(value: object) -> Fraction:
    """Return a count: whole, not negative."""
    number = _number(value, "count")
    if number.percent:
        raise Unreadable(_WHOLE, "Write how many, not a share.")
    if number.value < 0 or number.value.denominator != 1:
        raise Unreadable(_WHOLE, "A count is whole and not negative: write it in digits, without a decimal part.")
    return number.value


def amount(value: object) -> Fraction:
    """Return an amount: not negative, with its decimals."""
    number = _number(value, "amount")
    if number.percent:
        raise Unreadable(_AMOUNT, "Write how much, not a share.")
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
