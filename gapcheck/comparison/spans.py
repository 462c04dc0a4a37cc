"""Spans: the periods of a series in order, and between them those that nobody reported on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

_DAY = timedelta(days=1)


def missing_between(earlier: date, later: date) -> Iterator[tuple[date, date]]:
    """Yield the years, and what is left of one, after the last day of one period and before the first of the next."""
    start = earlier + _DAY
    while start < later:
        end = min(_a_year_after(start), later) - _DAY
        yield start, end
        start = end + _DAY


def with_gaps(periods: Sequence[tuple[date, date]]) -> list[tuple[date, date, bool]]:
    """Return periods, given in order, with what is missing between them: first day, last day, whether missing.

    Periods that overlap have no gap between them. Days that an earlier, longer period covers are not missing.
    """
    spans: list[tuple[date, date, bool]] = []
    covered: date | None = None
    for start, end in periods:
        if covered is not None:
            spans.extend((first, last, True) for first, last in missing_between(covered, start))
        spans.append((start, end, False))
        covered = end if covered is None else max(covered, end)
    return spans


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # the 29th of February
        return date(day.year + 1, 3, 1)
