"""Effects: which levels and which scores are others under other answers, and by how much."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from gapcheck.assessment.levels import Ladder, Levels
from gapcheck.assessment.readings import READINGS, Ledger, Reading
from gapcheck.assessment.scores import node_points
from gapcheck.assessment.trees import Leaf
from gapcheck.rulebook.provisions import Instrument


class LevelMove(NamedTuple):
    """A leaf that has another level in one of the four readings."""

    instrument: str
    leaf: Leaf
    reading: Reading
    before: int
    after: int


class ScoreMove(NamedTuple):
    """An instrument, or a node of it, that has another score in one of the four readings."""

    instrument: str
    node: str
    reading: Reading
    before: Fraction
    after: Fraction


class Effect(NamedTuple):
    """What one admissible reading of a contradiction would change, against the assessment as it stands."""

    levels: tuple[LevelMove, ...] = ()
    scores: tuple[ScoreMove, ...] = ()


class Effects:
    """Compares the levels of other ledgers with those of the assessment as it stands."""

    def __init__(
        self, instruments: Sequence[Instrument], leaves: Mapping[str, Leaf], ladder: Ladder, ledger: Ledger
    ) -> None:
        self._instruments, self._leaves, self._ladder, self._ledger = instruments, leaves, ladder, ledger
        self._known: dict[int, Effect] = {id(ladder.levels): Effect()}
        self._points: dict[str, dict[str, Mapping[Reading, Fraction]]] = {}

    def of(self, levels: Mapping[str, Levels]) -> Effect:
        """Return what differs under these levels."""
        if id(levels) not in self._known:
            moved = [item for item in self._instruments if any(map(self._differs(levels), self._own(item)))]
            self._known[id(levels)] = Effect(
                tuple(move for item in moved for move in self._level_moves(item, levels)),
                tuple(move for item in moved for move in self._score_moves(item, levels)),
            )
        return self._known[id(levels)]

    def _own(self, instrument: Instrument) -> list[str]:
        return [node.id for node in instrument.walk() if node.id in self._ladder.levels]

    def _differs(self, levels: Mapping[str, Levels]) -> Callable[[str], bool]:
        return lambda name: levels[name] != self._ladder.levels[name]

    def _level_moves(self, instrument: Instrument, levels: Mapping[str, Levels]) -> Iterator[LevelMove]:
        for name in self._own(instrument):
            for reading in READINGS:
                before, after = self._ladder.levels[name][reading], levels[name][reading]
                if before != after:
                    yield LevelMove(instrument.id, self._leaves[name], reading, before, after)

    def _score_moves(self, instrument: Instrument, levels: Mapping[str, Levels]) -> Iterator[ScoreMove]:
        if instrument.id not in self._points:
            self._points[instrument.id] = self._scores(instrument, self._ladder.levels)
        before, after = self._points[instrument.id], self._scores(instrument, levels)
        for node, points in before.items():
            for reading in READINGS:
                if points[reading] != after[node][reading]:
                    yield ScoreMove(instrument.id, node, reading, points[reading], after[node][reading])

    def _scores(
        self, instrument: Instrument, levels: Mapping[str, Levels]
    ) -> dict[str, Mapping[Reading, Fraction]]:  # fmt: skip
        points, of_nodes = node_points(instrument, levels, self._ledger.rulebook)
        return {name: held for name, held in {instrument.id: points, **of_nodes}.items() if held is not None}
