"""Bridges: the change of every node from the earlier to the later side, shared out exactly to the four players."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from gapcheck.assessment.figures import Figure
from gapcheck.assessment.readings import READINGS, Reading
from gapcheck.assessment.scores import Points
from gapcheck.comparison.ends import End, Ends
from gapcheck.comparison.mixtures import NOBODY, NodeKey, Trees
from gapcheck.comparison.result import PLAYERS, Bridge, Player, State, Steps
from gapcheck.comparison.shapley import shapley, subsets

Value = Callable[[frozenset[Player]], Trees]
"""The trees of a mixture, by the players whose answers are the later ones."""


def state_of(before: End | None, after: End | None) -> State:
    """Return how a node stands on both sides: a bridge is drawn only where it is scored on both."""
    if before is None:
        return "new"
    if after is None:
        return "dropped"
    if before.points is None:
        return "not_scored" if after.points is None else "not_scored_before"
    return "scored" if after.points is not None else "not_scored_after"


def bridge(key: NodeKey, before: Points, after: Points, value: Value, *, published: bool = False) -> Bridge:
    """Return the bridge of a node that is scored on both sides, in each reading.

    The players' shares are Shapley values over the sixteen mixtures (see ``shapley``); they sum to the change. In a
    mixture in which the node has no score the mean of its two ends stands: so the shares change their signs, and
    nothing else, where the sides change places. With ``published``, the rules' share is the later rulebook's score of
    the earlier answers less ``before``, and only the other three are shared out, under the later rulebook.
    """
    players = tuple(player for player in PLAYERS if player != "rules") if published else PLAYERS
    always = frozenset[Player]({"rules"}) if published else NOBODY
    mixtures: dict[frozenset[Player], Points | None] = {}
    for taken in subsets(players):
        node = value(taken | always).get(key)
        mixtures[taken] = None if node is None else node.points
    unscored = sum(1 for points in mixtures.values() if points is None)
    steps = {reading: _steps(reading, before, after, mixtures, players) for reading in READINGS}
    return Bridge(**steps, unscored_mixtures=unscored)


def _steps(
    reading: Reading,
    before: Points,
    after: Points,
    mixtures: Mapping[frozenset[Player], Points | None],
    players: tuple[Player, ...],
) -> Steps:
    mean = (before[reading] + after[reading]) / 2

    def value(taken: frozenset[Player]) -> Fraction:
        points = mixtures[taken]
        return mean if points is None else points[reading]

    shares = shapley(players, value)
    if "rules" not in players:
        shares["rules"] = value(NOBODY) - before[reading]
    named = {player: Figure.of(share) for player, share in shares.items()}
    change = after[reading] - before[reading]
    return Steps(before=Figure.of(before[reading]), after=Figure.of(after[reading]), change=Figure.of(change), **named)


def bridges(before: Ends, after: Ends, value: Value, *, published: bool = False) -> dict[NodeKey, Bridge]:
    """Return the bridge of every node that is scored on both sides."""
    found = {}
    for key, old in before.items():
        new = after.get(key)
        if new is not None and old.points is not None and new.points is not None:
            found[key] = bridge(key, old.points, new.points, value, published=published)
    return found
