"""Rounding for people: half up, and parts that add up to their whole."""

from __future__ import annotations

import math
from fractions import Fraction

ONE_DECIMAL = 1


def half_up(number: Fraction, decimals: int = ONE_DECIMAL) -> Fraction:
    """Return a number rounded to so many decimals, halves away from zero."""
    scale = 10**decimals
    scaled = math.floor(abs(number) * scale + Fraction(1, 2))
    return Fraction(scaled if number >= 0 else -scaled, scale)


def shown(number: Fraction, decimals: int = ONE_DECIMAL) -> str:
    """Return a rounded number as text with exactly so many decimals."""
    scaled = half_up(number, decimals) * 10**decimals
    sign, digits = ("-" if scaled < 0 else ""), str(abs(int(scaled))).rjust(decimals + 1, "0")
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else f"{sign}{digits}"
