"""Columns: the truths of every vector side by side, one byte each, so that many vectors are looked at together.

What a piece looks at in one vector is a *look*: the truths of its atoms, as a number of as many bits where they are
few, else as a tuple. Each different look at a shape is one question for an engine, however many pieces and vectors
share it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TypeAlias

from gapcheck.engine.conditions import Vector
from gapcheck.engine.pieces import Shape

Column: TypeAlias = bytes
"""The truth of one atom or piece in each vector, 0 or 1."""

Look: TypeAlias = "int | tuple[int, ...]"

_FEW = 8
"""Atoms whose truths fit in a byte."""


def columns(vectors: Sequence[Vector], width: int) -> list[Column]:
    """Return the columns of the first ``width`` atoms."""
    truths = bytes(chain.from_iterable(map(bool, vector[:width]) for vector in vectors))
    return [truths[atom::width] for atom in range(width)]


def looks(shape: Shape, table: Sequence[Column]) -> Sequence[Look]:
    """Return the looks of the first piece of a shape in every vector, then those of the next piece."""
    streams = [b"".join([table[atom] for atom in named]) for named in zip(*shape.atoms, strict=True)]
    if len(streams) > _FEW:
        return [*zip(*streams, strict=True)]
    bits = 0
    for place, stream in enumerate(streams):
        bits |= int.from_bytes(stream) << place
    return bits.to_bytes(len(streams[0]))


def truths(look: Look, atoms: int) -> tuple[int, ...]:
    """Return the truth of each of so many atoms in a look, as 0 or 1."""
    return look if isinstance(look, tuple) else tuple(look >> place & 1 for place in range(atoms))


def answers(looked: Sequence[Look], said: Mapping[Look, bool]) -> bytes:
    """Return what was said about each look, as 0 or 1."""
    if isinstance(looked, bytes):
        table = bytearray(256)
        for look, holds in said.items():
            if isinstance(look, int):
                table[look] = holds
        return looked.translate(table)
    return bytes(map(said.__getitem__, looked))
