"""What moved most between two years, and why, in words for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gapcheck.comparison.result import PLAYERS, Comparison, LeafChange, Mover, NodeChange, Said
from gapcheck.report.plaintext import WIDTH, wrap

_MOVERS = 4


def moved_part(comparison: Comparison, most: int) -> Iterator[str]:
    """Yield the provisions that moved most, each with the answers that moved it."""
    leaves = {leaf.provision: leaf for leaf in comparison.leaves}
    moved = [leaves[name] for name in comparison.most_moved if name in leaves]
    yield ""
    yield "-" * WIDTH
    if not moved:
        yield "No provision has another level."
        return
    yield f"MOVED MOST: {min(most, len(moved))} of {len(moved)} provisions that moved"
    titles = {node.provision: node for node in comparison.nodes}
    several = len({node.instrument for node in comparison.nodes}) > 1
    for rank, leaf in enumerate(moved[:most], start=1):
        yield from wrap(_head(leaf, titles.get(leaf.provision), several=several), indent="    ", first=f"{rank:>2}. ")
        yield from _why(leaf)
    if moved[most:]:
        yield "Those that moved less:"
        for leaf in moved[most:]:
            yield from wrap(_head(leaf, titles.get(leaf.provision), several=several), indent="    ", first="  - ")


def _head(leaf: LeafChange, node: NodeChange | None, *, several: bool) -> str:
    """Return a provision in one line; where there are several instruments its clause alone does not name it."""
    levels = [f"{reading} {_level(leaf, reading)}" for reading in ("documented", "claimed") if reading in leaf.moved]
    levels = levels or [f"{reading} {_level(leaf, reading)}" for reading in leaf.moved]
    title = node.title if node is not None else leaf.title
    name = f"{leaf.clause} {title} ({leaf.provision})" if several else f"{leaf.clause} {title}"
    return f"{name}: {'; '.join(levels)}{_main(leaf, node)}"


def _main(leaf: LeafChange, node: NodeChange | None) -> str:
    """Return by what a leaf moved most; where two steps are alike, both are named."""
    if leaf.main is None:
        return ""
    if node is None or node.bridge is None:
        return f", mainly by {leaf.main}"
    steps = getattr(node.bridge, leaf.moved[0])
    sizes = {player: abs(Fraction(getattr(steps, player).exact)) for player in PLAYERS}
    alike = [player for player in PLAYERS if sizes[player] == sizes[leaf.main]]
    return f", mainly by {leaf.main}" if len(alike) == 1 else f", by {' and '.join(alike)} alike"


def _why(leaf: LeafChange) -> Iterator[str]:
    if leaf.rules_moved:
        yield from wrap("The same answers have another level under the later rules.", indent="      ", first="    - ")
    ranked = sorted(leaf.movers, key=lambda mover: mover.player != leaf.main)
    for mover in ranked[:_MOVERS]:
        yield from wrap(_mover(mover), indent="      ", first="    - ")
    if len(ranked) > _MOVERS:
        left = len(ranked) - _MOVERS
        yield f"    - and {'1 more answer' if left == 1 else f'{left} more answers'}"


def _level(leaf: LeafChange, reading: str) -> str:
    before = "none" if leaf.before is None else getattr(leaf.before, reading)
    after = "none" if leaf.after is None else getattr(leaf.after, reading)
    return f"level {before} to {after}"


def _mover(mover: Mover) -> str:
    before, after = _said(mover.before), _said(mover.after)
    question = mover.question.rstrip("?.")
    place = mover.after.cell if mover.after is not None and mover.after.cell else ""
    where = f" ({place})" if place else ""
    return f"{mover.player.capitalize()}: {question}{where}: {before}; then {after}."


def _said(said: Said | None) -> str:
    if said is None:
        return "not asked"
    words = f"“{said.words}”" if said.status == "answered" else said.words
    notes = []
    if said.status == "answered":
        notes.append("no document" if said.grade == "claimed" else said.document or f"{said.grade}")
    if said.contested:
        notes.append("contradicted")
    return f"{words} ({'; '.join(notes)})" if notes else words
