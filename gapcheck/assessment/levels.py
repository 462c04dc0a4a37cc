"""Levels: which level every leaf reaches in every reading, decided by both engines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import is_
from typing import NamedTuple, TypeAlias

from gapcheck.assessment.keeping import kept
from gapcheck.assessment.readings import READINGS, Ledger, Reading
from gapcheck.assessment.trees import Leaf, Numbering, Vectors
from gapcheck.engine.agreement import Decision, EngineReport, decide
from gapcheck.engine.conditions import Evaluator, Rule
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Method
from gapcheck.rulebook.provisions import Provision

Levels: TypeAlias = Mapping[Reading, int]
"""The level of one leaf in each reading."""


class Ladder(NamedTuple):
    """The levels of every leaf, by provision id, and the engines that agreed on them.

    ``others`` gives the same for each of the other ledgers that were asked about, the very same mapping where nothing
    is otherwise; ``strict`` with every approved "not applicable" taken as not met, where there is any.
    """

    levels: Mapping[str, Levels]
    others: tuple[Mapping[str, Levels], ...]
    strict: Mapping[str, Levels]
    engines: tuple[EngineReport, ...]
    note: str | None


def climb(
    leaves: Sequence[Leaf],
    ledger: Ledger,
    others: Iterable[Ledger] = (),
    *,
    evaluators: Sequence[Evaluator] | None = None,
) -> Ladder:
    """Return the level of every leaf in every reading of a ledger, and of others that contest or say otherwise.

    The level of a leaf is the highest declared one such that its criteria and those of every lower declared
    level hold (rules/README.md, the method). ``evaluators`` decide instead of every engine that runs here. Raises
    EngineError where they disagree.
    """
    applicable = [leaf for leaf in leaves if not leaf.not_applicable]
    (levels, *rest), decision = _decide(applicable, [ledger, *others], evaluators, strict=False)
    strict = levels
    if any(finding.truth == "not_applicable" for leaf in leaves for finding in leaf.findings()):
        (strict,), _ = _decide(leaves, [ledger], evaluators, strict=True)
    return Ladder(levels, tuple(rest), strict, decision.engines, decision.note)


class Reach(NamedTuple):
    """The levels of leaves that were each found in their own way, by key, and the engines that agreed on them."""

    levels: Mapping[str, Levels]
    engines: tuple[EngineReport, ...]
    note: str | None


def reach(leaves: Mapping[str, Leaf]) -> Reach:
    """Return the level of every leaf in every reading, each from what was found for it and from nothing else.

    One leaf may stand under several keys, found in several ledgers; all are decided in one run. What counts in which
    reading is what was found (``Finding.counts_in``), so the ledger must have been contested before. Raises EngineError
    where the engines disagree.
    """
    numbering = Numbering()
    ladders = {key: _rules(key, leaf, numbering) for key, leaf in leaves.items()}
    asked = numbering.found()
    decision = decide([rule for ladder in ladders.values() for rule in ladder.values()], asked)
    levels = {
        key: {reading: _highest(ladder, holding) for reading, holding in zip(READINGS, decision.holds, strict=True)}
        for key, ladder in ladders.items()
    }
    return Reach(levels, decision.engines, decision.note)


def _rules(key: str, leaf: Leaf, numbering: Numbering) -> dict[int, Rule]:
    return {level: Rule(f"{key} level {level}", numbering.level(found)) for level, found in leaf.levels.items()}


def _highest(ladder: Mapping[int, Rule], holding: frozenset[str]) -> int:
    reached = 0
    for level, rule in ladder.items():
        if rule.id not in holding:
            break
        reached = level
    return reached


def _decide(
    leaves: Sequence[Leaf], ledgers: Sequence[Ledger], evaluators: Sequence[Evaluator] | None, *, strict: bool
) -> tuple[list[Mapping[str, Levels]], Decision]:
    numbering, ladders = _numbered(leaves, ledgers[0].rulebook, strict=strict)
    rules = [rule for ladder in ladders.values() for rule in ladder.values()]
    asked = _vectors(numbering, ledgers)
    # Another ledger rarely changes any truth: what is the same is asked once.
    each = {id(vectors): vectors for vectors in asked}
    distinct = list(dict.fromkeys(vector for vectors in each.values() for vector in vectors))
    decision = decide(rules, distinct) if evaluators is None else decide(rules, distinct, evaluators=evaluators)
    reached = {
        vector: {name: _highest(ladder, holding) for name, ladder in ladders.items()}
        for vector, holding in zip(distinct, decision.holds, strict=True)
    }
    outcomes = {key: _by_leaf([reached[vector] for vector in vectors], ladders) for key, vectors in each.items()}
    return [outcomes[id(vectors)] for vectors in asked], decision


def _numbered(
    leaves: Sequence[Leaf], rulebook: Rulebook, *, strict: bool
) -> tuple[Numbering, Mapping[str, dict[int, Rule]]]:
    """Return the atoms of leaves and the rules over them, which are the same each time where nothing drops out."""
    numbering, last = Numbering(strict), _last(rulebook.method, rulebook)
    findings = [finding for leaf in leaves for finding in leaf.findings()]
    provisions = [leaf.provision for leaf in leaves]
    whole = strict or all(finding.truth != "not_applicable" for finding in findings)
    if whole and len(last.of) == len(provisions) and all(map(is_, last.of, provisions)):
        numbering.findings.extend(findings)
        return numbering, last.ladders
    ladders = {leaf.provision.id: _rules(leaf.provision.id, leaf, numbering) for leaf in leaves}
    if whole:
        last.of, last.ladders = provisions, ladders
    return numbering, ladders


@dataclass(slots=True)
class _Last:
    """The rules that were asked last in full, and of which provisions."""

    of: Sequence[Provision] = ()
    ladders: Mapping[str, dict[int, Rule]] = field(default_factory=dict)


@kept
def _last(_method: Method, _rulebook: Rulebook) -> _Last:
    return _Last()


def _by_leaf(reached: Sequence[Mapping[str, int]], leaves: Iterable[str]) -> Mapping[str, Levels]:
    """Return the levels of each leaf from the levels of all leaves in each reading."""
    return {name: {reading: own[name] for reading, own in zip(READINGS, reached, strict=True)} for name in leaves}


def _vectors(numbering: Numbering, ledgers: Sequence[Ledger]) -> list[Vectors]:
    """Return the truths of every atom in each ledger, the very same where they are equal.

    Of the others only what may differ is looked at again.
    """
    first, *others = ledgers
    asked = [numbering.vectors(first)]
    known = {asked[0]: asked[0]}
    resting = numbering.resting_on() if others else {}
    for ledger in others:
        replaced = ledger.differing(first)
        names = replaced | (first.contested ^ ledger.contested)
        atoms = sorted({number for name in names for number in resting.get(name, ())})
        vectors = numbering.otherwise(asked[0], atoms, ledger, replaced)
        asked.append(vectors if vectors is asked[0] else known.setdefault(vectors, vectors))
    return asked
