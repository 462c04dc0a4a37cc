"""Killing: which mutants the passing cases tell from the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from gapcheck.assessment.readings import READINGS
from gapcheck.bench.cases import Rung
from gapcheck.bench.ladders import Levels, Truths, climb
from gapcheck.bench.ledgers import Ledgers
from gapcheck.bench.mutants import Mutant, mutants_of
from gapcheck.bench.proofs import Proofs
from gapcheck.bench.trials import Excuse, LeafTrial
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.provisions import Instrument, Provision

Fate: TypeAlias = Literal["killed", "proven", "excused", "survived"]
"""A case tells it from the rule; it is the rule by proof; a reason is written why it is; none of these."""


@dataclass(frozen=True, slots=True)
class Hunted:
    """A mutant and what became of it; ``by`` is the place of the first case that kills it."""

    mutant: Mutant
    fate: Fate
    by: str = ""
    excuse: Excuse | None = None


@dataclass(frozen=True, slots=True)
class Hunt:
    """What became of every mutant of the leaves of one instrument."""

    instrument: Instrument
    hunted: tuple[Hunted, ...]

    def number(self, *fates: Fate) -> int:
        """Return how many mutants came to one of some fates."""
        return sum(item.fate in fates for item in self.hunted)

    @property
    def counted(self) -> int:
        """How many mutants are not equal to the rule."""
        return self.number("killed", "survived")


def share_killed(hunts: Iterable[Hunt]) -> Fraction:
    """Return the share that is killed of all mutants that are not equal to the rule; the whole where there are none."""
    held = list(hunts)
    counted = sum(hunt.counted for hunt in held)
    return Fraction(sum(hunt.number("killed") for hunt in held), counted) if counted else Fraction(1)


@dataclass(frozen=True)
class _Witness:
    """A case as it is asked about mutants: its place, what it expects by the number of the reading, its truths."""

    place: str
    expected: Mapping[int, Rung]
    truths: Truths

    def passes(self, levels: Levels) -> bool:
        return not climb(levels, self.truths).differs(self.expected)


def hunt(
    rulebook: Rulebook,
    instruments: Sequence[Instrument],
    trials: Sequence[LeafTrial],
    excuses: Sequence[Excuse],
    *,
    step: Callable[[Provision], None] = lambda _: None,
) -> list[Hunt]:
    """Return what became of every mutant of the scored leaves of some instruments.

    Only cases that pass are asked. ``step`` is called before each leaf.
    """
    ledgers, proofs = Ledgers(rulebook), Proofs(rulebook)
    by_leaf: dict[str, list[LeafTrial]] = {}
    for trial in trials:
        by_leaf.setdefault(trial.leaf.id, []).append(trial)
    by_mutant = {excuse.mutant: excuse for excuse in excuses}
    hunts = []
    for instrument in instruments:
        hunted: list[Hunted] = []
        for leaf in instrument.walk():
            if leaf.is_leaf and leaf.is_scored:
                step(leaf)
                witnesses = [_witness(trial, ledgers) for trial in by_leaf.get(leaf.id, ())]
                hunted += [_hunted(mutant, leaf, witnesses, proofs, by_mutant) for mutant in mutants_of(leaf, rulebook)]
        hunts.append(Hunt(instrument, tuple(hunted)))
    return hunts


def _witness(trial: LeafTrial, ledgers: Ledgers) -> _Witness:
    ledger, _ = ledgers.opened(trial.situation)
    expected = {READINGS.index(reading): rung for reading, rung in trial.expected.items()}
    return _Witness(trial.place, expected, Truths(ledger))


def _hunted(
    mutant: Mutant, leaf: Provision, witnesses: Sequence[_Witness], proofs: Proofs, excuses: Mapping[str, Excuse]
) -> Hunted:
    excuse = excuses.get(mutant.name)
    for witness in witnesses:
        if not witness.passes(mutant.levels):
            return Hunted(mutant, "killed", witness.place, excuse)
    if proofs.same(leaf, mutant.levels):
        return Hunted(mutant, "proven", excuse=excuse)
    return Hunted(mutant, "survived" if excuse is None else "excused", excuse=excuse)
