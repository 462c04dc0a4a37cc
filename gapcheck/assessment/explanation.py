"""The explanation of one provision, instrument or question: the record that its views are made of.

All that a view says is in here, in words and in figures (schema gapcheck.explanation/1).
"""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from gapcheck.assessment.clashes import LevelChange, ScoreChange
from gapcheck.assessment.figures import Level, LevelsReached, Plain, ReadingName, Record, Score
from gapcheck.assessment.result import AnswerRecord, CountryRecord, Engine, FileRecord, Period, RulebookRecord

Truth = Literal["met", "not_met", "unknown", "not_applicable"]


class AnswerExplained(Record):
    """One answer, where it stands and where its document is named, in words, and the checks that contest it."""

    answer: AnswerRecord
    type: str
    words: str
    document_cell: str | None
    place: str
    contested_by: list[str]


class CriterionExplained(Record):
    """One criterion, or a group of which any or all must hold: what is asked, what was found, and why.

    ``asks`` and ``found`` are in words. ``why`` says why it does not count in the documented reading, ``holds_in``
    in which readings it holds. ``answers`` are the questions that it rests on.
    """

    level: Level
    kind: Literal["criterion", "any", "all"]
    indicator: str | None
    question: str | None
    asks: str
    found: str | None
    value: Plain
    truth: Truth
    counts_in: list[ReadingName]
    holds_in: list[ReadingName]
    grade: Literal["claimed", "documented", "verified"] | None
    why: str
    cells: list[str]
    answers: list[str]
    working: str | None
    proposal: bool
    gap: str | None
    place: str
    parts: list[CriterionExplained]


class Rung(Record):
    """One declared level of a ladder; ``holds_in`` are the readings in which its own criteria hold."""

    level: Level
    title: str
    points: int
    place: str
    holds_in: list[ReadingName]
    criteria: list[CriterionExplained]


class NeedExplained(Record):
    """One thing that the next level needs, with the cells to fill in, to name a document in, or to look at again."""

    words: str
    fill: list[str]
    document: list[str]
    see: list[str]


class NextLevel(Record):
    """The next level in the documented reading and what it needs."""

    level: Level
    title: str
    needs: list[NeedExplained]


class FailureExplained(Record):
    """One failure of a check: both sides in words, each with its cells."""

    left: str
    left_cells: list[str]
    right: str
    right_cells: list[str]


class CheckExplained(Record):
    """A check that looks at an answer, and how it came out; ``missing`` are the cells that it lacked."""

    check: str
    says: str
    severity: Literal["error", "warning"]
    place: str
    outcome: Literal["failed", "passed", "could_not_run"]
    failures: list[FailureExplained]
    missing: list[str]
    why: str


class RungHeld(Record):
    """A level of a leaf whose own criteria would all hold as documented, whether or not those of lower levels do."""

    provision: str
    level: Level


class Outcome(Record):
    """What one answer, one document or one decision would change, against the assessment as it stands.

    ``words`` say which answers do the same; ``tried`` are those that stood for them. ``completes`` are the levels
    whose own criteria would hold and do not now, ``loses`` those that would hold no longer. ``fails`` are the checks
    that would fail, ``mends`` those that would fail no longer.
    """

    step: Literal["answer", "document", "acceptance", "rejection"]
    words: str
    tried: list[Plain]
    levels: list[LevelChange]
    scores: list[ScoreChange]
    completes: list[RungHeld]
    loses: list[RungHeld]
    fails: list[str]
    mends: list[str]


class Bound(Record):
    """The level of a provision as documented, and the highest that one answer alone can take it to."""

    provision: str
    level: Level
    at_most: Level


class WhatIf(Record):
    """What hangs on one question: every case, or in ``untold`` why it cannot be told beforehand.

    ``together`` are cells whose answers do not count as documented, and must before this one can count for anything.
    ``bounds`` say, where it cannot be told, how far the answer alone can take each provision as documented.
    """

    indicator: str
    question: str
    cell: str | None
    document_cell: str | None
    outcomes: list[Outcome]
    untold: str | None
    together: list[str]
    bounds: list[Bound]


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


class Blocker(Record):
    """A criterion, and why it does not hold in a reading; ``way`` says of which of several ways, one being enough."""

    level: Level
    way: str | None
    asks: str
    question: str | None
    why: str
    cells: list[str]
    place: str


class RefusedReading(Record):
    """Why a level is not reached in one reading; ``shown_by`` says what reaches it, where it is."""

    reading: ReadingName
    reached: bool
    level: Level
    blockers: list[Blocker]
    shown_by: list[Blocker]


class WhyNot(Record):
    """Why a level is not reached: in each reading, the criteria up to it that do not hold, in order."""

    level: Level
    declared: list[Level]
    words: str
    readings: list[RefusedReading]


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
    addressee: Literal["state", "un", "donors"]
    no_score: Literal["addressee", "instrument", "not_applicable"] | None
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
    no_score: Literal["addressee", "instrument", "not_applicable"] | None
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


for _model in (CriterionExplained, Node, Rung, LeafExplanation, TreeExplanation, UseExplained, Explanation):
    _model.model_rebuild()
