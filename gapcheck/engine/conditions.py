"""Condition trees: what an engine is asked to decide.

Python decides every atomic condition beforehand (a date compared, a share against its threshold); an engine
sees only which atoms hold. There is no negation, so a tree is monotone: more atoms that hold never
make it fail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeAlias

Vector: TypeAlias = Sequence[bool]
"""The truth of every atom, by its index, in one reading."""


@dataclass(frozen=True, slots=True)
class Atom:
    """An atomic condition, named by its position in the vector of truths."""

    index: int


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds where every part holds; never empty."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds where at least one part holds; never empty."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = Atom | AllOf | AnyOf


class Rule(NamedTuple):
    """A named condition; in an assessment, one level of one leaf provision."""

    id: str
    condition: Condition


class Evaluator(Protocol):
    """Decides which rules hold."""

    @property
    def name(self) -> str:
        """The engine's name as the result shows it."""

    @property
    def version(self) -> str:
        """The engine's version as the result shows it."""

    def evaluate(self, rules: Sequence[Rule], vectors: Sequence[Vector]) -> list[frozenset[str]]:
        """Return, for each vector of truths, the ids of the rules that hold.

        Raises EngineError where the engine cannot be relied on.
        """
