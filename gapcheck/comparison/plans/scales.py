"""Scales: what bounds a number, and what is large beside the others."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil
from typing import Final

from gapcheck.assessment.readings import Ledger
from gapcheck.comparison.plans.options import bounds_of
from gapcheck.comparison.plans.roles import Term, walk
from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.model import NUMERIC
from gapcheck.workbook.answers import Table

MANY: Final = 1000
"""A blank whole is taken to be so many times larger than anything it is compared with."""


def bounded(names: frozenset[str], rulebook: Rulebook) -> dict[str, list[str]]:
    """Return the derived shares, the whole rulebook over, that each of some numbers adds to."""
    found: dict[str, list[str]] = {}
    for indicator in rulebook.indicators.values():
        if indicator.derived is not None and indicator.type == "share":
            for term, _, sign in walk(indicator.derived, rulebook):
                if term.question in names and term == Term(term.question) and sign > 0:
                    found.setdefault(term.question, []).append(indicator.id)
    return found


def larger(names: Iterable[str], tests: Iterable[Test], ledger: Ledger) -> Fraction:
    """Return a number that is large beside everything that some answers state and some criteria ask for."""
    most = Fraction(100)
    for test in tests:
        indicator = ledger.rulebook.indicators[test.indicator]
        if indicator.type in NUMERIC:
            most = max([most, *bounds_of([test], indicator)])
    for name in names:
        value = ledger.answer(name).value
        if isinstance(value, Fraction):
            most = max(most, abs(value))
        elif isinstance(value, Table):
            cells = (cell.value for row in value.rows for cell in row.values() if isinstance(cell.value, Fraction))
            most = max(most, sum(map(abs, cells), Fraction(0)))
    return Fraction(MANY * ceil(most))
