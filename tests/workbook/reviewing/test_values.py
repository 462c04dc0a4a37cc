"""What stands in the cells of a review reads as the value that was written."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gapcheck.workbook.answers import DateInterval, Table, TableCell
from gapcheck.workbook.reviewing.columns import near_verdict, sheet_of, verdict_of
from gapcheck.workbook.reviewing.values import same_value, typed, value_words
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.sheets.values import plain_value
from gapcheck.workbook.words import Words

DECIMALS = st.decimals(0, 10**12, places=6).map(Fraction)


def read_again(value, kind):
    written, number_format = typed(value, kind)
    return plain_value(Cell(written, "", number_format), kind)


@given(DECIMALS)
def test_amounts_and_shares_read_as_they_were(number):
    assert read_again(number, "amount") == number
    assert read_again(number / 10**12, "share") == number / 10**12


@given(st.integers(0, 10**15))
def test_counts_read_as_they_were(number):
    assert read_again(Fraction(number), "count") == number


def test_dates_read_as_they_were():
    for day in (
        DateInterval(date(2022, 8, 18), date(2022, 8, 18)), DateInterval(date(2022, 8, 1), date(2022, 8, 31)),
        DateInterval(date(2022, 1, 1), date(2022, 12, 31)),
    ):  # fmt: skip
        assert read_again(day, "date") == day


def test_words_for_people(rulebook):
    words = Words(rulebook.method)
    for name, value, text in (
        ("convictions", Fraction(1310), "1,310"), ("police_budget", Fraction(2501, 2), "1,250.5"),
        ("screened_share", Fraction(223, 1000), "22.3 %"), ("trafficking_law", "yes", "Yes"),
        ("groups_screened", ("men_and_boys", "women"), "Men and boys; Women"), ("requests_by_province", Table(()),
        "Complete, none"), ("victim_guidelines", "adopted", "Adopted; in force"),
    ):  # fmt: skip
        assert value_words(value, rulebook.indicators[name], words) == text


def test_tables_are_the_same_in_any_order_and_with_any_spaces():
    def table(*names):
        return Table(tuple({"a": TableCell(name, "x!A1"), "b": TableCell(Fraction(1), "x!B1")} for name in names))

    assert same_value(table("x", "y"), table("y", " x "))
    assert not same_value(table("x", "y"), table("x"))
    assert not same_value(table("x"), None)


def test_decisions_in_any_case_and_spacing():
    assert verdict_of(" ACCEPTED. ") == "accepted"
    assert verdict_of("not_applicable_approved") == verdict_of("Not applicable:approved") == "not_applicable_approved"
    assert verdict_of("accept") is None
    assert [near_verdict(text) for text in ("accept", "reject", "correct", "N/A", "xyz")] == [
        "accepted", "rejected", "corrected", "not applicable approved", None,
    ]  # fmt: skip


def test_a_table_never_takes_the_name_of_another_sheet():
    assert [sheet_of(name) for name in ("queue", "review", "requests")] == ["queue_", "review_", "requests"]
