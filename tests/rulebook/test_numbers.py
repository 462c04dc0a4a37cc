from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.rulebook.numbers import is_number, is_percentage, iso_hint, parse_number

whole = st.integers(-(10**15) + 1, 10**15 - 1)
decimals = st.text("0123456789", min_size=1, max_size=9)


@given(whole)
def test_a_whole_number_is_itself(number: int) -> None:
    assert parse_number(str(number)) == number


@given(whole, decimals)
def test_a_decimal_number_is_exact(number: int, after: str) -> None:
    text = f"{number}.{after}"
    assert parse_number(text) == Fraction(text)


@given(whole, st.sampled_from(["%", " %", "% "]))
def test_per_cent_is_a_hundredth(number: int, sign: str) -> None:
    assert parse_number(f"{number}{sign}") * 100 == number
    assert is_percentage(f"{number}{sign}")


@given(st.fractions())
def test_a_fraction_stays(number: Fraction) -> None:
    assert parse_number(number) is number


@given(st.text(max_size=30))
def test_what_is_a_number_is_what_can_be_read(text: str) -> None:
    if is_number(text):
        assert isinstance(parse_number(text), Fraction)
    else:
        with pytest.raises(ValueError, match=r"a number such as 25, 0\.5 or 75%"):
            parse_number(text)


@pytest.mark.parametrize(
    "value",
    [
        "", " ", "%", "1,310", "1e3", "0x10", "nan", "inf", "1/2", "--1", "+1", ".5", "5.", "1 0", "២៥", "５", "9" * 16,
        None, 5, 0.5, True, [], {},
    ],
)  # fmt: skip
def test_what_is_no_number(value: object) -> None:
    with pytest.raises(ValueError, match="a number such as"):
        parse_number(value)


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("31/12/2027", "Write 2027-12-31."),
        ("12.31.2027", "Write 2027-12-31."),
        ("1-3-2026", "Write 2026-03-01 or 2026-01-03."),
        ("3/3/2026", "Write 2026-03-03."),
        ("31/31/2027", ""),
        ("December 2027", ""),
    ],
)
def test_a_day_in_another_order_is_written_anew(text: str, mend: str) -> None:
    assert iso_hint(text) == mend
