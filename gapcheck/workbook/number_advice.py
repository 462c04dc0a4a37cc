"""What a number that cannot be read may mean: advice on how to write it, never a reading of it."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["count", "amount", "share"]
MOST_DIGITS: Final = 15  # a spreadsheet keeps no more of a number

POINT_OR_GROUP: Final = re.compile(r"([1-9]\d{0,2})\.(\d{3})", re.ASCII)
_COMMA = re.compile(r"(\d+),(\d+)", re.ASCII)
_DIGIT = re.compile(r"\d", re.ASCII)
_PER_CENT_IN_WORDS = re.compile(r"(\d+(?:[.,]\d+)?) ?(?:per[ -]?cent|pct|p\.c)\.?", re.ASCII | re.IGNORECASE)
_OF = re.compile(r"(\d{1,9}) ?(?:/|of|out of|in) ?(\d{1,9})", re.ASCII | re.IGNORECASE)
_NOT_A_SHARE: Final = {"count": "Write how many, not a share.", "amount": "Write how much, not a share."}
_WHICHEVER = "whichever is meant."


def number_advice(digits: str, kind: Kind, *, sign: str = "", percent: bool = False) -> str:
    """Return how to write what was perhaps meant by a text without its sign and its per cent sign."""
    if len(_DIGIT.findall(digits[:1000])) > MOST_DIGITS:
        return f"Write at most {MOST_DIGITS} digits."
    if match := POINT_OR_GROUP.fullmatch(digits):
        return _point(match[1], match[2], kind, sign)
    if match := _COMMA.fullmatch(digits):
        return _comma(match[1], match[2], kind, sign, percent)
    if match := _PER_CENT_IN_WORDS.fullmatch(digits):
        return f"Write {match[1].replace(',', '.')} %." if kind == "share" else _NOT_A_SHARE[kind]
    if kind == "share" and not percent and (match := _OF.fullmatch(digits)) and int(match[2]):
        return _per_cent(Fraction(int(match[1]), int(match[2])) * 100)
    if _DIGIT.search(digits):
        example = "a share with its sign, such as 75 %" if kind == "share" else "digits only, such as 1310"
        return f"Write {example}; put units, estimates and remarks in Comment."
    return "Write the number in digits, or a special word such as Not known."


def _point(whole: str, decimals: str, kind: Kind, sign: str) -> str:
    """Advise on a point before three digits: it may set the thousands apart, unless that makes no sense."""
    grouped, pointed = f"{sign}{whole}{decimals}", f"{sign}{whole}.{decimals.rstrip('0') or '0'}"
    if kind == "share":
        return f"The point can mean two things: write {pointed} % if it stands before decimals."
    if kind == "count":
        if decimals.strip("0"):
            return f"A count has no decimals: write {grouped} if that is meant."
        pointed = f"{sign}{whole}"
    return f"The point can mean two things: write {grouped} or {pointed}, {_WHICHEVER}"


def _comma(whole: str, decimals: str, kind: Kind, sign: str, percent: bool) -> str:
    """Advise on a comma that sets no thousands apart; it may all the same be meant to before three digits."""
    pointed = f"{sign}{whole}.{decimals}"
    may_group = len(decimals) == 3 and not whole.startswith("0")
    if kind == "share":
        value = Fraction(f"{whole}.{decimals}")
        if percent or value > 1:
            return f"For decimals write a point: {pointed} %."
        return f"Write {_plain(value)} % or {_plain(value * 100)} %, {_WHICHEVER}"
    if kind == "count":
        meant = whole + decimals if may_group else whole if not decimals.strip("0") else ""
        return f"A count has no decimals: write {f'{sign}{meant} if that is meant' if meant else 'it without a comma'}."
    if may_group:
        return f"For decimals write a point ({pointed}); for thousands write {sign}{whole}{decimals}."
    return f"For decimals write a point: {pointed}."


def _per_cent(value: Fraction) -> str:
    if (value * 100).denominator == 1:
        return f"Write {_plain(value)} %."
    return f"Write it in per cent with the sign, such as {float(value):.1f} %."


def _plain(value: Fraction) -> str:
    return f"{(Decimal(value.numerator) / Decimal(value.denominator)).normalize():f}"
