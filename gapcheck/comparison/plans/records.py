"""The record of a plan: what to do, what it lifts, and what the scores would be (schema gapcheck.plan/1)."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from gapcheck.assessment.figures import Figure, Level, Plain, Record, Score
from gapcheck.assessment.result import CountryRecord, Engine, FileRecord, Period, RulebookRecord, Tool


class Asked(Record):
    """What the plan was asked for: a limit of steps (or of effort), or a documented score to reach."""

    instrument: str
    limit: str | None
    target: str | None
    effort: str | None = Field(description="Name of the file that says what steps cost; null where each counts as one")


class Needed(Record):
    """A criterion that a step is to meet, in the words of its figure."""

    indicator: str
    operator: str
    expected: str | list[str]


class PlanStep(Record):
    """One question: where it stands, what it says, what to bring it to, and whether a document is to be named.

    ``act`` is another answer, only a document, or that a contradiction is settled with the answer as stated; ``see``
    are the cells that contradict each other.
    """

    indicator: str
    question: str
    cell: str | None
    document_cell: str | None
    status: str
    stated: Plain
    act: Literal["answer", "document", "settle"]
    now: str
    bring_to: list[str]
    needs: list[Needed]
    document: bool
    see: list[str]
    effort: str


class Lift(Record):
    """A leaf provision, of any instrument, whose documented level is another one after a step."""

    instrument: str
    provision: str
    clause: str
    title: str
    before: Level
    after: Level


class PlanGroup(Record):
    """A step, or steps that gain only together: what they gain after all groups before them."""

    together: bool
    steps: list[PlanStep]
    gain: Figure
    score: Figure
    lifts: list[Lift]


class Standing(Record):
    """An instrument before and after the whole plan: its points in each reading, and its coverage."""

    instrument: str
    title: str
    before: Score
    after: Score


class Plan(Record):
    """The whole plan for one workbook and one instrument, checked by the method itself."""

    schema_: Literal["gapcheck.plan/1"] = Field("gapcheck.plan/1", alias="schema")
    tool: Tool
    engines: list[Engine]
    solver: Engine
    rulebook: RulebookRecord
    workbook: FileRecord
    country: CountryRecord
    year: int
    period: Period
    asked: Asked
    title: str
    reached: bool | None
    steps: int
    effort: str
    groups: list[PlanGroup]
    standings: list[Standing]
    restrictions: list[str]
    note: str

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
