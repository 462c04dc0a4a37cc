"""Breaking points: the values of one number at which a figure made from it reaches a threshold, exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import islice
from math import ceil, floor
from typing import TypeAlias

Curve: TypeAlias = Callable[[Fraction], Fraction | None]

_PROBES = tuple(map(Fraction, (7, 11, 13, 17, 19, 23, 29, 31)))
_NEAR = Fraction(1, 1000)


def reaches(curve: Curve, target: Fraction) -> Fraction | None:
    """Return where a figure is a value; None where it never is, or is no quotient of two straight lines.

    Such a figure, (a x + b) / (x + c) or a x + b, is known from a few of its points.
    """
    points = list(islice(((x, y) for x in _PROBES if (y := curve(x)) is not None), 4))
    if len(points) < 4:
        return None
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    slope = (y1 - y0) / (x1 - x0)
    if all(y - y0 == slope * (x - x0) for x, y in points):
        return x0 + (target - y0) / slope if slope else None
    # y (x + c) = a x + b, less the same at the first point: a (x - x0) - c (y - y0) = y x - y0 x0
    p1, q1, r1 = x1 - x0, y0 - y1, y1 * x1 - y0 * x0
    p2, q2, r2 = x2 - x0, y0 - y2, y2 * x2 - y0 * x0
    whole = p1 * q2 - p2 * q1
    if not whole:
        return None
    a, c = (r1 * q2 - r2 * q1) / whole, (p1 * r2 - p2 * r1) / whole
    b = y0 * (x0 + c) - a * x0
    if y3 * (x3 + c) != a * x3 + b or a == target:
        return None
    return (target * c - b) / (a - target)


def beside(roots: Iterable[Fraction], *, whole: bool) -> Iterator[Fraction]:
    """Yield a value on, just above and just below each of some points: whole numbers, where only they are answers."""
    for root in roots:
        if whole:
            yield from map(Fraction, (floor(root) - 1, floor(root), ceil(root), ceil(root) + 1))
        else:
            yield from (root, root + _NEAR, root - _NEAR)
