"""The checks over a workbook that may not be whole: what the answers that can be read say against each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from gapcheck.assessment.consistency import Contradiction, Side
from gapcheck.assessment.contradictions import run_checks
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.reviews import apply_reviews
from gapcheck.assessment.rounding import half_up, shown
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import AnyCriteria, Check, Criterion, Test
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Answer, Status, Table
from gapcheck.workbook.places import ranges, split_place
from gapcheck.workbook.sheets.start import Start
from gapcheck.workbook.texts import matching

_OF_THE_PERIOD = frozenset({"during_period", "by_period_end", "within_months"})
_MOST_CELLS = 6


def sound_ledger(
    answers: Mapping[str, Answer], wrong: Collection[str], start: Start | None, rulebook: Rulebook
) -> Ledger:
    """Return the answers of a workbook in which the places ``wrong`` cannot be read, none of them contested yet.

    What cannot be read is unknown, so that nothing is found wrong because of it: an answer, a table of which rows
    or columns are missing, and, where ``start`` is None, the period and the country.
    """
    if start is None:
        rulebook = replace(rulebook, checks=tuple(check for check in rulebook.checks if not _of_the_period(check)))
    sound = {name: _sound(answer, rulebook.indicators[name], wrong) for name, answer in answers.items()}
    return Ledger(
        rulebook=rulebook,
        country=start.country if start else "",
        period_start=start.period_start if start else date.min,
        period_end=start.period_end if start else date.max,
        entries=apply_reviews(sound, ()),
    )


def contradictions(
    answers: Mapping[str, Answer], wrong: Collection[str], start: Start | None, rulebook: Rulebook
) -> tuple[Contradiction, ...]:
    """Return every failed check over the answers that can be read, which ``sound_ledger`` tells."""
    return run_checks(sound_ledger(answers, wrong, start, rulebook)).contradictions


def sides_in_words(found: Contradiction) -> str:
    """Return what a contradiction found: both sides, each with its cells."""
    left = _side(found.left, found.left_cells, found)
    right = _side(found.right, found.right_cells, found)
    return f"{left}, against {right}"


def _sound(answer: Answer, indicator: Indicator, wrong: Collection[str]) -> Answer:
    """Return an answer, or a blank where it is a table that is not all there."""
    if not isinstance(answer.value, Table):
        return answer
    # A figure that cannot be read is unknown in its row. A row without its key, or a heading, is missing whole.
    blank = {
        cell.cell
        for row in answer.value.rows
        for name, cell in row.items()
        if cell.value is None and name != indicator.key_column
    }
    sheet = matching(indicator.id)
    if all(place in blank or matching(split_place(place)[0]) != sheet for place in wrong):
        return answer
    return replace(answer, status=Status.BLANK, value=None)


def _of_the_period(check: Check) -> bool:
    return check.implies is not None and any(map(_asks_the_period, (check.implies.if_, check.implies.then)))


def _asks_the_period(criterion: Criterion) -> bool:
    if isinstance(criterion, Test):
        return criterion.operator in _OF_THE_PERIOD
    return any(map(_asks_the_period, criterion.any if isinstance(criterion, AnyCriteria) else criterion.all))


def _side(value: Side, cells: tuple[str, ...], found: Contradiction) -> str:
    if isinstance(value, Fraction):
        if found.share:
            words = f"{shown(value * 100, 2)} %"
        else:
            words = f"{int(value):,}" if value.denominator == 1 else shown(half_up(value, 2), 2)
    else:
        words = str(value)
    if not cells:
        return words
    listed = ranges(cells)
    more = f" and {len(listed) - _MOST_CELLS} more" if len(listed) > _MOST_CELLS else ""
    return f"{words} ({', '.join(listed[:_MOST_CELLS])}{more})"
