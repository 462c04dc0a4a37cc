from __future__ import annotations

from fractions import Fraction

import pytest

from gapcheck.assessment.result import Figure
from gapcheck.assessment.rounding import half_up, shown


@pytest.mark.parametrize(
    ("number", "decimals", "expected"),
    [
        ("1/20", 1, "0.1"),
        ("49/1000", 1, "0.0"),
        ("1/4", 1, "0.3"),
        ("7/20", 1, "0.4"),
        ("200/3", 1, "66.7"),
        ("5/2", 0, "3"),
        ("1/2", 0, "1"),
        ("100", 1, "100.0"),
        ("1/8", 2, "0.13"),
        ("-1/4", 1, "-0.3"),
        ("0", 2, "0.00"),
    ],
)
def test_halves_go_up_and_decimals_are_all_shown(number: str, decimals: int, expected: str) -> None:
    assert shown(Fraction(number), decimals) == expected
    assert half_up(Fraction(number), decimals) == Fraction(expected)


def test_a_figure_is_rounded_and_exact() -> None:
    assert Figure.of(Fraction(25, 4)) == Figure(value=6.3, exact="25/4")
    assert Figure.of(Fraction(25)) == Figure(value=25.0, exact="25")


def test_no_float_stands_between_a_half_and_its_rounding() -> None:
    assert half_up(Fraction("1.15")) == Fraction("1.2")  # as a float it is 1.149999...
    assert half_up(Fraction(10**30) + Fraction(1, 20)) == 10**30 + Fraction(1, 10)
