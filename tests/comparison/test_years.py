"""Several years: gaps, lines, pillars, rank ranges, recommendations made again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from assessment_making import answer, indicator, inner, instrument, leaf, nodes, rulebook, submission
from assessment_strategies import LAW, Case, cases
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.assessment import assess
from gapcheck.assessment.result import Assessment, InstrumentResult
from gapcheck.comparison import series
from gapcheck.comparison.lineage import ordinal
from gapcheck.comparison.pillars import pillar_scores
from gapcheck.comparison.ranks import rank_ranges
from gapcheck.comparison.spans import with_gaps
from gapcheck.errors import UsageError

ITEMS = [indicator("law", "choice"), indicator("practice", "choice"), indicator("more", "yes_no")]
LADDER = {"1": [{"indicator": "law", "is": ["b", "c"]}], "4": [{"indicator": "law", "is": "c"}]}
OTHER = {"2": [{"indicator": "practice", "is": ["b", "c"]}], "4": [{"indicator": "practice", "is": "c"}]}
ASKED = ["R-2018", "R-2019", "R-2022"]
BOOK = rulebook(
    ITEMS,
    [
        instrument(
            "plan",
            inner("P1", leaf("P1.a", LADDER), leaf("P1.b", OTHER, pillar="prevention"), lineage=ASKED),
            leaf("P2", {"4": [{"indicator": "more", "is": "yes"}]}, weight="2"),
        )
    ],
)
PERIODS = {2021: (date(2020, 9, 1), date(2021, 8, 31)), 2022: (date(2021, 9, 1), date(2022, 8, 31))}
PERIODS[2024] = (date(2023, 9, 1), date(2024, 8, 31))


def year(number: int, law: str | None, *, country: str = "KHM", name: str = "", **more: Any) -> Assessment:
    answers = [answer("law", law), answer("practice", "b", "claimed"), answer("more", None)]
    held = submission(answers, country=country, period=PERIODS[number])
    name = name or f"{country}-{number}"
    sha256 = name.encode().hex().ljust(64, "0")
    return assess(replace(held, file_name=f"{name}.xlsx", sha256=sha256, **more), BOOK)


def test_a_year_that_nobody_reported_on_is_there_as_missing() -> None:
    (held,) = series([year(2024, "c"), year(2021, "a"), year(2022, "b")]).series
    assert [(span.period.start, span.missing) for span in held.spans] == [
        ("2020-09-01", False), ("2021-09-01", False), ("2022-09-01", True), ("2023-09-01", False),
    ]  # fmt: skip
    line = next(line for line in held.lines if line.provision == "P1.a")
    assert [None if levels is None else levels.documented for levels in line.levels] == [0, 1, None, 4]
    assert [None if score is None else score.documented.value for score in line.scores] == [0, 25, None, 100]
    whole = next(line for line in held.lines if line.kind == "instrument")
    covered = [None if score is None else score.coverage.exact for score in whole.scores]
    assert covered == ["100/3", "100/3", None, "100/3"]


def test_a_recommendation_made_again_says_how_often_and_the_best_that_came_of_it() -> None:
    (held,) = series([year(2021, "a"), year(2022, "c"), year(2024, "b")]).series
    (told,) = held.lineage
    assert (told.provision, told.times, told.words) == ("P1", 4, "asked for the 4th year, as far as known")
    assert told.asked_before == ASKED
    assert (told.documented.level, told.documented.period.end) == (0, "2021-08-31")
    assert (told.claimed.level, told.claimed.period.end) == (2, "2022-08-31")


def test_ordinals() -> None:
    assert [ordinal(number) for number in (1, 2, 3, 4, 11, 22)] == ["1st", "2nd", "3rd", "4th", "11th", "22nd"]


def test_sources_and_countries_have_series_of_their_own_and_ranks_are_ranges() -> None:
    outsider = year(2022, "c", name="ngo", source="outside")
    found = series([year(2022, "b"), year(2022, "c", country="LAO"), year(2021, None), outsider])
    spoken = [(held.country, held.source) for held in found.series]
    assert spoken == [("KHM", "outside"), ("KHM", "self"), ("LAO", "self")]
    (ranks,) = found.ranks
    assert ranks.period.end == "2022-08-31"
    assert [(held.country, held.best, held.worst) for held in ranks.countries] == [("KHM", 1, 2), ("LAO", 1, 2)]


def test_the_same_workbook_twice_and_two_for_one_key_are_refused_at_once() -> None:
    one = year(2022, "b")
    with pytest.raises(UsageError) as caught:
        series([one, one, year(2022, "c", name="other")])
    told = [str(problem) for problem in caught.value.problems]
    assert any("the same workbook as KHM-2022.xlsx" in line for line in told)
    assert any("KHM-2022.xlsx and other.xlsx" in line for line in told)


def test_two_of_one_year_may_differ_by_their_periods() -> None:
    calendar = (date(2022, 1, 1), date(2022, 12, 31))
    other = year(2022, "c", name="calendar", period_start=calendar[0], period_end=calendar[1])
    (held,) = series([other, year(2022, "b")]).series
    assert [span.period.start for span in held.spans] == ["2021-09-01", "2022-01-01"]


@given(st.lists(st.tuples(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(1, 900)), min_size=1, max_size=6))
def test_spans_cover_every_day_between_the_first_and_the_last(drawn: list[tuple[date, int]]) -> None:
    periods = sorted((start, start + timedelta(days=days)) for start, days in drawn)
    spans = with_gaps(periods)
    assert [(start, end) for start, end, missing in spans if not missing] == periods
    reported = {start + timedelta(days=n) for start, end in periods for n in range((end - start).days + 1)}
    lost = [start + timedelta(days=n) for start, end, gone in spans if gone for n in range((end - start).days + 1)]
    assert len(lost) == len(set(lost))
    first, last = min(reported), max(reported)
    assert reported.isdisjoint(lost)
    assert reported | set(lost) == {first + timedelta(days=n) for n in range((last - first).days + 1)}
    assert all((end - start).days <= 366 for start, end, gone in spans if gone)


SCORES = st.tuples(*[st.fractions(0, 100, max_denominator=3)] * 2)


@given(st.dictionaries(st.sampled_from("abcdef"), SCORES, min_size=1), st.data())
def test_every_rank_that_can_be_is_within_the_range(
    drawn: Mapping[str, tuple[Fraction, Fraction]], data: st.DataObject
) -> None:
    ranges = {name: (min(pair), max(pair)) for name, pair in drawn.items()}
    places = rank_ranges(ranges)
    truth = {name: data.draw(st.fractions(*pair)) for name, pair in ranges.items()}
    for name, (best, worst) in places.items():
        rank = 1 + sum(1 for other in truth.values() if other > truth[name])
        assert 1 <= best <= rank <= worst <= len(ranges)
        low, high = ranges[name]
        at_best = {other: pair[0] for other, pair in ranges.items()} | {name: high}
        assert best == 1 + sum(1 for other in at_best if at_best[other] > high)
        assert worst >= 1 + sum(1 for other, pair in ranges.items() if other != name and pair[1] > low)


@LAW
@given(cases())
def test_the_pillars_of_an_instrument_that_has_one_are_the_instrument(case: Case) -> None:
    """Every provision drawn is of one pillar; with a plain mean its score is the instrument's."""
    found = case.assess()
    for item in found.instruments:
        scores = pillar_scores(item)
        assert bool(scores) == (item.score.documented is not None)
        plain = next(each for each in case.book.instruments if each.id == item.id).combine == "mean"
        if scores and plain:
            assert scores == {"protection": item.score}


def test_a_pillar_is_the_weighted_mean_of_the_parts_that_lie_in_it() -> None:
    item = nodes(year(2022, "b"))["plan"]
    assert isinstance(item, InstrumentResult)
    scores = pillar_scores(item)
    # P1.a has a sixth of the weight and 25 points, P2 two thirds and none; P1.b alone is prevention
    assert Fraction(scores["protection"].documented.exact) == Fraction(25, 5)
    assert Fraction(scores["prevention"].claimed.exact) == 50
    assert list(scores) == ["protection", "prevention"]
