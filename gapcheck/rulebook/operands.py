"""Operands of criteria, read according to the type of their indicator."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.entries import Fault, FaultsError, share
from gapcheck.rulebook.model import NUMERIC, Indicator
from gapcheck.rulebook.numbers import is_percentage, iso_hint, parse_day, parse_number
from gapcheck.rulebook.words import near, quoted

Operand: TypeAlias = frozenset[str] | Fraction | date | int | None

COMPARISONS = ("at_least", "at_most", "more_than", "less_than")
_MEMBERSHIP = ("is", "is_not")
_INCLUSION = ("includes", "includes_any")
_PERIOD = ("during_period", "by_period_end")
_FROM_A_TABLE = "with {rows: ...} or {column: ...}, and write the criterion on that"
MOST_MONTHS = 1200
_MONTHS = re.compile(r"[1-9][0-9]{0,3}")


def operators_for(indicator: Indicator) -> tuple[str, ...]:
    """Return the operators that an indicator of this type takes."""
    if indicator.type in ("choice", "yes_no"):
        return _MEMBERSHIP
    if indicator.type == "choices":
        return (*_INCLUSION, *COMPARISONS)
    if indicator.type in NUMERIC:
        return COMPARISONS
    if indicator.type == "date":
        return ("on_or_after", "before", *_PERIOD, "within_months")
    return ()


def read_operand(test: Test, indicator: Indicator) -> Operand:
    """Return a criterion's operand as a value: codes, an exact number, a date or a number of months.

    Raises FaultsError (a ValueError), saying what was found and expected, where operator or operand do not fit
    the indicator's type.
    """
    allowed = operators_for(indicator)
    operator, operand = test.operator, test.operand
    if operator not in allowed:
        found = f"{operator!r} on {indicator.id}, which is of type {indicator.type}"
        if not allowed:
            mend = f"Derive a figure from it, {_FROM_A_TABLE}." if indicator.type == "table" else ""
            raise FaultsError(Fault(found, f"no criterion on a {indicator.type}", mend, at=(operator,), key=True))
        raise FaultsError(Fault(found, f"one of {', '.join(allowed)}", at=(operator,), key=True))
    if isinstance(operand, tuple):
        return _codes(operator, operand, indicator)
    if operator in COMPARISONS:
        return _number(operator, operand, indicator)
    if operator in _PERIOD:
        return None
    if operator == "within_months":
        if not _MONTHS.fullmatch(operand) or int(operand) > MOST_MONTHS:
            raise FaultsError(Fault(quoted(operand), "a whole number of months, such as 12", at=(operator,)))
        return int(operand)
    return _date(operator, operand)


def compare(value: Fraction, operator: str, bound: Fraction) -> bool:
    """Return whether a number stands in a relation (at_least, at_most, more_than, less_than) to a bound."""
    match operator:
        case "at_least":
            return value >= bound
        case "at_most":
            return value <= bound
        case "more_than":
            return value > bound
        case "less_than":
            return value < bound
    raise AssertionError(operator)  # pragma: no cover - operators are validated with the rulebook


def _codes(operator: str, codes: tuple[str, ...], indicator: Indicator) -> frozenset[str]:
    for index, code in enumerate(codes):
        if code not in indicator.codes:
            found = f"the unknown code {quoted(code)}"
            expected = f"a code of {indicator.id}: {', '.join(indicator.codes)}"
            raise FaultsError(Fault(found, expected, near(code, indicator.codes), at=(operator, index)))
    return frozenset(codes)


def _date(operator: str, operand: str) -> date:
    try:
        return parse_day(operand)
    except ValueError:
        expected = "a date such as 2022-12-31"
        raise FaultsError(Fault(quoted(operand), expected, iso_hint(operand), at=(operator,))) from None


def _number(operator: str, operand: str, indicator: Indicator) -> Fraction:
    if indicator.type == "share":
        try:
            return share(operand)
        except FaultsError as error:
            raise FaultsError(*(fault._replace(at=(operator,)) for fault in error.faults)) from None
    found = quoted(operand)
    try:
        number = parse_number(operand)
    except ValueError:
        raise FaultsError(Fault(found, "a number such as 25", at=(operator,))) from None
    if is_percentage(operand):
        expected = f"a plain number, since {indicator.id} is of type {indicator.type}"
        raise FaultsError(Fault(found, expected, "Use an indicator of type share for per cents.", at=(operator,)))
    if indicator.type in ("count", "choices") and number.denominator != 1:
        raise FaultsError(
            Fault(found, f"a whole number, since {indicator.id} is of type {indicator.type}", at=(operator,))
        )
    return number
