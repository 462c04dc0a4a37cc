"""Years: several years of one country or of several, each with its gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from gapcheck.assessment.figures import LevelsReached, Score
from gapcheck.assessment.nodes import InstrumentResult, ProvisionTree
from gapcheck.assessment.result import Assessment, Period
from gapcheck.comparison.ends import nodes_below
from gapcheck.comparison.lineage import lineage_of
from gapcheck.comparison.pillars import pillar_scores
from gapcheck.comparison.ranks import ranks_of
from gapcheck.comparison.series_records import CountrySeries, Line, Series, Span
from gapcheck.comparison.sides import SeriesKey, check_distinct, key_of
from gapcheck.comparison.spans import with_gaps

_LineKey = tuple[str, str, str]
"""The kind of a line, its instrument, and its pillar or provision ("" for the instrument itself)."""


def series(results: Sequence[Assessment]) -> Series:
    """Return the years of each country and source, in order of periods, and the rank ranges of each period.

    A self-report and an outside assessment are never in one series. Raises UsageError where a workbook is given twice,
    or two speak for one country, period and source.
    """
    check_distinct(results)
    ordered = sorted(results, key=_order)
    groups = groupby(ordered, key=lambda result: (result.country.code, result.source))
    return Series(series=[_country(list(members)) for _, members in groups], ranks=ranks_of(ordered))


def _order(result: Assessment) -> tuple[str, str, SeriesKey]:
    return result.country.code, result.source, key_of(result)


def _country(results: list[Assessment]) -> CountrySeries:
    periods = [(date.fromisoformat(each.period.start), date.fromisoformat(each.period.end)) for each in results]
    waiting = iter(results)
    held: list[Assessment | None] = []
    spans = []
    for start, end, missing in with_gaps(periods):
        result = None if missing else next(waiting)
        held.append(result)
        spans.append(
            Span(
                period=Period(start=start.isoformat(), end=end.isoformat()),
                missing=missing,
                workbook=None if result is None else result.workbook,
                rulebook=None if result is None else result.rulebook,
            )
        )
    first = results[0]
    return CountrySeries(
        country=first.country.code,
        name=first.country.name,
        fictional=first.country.fictional,
        source=first.source,
        spans=spans,
        lines=_lines(held),
        lineage=lineage_of(results),
    )


def _lines(results: Sequence[Assessment | None]) -> list[Line]:
    """Return the line of every node that any of some results has; the words are those of the latest that has it."""
    lines: dict[_LineKey, Line] = {}
    for number, result in enumerate(results):
        for key, line in () if result is None else _points(result):
            before = lines.get(key)
            blank: list[None] = [None] * len(results)
            scores = [*(before.scores if before else blank)]
            levels = [*(before.levels if before else blank)]
            scores[number], levels[number] = line.scores[0], line.levels[0]
            lines[key] = line.model_copy(update={"scores": scores, "levels": levels})
    return list(lines.values())


def _points(result: Assessment) -> Iterator[tuple[_LineKey, Line]]:
    for instrument in result.instruments:
        yield ("instrument", instrument.id, ""), _line(instrument, None, instrument.score)
        for pillar, score in pillar_scores(instrument).items():
            line = _line(instrument, None, score)
            changes = {"kind": "pillar", "pillar": pillar, "title": pillar.capitalize()}
            yield ("pillar", instrument.id, pillar), line.model_copy(update=changes)
        for node in nodes_below(instrument):
            yield ("provision", instrument.id, node.id), _line(instrument, node, node.score, node.levels)


def _line(
    instrument: InstrumentResult, node: ProvisionTree | None, score: Score, levels: LevelsReached | None = None
) -> Line:
    return Line(
        kind="instrument" if node is None else "provision",
        instrument=instrument.id,
        provision=None if node is None else node.id,
        pillar=None if node is None else node.pillar,
        clause=None if node is None else node.clause,
        title=instrument.title if node is None else node.title,
        scores=[score],
        levels=[levels],
    )
