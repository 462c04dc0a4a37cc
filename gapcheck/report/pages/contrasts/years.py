"""Years: each series of one country and one source, chart by chart and in figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gapcheck.assessment.figures import Score
from gapcheck.assessment.result import Period
from gapcheck.comparison.series_records import CountrySeries, Line, Series
from gapcheck.report.pages.contrasts.lineages import LineageView, lineage_view
from gapcheck.report.pages.contrasts.multiples import Chart, Column, cell_words, chart_of, columns_of
from gapcheck.report.pages.contrasts.ranks import RanksView, ranks_of
from gapcheck.report.pages.contrasts.sources import Row
from gapcheck.report.pages.contrasts.voice import Voice


@dataclass(frozen=True, slots=True)
class Cell:
    """A score in one period, in words, and how much of it is known."""

    words: str
    known: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of a series in figures."""

    clause: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class InstrumentYears:
    """One instrument over the years: a chart of the whole and of each pillar, and all its figures."""

    anchor: str
    title: str
    charts: tuple[Chart, ...]
    rows: tuple[TableRow, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class CountryYears:
    """One series. ``missing`` are the years that nobody reported on."""

    anchor: str
    country: str
    code: str
    fictional: bool
    source: str
    columns: tuple[Column, ...]
    missing: tuple[str, ...]
    rules_changed: bool
    instruments: tuple[InstrumentYears, ...]
    lineage: tuple[LineageView, ...]
    provenance: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SeriesView:
    """Everything of one page, in order."""

    countries: tuple[CountryYears, ...]
    ranks: tuple[RanksView, ...]


def series_view(held: Series, voice: Voice) -> SeriesView:
    """Return the series of a page."""
    invented = {each.country for each in held.series if each.fictional}
    countries = tuple(_country(each, f"s{number}", voice) for number, each in enumerate(held.series, start=1))
    names = {each.code: each.country for each in countries}
    return SeriesView(countries, tuple(ranks_of(each, names, invented, voice) for each in held.ranks))


def _country(held: CountrySeries, anchor: str, voice: Voice) -> CountryYears:
    hashes = list(dict.fromkeys(span.rulebook.sha256 for span in held.spans if span.rulebook is not None))
    years = [_years(span.period) for span in held.spans]
    letters = [
        None if span.rulebook is None else chr(65 + hashes.index(span.rulebook.sha256) % 26) for span in held.spans
    ]
    columns = columns_of(years, [span.missing for span in held.spans], letters)
    names = dict.fromkeys(line.instrument for line in held.lines)
    return CountryYears(
        anchor=anchor,
        country=voice.tongue.country(held.country, held.name),
        code=held.country,
        fictional=held.fictional,
        source=voice.say(f"source_{held.source}"),
        columns=columns,
        missing=tuple(column.year for column in columns if column.missing),
        rules_changed=len(hashes) > 1,
        instruments=tuple(
            _instrument([line for line in held.lines if line.instrument == name], f"{anchor}-{name}", columns, voice)
            for name in names
        ),
        lineage=tuple(lineage_view(each, voice) for each in held.lineage),
        provenance=tuple(_provenance(held, voice)),
    )


def _instrument(lines: Sequence[Line], anchor: str, columns: Sequence[Column], voice: Voice) -> InstrumentYears:
    whole = next(line for line in lines if line.kind == "instrument")
    drawn = [line for line in lines if line.kind != "provision" and any(map(_scored, line.scores))]
    told = [line for line in lines if line.kind != "provision" or any(map(_known, line.scores))]
    return InstrumentYears(
        anchor=anchor,
        title=voice.instrument(whole.instrument, whole.title),
        charts=tuple(chart_of(line, _title(line, voice), columns, voice) for line in drawn),
        rows=tuple(_row(line, columns, voice) for line in told),
        left_out=len(lines) - len(told),
    )


def _title(line: Line, voice: Voice) -> str:
    if line.kind == "instrument":
        return voice.say("trd_whole")
    return voice.say(line.pillar or "") if line.kind == "pillar" else voice.provision(line.provision or "", line.title)


def _row(line: Line, columns: Sequence[Column], voice: Voice) -> TableRow:
    cells = tuple(
        Cell(
            cell_words(score, missing=column.missing, voice=voice),
            "" if not _scored(score) or score is None else voice.tongue.percent(score.coverage),
        )
        for score, column in zip(line.scores, columns, strict=True)
    )
    return TableRow(line.clause or "", _title(line, voice), cells)


def _scored(score: Score | None) -> bool:
    return score is not None and score.documented is not None


def _known(score: Score | None) -> bool:
    return score is not None and score.coverage is not None and score.coverage.exact != "0"


def _years(period: Period) -> str:
    """Return a period as short as it can be told: 2022, or 2021-04 – 2022-03."""
    first, last = period.start[:4], period.end[:4]
    if period.start.endswith("-01-01") and period.end.endswith("-12-31") and first == last:
        return first
    return f"{period.start[:7]} – {period.end[:7]}"


def _provenance(held: CountrySeries, voice: Voice) -> Iterator[Row]:
    for span in held.spans:
        if span.workbook is not None and span.rulebook is not None:
            version = voice.say("version", version=span.rulebook.version)
            what = f"{span.workbook.file} ({voice.say('rules')}: {version})"
            yield Row(voice.say("workbook"), voice.say("cmp_named", name=_years(span.period), what=what))
            if span.workbook.sha256:
                yield Row(voice.say("workbook_hash"), span.workbook.sha256, is_hash=True)
    for sha256 in dict.fromkeys(span.rulebook.sha256 for span in held.spans if span.rulebook is not None):
        yield Row(voice.say("rules_hash"), sha256, is_hash=True)
