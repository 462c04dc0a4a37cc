from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.assessment.rationals import Rational, roots, times, trimmed, value_at

NUMBERS = st.integers(-6, 6).map(Fraction)
POLYNOMIALS = st.lists(NUMBERS, max_size=5).map(lambda held: trimmed(tuple(held)))


def of(*coefficients):
    return tuple(map(Fraction, coefficients))


@pytest.mark.parametrize(
    ("polynomial", "found"),
    [
        (of(), []),
        (of(3), []),
        (of(-6, 2), [3]),
        (of(-4, 0, 1), [-2, 2]),
        (of(1, -2, 1), [1]),
        (of(1, 0, 1), []),
        (of(0, -1, 0, 1), [-1, 0, 1]),
        (of(Fraction(1, 3), Fraction(-4, 3), 1), [Fraction(1, 3), 1]),
    ],
)
def test_roots(polynomial, found):
    assert roots(polynomial) == list(map(Fraction, found))


def test_a_root_that_is_no_fraction_is_enclosed():
    low, high = roots(of(-2, 0, 1))[-2:]
    assert low * low < 2 < high * high
    assert high - low < Fraction(1, 10**9)


@given(POLYNOMIALS)
def test_between_two_roots_the_sign_stays(polynomial):
    found = roots(polynomial)
    for low, high in pairwise([Fraction(-100), *found, Fraction(100)]):
        if high - low > Fraction(1, 10**6):
            inside = [low + (high - low) * Fraction(part, 7) for part in range(1, 7)]
            assert len({value_at(polynomial, x) > 0 for x in inside}) == 1


@given(st.lists(NUMBERS, min_size=1, max_size=3))
def test_every_root_of_a_product_is_found(given_roots):
    product = of(1)
    for root in given_roots:
        product = times(product, (-root, Fraction(1)))
    assert set(given_roots) <= set(roots(product))


def test_a_share_is_cut_at_its_threshold_and_where_it_would_divide_by_zero():
    share = Rational.number(Fraction(6)).over(Rational.answer().plus(Rational.number(Fraction(2)), -1))
    assert sorted(share.cuts(Fraction(3, 4))) == [2, 10]


def test_what_cancels_still_divides_by_zero():
    one = Rational.answer().over(Rational.answer())
    assert set(one.cuts(Fraction(1, 2))) == {0}
