"""Provisions that moved from one year to the next: their levels before and after, and the answers that moved them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from gapcheck.comparison.result import PLAYERS, Comparison, LeafChange, Mover, NodeChange
from gapcheck.report.pages.contrasts.voice import SaidView, Voice
from gapcheck.rulebook.provisions import Provision, tests_in


@dataclass(frozen=True, slots=True)
class Move:
    """The level of a provision in one reading, before and after."""

    reading: str
    before: str
    after: str
    up: bool


@dataclass(frozen=True, slots=True)
class MoverView:
    """One answer that moved a provision."""

    player: str
    letter: str
    player_name: str
    question: str
    before: SaidView
    after: SaidView


@dataclass(frozen=True, slots=True)
class Movement:
    """One provision that moved; ``unsaid`` where it also rests on answers of which nothing is said."""

    clause: str
    title: str
    id: str
    instrument: str
    moves: tuple[Move, ...]
    main: str
    rules_moved: bool
    movers: tuple[MoverView, ...]
    unsaid: bool


def movements_of(held: Comparison, unsaid: Collection[str], voice: Voice) -> tuple[Movement, ...]:
    """Return the provisions that moved, most first; ``unsaid`` are questions of which nothing may be said."""
    leaves = {leaf.provision: leaf for leaf in held.leaves}
    nodes = {node.provision: node for node in held.nodes}
    resting = _resting(unsaid, voice)
    return tuple(
        _movement(leaves[name], nodes.get(name), name in resting, voice) for name in held.most_moved if name in leaves
    )


def _resting(unsaid: Collection[str], voice: Voice) -> frozenset[str]:
    """Return the provisions that rest on questions of which nothing may be said."""
    book = voice.tongue.rulebook
    names = frozenset(unsaid)
    return frozenset(
        node.id
        for instrument in book.instruments
        for node in instrument.walk()
        if node.is_leaf and not names.isdisjoint(_asked(node, voice))
    )


def _asked(node: Provision, voice: Voice) -> set[str]:
    tests = (test for criteria in node.levels.values() for test in tests_in(criteria))
    return {name for test in tests for name in voice.tongue.rulebook.underlying(test.indicator)}


def _movement(leaf: LeafChange, node: NodeChange | None, unsaid: bool, voice: Voice) -> Movement:
    ranked = sorted(leaf.movers, key=lambda mover: mover.player != leaf.main)
    return Movement(
        clause=leaf.clause,
        title=voice.provision(leaf.provision, node.title if node is not None else leaf.title),
        id=leaf.provision,
        instrument=voice.short(leaf.instrument),
        moves=tuple(_moves(leaf, voice)),
        main=_main(leaf, node, voice),
        rules_moved=leaf.rules_moved,
        movers=tuple(_mover(mover, voice) for mover in ranked),
        unsaid=unsaid,
    )


def _moves(leaf: LeafChange, voice: Voice) -> Iterator[Move]:
    if leaf.before is None or leaf.after is None:
        return
    named = [reading for reading in ("documented", "claimed") if reading in leaf.moved] or leaf.moved
    for reading in named:
        before, after = getattr(leaf.before, reading), getattr(leaf.after, reading)
        yield Move(voice.say(f"reading_{reading}"), str(before), str(after), after > before)


def _main(leaf: LeafChange, node: NodeChange | None, voice: Voice) -> str:
    """Return by what a leaf moved most; where two steps are alike, both are named."""
    if leaf.main is None:
        return ""
    alike = [leaf.main]
    if node is not None and node.bridge is not None:
        steps = getattr(node.bridge, leaf.moved[0])
        sizes = {player: abs(Fraction(getattr(steps, player).exact)) for player in PLAYERS}
        alike = [player for player in PLAYERS if sizes[player] == sizes[leaf.main]]
    names = [voice.say(f"cmp_{player}") for player in alike]
    return voice.say("cmp_mainly" if len(names) == 1 else "cmp_alike", what=", ".join(names))


def _mover(mover: Mover, voice: Voice) -> MoverView:
    return MoverView(
        player=mover.player,
        letter=mover.player[0].upper(),
        player_name=voice.say(f"cmp_{mover.player}"),
        question=voice.question(mover.indicator, mover.question),
        before=voice.said(mover.before, mover.indicator),
        after=voice.said(mover.after, mover.indicator),
    )
