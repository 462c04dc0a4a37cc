"""Operands of criteria, read according to the type of their indicator."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TypeAlias

from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.model import NUMERIC, Indicator
from gapcheck.rulebook.numbers import is_percentage, parse_number

Operand: TypeAlias = frozenset[str] | Fraction | date | int | None

COMPARISONS = ("at_least", "at_most", "more_than", "less_than")
_MEMBERSHIP = ("is", "is_not")
_INCLUSION = ("includes", "includes_any")
_PERIOD = ("during_period", "by_period_end")


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

    Raises ValueError, saying what was expected, where operator or operand do not fit the indicator's type.
    """
    allowed = operators_for(indicator)
    if test.operator not in allowed:
        kinds = ", ".join(allowed) if allowed else "no criterion at all"
        raise ValueError(f"an indicator of type {indicator.type} takes {kinds}")
    operand = test.operand
    if isinstance(operand, tuple):
        unknown = [code for code in operand if code not in indicator.codes]
        if unknown:
            raise ValueError(f"one of the codes {', '.join(indicator.codes)}")
        return frozenset(operand)
    if test.operator in COMPARISONS:
        return _number(operand, indicator)
    if test.operator in _PERIOD:
        return None
    if test.operator == "within_months":
        if not operand.isdecimal() or not 1 <= int(operand) <= 1200:
            raise ValueError("a whole number of months, such as 12")
        return int(operand)
    try:
        return date.fromisoformat(operand)
    except ValueError:
        raise ValueError("a date such as 2022-12-31") from None


def _number(operand: str, indicator: Indicator) -> Fraction:
    number = parse_number(operand)
    if indicator.type == "share":
        if not 0 <= number <= 1:
            raise ValueError("a share such as 75%")
    elif is_percentage(operand):
        raise ValueError(f"a plain number, since {indicator.id} is of type {indicator.type}")
    if indicator.type in ("count", "choices") and number.denominator != 1:
        raise ValueError("a whole number")
    return number
