"""The result of one assessment: the record that every other format is a view of (schema gapcheck.assessment/1)."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from gapcheck.assessment.clashes import (
    ChangedCell,
    ContradictionRecord,
    LevelChange,
    ReadingRecord,
    RepairRecord,
    ScoreChange,
)
from gapcheck.assessment.figures import Figure, LevelsReached, Plain, Record, Score
from gapcheck.assessment.nodes import (
    AllGroup,
    AnyGroup,
    Band,
    Criterion,
    CriterionTree,
    GapEntry,
    InnerProvision,
    InstrumentResult,
    LeafProvision,
    MissingPart,
    ProvisionTree,
)
from gapcheck.assessment.rulings import DecisionRecord, ReviewNote, ReviewRecord, VerdictName, VoiceRecord

__all__ = [
    "AllGroup", "AnswerRecord", "AnyGroup", "Assessment", "Band", "ChangedCell", "ContradictionRecord", "CountryRecord",
    "Criterion", "CriterionTree", "DecisionRecord", "Engine", "EvidenceRecord", "Fact", "Figure", "FileRecord",
    "GapEntry", "InnerProvision", "InstrumentResult", "LeafProvision", "LevelChange", "LevelsReached", "MissingPart",
    "OriginalAnswer", "Period", "Plain", "ProblemRecord", "ProvisionTree", "ReadingRecord", "RepairRecord",
    "ReviewNote", "ReviewRecord",
    "RulebookRecord", "Score", "ScoreChange", "Tool", "UncheckedRecord", "VoiceRecord",
]  # fmt: skip


class EvidenceRecord(Record):
    """What an answer rests on."""

    document: str | None
    link: str | None
    document_date: str | None
    page: str | None
    comment: str | None
    responsible_body: str | None


class OriginalAnswer(Record, defer_build=True):
    """The officer's own answer, kept beside what a review made of it."""

    status: str
    value: Plain
    words: str
    grade: Literal["claimed", "documented"] | None
    verdict: VerdictName


class AnswerState(Record, defer_build=True):
    """What an answer comes to after reviews; ``words`` is the value as a person reads it, or why there is none."""

    value: Plain
    words: str
    status: Literal["answered", "blank", "not_known", "not_available", "confidential", "not_applicable"]
    grade: Literal["claimed", "documented", "verified"] | None
    contested: bool
    approved: bool
    cell: str | None


class AnswerRecord(AnswerState):
    """One answer as it counts, with its evidence; ``original`` where a review decided on it.

    ``review`` is the decision that stands; ``voices`` are shown beside the officer's comment and count in no reading.
    """

    indicator: str
    question: str
    evidence: EvidenceRecord
    original: OriginalAnswer | None
    review: ReviewNote | None
    voices: list[VoiceRecord]


class UncheckedRecord(Record):
    """A check that could not run for want of an answer; ``cells`` is where it would stand, if the workbook has it."""

    check: str
    says: str
    missing: list[str]
    cells: list[str]
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
    """A country by its ISO 3166 alpha-3 code and its name; ``fictional`` where the rulebook says it is invented."""

    code: str
    name: str
    fictional: bool


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
    reviews: list[ReviewRecord]
    four_eyes: bool
    result_sha256: str = Field(
        description="SHA-256 of this document as JSON in UTF-8 with sorted keys, no spaces between tokens and no "
        "escapes beyond those JSON needs, without the keys tool, engines and result_sha256 and without the key file "
        "of workbook and reviews"
    )
    country: CountryRecord
    year: int
    period: Period
    source: Literal["self", "outside"]
    submitted_by: str
    submitted_on: str
    submission: str
    transcribed_by: str
    coverage_threshold: Figure
    facts: list[Fact]
    instruments: list[InstrumentResult]
    answers: list[AnswerRecord]
    contradictions: list[ContradictionRecord]
    unchecked: list[UncheckedRecord]
    problems: list[ProblemRecord]

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
