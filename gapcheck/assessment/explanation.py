"""The explanation of one provision, instrument or question: the record that its views are made of.

All that a view says is in here, in words and in figures (schema gapcheck.explanation/1).
"""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from gapcheck.assessment.explained_criteria import (
    AnswerExplained,
    Blocker,
    CheckExplained,
    CriterionExplained,
    FailureExplained,
    NeedExplained,
    NextLevel,
    RefusedReading,
    Rung,
    WhyNot,
)
from gapcheck.assessment.explained_outcomes import Bound, Outcome, RungHeld, WhatIf
from gapcheck.assessment.figures import Level, LevelsReached, Record, Score
from gapcheck.assessment.result import CountryRecord, Engine, FileRecord, Period, RulebookRecord

__all__ = [
    "AnswerExplained", "Blocker", "Bound", "CheckExplained", "CriterionExplained", "Explanation",
    "FailureExplained", "Heading", "IndicatorExplanation", "InstrumentStanding", "LeafExplanation",
    "NeedExplained", "NextLevel", "Node", "OptionExplained", "Outcome", "RefusedReading", "Rung", "RungHeld",
    "TreeExplanation", "UseExplained", "WhatIf", "WhyNot",
]  # fmt: skip


class InstrumentStanding(Record):
    """The instrument that a provision belongs to, and what weight its words have."""

    id: str
    title: str
    status: str
    endorsed: bool | None
    baseline: bool
    issued_on: str | None
    scored: bool
    source_file: str
    source_sha256: str
    place: str


class Heading(Record):
    """A provision above another one."""

    id: str
    clause: str
    title: str
    text: list[str]
    combine: Literal["mean", "weakest"]


class LeafExplanation(Record):
    """A leaf: its clause, its ladder with what was found, the next level, checks, and what one answer would change."""

    kind: Literal["leaf"] = "leaf"
    id: str
    clause: str
    title: str
    text: list[str]
    above: list[Heading]
    instrument: InstrumentStanding
    place: str
    addressee: Literal["state", "un", "donors", "parties", "others"]
    no_score: Literal["addressee", "instrument", "provision", "not_applicable"] | None
    weight: str
    levels: LevelsReached | None
    score: Score
    ladder: list[Rung]
    next: NextLevel | None
    answers: list[AnswerExplained]
    checks: list[CheckExplained]
    what_ifs: list[WhatIf]
    why_not: WhyNot | None


class Node(Record):
    """A node of a tree with its score; ``weakest`` marks the children that hold a node of the weakest kind down.

    ``lost`` are the points that the node above loses by this one, as documented.
    """

    id: str
    clause: str
    title: str
    weight: str
    combine: Literal["mean", "weakest"] | None
    no_score: Literal["addressee", "instrument", "provision", "not_applicable"] | None
    score: Score
    levels: LevelsReached | None
    holds_down: bool
    lost: str | None
    children: list[Node]


class TreeExplanation(Record):
    """An instrument, or a provision with others below it: how its score is made from theirs."""

    kind: Literal["tree"] = "tree"
    id: str
    clause: str | None
    title: str
    text: list[str]
    above: list[Heading]
    instrument: InstrumentStanding
    place: str
    combine: Literal["mean", "weakest"]
    words: str
    score: Score
    no_score: str | None
    nodes: list[Node]


class OptionExplained(Record):
    """One option of a question."""

    code: str
    label: str
    exclusive: bool
    chosen: bool


class UseExplained(Record):
    """A level of a leaf that uses an indicator, with the criteria that do."""

    instrument: str
    instrument_title: str
    provision: str
    clause: str
    title: str
    level: Level
    criteria: list[CriterionExplained]


class IndicatorExplanation(Record):
    """A question or a derived figure: where it is asked, the answer, every use, every check, what hangs on it."""

    kind: Literal["indicator"] = "indicator"
    id: str
    question: str
    guidance: str | None
    type: str
    unit: str | None
    pillar: str | None
    not_applicable: bool
    options: list[OptionExplained]
    columns: list[str]
    place: str
    formula: str | None
    working: str | None
    value: str | None
    why: str
    facts: list[str]
    derives: list[str]
    answers: list[AnswerExplained]
    uses: list[UseExplained]
    shown_at: list[str]
    checks: list[CheckExplained]
    what_ifs: list[WhatIf]


class Explanation(Record):
    """The explanation of one part of an assessment."""

    schema_: Literal["gapcheck.explanation/1"] = Field("gapcheck.explanation/1", alias="schema")
    about: str
    engines: list[Engine]
    rulebook: RulebookRecord
    workbook: FileRecord
    reviews: list[FileRecord]
    country: CountryRecord
    year: int
    period: Period
    source: Literal["self", "outside"]
    levels: dict[str, str] = Field(description="The titles of the levels")
    headings: dict[str, str] = Field(description="The titles of the provisions and instruments that changes name")
    subject: LeafExplanation | TreeExplanation | IndicatorExplanation

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


for _model in (Node, LeafExplanation, TreeExplanation, UseExplained, IndicatorExplanation, Explanation):
    _model.model_rebuild()
