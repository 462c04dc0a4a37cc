from __future__ import annotations

from datetime import datetime, time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapcheck.workbook.findings import Unreadable
from gapcheck.workbook.values.numerals import LARGEST, amount, count, numeral, share

WHOLE = st.integers(0, LARGEST)
SCRIPTS = {"khmer": "០១២៣៤៥៦៧៨៩", "thai": "๐๑๒๓๔๕๖๗๘๙", "arabic": "٠١٢٣٤٥٦٧٨٩", "wide": "０１２３４５６７８９"}


def in_script(text: str, script: str) -> str:
    return text.translate(str.maketrans("0123456789", SCRIPTS[script]))


@settings(deadline=None)
@given(WHOLE, st.sampled_from(sorted(SCRIPTS)), st.sampled_from([",", " ", "\u00a0", "\u202f", "'", "’", ""]))
def test_counts_in_every_script_and_grouping(number, script, separator):
    text = in_script(f"{number:,}".replace(",", separator), script)
    assert count(text) == number
    assert count(f"  {text}\n") == number


@settings(deadline=None)
@given(WHOLE)
def test_counts_as_numbers(number):
    assert count(number) == number
    if number < 2**53:
        assert count(float(number)) == number


@settings(deadline=None)
@given(st.decimals(0, 10**9, places=2))
def test_amounts_keep_their_decimals(number):
    assert amount(str(number)) == Fraction(number)
    assert amount(float(number)) == Fraction(repr(float(number)))


@settings(deadline=None)
@given(st.integers(0, 200))
def test_shares_in_per_cent(number):
    for text in (f"{number}%", f"{number} %", f"{number}.0 %", in_script(f"{number}%", "khmer"), f"{number}٪"):
        assert share(text) == Fraction(number, 100)
    assert share(number / 100, percent_format=True) == Fraction(repr(number / 100))


@settings(deadline=None)
@given(st.text(max_size=30) | st.floats() | st.integers() | st.booleans() | st.datetimes() | st.none())
def test_anything_is_a_number_or_unreadable(value):
    for reader in (count, amount, share):
        try:
            number = reader(value)
        except Unreadable:
            continue
        assert 0 <= number <= LARGEST


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,310", 1310),
        ("1 310", 1310),
        ("១៣១០", 1310),
        ("0", 0),
        ("007", 7),
        ("12.0", 12),
        ("-0", 0),
        ("'1310", 1310),
        ("+5", 5),
        ("1310.", 1310),
        ("1.310.000", 1310000),
        ("1´310", 1310),
        ("១\u200b៣១០។", 1310),
    ],
)
def test_counts(text, value):
    assert count(text) == value


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("1.310", "no decimals: write 1310 if"),
        ("12.000", "write 12000 or 12, whichever"),
        ("1,31", "no decimals: write it without a comma"),
        ("4,1", "no decimals: write it without a comma"),
        ("100,00", "no decimals: write 100 if"),
        ("1310,500", "write 1310500 if"),
        ("75 per cent", "not a share"),
        ("1.5", "whole"),
        ("-3", "not negative"),
        ("75 %", "not a share"),
        ("about 50", "Comment"),
        ("12 persons", "Comment"),
        ("1,31,000", "write 131000 if"),
        ("12 ករណី", "Write 12 alone, if it is in the question's unit"),
        ("1,310 persons", "Write 1310 alone"),
        ("1.5 million", "Write it out in digits: 1500000 if"),
        ("៥ ពាន់", "Write it out in digits: 5000 if"),
        ("1O", "not the letters O and l: 10 if"),
        ("-", "A dash or the like can mean none, or not known"),
        ("...", "A dash or the like can mean none, or not known"),
        ("nil", "Write 0 if that is meant"),
        ("50-60", "Comment"),
        ("50+", "Comment"),
        ("1.310,50", "Comment"),
        ("5" + " " * 2000 + "abc", "Write 5 alone"),
        ("twelve", "in digits"),
        ("12/13", "Comment"),
        ("1e5", "Comment"),
        ("12¹", "Comment"),
        ("1310²", "Comment"),
        ("①", "in digits"),
        ("½", "in digits"),
        ("9" * 41, "15 digits"),
        ("9" * 17, "15 digits"),
        (True, "in digits"),
        (datetime(2022, 1, 3), "General"),  # noqa: DTZ001
        (time(3), "General"),
        (float("nan"), "in digits"),
        (float("inf"), "in digits"),
        (1e308, "15 digits"),
        (1e-300, "0 if that is meant"),
        (1.5, "whole"),
        (-1, "not negative"),
    ],
)
def test_no_counts(text, advice):
    with pytest.raises(Unreadable) as caught:
        count(text)
    assert advice in caught.value.mend


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, 0), (0.25, "1/4"), ("0.25", "1/4"), (50, "1/2"), ("50", "1/2"), (1.5, "3/200"), (100, 1),
        ("150 %", "3/2"), ("0 %", 0), ("1 %", "1/100"), ("0.5%", "1/200"), ("12.5 %", "1/8"),
        ("12,5 %", "1/8"), ("75,5 Per Cent.", "151/200"), ("75 percent", "3/4"), ("៧៥ ភាគរយ", "3/4"), ("% 75", "3/4"),
        (".75", "3/4"), ("７５％", "3/4"), ("0,5 %", "1/200"),
    ],
)  # fmt: skip
def test_shares(value, expected):
    assert share(value) == Fraction(expected)


@pytest.mark.parametrize(
    "value", [1, 1.0, "1", "1.0", 101, "101", -1, "-5 %", "75,5", "0,500 %", "1,310", "12.500 %", "¾ %", True]
)
def test_no_shares(value):
    with pytest.raises(Unreadable):
        share(value)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("100,00", "For decimals write a point: 100.00 %."),
        ("12,500", "with a point for decimals"),
        ("0,5", "Write 0.5 % or 50 %, whichever is meant."),
        ("0,500 %", "For decimals write a point: 0.500 %."),
        ("12.500 %", "write 12.5 % if"),
        ("3/4", "Write 75 %."),
        ("3 out of 4", "Write 75 %."),
        ("1/3", "such as 33.3 %"),
        ("3/0", "such as 75 %"),
        ("most", "special word"),
    ],
)
def test_how_to_write_a_share(text, advice):
    with pytest.raises(Unreadable) as caught:
        share(text)
    assert advice in caught.value.mend


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("0,125", "For decimals write a point: 0.125."),
        ("1310,500", "For decimals write a point (1310.500); for thousands write 1310500."),
        ("1.310", "write 1310 or 1.31, whichever"),
        ("-1.310", "write -1310 or -1.31, whichever"),
        ("75 per cent", "how much, not a share"),
        ("some of the money that was set aside for the police", "in digits"),
    ],
)
def test_how_to_write_an_amount(text, advice):
    with pytest.raises(Unreadable) as caught:
        amount(text)
    assert advice in caught.value.mend


def test_cells_shown_in_per_cent():
    assert share(1, percent_format=True) == 1
    assert share(1.5, percent_format=True) == Fraction(3, 2)
    assert share("50", percent_format=True) == Fraction(1, 2)
    with pytest.raises(Unreadable):
        share(-0.1, percent_format=True)


@pytest.mark.parametrize("text", ["12 %", "-1", "1,500.5.2", "0,125", "1.310", "1,310,50", "50 USD", "$50", "12%%"])
def test_no_amounts(text):
    with pytest.raises(Unreadable):
        amount(text)


@pytest.mark.parametrize("reader", [count, amount])
def test_a_number_shown_in_per_cent_is_no_number_of_things(reader):
    with pytest.raises(Unreadable, match="number") as caught:
        reader(0.05, percent_format=True)
    assert "not a share" in caught.value.mend
    assert reader("5", percent_format=True) == 5


@settings(deadline=None)
@given(st.decimals(0, 10**9, places=2), st.sampled_from([("", ","), (" ", ","), (".", ","), (",", "."), ("", ".")]))
def test_amounts_in_every_style_with_two_decimals(number, signs):
    group, point = signs
    text = f"{number:,.2f}".replace(",", "g").replace(".", point).replace("g", group)
    assert amount(text) == Fraction(number)


@settings(deadline=None)
@given(st.integers(1, 999), st.integers(0, 999))
def test_three_digits_after_one_point_are_never_guessed(whole, rest):
    for reader in (count, amount, share):
        with pytest.raises(Unreadable):
            reader(f"{whole}.{rest:03}")


def test_a_point_is_never_a_guess():
    assert numeral("0.125").value == Fraction(1, 8)
    assert numeral("1234.500").value == Fraction(2469, 2)
    assert numeral("1,310.500").value == Fraction(2621, 2)
    with pytest.raises(Unreadable):
        numeral("12.500")
