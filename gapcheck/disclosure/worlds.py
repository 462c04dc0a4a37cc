"""Worlds: other numbers that would have led to the very same published words, found cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from dataclasses import dataclass, field
from typing import Final

from gapcheck.assessment.cells import Changes, NumberCell
from gapcheck.disclosure.moves import Moves, Thought
from gapcheck.disclosure.nets import Net
from gapcheck.disclosure.relations import Relation

CHANGED: Final = 9
"""So many cells at most are thought otherwise in a world that is looked for by their number, the fewest first."""

DEEPEST: Final = 30
"""So many at most in one that is looked for straight on: a row may be tied to its twin, its parts and two sums."""

STEPS: Final = 400
"""So many times a next cell is looked for before a world is given up, each way."""


@dataclass
class Search:
    """Looks for a world in which one demand is met and all else is said as it is.

    With ``strict`` what is none stays none, and nothing else becomes none: then even a reader who knows that zeros are
    shown learns nothing. ``dropped`` are relations that need not stay. Cells already ``hidden`` are moved first, and
    those ``kept`` are not moved at all.
    """

    net: Net
    demand: Relation
    hidden: Collection[NumberCell]
    strict: bool
    dropped: Collection[Relation] = ()
    kept: Set[NumberCell] = frozenset()
    _moves: Moves = field(init=False)
    _left: int = field(init=False, default=STEPS)

    def __post_init__(self) -> None:
        self._moves = Moves(self.net, self.demand, self.hidden, self.strict, self.dropped, self.kept)

    def world(self) -> Changes | None:
        """Return the cells to think otherwise, as few as could be found, or None."""
        start = Thought({}, [self.demand])
        for most in range(1, CHANGED + 1):
            found = self._deeper(start, most)
            if found is not None:
                return found
        self._left = STEPS
        found = self._deeper(start, DEEPEST)
        return None if found is None else self._needed(found)

    def _needed(self, found: Changes) -> Changes:
        """Return a world without the changes that it can do without."""
        for cell in sorted(found, key=self._moves.cost, reverse=True):
            fewer = {other: value for other, value in found.items() if other is not cell}
            around = (relation for other in found for relation in self._moves.around(other))
            if all(self.net.lines.stands(relation, fewer) for relation in around):
                found = fewer
        return found

    def _deeper(self, thought: Thought, most: int) -> Changes | None:
        if not thought.broken:
            return thought.changes
        if not most or self._left <= 0:
            return None
        self._left -= 1
        for following in self._following(thought, most):
            found = self._deeper(following, most - 1)
            if found is not None:
                return found
        return None

    def _following(self, thought: Thought, most: int) -> Iterator[Thought]:
        """Yield the next thoughts; after the last change nothing may be broken."""
        for following in self._moves.solving(thought):
            if most > 1 or not following.broken:
                yield following
        if most > 1:
            yield from self._moves.blind(thought)
