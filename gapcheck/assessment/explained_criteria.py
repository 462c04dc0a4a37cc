"""Records of explanations: ladders with their criteria, answers with their evidence, checks, refusals."""

from __future__ import annotations

from typing import Literal, TypeAlias

from gapcheck.assessment.figures import Level, Plain, ReadingName, Record
from gapcheck.assessment.result import AnswerRecord

Truth: TypeAlias = Literal["met", "not_met", "unknown", "not_applicable"]


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


for _model in (CriterionExplained, Rung):
    _model.model_rebuild()
