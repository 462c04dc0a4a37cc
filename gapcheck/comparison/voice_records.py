"""The record of two voices: what a state says of itself beside what an outsider says (gapcheck.two_voices/1)."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import ConfigDict, Field

from gapcheck.assessment.figures import LevelsReached, ReadingName, Record
from gapcheck.assessment.result import Engine, Tool
from gapcheck.comparison.result import Said, SideRecord

Finding: TypeAlias = Literal["agree", "state_claims", "differ", "in_words", "state_only", "outside_only"]


class VoiceAnswer(Record):
    """One question to which at least one of the two speaks, and the leaves that rest on it.

    ``state_claims``: they differ, and by what the state says criteria are met that are not met by what the outsider
    says, and none the other way round. ``in_words``: both speak, in free text, which no rule compares.
    """

    indicator: str
    question: str
    pillar: Literal["prosecution", "protection", "prevention", "partnership"] | None
    finding: Finding
    state: Said
    outside: Said
    provisions: list[str]


class VoiceLeaf(Record):
    """The levels of one leaf by each voice, null where it is not applicable, and the readings in which they differ."""

    instrument: str
    provision: str
    clause: str
    title: str
    state: LevelsReached | None
    outside: LevelsReached | None
    differ: list[ReadingName]


class TwoVoices(Record):
    """A self-report and an outside assessment of one country, side by side; neither is measured by the other.

    ``neither_speaks`` is the number of questions that both leave open.
    """

    schema_: Literal["gapcheck.two_voices/1"] = Field("gapcheck.two_voices/1", alias="schema")
    tool: Tool
    engines: list[Engine]
    state: SideRecord
    outside: SideRecord
    counts: dict[Finding, int]
    neither_speaks: int
    answers: list[VoiceAnswer]
    leaves: list[VoiceLeaf]

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
