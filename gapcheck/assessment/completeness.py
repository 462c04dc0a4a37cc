"""Completeness: how much of a workbook is filled in, sheet by sheet, and on what it rests."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import PILLARS, Indicator
from gapcheck.workbook.answers import Answer, Grade, Status, Table
from gapcheck.workbook.places import split_place
from gapcheck.workbook.texts import matching

State: TypeAlias = Literal["answered", "special", "to_correct", "blank"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions a sheet asks, and what became of them: the last four add up to the first.

    ``documented`` of the answered ones name a document with its date; None where that cannot be told, because the
    Start sheet cannot be read. ``to_correct`` has something in it that cannot be read.
    """

    questions: int
    answered: int
    documented: int | None
    special: int
    to_correct: int
    blank: int

    def __add__(self, other: Tally) -> Tally:
        known = self.documented is not None and other.documented is not None
        return Tally(
            self.questions + other.questions,
            self.answered + other.answered,
            (self.documented or 0) + (other.documented or 0) if known else None,
            self.special + other.special,
            self.to_correct + other.to_correct,
            self.blank + other.blank,
        )


@dataclass(frozen=True, slots=True)
class TableTally:
    """What a table sheet holds: how many rows can be read, and whether it answers its question."""

    sheet: str
    rows: int
    state: State


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much is filled in: of each sheet of questions by its name, in all, and of each table."""

    sheets: Mapping[str, Tally]
    tables: tuple[TableTally, ...]

    @property
    def total(self) -> Tally:
        """All sheets together."""
        return sum(self.sheets.values(), Tally(0, 0, 0, 0, 0, 0))


def completeness(
    answers: Mapping[str, Answer], wrong: Collection[str], rulebook: Rulebook, *, graded: bool, part: bool
) -> Completeness:
    """Count the answers of a workbook in which the places ``wrong`` cannot be read.

    Without ``graded`` it cannot be told what is documented; of a ``part`` only the questions in it count.
    """
    sheets, lost = _sheets(wrong), lost_sheets(answers, wrong)
    states: dict[str, State] = {}
    for indicator in rulebook.asked():
        answer = answers[indicator.id]
        if part and "!" not in answer.cell:
            continue
        in_table = indicator.type == "table" and matching(indicator.id) in sheets
        unreadable = answer.cell in wrong or in_table or indicator.pillar in lost
        states[indicator.id] = "to_correct" if unreadable else _state(answer)
    asked = [indicator for indicator in rulebook.asked() if indicator.id in states]
    by_pillar = {pillar: [entry for entry in asked if entry.pillar == pillar] for pillar in PILLARS}
    return Completeness(
        {
            pillar.capitalize(): _tally(entries, states, answers, graded=graded)
            for pillar, entries in by_pillar.items()
            if entries
        },
        tuple(_table(entry, states[entry.id], answers[entry.id]) for entry in asked if entry.type == "table"),
    )


def lost_sheets(answers: Mapping[str, Answer], wrong: Collection[str]) -> frozenset[str]:
    """Return the pillars whose sheets have an error that lets no row be found: what they hold, nobody knows."""
    with_rows = {matching(split_place(answer.cell)[0]) for answer in answers.values() if "!" in answer.cell}
    return frozenset(pillar for pillar in PILLARS if pillar in _sheets(wrong) - with_rows)


def _sheets(places: Collection[str]) -> frozenset[str]:
    return frozenset(matching(split_place(place)[0]) for place in places)


def _state(answer: Answer) -> State:
    if answer.status is Status.ANSWERED:
        return "answered"
    return "blank" if answer.status is Status.BLANK else "special"


def _tally(
    asked: list[Indicator], states: Mapping[str, State], answers: Mapping[str, Answer], *, graded: bool
) -> Tally:
    found = [states[indicator.id] for indicator in asked]
    documented = sum(
        states[indicator.id] == "answered" and answers[indicator.id].grade is not Grade.CLAIMED for indicator in asked
    )
    return Tally(
        questions=len(asked),
        answered=found.count("answered"),
        documented=documented if graded else None,
        special=found.count("special"),
        to_correct=found.count("to_correct"),
        blank=found.count("blank"),
    )


def _table(indicator: Indicator, state: State, answer: Answer) -> TableTally:
    rows = len(answer.value.rows) if isinstance(answer.value, Table) else 0
    return TableTally(indicator.id, rows, state)
