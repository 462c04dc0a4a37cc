"""Likeness: how a number that is written could have come of one that was meant, by a slip of the hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

SWAPPED: Final = "two digits swapped"
ONE_OTHER: Final = "one digit differs"
ONE_LEFT_OUT: Final = "one digit left out"
ONE_TOO_MANY: Final = "one digit too many"
_LIKELY: Final = (SWAPPED, ONE_OTHER, ONE_LEFT_OUT, ONE_TOO_MANY)


def likeness(written: Fraction, meant: Fraction) -> str:
    """Return by which slip of one digit a number could have been written for another; empty for none."""
    one, other = _digits(written, meant)
    if len(one) == len(other):
        apart = [at for at, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
        if len(apart) == 1 and len(one) > 1:
            return ONE_OTHER
        neighbours = len(apart) == 2 and apart[0] + 1 == apart[1]
        if neighbours and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]:
            return SWAPPED
        return ""
    if _without_one(other, one):
        return ONE_LEFT_OUT
    return ONE_TOO_MANY if _without_one(one, other) else ""


def rank(slip: str) -> int:
    """Return the place of a slip among the likely ones, the likeliest first."""
    return _LIKELY.index(slip) if slip in _LIKELY else len(_LIKELY)


def _digits(one: Fraction, other: Fraction) -> tuple[str, str]:
    """Return the digits of two numbers, written with the same number of decimals."""
    scale = next((10**n for n in range(9) if all((x * 10**n).denominator == 1 for x in (one, other))), 10**9)
    return str(int(one * scale)), str(int(other * scale))


def _without_one(longer: str, shorter: str) -> bool:
    """Return whether leaving one digit out of a number, however short, gives another."""
    if len(longer) != len(shorter) + 1 or shorter == "0":
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
