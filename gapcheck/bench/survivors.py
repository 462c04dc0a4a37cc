"""Survivors: what is left to do after a hunt. Mutants that no case kills, and written reasons that do not hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gapcheck.bench.killing import Hunt, Hunted
from gapcheck.bench.ledgers import Ledgers
from gapcheck.bench.searches import Hint, Searches
from gapcheck.bench.trials import LeafTrial
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.provisions import Provision


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no case kills, the place of its criterion, and what would tell it apart, if that was found."""

    name: str
    place: str
    hint: Hint | None


@dataclass(frozen=True, slots=True)
class Unfounded:
    """A mutant with a written reason that does not hold, and the place of the reason.

    Either a case kills it, at ``killed_by``, or answers were found that tell it apart.
    """

    name: str
    place: str
    killed_by: str = ""
    hint: Hint | None = None


@dataclass(frozen=True, slots=True)
class Leftover:
    """What is left to do."""

    survivors: tuple[Survivor, ...]
    unfounded: tuple[Unfounded, ...]


def leftover(hunts: Sequence[Hunt], trials: Sequence[LeafTrial], rulebook: Rulebook) -> Leftover:
    """Return what survived and which reasons do not hold, with hints as far as a short search goes."""
    by_leaf: dict[str, list[LeafTrial]] = {}
    for trial in trials:
        by_leaf.setdefault(trial.leaf.id, []).append(trial)
    leaves = {node.id: node for hunt in hunts for node in hunt.instrument.walk()}
    searches = Searches(Ledgers(rulebook))
    hunted = [item for hunt in hunts for item in hunt.hunted]
    unfounded = [found for item in hunted if (found := _unfounded(item, leaves, by_leaf, searches)) is not None]
    survivors = [
        Survivor(item.mutant.name, rulebook.places.get(item.mutant.at, ""), _hint(item, leaves, by_leaf, searches))
        for item in hunted
        if item.fate == "survived"
    ]
    return Leftover(tuple(survivors), tuple(unfounded))


def _hint(
    item: Hunted, leaves: Mapping[str, Provision], trials: Mapping[str, Sequence[LeafTrial]], searches: Searches
) -> Hint | None:
    leaf = item.mutant.leaf
    return searches.hint(leaves[leaf], item.mutant.levels, trials.get(leaf, ()))


def _unfounded(
    item: Hunted, leaves: Mapping[str, Provision], trials: Mapping[str, Sequence[LeafTrial]], searches: Searches
) -> Unfounded | None:
    if item.excuse is None:
        return None
    if item.fate == "killed":
        return Unfounded(item.mutant.name, item.excuse.place, killed_by=item.by)
    hint = _hint(item, leaves, trials, searches) if item.fate == "excused" else None
    return Unfounded(item.mutant.name, item.excuse.place, hint=hint) if hint is not None else None
