"""Rank ranges: between which places each country lies, whatever its open questions turn out to be."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from gapcheck.comparison.series_records import Ranks
from gapcheck.report.pages.contrasts.voice import Voice, points


@dataclass(frozen=True, slots=True)
class RankRow:
    """The ranks that one country can have; ``start`` and ``width`` are per cent of the places there are."""

    country: str
    code: str
    invented: bool
    best: int
    worst: int
    low: str
    high: str
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class RanksView:
    """The countries of one period under one instrument, none of them by a bare rank."""

    title: str
    rows: tuple[RankRow, ...]


def ranks_of(held: Ranks, names: Mapping[str, str], invented: Collection[str], voice: Voice) -> RanksView:
    """Return the rank ranges of one instrument; ``names`` are what countries are called, ``invented`` those made up."""
    title = voice.say(
        "trd_ranks_of",
        instrument=voice.instrument(held.instrument),
        period=voice.period(held.period),
        source=voice.say(f"source_{held.source}"),
        version=held.rulebook.version,
    )
    places = len(held.countries)
    rows = tuple(
        RankRow(
            country=names.get(each.country, each.name),
            code=each.country,
            invented=each.country in invented,
            best=each.best,
            worst=each.worst,
            low=points(each.documented),
            high=points(each.possible),
            start=f"{(each.best - 1) * 100 / places:.2f}",
            width=f"{(each.worst - each.best + 1) * 100 / places:.2f}",
        )
        for each in held.countries
    )
    return RanksView(title, rows)
