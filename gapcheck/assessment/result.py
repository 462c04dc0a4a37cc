"""The result of one assessment: the record that every other format is a view of (schema gapcheck.assessment/1)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from gapcheck.assessment.rounding import half_up

ReadingName: TypeAlias = Literal["verified", "documented", "claimed", "possible"]
Level: TypeAlias = Literal[0, 1, 2, 3, 4]
Plain: TypeAlias = str | int | float | bool | list[str] | list[dict[str, Any]] | None
"""An answer's value: a code or text; a number; codes; an ISO date (or year, or year-month); a table's rows."""


class Record(BaseModel):
    """Base of everything in a result: frozen, nothing beyond what is named."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Figure(Record):
    """A number to one decimal, halves up, and exactly, as a fraction."""

    value: float
    exact: str

    @classmethod
    def of(cls, number: Fraction) -> Figure:
        """Return the figure of an exact number."""
        return cls(value=float(half_up(number)), exact=str(number))


class Score(Record):
    """Points of 100 in each reading, or null where nothing is scored; coverage in per cent."""

    verified: Figure | None
    documented: Figure | None
    claimed: Figure | None
    possible: Figure | None
    coverage: Figure | None


class LevelsReached(Record):
    """The level of a leaf in each reading."""

    verified: Level
    documented: Level
    claimed: Level
    possible: Level


class Criterion(Record):
    """One atomic criterion: what it expects, what was found, and in which readings that counts."""

    level: Level
    indicator: str
    operator: str
    expected: str | list[str]
    found: Plain
    truth: Literal["met", "not_met", "unknown", "not_applicable"]
    counts_in: list[ReadingName]
    grade: Literal["claimed", "documented", "verified"] | None
    cells: list[str]
    gap: str | None
    proposal: bool


class AnyGroup(Record):
    """Criteria of which one must hold."""

    level: Level
    any: list[CriterionTree]


class AllGroup(Record):
    """Criteria that must all hold."""

    level: Level
    all: list[CriterionTree]


CriterionTree: TypeAlias = Criterion | AnyGroup | AllGroup


class _Node(Record):
    id: str
    clause: str
    title: str
    text: list[str]
    pillar: Literal["prosecution", "protection", "prevention", "partnership"]
    addressee: Literal["state", "un", "donors"]
    scored: bool
    no_score: Literal["addressee", "instrument", "not_applicable"] | None
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


ProvisionTree: TypeAlias = InnerProvision | LeafProvision


class MissingPart(Record):
    """One thing that is missing, with the questions and cells where it would be said."""

    words: str
    indicators: list[str]
    cells: list[str]


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
    """One instrument: its standing, its score in four readings, its headline or null, its provisions."""

    id: str
    title: str
    status: str
    scored: bool
    endorsed: bool | None
    score: Score
    score_without_not_applicable: Score | None
    headline: Figure | None
    band: Band | None
    level_counts: dict[ReadingName, dict[str, int]]
    provisions: list[ProvisionTree]
    gaps: list[GapEntry]


class EvidenceRecord(Record):
    """What an answer rests on."""

    document: str | None
    link: str | None
    document_date: str | None
    page: str | None
    comment: str | None
    responsible_body: str | None


class OriginalAnswer(Record):
    """The officer's own answer, kept beside what a review made of it."""

    status: str
    value: Plain
    verdict: str


class AnswerRecord(Record):
    """One answer as it counts, with its evidence; ``original`` where a review changed it."""

    indicator: str
    question: str
    value: Plain
    status: Literal["answered", "blank", "not_known", "not_available", "confidential", "not_applicable"]
    grade: Literal["claimed", "documented", "verified"] | None
    contested: bool
    approved: bool
    cell: str | None
    evidence: EvidenceRecord
    original: OriginalAnswer | None


class ContradictionRecord(Record):
    """A failed check: both sides, where they stand, and whether any level hangs on it."""

    check: str
    severity: Literal["error", "warning"]
    says: str
    cells: list[str]
    indicators: list[str]
    left: Plain
    right: Plain
    share: bool
    repairs: list[dict[str, Any]]
    changes_a_level: bool


class UncheckedRecord(Record):
    """A check that could not run for want of an answer."""

    check: str
    says: str
    missing: list[str]
    why: str


class ProblemRecord(Record):
    """A warning of the reading: where, what was found, what was expected, how to mend it."""

    where: str
    found: str
    expected: str
    mend: str
    severity: Literal["error", "warning"]


class Engine(Record):
    """An engine that evaluated the rules, and whether it agreed with the other."""

    name: str
    version: str
    agreed: bool


class Tool(Record):
    """The program that wrote the result; a note where one engine served alone."""

    name: str
    version: str
    note: str | None


class RulebookRecord(Record):
    """Which rules were applied."""

    version: str
    sha256: str


class FileRecord(Record):
    """A file by name and content."""

    file: str
    sha256: str


class CountryRecord(Record):
    """A country by its ISO 3166 alpha-3 code and its name."""

    code: str
    name: str


class Fact(Record):
    """A sourced country fact that the assessment used."""

    id: str
    value: Plain
    unit: str | None
    source: str


class Period(Record):
    """The days that a report covers."""

    start: str
    end: str


class Assessment(Record):
    """The whole result of one workbook under one rulebook."""

    schema_: Literal["gapcheck.assessment/1"] = Field("gapcheck.assessment/1", alias="schema")
    tool: Tool
    engines: list[Engine]
    rulebook: RulebookRecord
    workbook: FileRecord
    reviews: list[FileRecord]
    result_sha256: str
    country: CountryRecord
    year: int
    period: Period
    source: Literal["self", "outside"]
    submitted_by: str
    submitted_on: str
    coverage_threshold: Figure
    facts: list[Fact]
    instruments: list[InstrumentResult]
    answers: list[AnswerRecord]
    contradictions: list[ContradictionRecord]
    unchecked: list[UncheckedRecord]
    problems: list[ProblemRecord]

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


for _model in (AnyGroup, AllGroup, LeafProvision, InnerProvision, InstrumentResult, Assessment):
    _model.model_rebuild()
