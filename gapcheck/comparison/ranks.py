"""Ranks: between which places each country lies, given all that is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from gapcheck.assessment.figures import Figure
from gapcheck.assessment.result import Assessment, InstrumentResult
from gapcheck.comparison.series_records import RankRange, Ranks

Range = tuple[Fraction, Fraction]
"""The documented and the possible score."""


def rank_ranges(ranges: Mapping[str, Range]) -> dict[str, tuple[int, int]]:
    """Return the best and the worst rank that each country can have, by its name; 1 is the best.

    The best is one more than the countries that lie above it whatever is unknown; the worst is the number of countries,
    itself among them, that may lie above it or beside it.
    """
    return {
        name: (
            1 + sum(1 for other, _ in ranges.values() if other > possible),
            sum(1 for _, other in ranges.values() if other >= documented),
        )
        for name, (documented, possible) in ranges.items()
    }


def ranks_of(results: Sequence[Assessment]) -> list[Ranks]:
    """Return the rank ranges by instrument, period, source and rules, wherever two countries or more have a score."""
    groups: dict[tuple[str, str, str, str, str], dict[str, tuple[Assessment, InstrumentResult]]] = {}
    for result in results:
        for instrument in result.instruments:
            if instrument.score.documented is not None:
                period = result.period
                key = instrument.id, period.start, period.end, result.source, result.rulebook.sha256
                groups.setdefault(key, {})[result.country.code] = result, instrument
    return [_ranks(members) for _, members in sorted(groups.items()) if len(members) > 1]


def _ranks(members: Mapping[str, tuple[Assessment, InstrumentResult]]) -> Ranks:
    scores = {code: _figures(instrument) for code, (_, instrument) in members.items()}
    places = rank_ranges({code: (Fraction(d.exact), Fraction(p.exact)) for code, (d, p) in scores.items()})
    first, instrument = next(iter(members.values()))
    return Ranks(
        instrument=instrument.id,
        period=first.period,
        source=first.source,
        rulebook=first.rulebook,
        countries=[
            RankRange(
                country=code,
                name=members[code][0].country.name,
                documented=scores[code][0],
                possible=scores[code][1],
                best=best,
                worst=worst,
            )
            for code, (best, worst) in sorted(places.items(), key=lambda each: (each[1], each[0]))
        ],
    )


def _figures(instrument: InstrumentResult) -> tuple[Figure, Figure]:
    documented, possible = instrument.score.documented, instrument.score.possible
    assert documented is not None and possible is not None  # noqa: S101, PT018 - only what is scored is ranked
    return documented, possible
