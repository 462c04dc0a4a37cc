"""Trees cut into pieces that durable-rules decides safely, so that none of its limits reaches a rule author.

An ordinary rule is one piece: the engine matches its whole tree. Where a tree is too large, some of its groups
become pieces of their own, and the tree holds an atom in their place; they are decided in an earlier turn.
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
class Piece:
    """A small condition over atoms and earlier pieces; its truth stands at ``index``, behind the atoms."""

    index: int
    condition: Condition
    turn: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What to decide, turn after turn: a piece looks only at atoms and at pieces of earlier turns."""

    turns: tuple[tuple[Piece, ...], ...]
    truths: dict[str, int]
    """Where each rule's truth stands, by rule id."""

    @property
    def size(self) -> int:
        """How many pieces there are in all turns together."""
        return sum(len(turn) for turn in self.turns)


def plan(rules: Sequence[Rule], first: int) -> Plan:
    """Cut the rules into pieces whose truths stand at ``first`` and after; equal conditions are one piece."""
    knife = _Knife(first)
    truths = {rule.id: knife.piece(knife.small(rule.condition)).index for rule in rules}
    pieces = knife.pieces.values()
    turns = 1 + max((piece.turn for piece in pieces), default=-1)
    return Plan(tuple(tuple(piece for piece in pieces if piece.turn == turn) for turn in range(turns)), truths)


@dataclass(slots=True)
class _Knife:
    first: int
    pieces: dict[Condition, Piece] = field(default_factory=dict)
    _turns: list[int] = field(default_factory=list)

    def piece(self, condition: Condition) -> Atom:
        """Return the atom that stands for a condition of safe size."""
        if condition not in self.pieces:
            turn = self._turn(condition)
            self.pieces[condition] = Piece(self.first + len(self._turns), condition, turn)
            self._turns.append(turn)
        return Atom(self.pieces[condition].index)

    def small(self, condition: Condition) -> Condition:
        """Return the same condition in a safe size, with pieces for what was cut off."""
        if isinstance(condition, Atom) or _fits(condition):
            return condition
        group = type(condition)
        parts = tuple(dict.fromkeys(self.small(part) for part in condition.parts))
        if _fits(group(parts)):
            return group(parts)
        parts = tuple(part if isinstance(part, Atom) else self.piece(part) for part in parts)
        while len(parts) > WIDTH:
            slices = (parts[start : start + WIDTH] for start in range(0, len(parts), WIDTH))
            parts = tuple(self.piece(group(some)) for some in slices)
        return group(parts)

    def _turn(self, condition: Condition) -> int:
        if isinstance(condition, Atom):
            return 0 if condition.index < self.first else 1 + self._turns[condition.index - self.first]
        return max(self._turn(part) for part in condition.parts)


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
