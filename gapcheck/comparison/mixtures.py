"""Mixtures: every node scored between the earlier and the later state, all levels decided in one run of the engines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gapcheck.assessment.levels import Levels, Reach, reach
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.scores import Scored, ScoredInstrument, score_instrument
from gapcheck.assessment.trees import Leaf, look_at
from gapcheck.comparison.frames import Frame
from gapcheck.comparison.result import PLAYERS, Player
from gapcheck.comparison.shapley import subsets
from gapcheck.rulebook.provisions import Provision

NodeKey: TypeAlias = tuple[str, str | None]
"""An instrument's id, and a provision's; None for the instrument itself."""

Trees: TypeAlias = Mapping[NodeKey, Scored | ScoredInstrument]
"""Every node of every instrument, scored."""

NOBODY: frozenset[Player] = frozenset()
EVERYBODY: frozenset[Player] = frozenset(PLAYERS)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way in which a leaf is found: which of the players that its own questions belong to are taken."""

    frame: int
    leaf: str
    taken: frozenset[Player]

    @property
    def key(self) -> str:
        return f"rules {self.frame} {self.leaf} {'+'.join(sorted(self.taken))}"


class Mixtures:
    """The scores of every mixture, by the number of the frame and the players whose answers are the later ones.

    With no player taken a frame holds the earlier submission as assessed under its rulebook, with every player the
    later one. Raises EngineError where the engines disagree.
    """

    def __init__(self, frames: Sequence[Frame], belongs: Mapping[str, Player]) -> None:
        self._frames, self._belongs = list(frames), belongs
        self._present = [frozenset(belongs[name] for name in frame.asked if name in belongs) for frame in self._frames]
        self._own = [
            {leaf: frozenset(belongs[name] for name in names if name in belongs) for leaf, names in each.items()}
            for each in (frame.questions for frame in self._frames)
        ]
        self._ledgers: dict[tuple[int, frozenset[Player]], Ledger] = {}
        self._scored: dict[tuple[int, frozenset[Player]], Trees] = {}
        self._leaves: dict[_Way, Leaf] = {}
        wanted = {}
        for number, frame in enumerate(self._frames):
            ranked = {node.id for _, node in ranked_leaves(frame)}
            for node in frame.leaves():
                for taken in subsets(sorted(self._own[number][node.id])):
                    way = _Way(number, node.id, taken)
                    self._leaves[way] = leaf = look_at(node, self.ledger(number, taken))
                    if node.id in ranked and not leaf.not_applicable:
                        wanted[way.key] = leaf
        self.reach: Reach = reach(wanted)

    def ledger(self, number: int, taken: frozenset[Player]) -> Ledger:
        """Return the ledger of a mixture."""
        key = number, taken & self._present[number]
        if key not in self._ledgers:
            self._ledgers[key] = self._frames[number].mixed(self._belongs, key[1])
        return self._ledgers[key]

    def trees(self, number: int, taken: frozenset[Player]) -> Trees:
        """Return every node of a frame, scored with the later answers of some players, the earlier ones of others."""
        key = number, taken & self._present[number]
        if key not in self._scored:
            self._scored[key] = self._score(*key)
        return self._scored[key]

    def _score(self, number: int, taken: frozenset[Player]) -> Trees:
        ledger = self.ledger(number, taken)
        leaves: dict[str, Leaf] = {}
        levels: dict[str, Levels] = {}
        for leaf, own in self._own[number].items():
            way = _Way(number, leaf, taken & own)
            leaves[leaf] = self._leaves[way]
            if way.key in self.reach.levels:
                levels[leaf] = self.reach.levels[way.key]
        trees: dict[NodeKey, Scored | ScoredInstrument] = {}
        for instrument in self._frames[number].instruments:
            scored = score_instrument(instrument, leaves, levels, ledger)
            trees[instrument.id, None] = scored
            for child in scored.children:
                trees.update(((instrument.id, node.provision.id), node) for node in walk(child))
        return trees


def walk(node: Scored) -> Iterator[Scored]:
    """Yield a scored node and all below it, parents first."""
    yield node
    for child in node.children:
        yield from walk(child)


def ranked_leaves(frame: Frame) -> Iterator[tuple[str, Provision]]:
    """Yield every leaf that gets a level, with its instrument's id: asked of the state, and scored."""
    for instrument in frame.instruments:
        for node in instrument.walk():
            if node.is_leaf and node.is_scored:
                yield instrument.id, node
