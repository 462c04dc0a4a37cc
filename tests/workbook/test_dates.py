from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapcheck.workbook.answers import DateInterval
from gapcheck.workbook.dates import date_of, day_of
from gapcheck.workbook.findings import Unreadable

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
KHMER = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")


@settings(deadline=None)
@given(DAYS)
def test_days_in_every_way(day):
    once = DateInterval(day, day)
    assert date_of(day.isoformat()) == once
    assert date_of(day.isoformat().translate(KHMER)) == once
    assert date_of(day.isoformat().replace("-", "–")) == once
    assert date_of(day) == once
    assert date_of(datetime.combine(day, time(13, 5)), "dd/mm/yyyy h:mm") == once
    assert day_of(day.isoformat()) == day


@settings(deadline=None)
@given(DAYS)
def test_months_and_years(day):
    month = date_of(f"{day:%Y-%m}")
    assert month.first.day == 1
    assert month.first <= day <= month.last
    assert (month.last + timedelta(days=1)).day == 1
    for value in (day.year, float(day.year), str(day.year)):
        assert date_of(value) == DateInterval(date(day.year, 1, 1), date(day.year, 12, 31))


@settings(deadline=None)
@given(st.text(max_size=20) | st.floats() | st.integers() | st.booleans() | st.times() | st.timedeltas() | st.none())
def test_anything_is_a_date_or_unreadable(value):
    try:
        interval = date_of(value)
    except Unreadable:
        return
    assert date(1900, 1, 1) <= interval.first <= interval.last <= date(2100, 12, 31)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("18/11/2022", "year-month-day"),
        ("18.11.2022", "year-month-day"),
        ("2022-13", "no month 13"),
        ("2022-02-30", "There is no such day: 2022-02 has the days 1 to 28"),
        ("31 February 2023", "There is no such day: 2023-02 has the days 1 to 28"),
        ("February 30th, 2024", "There is no such day: 2024-02 has the days 1 to 29"),
        ("2023/06/31", "There is no such day"),
        ("31/02/2023", "There is no such day, in either order"),
        ("18 Nov. 2022", "Write 2022-11-18 (year-month-day)."),
        ("18th of November 2022", "Write 2022-11-18"),
        ("November 18, 2022", "Write 2022-11-18"),
        ("១៨ November ២០២២", "Write 2022-11-18"),
        ("05/06/2022", "not guessed"),
        ("mid-2022", "Write 2022 if only the year is known."),
        ("about 2019", "Write 2019 if only the year is known."),
        ("c. 2019", "Write 2019 if only the year is known."),
        ("the end of 2021", "Write 2021 if only the year is known."),
        ("2019?", "Write 2019 if only the year is known."),
        ("early November 2022", "Write 2022-11 if only the month is known"),
        ("before 2019", "not guessed"),
        ("2021-2022", "not guessed"),
        ("2022-00-01", "no month 00"),
        ("2022-08-00", "1 to 31"),
        ("2022-00", "no month 00"),
        ("0000", "1900 to 2100"),
        ("2022-8-1", "year-month-day"),
        ("November 2022", "year-month-day"),
        ("2022-11-18T00:00", "year-month-day"),
        ("0022-11-18", "1900 to 2100"),
        (44883, "lost its date format"),
        (2022.5, "year-month-day"),
        (1899, "year-month-day"),
        (True, "year-month-day"),
        (date(9999, 12, 31), "1900 to 2100"),
    ],
)
def test_what_is_no_date(text, advice):
    with pytest.raises(Unreadable) as caught:
        date_of(text)
    assert advice in caught.value.mend


@pytest.mark.parametrize(
    ("day", "number_format", "shown"),
    [
        (date(2022, 8, 1), "mmm-yy", "2022-08"),
        (date(2022, 8, 1), "mmmm\\ yyyy", "2022-08"),
        (date(2022, 8, 18), "mmm-yy", "2022-08-18"),
        (date(2022, 8, 1), "yyyy-mm-dd", "2022-08-01"),
        (date(2022, 8, 1), "[$-409]d\\-mmm\\-yy;@", "2022-08-01"),
        (date(2022, 1, 1), "yyyy", "2022"),
        (date(2022, 8, 1), "yyyy", "2022-08-01"),
        (date(2022, 8, 1), 'mmm yyyy "dated"', "2022-08"),
    ],
)
def test_a_date_says_what_its_cell_shows(day, number_format, shown):
    assert str(date_of(datetime.combine(day, time()), number_format)) == shown


def test_a_day_is_needed_where_a_day_is_asked_for():
    for value in ("2022", "2022-08", 2022):
        with pytest.raises(Unreadable, match="to the day"):
            day_of(value)


@pytest.mark.parametrize("text", ["mid-2022", "November 2022"])
def test_no_less_than_a_day_is_advised_where_a_day_is_needed(text):
    with pytest.raises(Unreadable) as caught:
        day_of(text)
    assert "if only" not in caught.value.mend


def test_advice_is_short_and_quick_for_anything():
    with pytest.raises(Unreadable) as caught:
        date_of("about " * 20_000 + "2022")
    assert len(caught.value.mend) < 100
