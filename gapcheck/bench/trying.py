"""Trying: every case decided as an assessment decides it, by all engines, and held against what was expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from gapcheck.assessment.contradictions import run_checks
from gapcheck.assessment.levels import reach
from gapcheck.assessment.readings import READINGS, Reading
from gapcheck.assessment.trees import Leaf, look_at
from gapcheck.bench.cases import NOT_APPLICABLE, Rung
from gapcheck.bench.ledgers import Ledgers
from gapcheck.bench.trials import CheckTrial, Holding, LeafTrial, Suite
from gapcheck.engine.agreement import EngineReport
from gapcheck.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Missed:
    """A reading in which a leaf is not at the level that was expected."""

    reading: Reading
    expected: Rung
    found: Rung


@dataclass(frozen=True)
class LeafOutcome:
    """What a case of a leaf came to: the level in each reading, and the failed checks that contest its answers."""

    trial: LeafTrial
    looked_at: Leaf
    found: Mapping[Reading, Rung]
    failed: frozenset[str]

    @cached_property
    def missed(self) -> tuple[Missed, ...]:
        """The readings in which the level is not the expected one."""
        expected, found = self.trial.expected, self.found
        return tuple(Missed(each, expected[each], found[each]) for each in expected if expected[each] != found[each])

    @property
    def unforeseen(self) -> tuple[str, ...]:
        """The checks that contest answers although the case does not say so."""
        return tuple(sorted(self.failed - self.trial.contested))

    @property
    def unfailed(self) -> tuple[str, ...]:
        """The checks that the case says its answers fail, and that they do not fail."""
        return tuple(sorted(self.trial.contested - self.failed))

    @property
    def passed(self) -> bool:
        """Whether all is as the case says."""
        return not (self.missed or self.unforeseen or self.unfailed)


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What a case of a check came to."""

    trial: CheckTrial
    found: Holding

    @property
    def passed(self) -> bool:
        """Whether the check holds, or not, as the case says."""
        return self.found == self.trial.holds


@dataclass(frozen=True)
class Run:
    """The outcomes of all cases, and the engines that agreed on them; ``note`` says why one decided alone."""

    leaves: tuple[LeafOutcome, ...]
    checks: tuple[CheckOutcome, ...]
    engines: tuple[EngineReport, ...] = ()
    note: str | None = None

    @cached_property
    def failures(self) -> int:
        """How many cases failed."""
        leaves = sum(not outcome.passed for outcome in self.leaves)
        return leaves + sum(not outcome.passed for outcome in self.checks)

    @property
    def passed(self) -> bool:
        """Whether every case passed."""
        return not self.failures


def run(suite: Suite, rulebook: Rulebook) -> Run:
    """Return what every case comes to; raises EngineError where the engines do not agree."""
    ledgers = Ledgers(rulebook)
    looked, failed = [], []
    for trial in suite.leaves:
        ledger, consistency = ledgers.opened(trial.situation)
        looked.append(look_at(trial.leaf, ledger))
        failed.append(frozenset(found.check for found in consistency.contradictions if found.severity == "error"))
    reached = reach({str(number): leaf for number, leaf in enumerate(looked) if not leaf.not_applicable})
    outcomes = [
        LeafOutcome(trial, leaf, _rungs(reached.levels.get(str(number))), checks)
        for number, (trial, leaf, checks) in enumerate(zip(suite.leaves, looked, failed, strict=True))
    ]
    return Run(tuple(outcomes), _checks(suite.checks, ledgers), reached.engines, reached.note)


def _rungs(levels: Mapping[Reading, int] | None) -> Mapping[Reading, Rung]:
    return dict.fromkeys(READINGS, NOT_APPLICABLE) if levels is None else dict(levels)


def _checks(trials: Sequence[CheckTrial], ledgers: Ledgers) -> tuple[CheckOutcome, ...]:
    return tuple(CheckOutcome(trial, _holding(trial, ledgers)) for trial in trials)


def _holding(trial: CheckTrial, ledgers: Ledgers) -> Holding:
    """Return whether a check holds: false where it fails in any row, unknown where it cannot be run in some."""
    ledger, _ = ledgers.opened(trial.situation)
    alone = replace(ledger.rulebook, checks=(trial.check,))
    found = run_checks(replace(ledger, rulebook=alone))
    if any(item.check == trial.check.id for item in found.contradictions):
        return "false"
    return "unknown" if any(item.check == trial.check.id for item in found.unchecked) else "true"
