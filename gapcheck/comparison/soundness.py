"""Soundness: whether what a result says can be counted with; its hash tells that it is whole, not that it is sane."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from gapcheck.assessment.figures import Score
from gapcheck.assessment.nodes import InstrumentResult, ProvisionTree
from gapcheck.assessment.readings import READINGS
from gapcheck.assessment.result import Assessment
from gapcheck.comparison.ends import nodes_below
from gapcheck.errors import Problem

_EXACT: Final = re.compile(r"[0-9]{1,400}(/[0-9]{1,400})?", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_MOST_TOLD: Final = 5
_MEND: Final = "Write it anew with: gapcheck assess WORKBOOK -f json -o RESULT.json"


def faults(result: Assessment) -> list[Problem]:
    """Return what in a result cannot be counted with, at most five faults, each with its place."""
    found = [*_period(result), *_twice(result)]
    for instrument in result.instruments:
        found.extend(_score(instrument.id, instrument))
        for node in nodes_below(instrument):
            found.extend(_score(node.id, node))
            weight = number(node.weight)
            if weight is None or weight <= 0:
                found.append(_fault(f"{node.id} weight", node.weight, "a number above 0"))
    return found[:_MOST_TOLD]


def number(text: str) -> Fraction | None:
    """Return a number that is not negative, written as results write it (3, or 200/7); None for anything else."""
    if _EXACT.fullmatch(text) is None:
        return None
    whole, _, part = text.partition("/")
    if part and not int(part):
        return None
    return Fraction(int(whole), int(part or "1"))


def _period(result: Assessment) -> Iterator[Problem]:
    days = []
    for name in ("start", "end"):
        text = getattr(result.period, name)
        day = _day(text)
        if day is None:
            expected = f"a day between {_FIRST_YEAR} and {_LAST_YEAR}, such as 2022-12-31"
            yield _fault(f"period.{name}", text, expected)
        else:
            days.append(day)
    if len(days) == 2 and days[0] > days[1]:
        yield _fault("period", f"{days[0]} to {days[1]}", "a first day that is not after the last")


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text and _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _twice(result: Assessment) -> Iterator[Problem]:
    ids = [instrument.id for instrument in result.instruments]
    ids += [node.id for instrument in result.instruments for node in nodes_below(instrument)]
    for place, names in (("instruments", ids), ("answers", [answer.indicator for answer in result.answers])):
        for name, times in Counter(names).items():
            if times > 1:
                yield _fault(place, f"{name} ({times} times)", "each name once")


def _score(name: str, node: InstrumentResult | ProvisionTree) -> Iterator[Problem]:
    score: Score = node.score
    points = []
    for reading in (*READINGS, "coverage"):
        figure = getattr(score, reading)
        exact = None if figure is None else number(figure.exact)
        if figure is not None and (exact is None or exact > 100):
            yield _fault(f"{name} {reading}", figure.exact, "an exact number from 0 to 100, such as 200/7")
        elif reading != "coverage":
            points.append(exact)
    if len(points) == len(READINGS) and len({point is None for point in points}) > 1:
        yield _fault(f"{name} score", "a score in some readings only", "one in all four readings, or in none")


def _fault(where: str, found: str, expected: str) -> Problem:
    shown = found if len(found) <= 60 else f"{found[:60]}..."
    return Problem(f"result {where[:120]}", repr(shown), expected, _MEND)
