"""Contradictions as a report shows them: both sides with their cells, what would settle them, what hangs on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from gapcheck.assessment.clashes import ChangedCell, LevelChange, ScoreChange
from gapcheck.assessment.likeness import ONE_OTHER
from gapcheck.assessment.result import Assessment, ContradictionRecord, RepairRecord, UncheckedRecord
from gapcheck.assessment.rounding import shown
from gapcheck.report.clashes import distinct, figure_words, number_words
from gapcheck.report.spoken.clashes import cut_words, side_words, slip_words
from gapcheck.report.spoken.texts import check_says, provision_title, unchecked_why
from gapcheck.report.story.tongue import Tongue

MOST_REPAIRS = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a failed check: its figure, and the cells it stands in; ``number`` where it is one and no share."""

    value: str
    cells: str
    number: int | float | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """A change of cells that would settle it: each cell with the number it has and the one it would need."""

    changes: tuple[tuple[str, str, str], ...]
    slip: str
    effects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """One contradiction. ``effects`` say what its answers change as they stand; no repair was made."""

    anchor: str
    check: str
    severity: str
    severity_words: str
    says: str
    left: Side | None
    right: Side | None
    difference: str
    outcome: str
    repairs: tuple[Repair, ...]
    more_repairs: int
    effects: tuple[str, ...]
    effects_shown: bool
    cells: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A check that could not run, and what it lacks."""

    check: str
    says: str
    missing: tuple[str, ...]
    cells: str
    why: str


def clashes_of(assessment: Assessment, tongue: Tongue) -> tuple[Clash, ...]:
    """Return the contradictions: errors before warnings, what changes a level before what does not."""
    ranked = sorted(
        enumerate(assessment.contradictions),
        key=lambda one: (one[1].severity != "error", not one[1].changes_a_level, one[0]),
    )
    return tuple(_clash(number, found, tongue) for number, (_, found) in enumerate(ranked, start=1))


def unchecked_of(assessment: Assessment, tongue: Tongue) -> tuple[Unchecked, ...]:
    """Return the checks that could not run for want of an answer."""
    return tuple(_unchecked(entry, tongue) for entry in assessment.unchecked)


def _clash(number: int, found: ContradictionRecord, tongue: Tongue) -> Clash:
    held = distinct(found.repairs) if found.repairs_shown else []
    return Clash(
        anchor=f"c-{number}",
        check=found.check,
        severity=found.severity,
        severity_words=tongue.say(f"severity_{found.severity}"),
        says=check_says(found.check, found.says, tongue.rulebook, tongue.code),
        left=_side(found, "left", tongue),
        right=_side(found, "right", tongue),
        difference="" if found.difference is None or not found.sides_shown else _apart(found, tongue),
        outcome=_outcome(found, len(held) + found.repairs_left_out, tongue),
        repairs=tuple(_repair(repair, tongue) for repair in held[:MOST_REPAIRS]),
        more_repairs=max(0, len(held) - MOST_REPAIRS) + (found.repairs_left_out if held else 0),
        effects=tuple(_effects(found, tongue)),
        effects_shown=found.repairs_shown,
        cells=tongue.cells(found.cells),
        questions=tuple(found.indicators),
    )


def _side(found: ContradictionRecord, side: Literal["left", "right"], tongue: Tongue) -> Side | None:
    if not found.sides_shown:
        return None
    value, cells = (found.left, found.left_cells) if side == "left" else (found.right, found.right_cells)
    words = side_words(found, side, tongue.rulebook, tongue.code)
    number = None if found.share or isinstance(value, bool) or not isinstance(value, (int, float)) else value
    return Side(words or figure_words(value, share=found.share), tongue.cells(cells), number)


def _apart(found: ContradictionRecord, tongue: Tongue) -> str:
    apart = abs(Fraction(str(found.difference)))
    return tongue.say("percentage_points", number=shown(apart * 100, 2)) if found.share else number_words(apart)


def _outcome(found: ContradictionRecord, repairs: int, tongue: Tongue) -> str:
    if not found.repairs_shown:
        return tongue.say("outcome_hidden")
    if found.outcome == "cannot_be_told" and found.cells_tried == 0 and found.difference is not None:
        return tongue.say("outcome_all_reviewed")
    only = found.outcome == "one_cell" and repairs == 1
    words = tongue.say("outcome_this_cell" if only else f"outcome_{found.outcome}")
    return f"{words} {cut_words(tongue.code)}" if found.search_cut else words


def _repair(repair: RepairRecord, tongue: Tongue) -> Repair:
    # That one digit differs is plain to see from both numbers.
    slip = slip_words(repair.slip, tongue.code) if repair.slip and repair.slip != ONE_OTHER else ""
    effects = tuple(_changed(repair.changes, repair.scores, tongue))
    return Repair(tuple(_cell(cell, tongue) for cell in repair.cells), slip, effects)


def _cell(cell: ChangedCell, tongue: Tongue) -> tuple[str, str, str]:
    to = figure_words(cell.to, share=cell.share)
    if cell.most is None and cell.least is not None:
        to = tongue.say("or_more", other=to)
    elif cell.least != cell.most:
        least, most = (figure_words(end, share=cell.share) for end in (cell.least, cell.most))
        to = tongue.say("any_between", other=to, least=least, most=most)
    return cell.cell, figure_words(cell.from_, share=cell.share), to


def _effects(found: ContradictionRecord, tongue: Tongue) -> Iterator[str]:
    for reading in found.readings:
        for words in _changed(reading.changes, reading.scores, tongue):
            yield tongue.say(f"effect_{reading.as_}", effect=words)


def _changed(changes: Sequence[LevelChange], scores: Sequence[ScoreChange], tongue: Tongue) -> Iterator[str]:
    """Yield levels that would be others, then the instruments' own scores; those of provisions follow from them."""
    for change in changes:
        title = provision_title(change.provision, change.title, tongue.rulebook, tongue.code)
        reading = tongue.say(f"reading_{change.reading}")
        yield tongue.say(
            "level_change", clause=change.clause, title=title, reading=reading, before=change.from_, after=change.to
        )
    for score in scores:
        if score.node == score.instrument:
            before, after = tongue.points(score.from_), tongue.points(score.to)
            reading = tongue.say(f"reading_{score.reading}")
            yield tongue.say("score_change", reading=reading, before=before, after=after)


def _unchecked(entry: UncheckedRecord, tongue: Tongue) -> Unchecked:
    says = check_says(entry.check, entry.says, tongue.rulebook, tongue.code)
    return Unchecked(
        entry.check, says, tuple(entry.missing), tongue.cells(entry.cells), unchecked_why(entry, tongue.code)
    )
