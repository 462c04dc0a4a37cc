"""Small multiples: one chart of each instrument and each pillar, a band from documented to possible over the years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from gapcheck.assessment.figures import Score
from gapcheck.comparison.series_records import Line
from gapcheck.report.pages.contrasts.voice import Voice, points

WIDTH: Final = 260
HEIGHT: Final = 150
LEFT, RIGHT, TOP, BOTTOM = 26, 12, 8, 120
"""Where the picture of a chart begins and ends within its box; below it stand the years."""

_LABELS: Final = 6  # so many years at most are written below a chart

State: TypeAlias = Literal["scored", "not_scored", "missing"]


@dataclass(frozen=True, slots=True)
class Column:
    """One period of a series, as all its charts have it: ``x`` is its middle, ``rules`` a letter where rules changed.

    ``seam`` is where the line of a change of rules is drawn, before this period, or None.
    """

    year: str
    x: str
    missing: bool
    labelled: bool
    left: str
    width: str
    rules: str
    seam: str | None


@dataclass(frozen=True, slots=True)
class Point:
    """One period of one chart: where its documented and possible score lie, and both in words."""

    state: State
    x: str
    low: str
    high: str
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: ``bands`` are the corners of each run of years without a gap; ``lows`` and ``highs`` their edges."""

    title: str
    points: tuple[Point, ...]
    bands: tuple[str, ...]
    lows: tuple[str, ...]
    highs: tuple[str, ...]
    words: str


def columns_of(years: Sequence[str], missing: Sequence[bool], rules: Sequence[str | None]) -> tuple[Column, ...]:
    """Return the columns of periods; ``rules`` are letters, None where there is no report."""
    room = Fraction(WIDTH - LEFT - RIGHT, len(years))
    every = -(-len(years) // _LABELS)
    several = len(set(filter(None, rules))) > 1
    columns, before = [], ""
    for number, (year, gap, letter) in enumerate(zip(years, missing, rules, strict=True)):
        left = LEFT + room * number
        seam = _px(left) if several and letter and before and letter != before else None
        before = letter or before
        columns.append(
            Column(
                year=year,
                x=_px(left + room / 2),
                missing=gap,
                labelled=number % every == 0,
                left=_px(left),
                width=_px(room),
                rules=letter or "" if several else "",
                seam=seam,
            )
        )
    return tuple(columns)


def chart_of(line: Line, title: str, columns: Sequence[Column], voice: Voice) -> Chart:
    """Return the chart of one line of a series."""
    held = tuple(_point(score, column, voice) for score, column in zip(line.scores, columns, strict=True))
    runs = list(_runs(held, columns))
    return Chart(
        title=title,
        points=held,
        bands=tuple(_line([*run, *run[::-1]], [*(p.low for p in run), *(p.high for p in run[::-1])]) for run in runs),
        lows=tuple(_line(run, [point.low for point in run]) for run in runs),
        highs=tuple(_line(run, [point.high for point in run]) for run in runs),
        words=voice.say("trd_chart_words", title=title, points="; ".join(point.words for point in held)),
    )


def cell_words(score: Score | None, *, missing: bool, voice: Voice) -> str:
    """Return a score over a period in words: its range, or why there is none."""
    if missing:
        return voice.say("trd_missing")
    if score is None or score.documented is None or score.possible is None:
        return voice.say("trd_not_scored")
    return voice.say("cmp_span", low=points(score.documented), high=points(score.possible))


def _point(score: Score | None, column: Column, voice: Voice) -> Point:
    words = voice.say("trd_point", year=column.year, what=cell_words(score, missing=column.missing, voice=voice))
    if column.missing or score is None or score.documented is None or score.possible is None:
        return Point("missing" if column.missing else "not_scored", column.x, "", "", words)
    low, high = (_px(_height(Fraction(figure.exact))) for figure in (score.documented, score.possible))
    return Point("scored", column.x, low, high, words)


def _runs(held: Sequence[Point], columns: Sequence[Column]) -> Iterator[list[Point]]:
    """Yield the runs of two periods or more that have a score, with no gap and no change of rules between them."""
    runs: list[list[Point]] = [[]]
    for point, column in zip(held, columns, strict=True):
        if column.seam is not None or point.state != "scored":
            runs.append([])
        if point.state == "scored":
            runs[-1].append(point)
    yield from (run for run in runs if len(run) > 1)


def _height(score: Fraction) -> Fraction:
    return BOTTOM - score * (BOTTOM - TOP) / 100


def _line(held: Sequence[Point], heights: Sequence[str]) -> str:
    return " ".join(f"{point.x},{height}" for point, height in zip(held, heights, strict=True))


def _px(number: Fraction | int) -> str:
    return f"{float(number):.2f}"
