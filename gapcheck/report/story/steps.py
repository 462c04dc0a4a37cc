"""Steps: what would raise the documented scores next, and what kind of work each takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from typing import Literal, TypeAlias

from gapcheck.assessment.result import AnswerRecord, Assessment, InstrumentResult, MissingPart
from gapcheck.report.spoken.missing import gap_words
from gapcheck.report.spoken.texts import instrument_short, level_title, provision_title
from gapcheck.report.story.tongue import Tongue

Work: TypeAlias = Literal["answer", "approve", "document", "settle", "act", "hidden"]
MOST = 10


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do: what is missing, what kind of work it is, and in which cells it would be written."""

    words: str
    works: tuple[Work, ...]
    fill: str
    document: str
    see: str


@dataclass(frozen=True, slots=True)
class Step:
    """A leaf's next level: what it takes, and what the instrument's documented score would gain by it alone."""

    rank: int
    instrument: str
    instrument_id: str
    provision: str
    clause: str
    title: str
    level: int
    next_level: int
    next_title: str
    gain: str
    gains: bool
    share: str
    deeds: tuple[Deed, ...]

    @property
    def works(self) -> tuple[Work, ...]:
        """The kinds of work that it takes, each once."""
        return tuple(dict.fromkeys(work for deed in self.deeds for work in deed.works))


def steps_of(instrument: InstrumentResult, assessment: Assessment, tongue: Tongue) -> tuple[Step, ...]:
    """Return the steps of one instrument, in the order of the method: by gain, by share of weight, by id."""
    by_cell = {answer.cell: answer for answer in assessment.answers if answer.cell}
    return tuple(
        Step(
            rank=rank,
            instrument=instrument_short(instrument, tongue.rulebook, tongue.code),
            instrument_id=instrument.id,
            provision=gap.provision,
            clause=gap.clause,
            title=provision_title(gap.provision, gap.title, tongue.rulebook, tongue.code),
            level=gap.level,
            next_level=gap.next_level,
            next_title=level_title(gap.next_level, tongue.rulebook, tongue.code),
            gain=tongue.points(gap.gain),
            gains=Fraction(gap.gain.exact) > 0,  # a gain that is shown as 0.0 is one all the same
            share=tongue.percent(gap.share),
            deeds=tuple(
                _deed(part, words, by_cell, tongue)
                for part, words in zip(
                    gap.missing,
                    gap_words(gap, instrument, assessment, tongue.rulebook, tongue.code),
                    strict=True,
                )
            ),
        )
        for rank, gap in enumerate(instrument.gaps, start=1)
    )


def first_steps(steps: Sequence[Sequence[Step]], most: int = MOST) -> tuple[Step, ...]:
    """Return the steps that are useful first: of each instrument in turn, since their points are not the same.

    Those that gain nothing by themselves come only where nothing else is left.
    """
    in_turn = [step for ranked in zip_longest(*steps) for step in ranked if step is not None]
    return tuple(sorted(in_turn, key=lambda step: not step.gains)[:most])


def _deed(part: MissingPart, words: str, by_cell: Mapping[str, AnswerRecord], tongue: Tongue) -> Deed:
    return Deed(
        words=words,
        works=tuple(_works(part, by_cell)),
        fill=tongue.cells(part.fill),
        document=tongue.cells(part.document),
        see=tongue.cells(part.see),
    )


def _works(part: MissingPart, by_cell: Mapping[str, AnswerRecord]) -> Iterator[Work]:
    """Yield what kind of work closes it; one thing may need more than one.

    To answer, to have “not applicable” approved, to name a document, to settle a contradiction, or to act.
    """
    waiting = {cell for cell in part.fill if cell in by_cell and by_cell[cell].status == "not_applicable"}
    contested = {cell for cell in part.see if cell in by_cell and by_cell[cell].contested}
    if set(part.fill) - waiting:
        yield "answer"
    if waiting:
        yield "approve"
    if part.document:
        yield "document"
    if contested:
        yield "settle"
    if set(part.see) - contested:
        yield "act"
    if not part.indicators:
        yield "hidden"
