"""Condition trees of leaves: criteria found, the not applicable ones dropped, the rest numbered for the engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from gapcheck.assessment.readings import Ledger, Reading
from gapcheck.assessment.truths import Finding, Truth, find
from gapcheck.engine.conditions import AllOf, AnyOf, Atom, Condition
from gapcheck.rulebook.criteria import AllCriteria, AnyCriteria, Criterion, Test
from gapcheck.rulebook.provisions import Provision


@dataclass(frozen=True, slots=True)
class Group:
    """An ``any`` or ``all`` of criteria, with what was found for each part."""

    criterion: AnyCriteria | AllCriteria
    parts: tuple[Found, ...]


Found: TypeAlias = Finding | Group


@dataclass(frozen=True, slots=True)
class Leaf:
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

    def vector(self, reading: Reading, ledger: Ledger) -> tuple[bool, ...]:
        """Return the truth of every atom in a reading of a ledger; unknown is met only in ``possible``.

        The ledger may contest other answers than the one the criteria were found with: what contests does
        not change what was found, only what counts.
        """
        inputs = frozenset[str]().union(*(item.inputs for item in self.findings if item is not None))
        counted = frozenset(name for name in inputs if ledger.counts(name, reading))
        unknown_is_met = reading == "possible"
        truths = []
        for item in self.findings:
            known = item is not None and item.truth != "unknown" and item.inputs <= counted
            if item is not None and item.truth == "not_applicable":
                truths.append(False)
            else:
                truths.append(item.truth == "met" if known and item is not None else unknown_is_met)
        return tuple(truths)


@dataclass(frozen=True, slots=True)
class Stated:
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
