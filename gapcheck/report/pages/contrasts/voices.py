"""Two voices: what a state says of itself beside what an outsider says; neither is measured by the other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from gapcheck.assessment.figures import LevelsReached
from gapcheck.comparison.result import SideRecord
from gapcheck.comparison.voice_records import TwoVoices, VoiceAnswer
from gapcheck.report.pages.contrasts.sources import Row, provenance
from gapcheck.report.pages.contrasts.voice import SaidView, Voice

FINDINGS: Final = ("state_claims", "differ", "agree", "in_words", "state_only", "outside_only")
_BOTH: Final = ("state_claims", "differ", "agree", "in_words")


@dataclass(frozen=True, slots=True)
class Answered:
    """One question, as each of the two answers it; a side that is silent says so."""

    question: str
    state: SaidView
    outside: SaidView


@dataclass(frozen=True, slots=True)
class FindingView:
    """The questions on which two voices stand in one way to each other."""

    key: str
    name: str
    number: int
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class VoicedLeaf:
    """The levels of a provision by each voice, as documented / claimed / possible."""

    clause: str
    title: str
    id: str
    instrument: str
    state: str
    outside: str


@dataclass(frozen=True, slots=True)
class VoicesView:
    """Two voices side by side; ``unsaid`` are the questions of which it may not be said how they stand."""

    anchor: str
    country: str
    code: str
    fictional: bool
    state: SideRecord
    outside: SideRecord
    findings: tuple[FindingView, ...]
    neither: int
    leaves: tuple[VoicedLeaf, ...]
    unsaid: tuple[str, ...]
    provenance: tuple[Row, ...]


def voices_of(held: TwoVoices, anchor: str, country: str, unsaid: Collection[str], voice: Voice) -> VoicesView:
    """Return two voices; ``unsaid`` are the questions of which a number is not shown."""
    told = {answer.indicator for answer in held.answers}
    # Where only one of the two speaks, another level says nothing but that the other is silent.
    both = {name for answer in held.answers if answer.finding in _BOTH for name in answer.provisions}
    asked = [item.id for item in voice.tongue.rulebook.asked()]
    return VoicesView(
        anchor=anchor,
        country=country,
        code=held.state.country,
        fictional=held.state.fictional,
        state=held.state,
        outside=held.outside,
        findings=tuple(_finding(key, held, voice) for key in FINDINGS),
        neither=held.neither_speaks,
        leaves=tuple(
            VoicedLeaf(
                leaf.clause,
                voice.provision(leaf.provision, leaf.title),
                leaf.provision,
                voice.short(leaf.instrument),
                _levels(leaf.state),
                _levels(leaf.outside),
            )
            for leaf in held.leaves
            if leaf.differ and leaf.provision in both and leaf.state is not None and leaf.outside is not None
        ),
        unsaid=tuple(voice.question(name, name) for name in asked if name in unsaid and name not in told),
        provenance=tuple(provenance((held.state, held.outside), voice)),
    )


def _finding(key: str, held: TwoVoices, voice: Voice) -> FindingView:
    answers = [answer for answer in held.answers if answer.finding == key]
    return FindingView(
        key, voice.say(f"cmp_finding_{key}"), len(answers), tuple(_answered(answer, voice) for answer in answers)
    )


def _answered(answer: VoiceAnswer, voice: Voice) -> Answered:
    return Answered(
        voice.question(answer.indicator, answer.question),
        voice.said(answer.state, answer.indicator),
        voice.said(answer.outside, answer.indicator),
    )


def _levels(levels: LevelsReached | None) -> str:
    return "" if levels is None else f"{levels.documented} / {levels.claimed} / {levels.possible}"
