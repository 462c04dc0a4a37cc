"""Spans: the numbers or the days between two bounds, with one of them that stands for all, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Final

from gapcheck.assessment.rounding import half_up, shown
from gapcheck.workbook.answers import DateInterval

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ANY: Final = {"amount": "any amount", "share": "any share"}
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """The numbers from ``least`` to ``most`` (None: without end), and the one tried of them.

    ``open_least`` and ``open_most`` say that the bound itself is not among them.
    """

    tried: Fraction
    least: Fraction
    most: Fraction | None
    open_least: bool = False
    open_most: bool = False

    def joined(self, other: Span) -> Span:
        """Return the span of both, where the other follows on this one."""
        return replace(self, most=other.most, open_most=other.open_most)

    def words(self, kind: str) -> str:
        """Return the span in words, for a count, an amount or a share."""
        least = figure_words(self.least, kind)
        if self.most is None:
            if self.open_least:
                return f"more than {least}"
            return _ANY.get(kind, "any number") if not self.least else f"{least} or more"
        most = figure_words(self.most, kind)
        if self.least == self.most:
            return least
        if kind == "count" or not (self.open_least or self.open_most):
            return f"{least} or {most}" if kind == "count" and self.most - self.least == 1 else f"{least} to {most}"
        if not self.least and not self.open_least:
            return f"less than {most}"
        low = f"more than {least}" if self.open_least else f"at least {least}"
        return f"{low} and {'less than' if self.open_most else 'at most'} {most}"


@dataclass(frozen=True, slots=True)
class Days:
    """The days from ``first`` to ``last``, None where there is no end on that side; or a date that is not whole.

    ``tried`` is the date that stands for them: the first day, or the month or the year alone.
    """

    tried: DateInterval
    first: date | None
    last: date | None
    whole: bool = True

    def joined(self, other: Days) -> Days:
        """Return the days of both, where the other follow on these."""
        return replace(self, last=other.last)

    def words(self) -> str:
        """Return the days in words."""
        if not self.whole:
            first, last = self.tried.first, self.tried.last
            return f"{_MONTHS[first.month - 1]} {first.year}" if first.month == last.month else str(first.year)
        if self.first is None:
            return "any date" if self.last is None else f"{day_words(self.last)} or before"
        if self.last is None:
            return f"{day_words(self.first)} or after"
        return (
            day_words(self.first) if self.first == self.last else f"{day_words(self.first)} to {day_words(self.last)}"
        )


def numbers(cuts: Iterable[Fraction], *, whole: bool) -> list[Span]:
    """Return the numbers from 0 upwards in spans that no cut lies within; of whole numbers, without any other."""
    inside = sorted({cut for cut in cuts if cut >= 0})
    return _whole(inside) if whole else _any(inside)


def _whole(cuts: Sequence[Fraction]) -> list[Span]:
    spans, start = [], 0
    for cut in cuts:
        below = cut.numerator // cut.denominator
        if cut.denominator == 1:
            below -= 1
        if below >= start:
            spans.append(Span(Fraction(start), Fraction(start), Fraction(below)))
        if cut.denominator == 1:
            spans.append(Span(cut, cut, cut))
            below += 1
        start = max(start, below + 1)
    return [*spans, Span(Fraction(start), Fraction(start), None)]


def _any(cuts: Sequence[Fraction]) -> list[Span]:
    bounds = sorted({Fraction(0), *cuts})
    spans = []
    for low, high in pairwise(bounds):
        spans += [Span(low, low, low), Span((low + high) / 2, low, high, open_least=True, open_most=True)]
    last = bounds[-1]
    return [*spans, Span(last, last, last), Span(last + 1, last, None, open_least=True)]


def days(cuts: Iterable[date]) -> list[Days]:
    """Return all days in spans that no cut lies within (a cut is the first day of a span), and dates across a cut."""
    inside = sorted(cut for cut in set(cuts) if date.min < cut)
    starts: list[date | None] = [None, *inside]
    spans = []
    for start, following in zip(starts, [*inside, None], strict=True):
        last = following - _DAY if following is not None else None
        tried = start or last or date(2000, 1, 1)
        spans.append(Days(DateInterval(tried, tried), start, last))
    across = {}
    for cut in inside:
        for held in (_month(cut), DateInterval(date(cut.year, 1, 1), date(cut.year, 12, 31))):
            if held.first < cut:
                across[held] = Days(held, held.first, held.last, whole=False)
    return [*spans, *across.values()]


def _month(day: date) -> DateInterval:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1) if (day.year, day.month) < (9999, 12) else None
    return DateInterval(day.replace(day=1), following - _DAY if following else date.max)


def figure_words(value: Fraction, kind: str) -> str:
    """Return a number in words, for a count, an amount or a share."""
    if kind == "share":
        return f"{_short(value * 100)} %"
    return f"{int(value):,}" if value.denominator == 1 else _short(value)


def _short(value: Fraction) -> str:
    return f"{int(value)}" if value.denominator == 1 else shown(half_up(value, 2), 2)


def day_words(day: date) -> str:
    """Return a day as people write it."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
