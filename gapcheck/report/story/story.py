"""The whole story of one assessment, in one language, for the formats that people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gapcheck.assessment.result import Assessment
from gapcheck.report.spoken.texts import instrument_short
from gapcheck.report.story.clashes import Clash, Unchecked, clashes_of, unchecked_of
from gapcheck.report.story.heat import HeatRow, heat_of
from gapcheck.report.story.method import Method, method_of
from gapcheck.report.story.nodes import NodeView, nodes_of
from gapcheck.report.story.provenance import (
    Decision,
    Remark,
    Row,
    about,
    decisions_of,
    provenance,
    remarks_of,
)
from gapcheck.report.story.register import AnswerView, RegisterPart, register_of
from gapcheck.report.story.standing import Count, Standing, certainty_of, standing_of
from gapcheck.report.story.steps import Step, first_steps, steps_of
from gapcheck.report.story.tongue import Tongue


@dataclass(frozen=True, slots=True)
class InstrumentView:
    """One instrument: where the country stands, its pillars, its provisions and its steps."""

    short_title: str
    standing: Standing
    heat: tuple[HeatRow, ...]
    nodes: tuple[NodeView, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """What a report tells of one assessment; ``draft`` names a language that no native reader has reviewed."""

    language: str
    draft: str | None
    country: str
    code: str
    fictional: bool
    year: int
    about: tuple[Row, ...]
    certainty: tuple[Count, ...]
    four_eyes: bool
    instruments: tuple[InstrumentView, ...]
    first_steps: tuple[Step, ...]
    clashes: tuple[Clash, ...]
    unchecked: tuple[Unchecked, ...]
    register: tuple[RegisterPart, ...]
    decisions: tuple[Decision, ...]
    remarks: tuple[Remark, ...]
    provenance: tuple[Row, ...]
    method: Method
    suppressed: bool
    made_from: Literal["self", "transcribed", "outside"]

    @property
    def answers(self) -> dict[str, AnswerView]:
        """The answers by question."""
        return {answer.id: answer for part in self.register for answer in part.answers}


def story_of(assessment: Assessment, tongue: Tongue, *, internal: bool = False) -> Story:
    """Return the story of an assessment as it is given: publish it first, or say that it is ``internal``."""
    instruments = []
    for held in assessment.instruments:
        steps = steps_of(held, assessment, tongue)
        instruments.append(
            InstrumentView(
                short_title=instrument_short(held, tongue.rulebook, tongue.code),
                standing=standing_of(held, assessment, tongue),
                heat=heat_of(held, tongue),
                nodes=nodes_of(held, assessment, steps, tongue),
                steps=steps,
            )
        )
    return Story(
        language=tongue.code,
        draft=tongue.draft,
        country=tongue.country(assessment.country.code, assessment.country.name),
        code=assessment.country.code,
        fictional=assessment.country.fictional,
        year=assessment.year,
        about=about(assessment, tongue),
        certainty=certainty_of(assessment, tongue),
        four_eyes=assessment.four_eyes,
        instruments=tuple(instruments),
        first_steps=first_steps([held.steps for held in instruments]),
        clashes=clashes_of(assessment, tongue),
        unchecked=unchecked_of(assessment, tongue),
        register=register_of(assessment, [(held.short_title, held.nodes) for held in instruments], tongue),
        decisions=decisions_of(assessment, tongue),
        remarks=remarks_of(assessment),
        provenance=provenance(assessment, tongue),
        method=method_of(assessment, tongue, internal=internal),
        suppressed=not internal,
        made_from="transcribed" if assessment.source == "self" and assessment.transcribed_by else assessment.source,
    )
