"""What a number that cannot be read may mean: advice on how to write it, never a reading of it."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from gapcheck.workbook.patterns import late
from gapcheck.workbook.texts import says_nothing

Kind: TypeAlias = Literal["count", "amount", "share"]
MOST_DIGITS: Final = 15  # a spreadsheet keeps no more of a number

POINT_OR_GROUP: Final = late(r"([1-9]\d{0,2})\.(\d{3})", re.ASCII)
_COMMA = late(r"(\d+),(\d+)", re.ASCII)
_DIGIT = late(r"\d", re.ASCII)
_INDIAN = late(r"\d{1,2}(?:,\d\d)+,\d{3}", re.ASCII)
# A number before or after a word or a sign of a currency: the unit stands in the question.
_WITH_UNIT = late(
    r"(?P<before>[^\W\d]+\.?|\$|៛|€|£)? ?(?P<number>\d{1,3}(?:[ ,]\d{3})+|\d{1,15})(?P<decimals>\.\d{1,6})?"
    r" ?(?P<after>\$|៛|€|£|[^\W\d][^\d]{0,40})?"
)
_MULTIPLES: Final = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "lakh": 10**5, "million": 10**6, "millions": 10**6, "m": 10**6,
    "mio": 10**6, "mn": 10**6, "billion": 10**9, "bn": 10**9, "crore": 10**7,
    "រយ": 10**2, "ពាន់": 10**3, "ម៉ឺន": 10**4, "សែន": 10**5, "លាន": 10**6, "កោដិ": 10**7, "ប៊ីលាន": 10**9,
}  # fmt: skip
_MULTIPLE = late(
    rf"(\d{{1,6}}(?:\.\d{{1,6}})?) ?({'|'.join(sorted(_MULTIPLES, key=len, reverse=True))})", re.IGNORECASE
)
_ABOUT = late(
    r"(?:about|around|approx|more|less|over|under|at|up|some|nearly|almost|circa|ca|c|between|from|to|no|nr)\.?"
)
_ZERO = frozenset({"zero", "nil", "none", "nobody", "no one", "គ្មាន", "សូន្យ"})
_LETTERS = str.maketrans("oOlI", "0011")
_OF = late(r"(\d{1,9}) ?(?:/|of|out of|in) ?(\d{1,9})", re.ASCII | re.IGNORECASE)
NOT_A_SHARE: Final[dict[str, str]] = {"count": "Write how many, not a share.", "amount": "Write how much, not a share."}
_WHICHEVER = "whichever is meant."


def number_advice(digits: str, kind: Kind, *, sign: str = "", percent: bool = False) -> str:
    """Return how to write what was perhaps meant by a text without its sign and its per cent sign."""
    if len(_DIGIT.findall(digits[:1000])) > MOST_DIGITS:
        return f"Write at most {MOST_DIGITS} digits."
    if match := POINT_OR_GROUP.fullmatch(digits):
        return _point(match[1], match[2], kind, sign)
    if match := _COMMA.fullmatch(digits):
        return _comma(match[1], match[2], kind, sign, percent)
    if _INDIAN.fullmatch(digits):
        return f"Set thousands apart in threes, or not at all: write {sign}{digits.replace(',', '')} if that is meant."
    if kind == "share" and not percent and (match := _OF.fullmatch(digits)) and int(match[2]):
        return _per_cent(Fraction(int(match[1]), int(match[2])) * 100)
    if kind != "share" and not percent and (meant := _in_words(digits)):
        return meant
    if _DIGIT.search(digits):
        example = "a share with its sign, such as 75 %" if kind == "share" else "digits only, such as 1310"
        return f"Write {example}; put units, estimates and remarks in Comment."
    if says_nothing(digits):
        return "A dash or the like can mean none, or not known: write 0, or a special word such as Not known."
    if digits.casefold() in _ZERO:
        return "Write 0 if that is meant, or a special word such as Not known."
    return "Write the number in digits, or a special word such as Not known."


def _in_words(digits: str) -> str | None:
    """Return how to write a number that has its unit beside it, a word that multiplies it, or letters for digits."""
    if match := _MULTIPLE.fullmatch(digits):
        value = Fraction(match[1]) * _MULTIPLES[match[2].casefold()]
        return f"Write it out in digits: {_plain(value)} if that is meant."
    mended = digits.translate(_LETTERS)
    if mended != digits and mended.isdecimal() and digits[0].isdecimal():
        return f"Write digits, not the letters O and l: {mended} if that is meant."
    match = _WITH_UNIT.fullmatch(digits)
    unit = ((match["before"] or "") + (match["after"] or "")).casefold() if match else ""
    if match and unit and not any(_ABOUT.fullmatch(word) or word in _MULTIPLES for word in unit.split()):
        number = re.sub("[ ,]", "", match["number"]) + (match["decimals"] or "")
        return f"Write {number} alone, if it is in the question's unit; put remarks in Comment."
    return None


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
