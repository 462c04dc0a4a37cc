"""Nodes of a result: criteria, provisions, gaps and instruments."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import SerializeAsAny

from gapcheck.assessment.figures import Figure, Level, LevelCounts, LevelsReached, Plain, ReadingName, Record, Score

Truth: TypeAlias = Literal["met", "not_met", "unknown", "not_applicable", "suppressed"]
"""The truth of a criterion; suppressed in what is passed on, where it would tell a small count of persons."""


class Criterion(Record):
    """One atomic criterion: what it expects, what was found, and in which readings that counts."""

    level: Level
    indicator: str
    operator: str
    expected: str | list[str]
    found: Plain
    truth: Truth
    counts_in: list[ReadingName]
    grade: Literal["claimed", "documented", "verified"] | None
    cells: list[str]
    gap: str | None
    proposal: bool


class AnyGroup(Record):
    """Criteria of which one must hold."""

    level: Level
    truth: Truth
    gap: str | None
    any: list[CriterionTree]


class AllGroup(Record):
    """Criteria that must all hold."""

    level: Level
    truth: Truth
    gap: str | None
    all: list[CriterionTree]


CriterionTree: TypeAlias = SerializeAsAny[Criterion | AnyGroup | AllGroup]


class _Node(Record, defer_build=True):
    id: str
    clause: str
    title: str
    text: list[str]
    pillar: Literal["prosecution", "protection", "prevention", "partnership"]
    addressee: Literal["state", "un", "donors", "parties", "others"]
    scored: bool
    no_score: Literal["addressee", "instrument", "provision", "not_applicable"] | None
    weight: str
    lineage: list[str]
    place: str
    score: Score
    levels: LevelsReached | None


class LeafProvision(_Node):
    """A leaf provision with its criteria; ``shows`` names answers printed beside it."""

    criteria: list[CriterionTree]
    shows: list[str]


class InnerProvision(_Node):
    """A provision with children, and how they are combined."""

    combine: Literal["mean", "weakest"]
    children: list[ProvisionTree]


ProvisionTree: TypeAlias = SerializeAsAny[InnerProvision | LeafProvision]


class MissingPart(Record):
    """One thing that is missing: cells to fill in, cells that lack a document, cells that say something else."""

    words: str
    indicators: list[str]
    fill: list[str]
    document: list[str]
    see: list[str]


class GapEntry(Record):
    """A leaf below its highest level, and what its next level needs; gain in points of the instrument's score."""

    provision: str
    clause: str
    title: str
    level: Level
    next_level: Level
    gain: Figure
    share: Figure
    missing: list[MissingPart]


class Band(Record):
    """The highest level whose points do not exceed the headline."""

    level: Level
    title: str


class InstrumentResult(Record):
    """One instrument: its standing, its score in four readings, its headline or null, its provisions.

    ``baseline`` says that the period reported on ended before the instrument was issued.
    """

    id: str
    title: str
    status: str
    issued_on: str | None
    baseline: bool
    scored: bool
    endorsed: bool | None
    score: Score
    score_without_not_applicable: Score | None
    headline: Figure | None
    band: Band | None
    level_counts: LevelCounts
    provisions: list[ProvisionTree]
    gaps: list[GapEntry]


for _model in (AnyGroup, AllGroup, LeafProvision, InnerProvision, InstrumentResult):
    _model.model_rebuild()
