"""Proving: a plan carried out in thought and scored by the method itself, step after step, by both engines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gapcheck.assessment.levels import Ladder, Levels, climb
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.scores import ScoredInstrument, score_instrument
from gapcheck.assessment.trees import look_at_all
from gapcheck.comparison.plans.outlook import foreseen
from gapcheck.comparison.plans.program import failure
from gapcheck.rulebook.provisions import Instrument
from gapcheck.workbook.answers import Answer


@dataclass(frozen=True, slots=True)
class Stage:
    """Every instrument after some of the groups of a plan."""

    levels: Mapping[str, Levels]
    scored: Mapping[str, ScoredInstrument]

    def documented(self, instrument: str) -> Fraction:
        """Return an instrument's documented score; 0 where nothing is scored."""
        points = self.scored[instrument].points
        return Fraction(0) if points is None else points["documented"]


@dataclass(frozen=True, slots=True)
class Proof:
    """The instruments before a plan and after each of its groups, and the engines that decided every level."""

    instruments: Sequence[Instrument]
    stages: tuple[Stage, ...]
    ladder: Ladder


def prove(
    ledger: Ledger,
    answers: Mapping[str, Answer],
    groups: Sequence[Sequence[str]],
    expected: Mapping[str, list[Fraction]],
) -> Proof:
    """Return the proof of a plan.

    Raises EngineError where the engines differ, and where a score is another than ``expected`` (by instrument) before
    the plan or after one of its groups.
    """
    instruments = [item for item in ledger.rulebook.instruments if item.applies(ledger.country)]
    leaves = look_at_all(instruments, ledger)
    by_id = {leaf.provision.id: leaf for leaf in leaves}
    ledgers, done = [ledger], dict[str, Answer]()
    for group in groups:
        done |= {name: answers[name] for name in group}
        ledgers.append(foreseen(ledger, done))
    ladder = climb(leaves, ledger, ledgers[1:])
    stages = tuple(
        Stage(levels, {item.id: score_instrument(item, by_id, levels, held) for item in instruments})
        for held, levels in zip(ledgers, (ladder.levels, *ladder.others), strict=True)
    )
    for name, scores in expected.items():
        found = [stage.documented(name) for stage in stages]
        if found != scores:
            raise failure(
                f"documented scores of {', '.join(map(str, found))} for {name}, as the method counts",
                f"{', '.join(map(str, scores))}, as planned",
            )
    return Proof(instruments, stages, ladder)
