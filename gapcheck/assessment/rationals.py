"""Rationals: a figure as an exact function of one answer, and every number at which it may pass a bound."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, zip_longest
from typing import Final, TypeAlias

Polynomial: TypeAlias = tuple[Fraction, ...]
"""Coefficients from the constant upwards; the last is not zero, and nought has none."""

_ZERO: Final = Fraction(0)
_HALVINGS: Final = 80
_MOST_DENOMINATOR: Final = 10**6


@dataclass(frozen=True, slots=True)
class Rational:
    """A quotient of polynomials in the answer; ``poles`` are the divisors whose roots leave the figure unknown."""

    top: Polynomial
    bottom: Polynomial = (Fraction(1),)
    poles: tuple[Polynomial, ...] = ()

    @classmethod
    def number(cls, value: Fraction) -> Rational:
        """Return the figure that is the same whatever the answer."""
        return cls(trimmed((value,)))

    @classmethod
    def answer(cls) -> Rational:
        """Return the figure that is the answer itself."""
        return cls((_ZERO, Fraction(1)))

    def plus(self, other: Rational, sign: int = 1) -> Rational:
        """Return the sum, or with -1 the difference."""
        factor, poles = (Fraction(sign),), (*self.poles, *other.poles)
        if self.bottom == other.bottom:
            return Rational(added(self.top, times(factor, other.top)), self.bottom, poles)
        top = added(times(self.top, other.bottom), times(factor, times(other.top, self.bottom)))
        return Rational(top, times(self.bottom, other.bottom), poles)

    def over(self, other: Rational) -> Rational:
        """Return the quotient, unknown where the other is zero."""
        poles = (*self.poles, *other.poles, other.top)
        return Rational(times(self.top, other.bottom), times(self.bottom, other.top), poles)

    def cuts(self, *bounds: Fraction) -> list[Fraction]:
        """Return every answer at which the figure is a bound or unknown; between two of them nothing changes.

        Where such an answer has no exact number, two numbers stand for it, one on each side and next to it.
        """
        found = [root for pole in self.poles for root in roots(pole)]
        for bound in bounds:
            found += roots(added(self.top, times((-bound,), self.bottom)))
        return found


def trimmed(coefficients: Polynomial) -> Polynomial:
    """Return a polynomial without the zeros at its end."""
    length = len(coefficients)
    while length and not coefficients[length - 1]:
        length -= 1
    return coefficients[:length]


def added(one: Polynomial, other: Polynomial) -> Polynomial:
    """Return the sum of two polynomials."""
    return trimmed(tuple(a + b for a, b in zip_longest(one, other, fillvalue=_ZERO)))


def times(one: Polynomial, other: Polynomial) -> Polynomial:
    """Return the product of two polynomials."""
    product = [_ZERO] * (len(one) + len(other))
    for low, a in enumerate(one):
        for high, b in enumerate(other):
            product[low + high] += a * b
    return trimmed(tuple(product))


def value_at(polynomial: Polynomial, x: Fraction) -> Fraction:
    """Return what a polynomial comes to."""
    total = _ZERO
    for coefficient in reversed(polynomial):
        total = total * x + coefficient
    return total


def roots(polynomial: Polynomial) -> list[Fraction]:
    """Return the real roots in order; one that is no fraction of moderate size as two numbers that enclose it."""
    degree = len(polynomial) - 1
    if degree < 1:
        return []
    if degree == 1:
        return [-polynomial[0] / polynomial[1]]
    slope = trimmed(tuple(power * coefficient for power, coefficient in enumerate(polynomial))[1:])
    turns = roots(slope)
    far = 1 + max(abs(coefficient / polynomial[-1]) for coefficient in polynomial[:-1])
    found = [turn for turn in turns if not value_at(polynomial, turn)]
    for low, high in pairwise([-far, *turns, far]):
        if value_at(polynomial, low) * value_at(polynomial, high) < 0:
            found += _between(polynomial, low, high)
    return sorted(set(found))


def _between(polynomial: Polynomial, low: Fraction, high: Fraction) -> list[Fraction]:
    rising = value_at(polynomial, high) > 0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        value = value_at(polynomial, middle)
        if not value:
            return [middle]
        low, high = (low, middle) if (value > 0) == rising else (middle, high)
    simple = ((low + high) / 2).limit_denominator(_MOST_DENOMINATOR)
    return [low, high] if value_at(polynomial, simple) else [simple]
