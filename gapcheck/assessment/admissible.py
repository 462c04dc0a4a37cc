"""Admissible values: every number that one cell could hold so that no check it takes part in fails."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import Final, NamedTuple

from gapcheck.assessment.cells import Changes, NumberCell
from gapcheck.assessment.intervals import EVERYTHING, Interval, meet, where
from gapcheck.assessment.ties import Comparison, Tie

VALUES: Final = 25
"""So many values of one cell are told one by one; of more, the nearest is told with both ends."""


class Value(NamedTuple):
    """A number that a cell could hold, and the ends of the run of numbers that would do as well as it.

    ``most`` is None where the run has no end.
    """

    number: Fraction
    least: Fraction
    most: Fraction | None


def admissible(cell: NumberCell, ties: Sequence[Tie], failed: Sequence[Tie], changes: Changes) -> list[Value]:
    """Return the values of a cell, none negative, at which none of its ties fails and one of the failed ones holds.

    A tie can turn only at some values: where its sides meet, at the edges of what rounds alike, at a bound, at a pole.
    Between two of these one value tells for all, so that the answer is exact. Where a tie cannot be solved for the cell
    (it stands on both sides of a quotient, say), only the values that the other ties leave are tried.
    """
    held: Sequence[Interval] = EVERYTHING
    solved = True
    # What failed leaves the least, and is asked first.
    for tie in [*failed, *(tie for tie in ties if tie not in failed)]:
        allowed = _allowed(tie, cell, changes)
        if allowed is None:
            solved = False
            continue
        held = meet(held, allowed)
        if not held:
            return []
        if all(interval.low == interval.high for interval in held):
            break  # of a few numbers it is soon asked, below, whether every tie takes them
    values = (value for interval in held for value in _values(interval, cell, ties, failed))
    fitting = [value for value in values if _fits(cell, value.number, ties, failed, changes)]
    return fitting if solved else [Value(value.number, value.number, value.number) for value in fitting]


def _allowed(tie: Tie, cell: NumberCell, changes: Changes) -> Sequence[Interval] | None:
    """Return the values of a cell at which a tie does not fail; None where they cannot be told."""
    balance = tie.balance if isinstance(tie, Comparison) else None
    if balance is not None:
        return balance.solved(cell, changes)
    points = tie.turning_points(cell, changes)
    return None if points is None else where(partial(_stands, tie, cell, changes), points)


def _stands(tie: Tie, cell: NumberCell, changes: Changes, value: Fraction) -> bool:
    return tie.holds({**changes, cell: value}) is not False


def _values(interval: Interval, cell: NumberCell, ties: Sequence[Tie], failed: Sequence[Tie]) -> list[Value]:
    """Return the values of an interval to tell, as the cell is written: whole numbers, or so many decimals.

    Of a few that an equation allows each is told, for one is as good as the next; else the nearest to what is held. A
    quotient may ask for a number that no decimals give, such as a third: then it is that number.
    """
    point = interval.low
    if point == interval.high:
        return [Value(point, point, point)] if cell.kind != "count" or point.denominator == 1 else []
    step = _step(cell, ties)
    ends = interval.written(step)
    if ends is None:
        return []
    least, most = ends
    equation = any(_is_equation(tie) for tie in failed)
    if most is not None and equation and (most - least) / step < VALUES:
        return [Value(least + number * step, least, most) for number in range(int((most - least) / step) + 1)]
    nearest = max(least, cell.value if most is None else min(cell.value, most))
    return [Value(nearest, least, most)]


def _fits(cell: NumberCell, value: Fraction, ties: Sequence[Tie], failed: Sequence[Tie], changes: Changes) -> bool:
    thought = {**changes, cell: value}
    return any(tie.holds(thought) for tie in failed) and all(tie.holds(thought) is not False for tie in ties)


def _step(cell: NumberCell, ties: Sequence[Tie]) -> Fraction:
    """Return the distance between two neighbours as the cell is written, or as a check reads it."""
    if cell.kind == "count":
        return Fraction(1)
    printed = [
        tie.check.as_printed + (2 if tie.share else 0)
        for tie in ties
        if isinstance(tie, Comparison) and tie.check.as_printed is not None
    ]
    return Fraction(1, 10 ** max([cell.decimals, *printed]))


def _is_equation(tie: Tie) -> bool:
    return isinstance(tie, Comparison) and tie.check.equal is not None
