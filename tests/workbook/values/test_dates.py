from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gapcheck.workbook.answers import DateInterval
from gapcheck.workbook.findings import Unreadable
from gapcheck.workbook.values.dates import date_of, day_of

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
MONTHS = ["មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា", "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ"]
KHMER = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")


@settings(deadline=None)
@given(DAYS.filter(lambda day: not date(1905, 3, 14) <= day <= date(1905, 9, 30)))
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
    ("text", "shown"),
    [
        ("18/08/2022", "2022-08-18"), ("08/18/2022", "2022-08-18"), ("18-8-2022", "2022-08-18"),
        ("18. 8. 2022", "2022-08-18"), ("18 08 2022", "2022-08-18"), ("8/8/2022", "2022-08-08"),
        ("2022/8/18", "2022-08-18"), ("2022.08.18", "2022-08-18"), ("2022 08 18", "2022-08-18"),
        ("2022-8-1", "2022-08-01"), ("18 Aug 2022", "2022-08-18"), ("18Aug2022", "2022-08-18"),
        ("18th of August, 2022", "2022-08-18"), ("AUGUST 18, 2022", "2022-08-18"), ("Aug. 2nd 2022", "2022-08-02"),
        ("2022-Aug-18", "2022-08-18"), ("Thursday, 18 August 2022", "2022-08-18"), ("thu 18/8/2022", "2022-08-18"),
        ("Aug 2022", "2022-08"), ("Sept. 2022", "2022-09"), ("August, 2022", "2022-08"), ("2022 August", "2022-08"),
        ("8/2022", "2022-08"), ("08-2022", "2022-08"), ("2022/8", "2022-08"), ("2011-12", "2011-12"),
        ("2022-08-18T00:00:00", "2022-08-18"), ("2022-08-18 00:00:00", "2022-08-18"), ("2022-8-18 13:05", "2022-08-18"),
        ("2022-08-18T00:00:00.000Z", "2022-08-18"), ("18/08/2022 1:05:00 PM", "2022-08-18"),
        ("១៨ សីហា ២០២២", "2022-08-18"), ("១៨-សីហា-២០២២", "2022-08-18"), ("១៨/០៨/២០២២", "2022-08-18"),
        ("ថ្ងៃទី១៨ ខែសីហា ឆ្នាំ២០២២", "2022-08-18"), ("ថ្ងៃ\u200bទី\u00a0១៨ ខែ\u200bសីហា ឆ្នាំ ២០២២", "2022-08-18"),
        ("ថ្ងៃទី ៣ ខែ ៤ ឆ្នាំ ២០២២", "2022-04-03"), ("ថ្ងៃព្រហស្បតិ៍ ទី១៨ ខែសីហា ឆ្នាំ២០២២", "2022-08-18"),
        ("ខែសីហា ឆ្នាំ២០២២", "2022-08"), ("សីហា ២០២២", "2022-08"), ("ខែ៨ ឆ្នាំ២០២២", "2022-08"), ("ឆ្នាំ២០២២", "2022"),
        ("គ.ស. ២០២២", "2022"), ("កុម្ភះ ២០២២", "2022-02"), ("កុម្ភ: ២០២២", "2022-02"), ("វិច្ឆិកា ២០២២", "2022-11"),
        ("'2022-08-18", "2022-08-18"), ('"2022"', "2022"), ("2022.", "2022"), ("in 2022", "2022"),
        ("on 18 August 2022", "2022-08-18"), ("18 August 2022។", "2022-08-18"),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(text, shown):
    assert str(date_of(text)) == shown


UNAMBIGUOUS = ["%Y/%m/%d", "%Y.%m.%d", "%d %B %Y", "%d-%b-%Y", "%B %d, %Y", "%A, %d %b. %Y", "%Y-%m-%d %H:%M:%S"]


@settings(deadline=None)
@given(DAYS, st.sampled_from(UNAMBIGUOUS), st.booleans())
def test_any_day_in_an_unambiguous_style_is_that_day(day, style, khmer):
    text = datetime.combine(day, time(13, 5)).strftime(style)
    assert date_of(text.translate(KHMER) if khmer else text) == DateInterval(day, day)


@settings(deadline=None)
@given(DAYS, st.booleans())
def test_any_day_in_khmer_words_is_that_day(day, spelled_out):
    month = MONTHS[day.month - 1]
    text = f"ថ្ងៃទី{day.day} ខែ{month} ឆ្នាំ{day.year}" if spelled_out else f"{day.day} {month} {day.year}"
    assert date_of(text.translate(KHMER)) == DateInterval(day, day)
    assert str(date_of(f"ខែ{month} ឆ្នាំ{day.year}".translate(KHMER))) == f"{day:%Y-%m}"


@settings(deadline=None)
@given(DAYS, st.sampled_from("/.- "), st.booleans(), st.booleans())
def test_day_and_month_in_digits_are_read_only_where_they_cannot_be_exchanged(day, sign, day_first, padded):
    parts = [day.day, day.month] if day_first else [day.month, day.day]
    text = sign.join([*(f"{part:02}" if padded else str(part) for part in parts), str(day.year)])
    if day.day > 12 or day.day == day.month:
        assert date_of(text) == DateInterval(day, day)
        return
    with pytest.raises(Unreadable) as caught:
        date_of(text)
    assert f"{day.year}-{day.month:02}-{day.day:02}" in caught.value.mend
    assert f"{day.year}-{day.day:02}-{day.month:02}" in caught.value.mend


@settings(deadline=None)
@given(DAYS, st.sampled_from(["%d/%m/%y", "%d.%m.%y", "%d %b %y", "%d-%B-%y", "%b %y", "%y-%m-%d"]))
def test_a_year_in_two_digits_is_never_read(day, style):
    with pytest.raises(Unreadable):
        date_of(day.strftime(style))


@settings(deadline=None)
@given(st.integers(1900, 2100))
def test_a_year_that_a_date_format_turned_into_a_day_is_asked_about(year):
    day = datetime(1899, 12, 30) + timedelta(days=year)  # noqa: DTZ001
    for turned, serial in ((day, None), (day + timedelta(days=1462), year)):
        with pytest.raises(Unreadable) as caught:
            date_of(turned, "yyyy", serial=serial)
        assert f"If the year {year} was typed" in caught.value.mend
        assert f"{turned:%Y-%m-%d}" in caught.value.mend
    assert date_of(day.date().isoformat()).first == day.date()  # as text it is what it says


def test_other_days_of_1905_are_days():
    for day in (date(1905, 3, 13), date(1905, 10, 1)):
        assert date_of(day) == DateInterval(day, day)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("2022-13", "no month 13"),
        ("2022-02-30", "There is no such day: 2022-02 has the days 1 to 28"),
        ("31 February 2023", "There is no such day: 2023-02 has the days 1 to 28"),
        ("February 30th, 2024", "There is no such day: 2024-02 has the days 1 to 29"),
        ("2023/06/31", "There is no such day"),
        ("31/02/2023", "There is no such day, in either order"),
        ("05/06/2022", "Write 2022-06-05 or 2022-05-06, whichever is meant: the order of day and month is not guessed"),
        ("៣-៤-២០២២", "Write 2022-04-03 or 2022-03-04"),
        ("5.6.2022 00:00:00", "Write 2022-06-05 or 2022-05-06"),
        ("ថ្ងៃទី០៣/០៤/២០២២", "Write 2022-04-03 or 2022-03-04"),
        ("18/8", "Write the year as well."),
        ("8/18", "Write the year as well."),
        ("18-8", "Write the year as well."),
        ("31.12", "Write the year as well."),
        ("18/08/22", "Write the year in four digits: 2022-08-18 if"),
        ("03/04/22", "2022-04-03 or 2022-03-04 if"),
        ("18-08-22", "2022-08-18 or 2018-08-22 if"),
        ("18 Aug 22", "2022-08-18 if"),
        ("Aug-22", "2022-08 if that is meant"),
        ("30.2.22", "2022-08-18"),
        ("2011/12", "Write 2011-12 for the month, 2011 or 2012 for a year"),
        ("2021/22", "Write 2021 or 2022 for a year"),
        ("2021-2022", "Write one date"),
        ("from 18 August 2022 to 19 October 2022", "Write one date"),
        ("2022-08-17T17:00:00Z", "year-month-day"),
        ("20220818", "Write 2022-08-18"),
        (20220818, "Write 2022-08-18"),
        ("Friday 18 August 2022", "The weekday is another one"),
        ("18 August", "Write the year as well"),
        ("18/08", "Write the year as well"),
        ("2565", "Buddhist era (ព.ស.): write the year of the common era, 2021 or 2022"),
        (2566, "2022 or 2023"),
        ("១៨ សីហា ២៥៦៦", "2022 or 2023"),
        (date(2566, 8, 18), "2022 or 2023"),
        ("18 Foo 2022", "year-month-day"),
        ("Foo 2022", "year-month-day"),
        ("2022-08-1²", "year-month-day"),
        ("2022/18/08", "no month 18"),
        ("13/2022", "no month 13"),
        ("-", "year-month-day"),
        ("about 18 August 2022", "Write 2022-08-18 if that is the day, or 2022-08 if only the month"),
        ("mid-2022", "Write 2022 if only the year is known."),
        ("about 2019", "Write 2019 if only the year is known."),
        ("c. 2019", "Write 2019 if only the year is known."),
        ("the end of 2021", "Write 2021 if only the year is known."),
        ("2019?", "Write 2019 if only the year is known."),
        ("early November 2022", "Write 2022-11 if only the month is known"),
        ("before 2019", "not guessed"),
        ("2022-00-01", "no month 00"),
        ("2022-08-00", "1 to 31"),
        ("2022-00", "no month 00"),
        ("0000", "1900 to 2100"),
        ("0022-11-18", "1900 to 2100"),
        (44883, "lost its date format"),
        (2022.5, "Write 2022-05 as text if that is meant"),
        (44883.5, "lost its date format"),
        (8.2022, "Write 2022-08 as text"),
        (1899, "1900 to 2100"),
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


@pytest.mark.parametrize("text", ["mid-2022", "early November 2022", "November 2022"])
def test_no_less_than_a_day_is_advised_where_a_day_is_needed(text):
    with pytest.raises(Unreadable) as caught:
        day_of(text)
    assert "if only" not in caught.value.mend


def test_advice_is_short_and_quick_for_anything():
    for text in ("about " * 20_000 + "2022", "1234a" * 23 + "5", "1 " * 60, "2022-08-18" + " " * 100 + "x"):
        with pytest.raises(Unreadable) as caught:
            date_of(text)
        assert len(caught.value.mend) < 100
