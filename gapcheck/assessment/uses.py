"""Uses: which provisions and which checks look at a question, directly or through derived figures."""

from __future__ import annotations

from dataclasses import dataclass

from gapcheck.assessment.share_bounds import SHARE_CHECK
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.book import names_in
from gapcheck.rulebook.criteria import Check, Criterion
from gapcheck.rulebook.expressions import Expression
from gapcheck.rulebook.provisions import Instrument, Provision, tests_in


@dataclass(frozen=True, slots=True)
class Use:
    """A leaf of an instrument that rests on an indicator, and the lowest level at which it does."""

    instrument: Instrument
    provision: Provision
    level: int


def resting_on(indicator: str, rulebook: Rulebook) -> frozenset[str]:
    """Return an indicator with all that are derived from it, directly or through others."""
    found, waiting = {indicator}, [indicator]
    while waiting:
        name = waiting.pop()
        for held in rulebook.derived_from.get(name, ()):
            if held not in found:
                found.add(held)
                waiting.append(held)
    return frozenset(found)


def uses_of(indicator: str, rulebook: Rulebook, instruments: tuple[Instrument, ...]) -> list[Use]:
    """Return every leaf with a criterion on an indicator, or on a figure derived from it."""
    names = resting_on(indicator, rulebook)
    found = []
    for instrument in instruments:
        for node in instrument.walk():
            levels = [level for level in sorted(node.levels) if _any_of(names, node.levels[level])]
            if levels:
                found.append(Use(instrument, node, levels[0]))
    return found


def _any_of(names: frozenset[str], criteria: tuple[Criterion, ...]) -> bool:
    return any(test.indicator in names for test in tests_in(criteria))


def checks_on(indicator: str, rulebook: Rulebook) -> list[Check]:
    """Return the checks that look at an indicator, or at a figure derived from it."""
    names = resting_on(indicator, rulebook)
    return [check for check in rulebook.checks if names & names_in(check)]


def sides_of(check: Check) -> tuple[Expression, ...]:
    """Return the two sides that a check compares, or none."""
    return check.equal or check.at_most or ()


def of_share_bounds(check: str) -> bool:
    """Return whether a check is the built-in one that a share lies within its bounds."""
    return check.startswith(f"{SHARE_CHECK}.")
