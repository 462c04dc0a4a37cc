"""Rounding for people: half up, and parts that add up to their whole."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

ONE_DECIMAL = 1


def half_up(number: Fraction, decimals: int = ONE_DECIMAL) -> Fraction:
    """Return a number rounded to so many decimals, halves away from zero."""
    return Fraction(scaled_half_up(number, decimals), 10**decimals)


def scaled_half_up(number: Fraction, decimals: int = ONE_DECIMAL) -> int:
    """Return a rounded number without its decimal point: 12.34 to one decimal is 123."""
    bottom, scale = number.denominator, int(10**decimals)
    scaled = (2 * abs(number.numerator) * scale + bottom) // (2 * bottom)
    return scaled if number >= 0 else -scaled


def shown(number: Fraction, decimals: int = ONE_DECIMAL) -> str:
    """Return a rounded number as text with exactly so many decimals."""
    scaled = scaled_half_up(number, decimals)
    sign, digits = ("-" if scaled < 0 else ""), str(abs(scaled)).rjust(decimals + 1, "0")
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else f"{sign}{digits}"


@lru_cache(maxsize=1024)  # a result states a few numbers again and again
def exactly(text: str) -> Fraction:
    """Return the number that a figure of a result states exactly."""
    return Fraction(text)
