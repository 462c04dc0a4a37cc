"""Moves: every leaf with its levels on both sides, and for each that moved the answers that moved it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from gapcheck.assessment.figures import LevelsReached, ReadingName
from gapcheck.assessment.levels import Levels
from gapcheck.assessment.readings import READINGS
from gapcheck.comparison.bridges import state_of
from gapcheck.comparison.ends import End, Ends
from gapcheck.comparison.frames import Frame
from gapcheck.comparison.mixtures import NodeKey
from gapcheck.comparison.result import PLAYERS, Bridge, LeafChange, Mover, Player
from gapcheck.comparison.states import said

RANKED: tuple[ReadingName, ...] = ("documented", "claimed", "verified", "possible")
"""The readings in which a move is looked for, in order: first that of the headline."""


class Moves:
    """Tells of every leaf what it reached on both sides and what moved it."""

    def __init__(self, old: Frame | None, new: Frame, belongs: Mapping[str, Player]) -> None:
        self._old, self._new, self._belongs = old, new, belongs

    def leaf(self, before: End | None, after: End | None, again: End | None, bridge: Bridge | None) -> LeafChange:
        """Return one leaf; ``again`` is the end of the earlier answers under the later rulebook."""
        end = after or before
        assert end is not None  # noqa: S101 - the caller takes the node from one of the two
        instrument, provision = end.key
        old, new = before.levels if before else None, after.levels if after else None
        moved: list[ReadingName] = []
        if old is not None and new is not None:
            moved = [reading for reading in RANKED if old[reading] != new[reading]]
        return LeafChange(
            instrument=instrument,
            provision=str(provision),
            clause=end.clause or "",
            title=end.title,
            state=state_of(before, after),
            before=levels_record(old),
            after=levels_record(new),
            moved=moved,
            rules_moved=old is not None and again is not None and again.levels != old,
            main=_main(bridge, moved),
            movers=self._movers(str(provision)) if moved else [],
        )

    def _movers(self, leaf: str) -> list[Mover]:
        """Return the answers by which any criterion of a leaf is otherwise, under either rulebook."""
        named: dict[str, None] = {}
        for frame in self._frames():
            for old, new in frame.pairs.get(leaf, ()):
                if (old.truth, old.counts_in) != (new.truth, new.counts_in):
                    named.update(dict.fromkeys(frame.rulebook.underlying(new.test.indicator)))
        return [self._mover(name) for name in named if name in self._belongs]

    def _mover(self, name: str) -> Mover:
        asking = next(frame for frame in self._frames() if name in frame.asked)
        indicator = asking.rulebook.indicators[name]
        old = self._old or self._new
        return Mover(
            indicator=name,
            question=indicator.title(),
            player=self._belongs[name],
            before=said(name, old.before),
            after=said(name, self._new.after),
        )

    def _frames(self) -> Sequence[Frame]:
        return [self._new] if self._old is None else [self._new, self._old]


def most_moved(before: Ends, after: Ends, keys: Iterable[NodeKey]) -> list[NodeKey]:
    """Return those leaves that moved, those that moved most first.

    By the size of the change in documented points, then in claimed, verified and possible ones, then by id.
    """
    ranked = []
    for key in keys:
        old, new = before[key].points, after[key].points
        if old is not None and new is not None:
            sizes = [abs(new[reading] - old[reading]) for reading in RANKED]
            if any(sizes):
                ranked.append(([-size for size in sizes], key))
    return [key for _, key in sorted(ranked)]


def levels_record(levels: Levels | None) -> LevelsReached | None:
    """Return the levels of a leaf as a record."""
    if levels is None:
        return None
    named: dict[str, Any] = {reading: levels[reading] for reading in READINGS}
    return LevelsReached(**named)


def _main(bridge: Bridge | None, moved: Sequence[ReadingName]) -> Player | None:
    if bridge is None or not moved:
        return None
    steps = getattr(bridge, moved[0])
    sizes = [(abs(Fraction(getattr(steps, player).exact)), player) for player in PLAYERS]
    size, player = max(sizes, key=lambda each: each[0])
    return player if size else None
