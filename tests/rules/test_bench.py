"""The tests of the shipped rules pass, cover every level of every scored leaf, and hold the rules well."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

from gapcheck.bench.coverage import coverage
from gapcheck.bench.killing import hunt, share_killed
from gapcheck.bench.suites import load_suite
from gapcheck.bench.survivors import leftover
from gapcheck.bench.trials import Suite
from gapcheck.bench.trying import Run, run
from gapcheck.errors import RulebookError
from gapcheck.rulebook import Rulebook, load_rulebook
from gapcheck.rulebook.provisions import Instrument

KILLED = Fraction(90, 100)


@cache
def _tried() -> tuple[Rulebook, Suite, Run]:
    rulebook = load_rulebook()
    suite = load_suite(rulebook)
    return rulebook, suite, run(suite, rulebook)


def _instruments() -> list[Instrument]:
    try:
        instruments = load_rulebook().instruments
    except RulebookError:  # what is wrong with the rules is told by their own tests
        return []
    return [item for item in instruments if any(node.is_leaf and node.is_scored for node in item.walk())]


INSTRUMENTS = _instruments()


def test_the_shipped_rules_have_scored_instruments() -> None:
    assert len(INSTRUMENTS) >= 2


def test_every_case_passes_under_both_engines() -> None:
    _, _, outcome = _tried()
    assert [found.trial.place for found in outcome.leaves if not found.passed] == []
    assert [found.trial.place for found in outcome.checks if not found.passed] == []


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=[item.id for item in INSTRUMENTS])
def test_every_level_of_every_leaf_is_reached(instrument: Instrument) -> None:
    rulebook, _, outcome = _tried()
    (found,) = [item for item in coverage(rulebook, outcome.leaves) if item.instrument.id == instrument.id]
    assert {leaf.leaf.id: leaf.missing for leaf in found.leaves if leaf.missing} == {}


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=[item.id for item in INSTRUMENTS])
def test_most_mutants_are_killed_and_written_reasons_hold(instrument: Instrument) -> None:
    rulebook, suite, _ = _tried()
    hunts = hunt(rulebook, [instrument], suite.leaves, suite.excuses)
    survivors = [item.mutant.name for item in hunts[0].hunted if item.fate == "survived"]
    assert share_killed(hunts) >= KILLED, survivors
    assert leftover(hunts, suite.leaves, rulebook).unfounded == ()
