"""The record of several years: scores by period, rank ranges, and recommendations made again (gapcheck.series/1)."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from gapcheck.assessment.figures import Figure, Level, LevelsReached, Record, Score
from gapcheck.assessment.result import FileRecord, Period, RulebookRecord


class Span(Record):
    """A period of a series: one that was reported on, or one between two of them that nobody reported on."""

    period: Period
    missing: bool
    workbook: FileRecord | None
    rulebook: RulebookRecord | None


class Line(Record):
    """An instrument, a pillar of it or a provision of it, over the spans of its series.

    ``scores`` and ``levels`` have one entry for each span; null where it is missing, where the rules of that year do
    not have the node, and, in ``levels``, where the node is no leaf. A pillar's score is the weighted mean of the
    largest parts of the instrument that lie wholly in it.
    """

    kind: Literal["instrument", "pillar", "provision"]
    instrument: str
    provision: str | None
    pillar: Literal["prosecution", "protection", "prevention", "partnership"] | None
    clause: str | None
    title: str
    scores: list[Score | None]
    levels: list[LevelsReached | None]


class BestLevel(Record):
    """The best level reached so far, and the first period in which it was."""

    level: Level
    period: Period


class Lineage(Record):
    """A recommendation that was made before: in which years as far as known, and the best it came to.

    ``times`` counts the years it was asked in, this edition included. The level of a provision with parts is the lowest
    of its parts.
    """

    instrument: str
    provision: str
    clause: str
    title: str
    asked_before: list[str]
    times: int
    words: str
    documented: BestLevel | None
    claimed: BestLevel | None


class CountrySeries(Record):
    """The years of one country by one source, in order, with the gaps between them."""

    country: str
    name: str
    fictional: bool
    source: Literal["self", "outside"]
    spans: list[Span]
    lines: list[Line]
    lineage: list[Lineage]


class RankRange(Record):
    """Between which ranks a country lies, whatever its open questions turn out to be; 1 is the best."""

    country: str
    name: str
    documented: Figure
    possible: Figure
    best: int
    worst: int


class Ranks(Record):
    """The countries that one source assessed for one period under the same rules, by one instrument.

    In order of the best rank, then the worst, then the country's code; never one after the other by a bare rank.
    """

    instrument: str
    period: Period
    source: Literal["self", "outside"]
    rulebook: RulebookRecord
    countries: list[RankRange]


class Series(Record):
    """Several years, and several countries: every series by itself, and the rank ranges of each period."""

    schema_: Literal["gapcheck.series/1"] = Field("gapcheck.series/1", alias="schema")
    series: list[CountrySeries]
    ranks: list[Ranks]

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
