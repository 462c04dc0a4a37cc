"""Uses: which provisions and which checks look at a question, directly or through derived figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gapcheck.assessment.share_bounds import SHARE_CHECK
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.book import references
from gapcheck.rulebook.criteria import Check, Test
from gapcheck.rulebook.expressions import Expression
from gapcheck.rulebook.provisions import Instrument, Provision, tests_in


@dataclass(frozen=True, slots=True)
class Use:
    """A leaf of an instrument that rests on an indicator, and the lowest level at which it does."""

    instrument: Instrument
    provision: Provision
    level: int


def uses_of(indicator: str, rulebook: Rulebook, instruments: tuple[Instrument, ...]) -> list[Use]:
    """Return every leaf with a criterion on an indicator, or on a figure derived from it."""
    found = []
    for instrument in instruments:
        for node in instrument.walk():
            named = [
                level
                for level in sorted(node.levels)
                if any(_on(test, indicator, rulebook) for test in tests_in(node.levels[level]))
            ]
            if named:
                found.append(Use(instrument, node, named[0]))
    return found


def rests_on(name: str, indicator: str, rulebook: Rulebook) -> bool:
    """Return whether one indicator is another, or is derived from it."""
    if name == indicator:
        return True
    held = rulebook.indicators.get(name)
    if held is None or held.derived is None:
        return False
    return any(rests_on(part, indicator, rulebook) for part in references(held.derived))


def _on(test: Test, indicator: str, rulebook: Rulebook) -> bool:
    return rests_on(test.indicator, indicator, rulebook)


def checks_on(indicator: str, rulebook: Rulebook) -> list[Check]:
    """Return the checks that look at an indicator, or at a figure derived from it."""
    return [check for check in rulebook.checks if any(rests_on(name, indicator, rulebook) for name in names_in(check))]


def names_in(check: Check) -> frozenset[str]:
    """Return the indicators and tables that a check names itself."""
    return frozenset(_names(check))


def _names(check: Check) -> Iterator[str]:
    yield from check.not_after or ()
    yield from (table for table in (check.each_row, check.match) if table is not None)
    if check.implies is not None:
        yield from (test.indicator for test in tests_in((check.implies.if_, check.implies.then)))
    for side in sides_of(check):
        yield from references(side)


def sides_of(check: Check) -> tuple[Expression, ...]:
    """Return the two sides that a check compares, or none."""
    return check.equal or check.at_most or ()


def of_share_bounds(check: str) -> bool:
    """Return whether a check is the built-in one that a share lies within its bounds."""
    return check.startswith(f"{SHARE_CHECK}.")
