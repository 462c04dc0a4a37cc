"""The Shapley value: what each player brings to a change, exactly, whatever the order in which they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import TypeVar

_Player = TypeVar("_Player", bound=str)


def shapley(players: Sequence[_Player], value: Callable[[frozenset[_Player]], Fraction]) -> dict[_Player, Fraction]:
    """Return each player's share of value(all) - value(none), in the units of ``value``; the shares sum to it.

    A player's share is the mean, over all orders in which the players may come, of what the value changes by when that
    player comes. Source: L. S. Shapley, "A Value for n-Person Games", in Contributions to the Theory of Games II
    (Princeton, 1953), 307-317.
    """
    whole = factorial(len(players))
    shares = {}
    for player in players:
        others = [other for other in players if other != player]
        share = Fraction(0)
        for there in subsets(others):
            orders = factorial(len(there)) * factorial(len(others) - len(there))
            share += Fraction(orders, whole) * (value(there | {player}) - value(there))
        shares[player] = share
    return shares


def subsets(players: Sequence[_Player]) -> Iterator[frozenset[_Player]]:
    """Yield every set of players, from none of them to all."""
    for size in range(len(players) + 1):
        for chosen in combinations(players, size):
            yield frozenset(chosen)
