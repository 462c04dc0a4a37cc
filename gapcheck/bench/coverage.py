"""Coverage: which declared levels of which leaves some passing case is at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from gapcheck.bench.names import Names
from gapcheck.bench.trying import LeafOutcome
from gapcheck.errors import Problem, UsageError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.provisions import Instrument, Provision
from gapcheck.rulebook.whereabouts import meant_as_option
from gapcheck.rulebook.words import near

WHOLE: Final = Fraction(1)


@dataclass(frozen=True, slots=True)
class LeafCoverage:
    """The levels of one leaf, with 0, and those that no passing case is at."""

    leaf: Provision
    place: str
    declared: tuple[int, ...]
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InstrumentCoverage:
    """What the cases cover of one scored instrument."""

    instrument: Instrument
    leaves: tuple[LeafCoverage, ...]

    @property
    def declared(self) -> int:
        """How many levels the leaves have, with 0."""
        return sum(len(leaf.declared) for leaf in self.leaves)

    @property
    def reached(self) -> int:
        """How many of them some passing case is at."""
        return self.declared - sum(len(leaf.missing) for leaf in self.leaves)


def chosen_leaves(rulebook: Rulebook, ids: Collection[str]) -> frozenset[str]:
    """Return the scored leaves of instruments and provisions, of all where none are named.

    Raises UsageError for an id that is neither, or has nothing that is scored.
    """
    names = Names(rulebook)
    known = [*(item.id for item in rulebook.instruments), *names.nodes]
    expected = "the id of an instrument or a provision"
    problems = [
        Problem(name, "no such id", expected, meant_as_option(name) or near(name, known))
        if name not in known
        else Problem(name, "nothing that is scored", f"{expected} with a ladder", "")
        for name in ids
        if names.leaves.keys().isdisjoint(names.under([name]))
    ]
    if problems:
        raise UsageError(problems)
    return frozenset(names.leaves.keys() & names.under(ids) if ids else names.leaves)


def coverage(
    rulebook: Rulebook, outcomes: Iterable[LeafOutcome], chosen: Collection[str] = ()
) -> tuple[InstrumentCoverage, ...]:
    """Return what the passing cases cover of every instrument that has scored leaves, or of what is ``chosen`` by id.

    A case is at the level that it expects in the reading *documented*.
    """
    wanted = chosen_leaves(rulebook, chosen)
    reached: dict[str, set[object]] = {}
    for outcome in outcomes:
        if outcome.passed:
            reached.setdefault(outcome.trial.leaf.id, set()).add(outcome.found["documented"])
    found = []
    for instrument in rulebook.instruments:
        leaves = [node for node in instrument.walk() if node.id in wanted]
        if leaves:
            held = [_of_leaf(leaf, reached.get(leaf.id, set()), rulebook) for leaf in leaves]
            found.append(InstrumentCoverage(instrument, tuple(held)))
    return tuple(found)


def share_reached(found: Sequence[InstrumentCoverage]) -> Fraction:
    """Return the share of all levels that are reached; the whole where there are none."""
    declared = sum(item.declared for item in found)
    return Fraction(sum(item.reached for item in found), declared) if declared else WHOLE


def _of_leaf(leaf: Provision, reached: set[object], rulebook: Rulebook) -> LeafCoverage:
    declared = (0, *sorted(leaf.levels))
    missing = tuple(level for level in declared if level not in reached)
    return LeafCoverage(leaf, rulebook.places.get(leaf.id, ""), declared, missing)
