"""Consistency: what the checks found, failed or unable to run, and which answers that contests."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from gapcheck.assessment.readings import Ledger
from gapcheck.rulebook.entries import LocalText
from gapcheck.workbook.answers import DateInterval

Side: TypeAlias = Fraction | DateInterval | str | None


class Contradiction(NamedTuple):
    """A failed check: both sides with their cells, the questions they rest on; ``share`` where the sides are shares.

    ``number`` counts, from 0, what the check looks at: the rows of a table, or the shares in one.
    """

    check: str
    severity: Literal["error", "warning"]
    says: LocalText
    left: Side
    right: Side
    inputs: frozenset[str]
    left_cells: tuple[str, ...]
    right_cells: tuple[str, ...]
    share: bool = False
    number: int = 0

    @property
    def key(self) -> tuple[str, int]:
        """Which check, in which row, it is of."""
        return self.check, self.number

    @property
    def difference(self) -> Fraction | None:
        """By how much the left side is more than the right; None where they are no numbers."""
        if isinstance(self.left, Fraction) and isinstance(self.right, Fraction):
            return self.left - self.right
        return None

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of both sides, each once."""
        return tuple(dict.fromkeys([*self.left_cells, *self.right_cells]))


class Unchecked(NamedTuple):
    """A check that could not run, the questions whose answers it lacked, and the cells where these would stand."""

    check: str
    says: LocalText
    missing: tuple[str, ...]
    why: str
    cells: tuple[str, ...] = ()


class Consistency(NamedTuple):
    """What the checks found."""

    contradictions: tuple[Contradiction, ...]
    unchecked: tuple[Unchecked, ...]

    def contested(self, ledger: Ledger) -> frozenset[str]:
        """Return the answers in a failed error check that no review has settled; what is unknown is no answer."""
        named = frozenset[str]().union(*(found.inputs for found in self.contradictions if found.severity == "error"))
        return frozenset(name for name in named if ledger.known(name) and not ledger.settled(name))
