"""Sums: a number plus variables of a program, each times an exact factor."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(slots=True)
class Sum:
    """A number plus variables, each times a factor."""

    factors: dict[int, Fraction] = field(default_factory=dict)
    number: Fraction = Fraction(0)

    def plus(self, other: Sum, times: Fraction = Fraction(1)) -> Sum:
        """Return the sum of this and another one, times a factor."""
        factors = dict(self.factors)
        for column, factor in other.factors.items():
            factors[column] = factors.get(column, Fraction(0)) + factor * times
        return Sum({column: factor for column, factor in factors.items() if factor}, self.number + other.number * times)
