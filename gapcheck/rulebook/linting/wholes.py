"""Wholes: what ratios are divided by, whether it can be zero, and what numbers a figure can be."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.expressions import Cell, Column, Difference, Expression, Name, Ratio, Rows, Sum
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.numbers import is_number, parse_number

Bound: TypeAlias = Fraction | float
"""An exact number, or minus infinity where there is no least one."""


@dataclass(frozen=True, slots=True)
class Share:
    """A ratio, the indicator that is derived as it, and its whole with every derived name worked out."""

    owner: Indicator
    whole: Expression


def ratios_in(indicator: Indicator, rulebook: Rulebook) -> list[Share]:
    """Return the ratios that a figure rests on, through derivations, each whole once."""
    found: dict[Expression, Share] = {}
    for share in _ratios(indicator, rulebook):
        found.setdefault(share.whole, share)
    return list(found.values())


def _ratios(indicator: Indicator, rulebook: Rulebook) -> Iterator[Share]:
    for part in _parts(indicator.derived) if indicator.derived is not None else ():
        if isinstance(part, Ratio):
            yield Share(indicator, worked_out(part.ratio[1], rulebook))
        elif isinstance(part, Name) and part.name in rulebook.indicators:
            yield from _ratios(rulebook.indicators[part.name], rulebook)


def _parts(expression: Expression) -> Iterator[Expression]:
    yield expression
    for inner in _inner(expression):
        yield from _parts(inner)


def _inner(expression: Expression) -> tuple[Expression, ...]:
    match expression:
        case Sum(sum=terms):
            return terms
        case Difference(difference=pair) | Ratio(ratio=pair):
            return pair
    return ()


def worked_out(expression: Expression, rulebook: Rulebook) -> Expression:
    """Return an expression with the name of a derived figure replaced by what it is derived from."""
    if isinstance(expression, Name):
        indicator = rulebook.indicators.get(expression.name)
        if indicator is not None and indicator.derived is not None:
            return worked_out(indicator.derived, rulebook)
    return expression


def itself(indicator: Indicator, rulebook: Rulebook) -> Expression:
    """Return what an indicator is as a whole of ratios: its own name, or what it is derived from."""
    return worked_out(Name(name=indicator.id), rulebook)


def least(expression: Expression, rulebook: Rulebook) -> Bound:
    """Return a number that an expression is never below: answers are 0 or more, facts of countries are known."""
    match expression:
        case Name(name=name):
            return _least_of(name, rulebook)
        case Sum(sum=terms):
            return sum((least(term, rulebook) for term in terms), start=Fraction(0))
        case Difference():
            return -math.inf
        case Ratio(ratio=pair):
            return Fraction(0) if all(least(part, rulebook) >= 0 for part in pair) else -math.inf
    return Fraction(0)


def _least_of(name: str, rulebook: Rulebook) -> Bound:
    if is_number(name):
        return parse_number(name)
    indicator = rulebook.indicators.get(name)
    if indicator is None:
        facts = [country.facts[name].value for country in rulebook.countries.values() if name in country.facts]
        return min(facts, default=Fraction(0))
    return Fraction(0) if indicator.derived is None else least(indicator.derived, rulebook)


def is_whole_number(indicator: Indicator, rulebook: Rulebook) -> bool:
    """Return whether every value of a figure is a whole number."""
    if indicator.type != "count":
        return False
    if indicator.derived is None:
        return True
    return all(_is_whole(part, rulebook) for part in _parts(indicator.derived))


def _is_whole(part: Expression, rulebook: Rulebook) -> bool:
    match part:
        case Sum() | Difference() | Rows():
            return True
        case Name(name=name) if name in rulebook.indicators:
            return is_whole_number(rulebook.indicators[name], rulebook)
        case Column(column=column):
            table, _, name = column.partition(".")
            return rulebook.indicators[table].columns[name].type == "count"
        case Cell(cell=(table, _, name)):
            return rulebook.indicators[table].columns[name].type == "count"
        case Name(name=name):
            return is_number(name) and parse_number(name).denominator == 1
    return False
