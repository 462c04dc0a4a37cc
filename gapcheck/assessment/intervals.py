"""Intervals: sets of numbers from 0 on, each a run between two ends that belong to it or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple


class Interval(NamedTuple):
    """The numbers between two ends; ``high`` is None where it has no end, and an end that is ``in`` belongs to it."""

    low: Fraction
    high: Fraction | None
    low_in: bool = True
    high_in: bool = True

    def meet(self, other: Interval) -> Interval | None:
        """Return what two intervals share, if anything."""
        low, low_in = max((self.low, not self.low_in), (other.low, not other.low_in))
        ends = [(end.high, end.high_in) for end in (self, other) if end.high is not None]
        high, high_in = min(ends) if ends else (None, False)
        if high is not None and (low > high or (low == high and (low_in or not high_in))):
            return None
        return Interval(low, high, not low_in, high_in)

    def steps(self, step: Fraction) -> tuple[int, int | None] | None:
        """Return the least and the most whole number of steps in it, if there is one."""
        least, over = divmod(self.low.numerator * step.denominator, self.low.denominator * step.numerator)
        if over or not self.low_in:
            least += 1
        if self.high is None:
            return least, None
        most, over = divmod(self.high.numerator * step.denominator, self.high.denominator * step.numerator)
        if not over and not self.high_in:
            most -= 1
        return (least, most) if least <= most else None

    def written(self, step: Fraction) -> tuple[Fraction, Fraction | None] | None:
        """Return the least and the most number in it that is a whole number of steps, if there is one."""
        ends = self.steps(step)
        if ends is None:
            return None
        least, most = ends
        return least * step, None if most is None else most * step


EVERYTHING = (Interval(Fraction(0), None),)


def where(holds: Callable[[Fraction], bool], points: Iterable[Fraction]) -> list[Interval]:
    """Return the numbers from 0 on at which something holds that can turn only at some points."""
    ordered = sorted({Fraction(0), *(point for point in points if point > 0)})
    pieces = [piece for piece in _pieces(ordered) if holds(_inside(piece))]
    return list(_joined(pieces))


def meet(one: Sequence[Interval], other: Sequence[Interval]) -> list[Interval]:
    """Return what two sets share."""
    return [shared for left in one for right in other if (shared := left.meet(right)) is not None]


def _pieces(points: Sequence[Fraction]) -> Iterator[Interval]:
    for point, following in pairwise([*points, None]):
        if point is not None:
            yield Interval(point, point)
            yield Interval(point, following, low_in=False, high_in=False)


def _inside(piece: Interval) -> Fraction:
    if piece.high is None:
        return piece.low + 1
    return piece.low if piece.low == piece.high else (piece.low + piece.high) / 2


def _joined(pieces: Sequence[Interval]) -> Iterator[Interval]:
    """Yield pieces in order, those that touch as one: a point touches the open spaces beside it."""
    held: Interval | None = None
    for piece in pieces:
        if held is not None and held.high == piece.low and (held.high_in or piece.low_in):
            held = Interval(held.low, piece.high, held.low_in, piece.high_in)
        else:
            if held is not None:
                yield held
            held = piece
    if held is not None:
        yield held
