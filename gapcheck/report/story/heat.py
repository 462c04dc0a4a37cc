"""The heat map: how many provisions of each pillar stand at which level, as documented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from gapcheck.assessment.result import (
    InnerProvision,
    InstrumentResult,
    LeafProvision,
    LevelsReached,
    ProvisionTree,
    Score,
)
from gapcheck.comparison.pillars import pillar_scores
from gapcheck.report.story.bars import BarView, bar_view
from gapcheck.report.story.tongue import Tongue
from gapcheck.rulebook.model import PILLARS, Pillar

Bucket: TypeAlias = Literal["open", "0", "1", "2", "3", "4"]
"""Where a leaf stands: its documented level; ``open`` where that is 0 and more is still possible, which is no zero."""
BUCKETS: Final[tuple[Bucket, ...]] = ("open", "0", "1", "2", "3", "4")
SHADES: Final = 4  # beside none: how dark a cell is drawn


@dataclass(frozen=True, slots=True)
class HeatCell:
    """The leaves of one pillar in one bucket; ``shade`` goes from 0 (none) to 4 (most of the pillar)."""

    bucket: Bucket
    number: int
    shade: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One pillar: its bar and coverage, and its leaves by bucket, in the order of the buckets."""

    pillar: Pillar
    name: str
    bar: BarView | None
    coverage: str
    documented: str
    possible: str
    cells: tuple[HeatCell, ...]

    @property
    def number(self) -> int:
        """How many leaves of the pillar are scored."""
        return sum(cell.number for cell in self.cells)


def heat_of(instrument: InstrumentResult, tongue: Tongue) -> tuple[HeatRow, ...]:
    """Return a row for each pillar in which anything is scored, in the order of the pillars."""
    scores = pillar_scores(instrument)
    leaves = list(scored_leaves(instrument.provisions))
    return tuple(
        _row(pillar, scores[pillar], [leaf for leaf in leaves if leaf.pillar == pillar], tongue)
        for pillar in PILLARS
        if pillar in scores
    )


def scored_leaves(nodes: Sequence[ProvisionTree]) -> Iterator[LeafProvision]:
    """Yield the leaves that have levels, in the order of the source."""
    for node in nodes:
        if isinstance(node, InnerProvision):
            yield from scored_leaves(node.children)
        elif node.levels is not None:
            yield node


def bucket_of(levels: LevelsReached) -> Bucket:
    """Return where a leaf stands, as documented."""
    if levels.documented == 0 < levels.possible:
        return "open"
    return BUCKETS[levels.documented + 1]


def _row(pillar: Pillar, score: Score, leaves: Sequence[LeafProvision], tongue: Tongue) -> HeatRow:
    cells = []
    for bucket in BUCKETS:
        held = [leaf for leaf in leaves if leaf.levels is not None and bucket_of(leaf.levels) == bucket]
        shade = -(-len(held) * SHADES // len(leaves)) if leaves else 0
        cells.append(HeatCell(bucket, len(held), shade))
    return HeatRow(
        pillar=pillar,
        name=tongue.say(pillar),
        bar=bar_view(score, tongue),
        coverage=tongue.percent(score.coverage),
        documented="" if score.documented is None else tongue.points(score.documented),
        possible="" if score.possible is None else tongue.points(score.possible),
        cells=tuple(cells),
    )
