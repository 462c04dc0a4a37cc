"""Periods as SDMX writes them."""

from __future__ import annotations

from datetime import date, timedelta

_MONTHS = 12


def time_period(start: str, end: str) -> str:
    """Return a calendar year as ``YYYY``, any other period as its first day and its length.

    SDMX keeps ``YYYY`` for the year from January to December; a time range is a start and an ISO 8601 duration
    (SDMX 2.1, Section 6, 4.2: Gregorian time period, time range). The last day belongs to the period.
    """
    first, after = date.fromisoformat(start), date.fromisoformat(end) + timedelta(days=1)
    months = (after.year - first.year) * _MONTHS + after.month - first.month
    if months <= 0 or after.day != first.day:
        return f"{start}/P{(after - first).days}D"
    if months == _MONTHS and (first.month, first.day) == (1, 1):
        return f"{first.year:04d}"
    return f"{start}/P{months // _MONTHS}Y" if months % _MONTHS == 0 else f"{start}/P{months}M"
