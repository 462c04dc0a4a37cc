"""Checks that the workbook makes itself: the rulebook's consistency checks as plain formulas.

The officer sees at once what contradicts itself, in Excel, LibreOffice, WPS and Google Sheets. The formulas use few
functions, those that work alike in all of them, and speak up only where the contradiction is certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.book import references
from gapcheck.rulebook.criteria import Check, Criterion, Test
from gapcheck.rulebook.expressions import Expression
from gapcheck.rulebook.numbers import parse_number
from gapcheck.workbook.live.criteria import truth
from gapcheck.workbook.live.figures import Figures
from gapcheck.workbook.live.rows import contradicted_in_a_row
from gapcheck.workbook.live.terms import (
    FALSE,
    Addresses,
    Figure,
    Unwritable,
    both,
    constant,
    literal,
    slack,
    where,
)
from gapcheck.workbook.words import Words

__all__ = ["Addresses", "LiveCheck", "live_checks"]

LONGEST: Final = 8_000  # characters; Excel takes 8,192
DEEPEST: Final = 64  # levels of brackets, Excel's limit for functions


@dataclass(frozen=True, slots=True)
class LiveCheck:
    """A consistency check as a formula (without "="): TRUE where it is surely contradicted, else FALSE.

    ``indicators`` are the questions that it rests on.
    """

    id: str
    severity: Literal["error", "warning"]
    says: Mapping[str, str]
    indicators: tuple[str, ...]
    formula: str


def live_checks(
    rulebook: Rulebook, addresses: Addresses, *, words: Words, country: str | None = None
) -> tuple[LiveCheck, ...]:
    """Return the checks that plain formulas can make in a workbook, in the rulebook's order.

    A check is left out where a formula cannot tell for certain (dates, several options in one cell, rows of two
    tables), where the workbook does not ask what it needs, and, without a country, where it needs a country fact.
    """
    figures = Figures(rulebook, addresses, words, country)
    return tuple(made for check in rulebook.checks if (made := _made(check, figures)) is not None)


def _made(check: Check, figures: Figures) -> LiveCheck | None:
    try:
        contradicted = _contradicted(check, figures)
    except Unwritable:
        return None
    # Whatever is still an error, of a cell that is one, comes to FALSE: an error is no number.
    formula = f'ISNUMBER(IF({contradicted},1,""))'
    if contradicted == FALSE or len(formula) >= LONGEST or _depth(formula) >= DEEPEST:
        return None
    indicators = tuple(dict.fromkeys(_questions(check, figures.rulebook)))
    return LiveCheck(check.id, check.severity, check.told, indicators, formula)


def _contradicted(check: Check, figures: Figures) -> str:
    if check.implies is not None:
        return both([truth(check.implies.if_, figures).met, truth(check.implies.then, figures).not_met])
    sides = check.equal or check.at_most
    if sides is None:
        raise Unwritable(check.id)  # dates are typed as text
    if check.each_row is not None:
        return contradicted_in_a_row(check, sides, figures)
    left, right = (figures.figure(side) for side in sides)
    known = both([left.known, right.known])
    if check.at_most is not None:
        off = slack(left, right)
        return where(known, f"{left.value}>{right.value}{'+' + off if off else ''}")
    if check.as_printed is not None:
        scale = 100 if any(figures.is_share(side) for side in sides) else 1
        return where(known, _printed_apart(left, right, scale, check.as_printed))
    return where(known, _apart(left, right, check.tolerance))


def _apart(left: Figure, right: Figure, tolerance: str | None) -> str:
    if tolerance is None and not slack(left, right):
        return f"{left.value}<>{right.value}"
    allowed = constant(parse_number(tolerance or "0"))
    # The distance of two decimals is a calculation, unless all three are whole.
    whole = left.whole and right.whole and allowed.whole
    off = "" if whole else f"+{slack(*(Figure(side.known, side.value, side.size) for side in (left, right)))}"
    return f"ABS({left.value}-{right.value})>{allowed.value}{off}"


def _printed_apart(left: Figure, right: Figure, scale: int, decimals: int) -> str:
    """Return that two figures differ once rounded half away from zero.

    A nudge makes a half of what binary floats keep just below it; equal roundings may differ in their last bit.
    """
    nudge = f"1E-{max(9, decimals + 2)}"
    times = f"*{scale}" if scale != 1 else ""
    sides = [f"IF({side.value}<0,-1,1)*ROUND(ABS({side.value}){times}+{nudge},{decimals})" for side in (left, right)]
    return f"ABS({'-'.join(sides)})>{literal(Fraction(1, 2 * 10**decimals))}"


def _questions(check: Check, rulebook: Rulebook) -> Iterator[str]:
    """Yield the questions that a check rests on; the columns of the row at hand are those of its table."""
    row: set[str] = set()
    for table in (check.each_row, check.match):
        if table is not None:
            yield table
            row |= set(rulebook.indicators[table].columns)
    sides: tuple[Expression, ...] = check.equal or check.at_most or ()
    names = [name for side in sides for name in references(side) if name not in row]
    if check.implies is not None:
        names = [*_tested(check.implies.if_), *_tested(check.implies.then)]
    for name in names:
        yield from rulebook.underlying(name)


def _tested(criterion: Criterion) -> Iterator[str]:
    if isinstance(criterion, Test):
        yield criterion.indicator
        return
    for part in getattr(criterion, "any", ()) or getattr(criterion, "all", ()):
        yield from _tested(part)


def _depth(formula: str) -> int:
    deepest = level = 0
    for sign in _outside_texts(formula):
        level += (sign == "(") - (sign == ")")
        deepest = max(deepest, level)
    return deepest


def _outside_texts(formula: str) -> str:
    # Texts stand between every other pair of quotation marks; a doubled one within a text closes and opens it.
    return "".join(formula.split('"')[::2])
