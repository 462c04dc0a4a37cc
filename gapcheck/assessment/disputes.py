"""Disputes: every contradiction with the set of failed checks it belongs to, and the repairs that would settle it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Final, Literal, NamedTuple, TypeAlias

from gapcheck.assessment.cells import NO_CHANGES, Changes, NumberCell
from gapcheck.assessment.consistency import Contradiction
from gapcheck.assessment.forms import Linear
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.repairs import Pairs, Repair, mark_only, single
from gapcheck.assessment.ties import Comparison, Tie, TieKey
from gapcheck.assessment.tying import Web, weave

CELLS: Final = 1000
"""So many cells of a set of failed checks are tried, those that take part in the most of them first."""

Outcome: TypeAlias = Literal["only_one", "one_cell", "two_cells", "cannot_be_told", "not_arithmetic"]
"""Exactly one change of one cell settles it; several do; two cells must change; none was found; it is no sum."""


class Dispute(NamedTuple):
    """A contradiction with what would settle it.

    ``group`` numbers, from 0, the sets of failed checks that share cells. ``tried`` is how many cells of the set were
    tried; ``cut`` where not all could be, so that nothing is said to be the only repair. ``recomputed`` is the stated
    number with what the other side comes to.
    """

    contradiction: Contradiction
    group: int
    outcome: Outcome
    repairs: tuple[Repair, ...] = ()
    tried: int = 0
    cut: bool = False
    recomputed: Changes | None = None


class _Searched(NamedTuple):
    """A set of failed checks, and what was found for them."""

    number: int
    tried: int
    cut: bool
    singles: Sequence[Repair]
    pairs: Mapping[TieKey, Sequence[Repair]]


def disputes(ledger: Ledger, contradictions: Sequence[Contradiction]) -> list[Dispute]:
    """Return every contradiction with its repairs, in the order given.

    A repair changes one cell so that every check the cell takes part in holds, those that hold now included: to a whole
    number where it counts, to none that is negative; never a cell that a review has settled. Where no one cell will do,
    two are looked for, within bounds.
    """
    if not contradictions:
        return []
    web = weave(ledger)
    keys = [found.key for found in contradictions]
    failed = {key: web.ties[key] for key in keys if key in web.ties}
    pairs = Pairs(web, failed)
    groups = _groups([tie for tie in failed.values() if tie.arithmetic])
    searched = [_search(group, number, web, failed, pairs) for number, group in enumerate(groups)]
    held = {tie.key: found for group, found in zip(groups, searched, strict=True) for tie in group}
    loose = count(len(groups))
    return [
        _dispute(found, web.ties[key], held[key]) if key in held else _loose(found, loose, searched)
        for key, found in zip(keys, contradictions, strict=True)
    ]


def _dispute(found: Contradiction, tie: Tie, held: _Searched) -> Dispute:
    repairs = tuple(repair for repair in held.singles if tie.key in repair.settles)
    if repairs:
        outcome: Outcome = "only_one" if len(repairs) == 1 and not held.cut else "one_cell"
    else:
        repairs = tuple(held.pairs.get(tie.key, ()))
        outcome = "two_cells" if repairs else "cannot_be_told"
    return Dispute(found, held.number, outcome, repairs, held.tried, held.cut, _recomputed(tie))


def _loose(found: Contradiction, loose: Iterator[int], searched: Sequence[_Searched]) -> Dispute:
    """Return a failed check that compares no two figures of cells; what settles others may settle it too."""
    outcome: Outcome = "not_arithmetic" if found.difference is None else "cannot_be_told"
    for held in searched:
        repairs = tuple(repair for repair in held.singles if found.key in repair.settles)
        if repairs:
            return Dispute(found, held.number, outcome, repairs, held.tried, held.cut)
    return Dispute(found, next(loose), outcome)


def _recomputed(tie: Tie) -> Changes | None:
    """Return what the sum, or the quotient, says that the one stated number of an ``equal`` is."""
    if not isinstance(tie, Comparison) or tie.check.equal is None:
        return None
    for side, other in ((tie.left, tie.right), (tie.right, tie.left)):
        cell = side.only() if isinstance(side, Linear) else None
        value = other.value(NO_CHANGES)
        if cell is not None and value is not None and not cell.fixed:
            whole = value.denominator == 1 or cell.kind != "count"
            return {cell: value} if whole and value >= 0 else None
    return None


def _groups(failed: Sequence[Tie]) -> list[list[Tie]]:
    """Return failed checks as sets that share cells, directly or through others, in their order."""
    leader: dict[NumberCell, int] = {}
    groups: dict[int, list[Tie]] = {}
    for number, tie in enumerate(failed):
        joined = sorted({leader[cell] for cell in tie.cells if cell in leader})
        into = joined[0] if joined else number
        own = [*(other for which in joined for other in groups.pop(which)), tie]
        groups[into] = own
        moved = own if len(joined) > 1 else [tie]
        leader.update((cell, into) for other in moved for cell in other.cells)
    return [groups[number] for number in sorted(groups)]


def _search(
    group: Sequence[Tie], number: int, web: Web, failed: Mapping[TieKey, Tie], pairs: Pairs
) -> _Searched:  # fmt: skip
    shares: dict[NumberCell, int] = {}
    for tie in group:
        for cell in tie.cells:
            shares[cell] = shares.get(cell, 0) + 1
    free = sorted(
        (cell for cell in shares if not cell.fixed),
        key=lambda cell: (-shares[cell], cell.row is not None, cell.order),
    )
    cut = len(free) > CELLS
    singles = single(free[:CELLS], web, failed)
    if not cut:
        singles = mark_only(singles)
    settled = frozenset[TieKey]().union(*(repair.settles for repair in singles))
    two, missed = {}, False
    for tie in group:
        if tie.key not in settled:
            two[tie.key] = pairs.of(tie)
            missed = missed or pairs.cut
    return _Searched(number, min(len(free), CELLS), cut or missed, singles, two)
