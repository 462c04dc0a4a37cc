"""Levels: which level every leaf reaches in every reading, decided by both engines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gapcheck.assessment.readings import READINGS, Ledger, Reading
from gapcheck.assessment.trees import Leaf, Numbering
from gapcheck.engine.agreement import Decision, EngineReport, decide
from gapcheck.engine.conditions import Rule

Levels: TypeAlias = Mapping[Reading, int]
"""The level of one leaf in each reading."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The levels of every leaf, by provision id, and the engines that agreed on them.

    ``lifted`` gives the same for each of the other ledgers that were asked about; ``strict`` with every
    approved "not applicable" taken as not met, where there is any.
    """

    levels: Mapping[str, Levels]
    lifted: tuple[Mapping[str, Levels], ...]
    strict: Mapping[str, Levels]
    engines: tuple[EngineReport, ...]
    note: str | None


def climb(leaves: Sequence[Leaf], ledger: Ledger, others: Iterable[Ledger] = ()) -> Ladder:
    """Return the level of every leaf in every reading of a ledger, and of others that contest otherwise.

    The level of a leaf is the highest declared one such that its criteria and those of every lower declared
    level hold (rules/README.md, the method). Raises EngineError where the engines disagree.
    """
    ledgers = [ledger, *others]
    applicable = [leaf for leaf in leaves if not leaf.not_applicable]
    outcomes, decision = _decide(applicable, ledgers, strict=False)
    levels, *lifted = outcomes
    strict = levels
    if any(finding.truth == "not_applicable" for leaf in leaves for finding in leaf.findings()):
        (strict,), _ = _decide(leaves, [ledger], strict=True)
    return Ladder(levels, tuple(lifted), strict, decision.engines, decision.note)


def _decide(
    leaves: Sequence[Leaf], ledgers: Sequence[Ledger], *, strict: bool
) -> tuple[list[Mapping[str, Levels]], Decision]:
    numbering = Numbering(strict)
    rules = [
        Rule(_rule_id(leaf, level), numbering.level(found)) for leaf in leaves for level, found in leaf.levels.items()
    ]
    vectors = [numbering.vector(reading, each) for each in ledgers for reading in READINGS]
    # Lifting a contradiction rarely changes any truth: what is the same is asked once.
    distinct = list(dict.fromkeys(vectors))
    decision = decide(rules, distinct)
    holds = dict(zip(distinct, decision.holds, strict=True))
    outcomes: list[Mapping[str, Levels]] = []
    for index in range(len(ledgers)):
        own = vectors[index * len(READINGS) : (index + 1) * len(READINGS)]
        holding = {reading: holds[vector] for reading, vector in zip(READINGS, own, strict=True)}
        outcomes.append(
            {leaf.provision.id: {reading: _reached(leaf, holding[reading]) for reading in READINGS} for leaf in leaves}
        )
    return outcomes, decision


def _rule_id(leaf: Leaf, level: int) -> str:
    return f"{leaf.provision.id} level {level}"


def _reached(leaf: Leaf, holding: frozenset[str]) -> int:
    reached = 0
    for level in leaf.levels:
        if _rule_id(leaf, level) not in holding:
            break
        reached = level
    return reached
