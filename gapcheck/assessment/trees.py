"""Condition trees of leaves: criteria found, the not applicable ones dropped, the rest numbered for the engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, NamedTuple, TypeAlias

from gapcheck.assessment.readings import READINGS, Ledger, Reading
from gapcheck.assessment.truths import Finding, Truth, counting, find
from gapcheck.engine.conditions import AllOf, AnyOf, Atom, Condition
from gapcheck.rulebook.criteria import AllCriteria, AnyCriteria, Criterion, Test
from gapcheck.rulebook.provisions import Instrument, Provision


class Group(NamedTuple):
    """An ``any`` or ``all`` of criteria, with what was found for each part."""

    criterion: AnyCriteria | AllCriteria
    parts: tuple[Found, ...]


Found: TypeAlias = Finding | Group
Vectors: TypeAlias = tuple[tuple[bool, ...], ...]
"""The truth of every atom, in each reading."""


class Leaf(NamedTuple):
    """A leaf provision with what was found for the criteria of each declared level."""

    provision: Provision
    levels: dict[int, tuple[Found, ...]]

    def findings(self) -> Iterator[Finding]:
        """Yield what was found for every atomic criterion, in order."""
        for found in self.levels.values():
            yield from findings_in(found)

    @property
    def not_applicable(self) -> bool:
        """Whether every criterion is not applicable, so that the leaf counts nowhere."""
        return all(finding.truth == "not_applicable" for finding in self.findings())


def look_at(provision: Provision, ledger: Ledger) -> Leaf:
    """Return a leaf with what the answers say about each of its criteria."""
    levels = {
        level: tuple(_found(criterion, ledger) for criterion in provision.levels[level])
        for level in sorted(provision.levels)
    }
    return Leaf(provision, levels)


def look_at_all(instruments: Iterable[Instrument], ledger: Ledger) -> list[Leaf]:
    """Return every leaf of some instruments, in the order of the sources."""
    return [look_at(node, ledger) for item in instruments for node in item.walk() if node.is_leaf]


def findings_in(found: tuple[Found, ...]) -> Iterator[Finding]:
    """Yield every atomic finding, nested ones included, in order."""
    for item in found:
        if isinstance(item, Finding):
            yield item
        else:
            yield from findings_in(item.parts)


def _found(criterion: Criterion, ledger: Ledger) -> Found:
    if isinstance(criterion, Test):
        return find(criterion, ledger)
    parts = criterion.any if isinstance(criterion, AnyCriteria) else criterion.all
    return Group(criterion, tuple(_found(part, ledger) for part in parts))


@dataclass
class Numbering:
    """Gives every atom of an assessment its number, and the truth of all of them in a reading.

    A level whose criteria all dropped out has an atom of its own, unknown in every reading.
    With ``strict``, what is not applicable stays in the tree and is not met in any reading.
    """

    strict: bool = False
    findings: list[Finding | None] = field(default_factory=list)

    def level(self, found: tuple[Found, ...]) -> Condition:
        """Return the condition tree of one level: all its criteria that apply."""
        parts = [part for part in map(self._condition, found) if part is not None]
        return AllOf(tuple(parts)) if parts else self._atom(None)

    def _condition(self, found: Found) -> Condition | None:
        if isinstance(found, Finding):
            return self._atom(found) if self.strict or found.truth != "not_applicable" else None
        parts = tuple(part for part in map(self._condition, found.parts) if part is not None)
        if not parts:
            return None
        return AnyOf(parts) if isinstance(found.criterion, AnyCriteria) else AllOf(parts)

    def _atom(self, finding: Finding | None) -> Atom:
        self.findings.append(finding)
        return Atom(len(self.findings) - 1)

    def resting_on(self) -> Mapping[str, Sequence[int]]:
        """Return the atoms that rest on each question."""
        atoms: dict[str, list[int]] = {}
        for number, item in enumerate(self.findings):
            for name in item.inputs if item is not None else ():
                atoms.setdefault(name, []).append(number)
        return atoms

    def vectors(self, ledger: Ledger) -> Vectors:
        """Return the truth of every atom in each reading of a ledger; unknown is met only in ``possible``."""
        return _turned(
            _truths(item.truth, counting(item.inputs, ledger)) if item else _UNKNOWN for item in self.findings
        )

    def found(self) -> Vectors:
        """Return the truth of every atom in each reading, each by the ledger in which it was found."""
        return _turned(_truths(item.truth, item.counts_in) if item else _UNKNOWN for item in self.findings)

    def otherwise(self, vectors: Vectors, atoms: Iterable[int], ledger: Ledger, replaced: frozenset[str]) -> Vectors:
        """Return the vectors of another ledger, in which only these atoms may be otherwise.

        What it contests does not change what was found, only what counts; where answers are ``replaced``, what rests
        on them is found anew.
        """
        changed: list[dict[int, bool]] = [{} for _ in READINGS]
        for number in atoms:
            item = self.findings[number]
            if item is not None:
                item = find(item.test, ledger) if item.inputs & replaced else item
                truths = _truths(item.truth, counting(item.inputs, ledger))
                for vector, own, truth in zip(vectors, changed, truths, strict=True):
                    if truth != vector[number]:
                        own[number] = truth
        return tuple(map(_with, vectors, changed)) if any(changed) else vectors


_UNKNOWN: Final = tuple(reading == "possible" for reading in READINGS)


@cache  # of the few ways to count in four readings
def _truths(truth: Truth, counts_in: tuple[Reading, ...]) -> tuple[bool, ...]:
    """Return whether a criterion is met in each reading, where it counts in some of them."""
    if truth == "not_applicable":
        return (False,) * len(READINGS)
    if truth == "unknown":
        return _UNKNOWN
    met = truth == "met"
    return tuple(met if reading in counts_in else blank for reading, blank in zip(READINGS, _UNKNOWN, strict=True))


def _with(vector: tuple[bool, ...], changed: Mapping[int, bool]) -> tuple[bool, ...]:
    truths = list(vector)
    for number, truth in changed.items():
        truths[number] = truth
    return tuple(truths) if changed else vector


def _turned(rows: Iterable[tuple[bool, ...]]) -> Vectors:
    """Return the truths of every atom by reading, of those of every reading by atom."""
    return tuple(zip(*rows, strict=True)) or ((),) * len(READINGS)


class Stated(NamedTuple):
    """The stated truth of a criterion, nested or not, the questions it rests on, and what was found."""

    truth: Truth
    inputs: frozenset[str]
    cells: tuple[str, ...]
    findings: tuple[Finding, ...]


def stated_truth(criterion: Criterion, ledger: Ledger) -> Stated:
    """Return the truth of a criterion over every known answer, by three-valued logic."""
    found = _found(criterion, ledger)
    findings = list(findings_in((found,)))
    inputs = frozenset[str]().union(*(finding.inputs for finding in findings))
    cells = tuple(dict.fromkeys(cell for finding in findings for cell in finding.cells))
    return Stated(three_valued(found), inputs, cells, tuple(findings))


def three_valued(found: Found) -> Truth:
    """Return the stated truth of a criterion, nested or not; what is not applicable drops out."""
    if isinstance(found, Finding):
        return found.truth
    truths = [truth for truth in map(three_valued, found.parts) if truth != "not_applicable"]
    if not truths:
        return "not_applicable"
    decisive: Truth = "met" if isinstance(found.criterion, AnyCriteria) else "not_met"
    if decisive in truths:
        return decisive
    if "unknown" in truths:
        return "unknown"
    return "not_met" if decisive == "met" else "met"
