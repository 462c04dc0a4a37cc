"""Trees cut into pieces that durable-rules decides safely, so that none of its limits reaches a rule author.

An ordinary rule is one piece: the engine matches its whole tree. Where a tree is too large, some of its groups
become pieces of their own, and the tree holds an atom in their place; they are decided in an earlier turn.
Pieces that differ only in which atoms they look at have one shape: most levels of a rulebook are one criterion,
or two that must both hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gapcheck.engine.conditions import AllOf, Atom, Condition, Rule

GROUPS = 13
"""And/or groups in a piece. durable-rules refuses the sixteenth, and the guard around a piece is one more."""

WIDTH = 50
"""Atoms in a piece, and ways in which it can come true.

durable-rules keeps 64 open branches and fires once for every way: ten groups of ten alternatives are ten
thousand million matches.
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """Pieces that are the same small tree over atoms and earlier pieces, but for which atoms they look at."""

    condition: Condition
    """The tree of the first piece."""
    indices: list[int] = field(default_factory=list)
    """Where the truth of each piece stands, behind the atoms."""
    atoms: list[tuple[int, ...]] = field(default_factory=list)
    """The atoms of each piece in the order in which its tree names them, repeated ones too."""


@dataclass(frozen=True, slots=True)
class Plan:
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
    turns: list[list[Shape]] = [[] for _ in {turn for turn, _ in knife.shapes}]
    for (turn, _), shape in knife.shapes.items():
        turns[turn].append(shape)
    return Plan(tuple(map(tuple, turns)), truths, len(knife.turns))


@dataclass(slots=True)
class _Knife:
    first: int
    shapes: dict[tuple[int, str], Shape] = field(default_factory=dict)
    """By turn and spelling."""
    turns: list[int] = field(default_factory=list)
    """Of each piece."""
    _placed: dict[tuple[str, tuple[int, ...]], int] = field(default_factory=dict)
    _safe: dict[str, bool] = field(default_factory=dict)

    def place(self, condition: Condition) -> int:
        """Return where the truth of a condition stands, once it is cut to a safe size."""
        spelling, atoms = _spelled(condition)
        if spelling not in self._safe:
            self._safe[spelling] = _fits(condition)
        if not self._safe[spelling]:
            condition = self._small(condition)
            spelling, atoms = _spelled(condition)
        index = self._placed.get((spelling, atoms))
        if index is None:
            index = self._placed[spelling, atoms] = self.first + len(self.turns)
            turn = self._turn(atoms)
            self.turns.append(turn)
            shape = self.shapes.get((turn, spelling))
            if shape is None:
                shape = self.shapes[turn, spelling] = Shape(condition)
            shape.indices.append(index)
            shape.atoms.append(atoms)
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

    def _turn(self, atoms: tuple[int, ...]) -> int:
        if max(atoms) < self.first:
            return 0
        return 1 + max(self.turns[atom - self.first] for atom in atoms if atom >= self.first)


def _spelled(condition: Condition) -> tuple[str, tuple[int, ...]]:
    """Return the form of a tree, in which every atom is a dot, and its atoms in order."""
    atoms: list[int] = []
    return _spell(condition, atoms), tuple(atoms)


def _spell(condition: Condition, atoms: list[int]) -> str:
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
