"""Trees cut into pieces that durable-rules decides safely, so that none of its limits reaches a rule author.

An ordinary rule is one piece: the engine matches its whole tree. Where a tree is too large, some of its groups
become pieces of their own, and the tree holds an atom in their place; they are decided in an earlier turn.
Pieces that differ only in which atoms they look at have one shape: most levels of a rulebook are one criterion,
or two that must both hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gapcheck.engine.conditions import AllOf, Atom, Condition, Rule

GROUPS = 13
"""And/or groups in a piece. durable-rules refuses the sixteenth, and the guard around a piece is one more."""

WIDTH = 50
"""Atoms in a piece, and ways in which it can come true.

durable-rules keeps 64 open branches and fires once for every way: ten groups of ten alternatives are ten
thousand million matches.
"""


class Shape(NamedTuple):
    """Pieces that are the same small tree over atoms and earlier pieces, but for which atoms they look at."""

    condition: Condition
    """The tree of one of the pieces."""
    indices: list[int]
    """Where the truth of each piece stands, behind the atoms."""
    atoms: list[tuple[int, ...]]
    """The atoms of each piece in the order in which its tree names them, repeated ones too."""


class Plan(NamedTuple):
    """What to decide, turn after turn: a piece looks only at atoms and at pieces of earlier turns."""

    turns: tuple[tuple[Shape, ...], ...]
    truths: dict[str, int]
    """Where each rule's truth stands, by rule id."""
    size: int
    """How many pieces there are in all turns together."""


def plan(rules: Sequence[Rule], first: int) -> Plan:
    """Cut the rules into pieces whose truths stand at ``first`` and after; equal conditions are one piece."""
    knife = _Knife(first)
    truths = {rule.id: knife.place(rule.condition) for rule in rules}
    turns: dict[int, list[Shape]] = {turn: [] for turn in range(knife.turns)}
    for form in knife.forms.values():
        for turn, shape in knife.shapes(form).items():
            turns[turn].append(shape)
    return Plan(tuple(map(tuple, turns.values())), truths, knife.count)


@dataclass(frozen=True, slots=True)
class _Form:
    """A tree of safe size, and where the piece with each list of atoms stands."""

    condition: Condition
    placed: dict[tuple[int, ...], int] = field(default_factory=dict)


@dataclass(slots=True)
class _Knife:
    first: int
    count: int = 0
    """Of pieces so far."""
    forms: dict[str, _Form] = field(default_factory=dict)
    """By the spelling of their tree."""
    _later: dict[int, int] = field(default_factory=dict)
    """The turn of each piece that looks at other pieces."""

    @property
    def turns(self) -> int:
        """How many turns the pieces need."""
        return 1 + max(self._later.values(), default=0) if self.count else 0

    def shapes(self, form: _Form) -> dict[int, Shape]:
        """Return the pieces of one form by their turns."""
        if not self._later:
            return {0: Shape(form.condition, [*form.placed.values()], [*form.placed])}
        shapes: dict[int, Shape] = {}
        for atoms, index in form.placed.items():
            shape = shapes.setdefault(self._later.get(index, 0), Shape(form.condition, [], []))
            shape.indices.append(index)
            shape.atoms.append(atoms)
        return shapes

    def place(self, condition: Condition) -> int:
        """Return where the truth of a condition stands, once it is cut to a safe size."""
        found: list[int] = []
        form = self.forms.get(spelling := _spell(condition, found))
        if form is None:
            if not _fits(condition):
                return self.place(self._small(condition))
            form = self.forms[spelling] = _Form(condition)
        atoms = tuple(found)
        index = form.placed.get(atoms)
        if index is None:
            index = form.placed[atoms] = self.first + self.count
            self.count += 1
            if max(atoms) >= self.first:
                self._later[index] = 1 + max(self._later.get(atom, 0) for atom in atoms if atom >= self.first)
        return index

    def _small(self, condition: Condition) -> Condition:
        """Return the same condition in a safe size, with pieces for what was cut off."""
        if isinstance(condition, Atom) or _fits(condition):
            return condition
        group = type(condition)
        parts = tuple(dict.fromkeys(self._small(part) for part in condition.parts))
        if _fits(group(parts)):
            return group(parts)
        parts = tuple(part if isinstance(part, Atom) else self._piece(part) for part in parts)
        while len(parts) > WIDTH:
            slices = (parts[start : start + WIDTH] for start in range(0, len(parts), WIDTH))
            parts = tuple(self._piece(group(some)) for some in slices)
        return group(parts)

    def _piece(self, condition: Condition) -> Atom:
        """Return the atom that stands for a condition of safe size."""
        return Atom(self.place(condition))


def _spell(condition: Condition, atoms: list[int]) -> str:
    """Return the form of a tree, in which every atom is a dot, and add its atoms in order."""
    if isinstance(condition, Atom):
        atoms.append(condition.index)
        return "."
    spelling = "&" if isinstance(condition, AllOf) else "|"
    for part in condition.parts:
        if isinstance(part, Atom):
            atoms.append(part.index)
            spelling += "."
        else:
            spelling += _spell(part, atoms)
    return spelling + ";"


def _fits(condition: Condition) -> bool:
    groups, atoms, ways = _size(condition)
    return groups <= GROUPS and max(atoms, ways) <= WIDTH


def _size(condition: Condition) -> tuple[int, int, int]:
    """Return the groups, the atoms and the ways in which a tree can come true."""
    if isinstance(condition, Atom):
        return 0, 1, 1
    every = isinstance(condition, AllOf)
    groups, atoms, ways = 1, 0, int(every)
    for part in condition.parts:
        more_groups, more_atoms, more_ways = _size(part)
        groups, atoms = groups + more_groups, atoms + more_atoms
        ways = ways * more_ways if every else ways + more_ways
    return groups, atoms, ways
