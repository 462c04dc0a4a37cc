"""Records of contradictions: disputes as they were weighed, in the words and shapes of the schema."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from gapcheck.assessment.cells import Changes, NumberCell
from gapcheck.assessment.clashes import (
    ChangedCell,
    ContradictionRecord,
    LevelChange,
    ReadingRecord,
    RepairRecord,
    ScoreChange,
)
from gapcheck.assessment.effects import Effect
from gapcheck.assessment.figures import Figure, plain

if TYPE_CHECKING:
    from gapcheck.assessment.repairs import Repair
    from gapcheck.assessment.weighing import Weighed

LISTED: Final = 100
"""So many repairs of a contradiction are listed, those that rank first."""


def contradiction_record(weighed: Weighed) -> ContradictionRecord:
    """Return one failed check with its repairs, each with what it would change."""
    dispute, found = weighed.dispute, weighed.dispute.contradiction
    repairs = list(zip(dispute.repairs, weighed.repaired, strict=True))[:LISTED]
    readings = [_reading("stated", {}, weighed.stated)]
    if dispute.recomputed is not None and weighed.recomputed is not None:
        readings.append(_reading("recomputed", dispute.recomputed, weighed.recomputed))
    return ContradictionRecord(
        check=found.check,
        severity=found.severity,
        says=found.says["en"],
        cells=list(found.cells),
        indicators=sorted(found.inputs),
        left=plain(found.left),
        left_cells=list(found.left_cells),
        right=plain(found.right),
        right_cells=list(found.right_cells),
        difference=plain(found.difference),
        share=found.share,
        group=dispute.group,
        outcome=dispute.outcome,
        cells_tried=dispute.tried,
        search_cut=dispute.cut,
        repairs=[_repair(repair, effect) for repair, effect in repairs],
        repairs_left_out=len(dispute.repairs) - len(repairs),
        readings=readings,
        touches=list(weighed.touched),
        changes_a_level=weighed.changes_a_level,
    )


def _repair(repair: Repair, effect: Effect | None) -> RepairRecord:
    return RepairRecord(
        cells=[
            _cell(change.cell, change.value.number, change.value.least, change.value.most) for change in repair.changes
        ],
        settles=sorted({check for check, _ in repair.settles}),
        only=repair.only,
        slip=repair.slip or None,
        weighed=effect is not None,
        changes=level_changes(effect),
        scores=score_changes(effect),
    )


def _reading(named: Any, changes: Changes, effect: Effect) -> ReadingRecord:
    cells = [_cell(cell, value, value, value) for cell, value in changes.items()]
    return ReadingRecord(as_=named, cells=cells, changes=level_changes(effect), scores=score_changes(effect))


def _cell(cell: NumberCell, to: Fraction, least: Fraction, most: Fraction | None) -> ChangedCell:
    return ChangedCell(
        cell=cell.place,
        from_=plain(cell.value),
        to=plain(to),
        least=plain(least),
        most=plain(most),
        share=cell.kind == "share",
    )


def level_changes(effect: Effect | None) -> list[LevelChange]:
    """Return the levels that an effect changes."""
    return [
        LevelChange(
            instrument=move.instrument,
            provision=move.leaf.provision.id,
            clause=move.leaf.provision.clause,
            title=move.leaf.provision.heading(),
            reading=move.reading,
            from_=_level(move.before),
            to=_level(move.after),
        )
        for move in (effect.levels if effect is not None else ())
    ]


def score_changes(effect: Effect | None) -> list[ScoreChange]:
    """Return the scores that an effect changes."""
    return [
        ScoreChange(
            instrument=move.instrument,
            node=move.node,
            reading=move.reading,
            from_=Figure.of(move.before),
            to=Figure.of(move.after),
        )
        for move in (effect.scores if effect is not None else ())
    ]


def _level(level: int) -> Any:
    return level
