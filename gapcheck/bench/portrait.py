"""Portraits: one part of a rulebook with all that is said of it, as records for people and programs."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import ConfigDict, Field

from gapcheck.assessment.figures import Record


class CriterionShown(Record):
    """A criterion of a level, or a group of them; ``words`` say what it needs, ``rule`` says it in ids."""

    rule: str
    words: str
    indicator: str | None = None
    proposal: bool = False
    anchor: str | None = None
    place: str
    parts: list[CriterionShown] = Field(default_factory=list)


class LevelShown(Record):
    """A level of a ladder."""

    level: int
    title: str
    points: int
    place: str
    criteria: list[CriterionShown]


class NodeShown(Record):
    """A provision in a list or tree of them."""

    id: str
    clause: str
    title: str
    scored: bool
    addressee: str
    levels: list[int]
    children: list[NodeShown]


class InstrumentShown(Record):
    """An instrument with its tree of provisions."""

    kind: Literal["instrument"] = "instrument"
    id: str
    title: str
    status: str
    source: str
    issued_on: str | None
    applies_to: list[str] | None
    scored: bool
    combine: str
    endorsers: list[str]
    lineages: int
    place: str
    provisions: list[NodeShown]


class ProvisionShown(Record):
    """A provision: what the source says, where it stands, its ladder or its children."""

    kind: Literal["provision"] = "provision"
    id: str
    instrument: str
    instrument_title: str
    above: list[str]
    clause: str
    title: str
    text: list[str]
    source: str
    pillar: str
    addressee: str
    scored: bool
    weight: str
    combine: str | None
    lineage: list[str]
    shows: list[str]
    place: str
    levels: list[LevelShown]
    children: list[NodeShown]
    questions: list[str]


class UseShown(Record):
    """A provision that an indicator serves: at which levels, and through which derived figures where not by itself."""

    instrument: str
    provision: str
    clause: str
    title: str
    scored: bool
    levels: list[int]
    through: list[str]
    criteria: list[str]
    place: str


class CheckMention(Record):
    """A check that looks at an indicator."""

    id: str
    says: str
    severity: str


class IndicatorShown(Record):
    """A question or a derived figure, and everything that it serves."""

    kind: Literal["indicator"] = "indicator"
    id: str
    question: str
    guidance: str | None
    type: str
    unit: str | None
    pillar: str | None
    measures: str | None
    not_applicable: bool
    options: dict[str, str]
    columns: dict[str, str]
    derived: str | None
    made_of: list[str]
    derives: list[str]
    uses: list[UseShown]
    shown_at: list[UseShown]
    checks: list[CheckMention]
    place: str


class CheckShown(Record):
    """A check: what it says, and what it compares."""

    kind: Literal["check"] = "check"
    id: str
    says: str
    severity: str
    explanation: str | None
    rule: str
    indicators: list[str]
    place: str


class FactShown(Record):
    """A fact about a country, and the figures that use it."""

    id: str
    value: str
    unit: str | None
    source: str
    used_by: list[str]


class CountryShown(Record):
    """The facts about a country, and the instruments that are put to it."""

    kind: Literal["country"] = "country"
    id: str
    name: str
    fictional: bool
    facts: list[FactShown]
    instruments: list[str]
    place: str


Shown: TypeAlias = InstrumentShown | ProvisionShown | IndicatorShown | CheckShown | CountryShown


class Portrait(Record):
    """One part of a rulebook, by its id."""

    schema_: Literal["gapcheck.rules-show/1"] = Field("gapcheck.rules-show/1", alias="schema")
    version: str
    sha256: str
    shown: Shown

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
