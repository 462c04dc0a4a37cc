"""Unchanged provisions: what can be compared of two results under different rules where a workbook is missing."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from gapcheck.assessment.figures import LevelsReached, Record
from gapcheck.assessment.nodes import AllGroup, AnyGroup, Criterion, CriterionTree, LeafProvision
from gapcheck.assessment.result import Assessment
from gapcheck.comparison.ends import nodes_below
from gapcheck.comparison.result import SideRecord
from gapcheck.comparison.side_records import recorded_side
from gapcheck.comparison.sides import check_distinct, check_one_voice


class LeafPair(Record):
    """One leaf that asks the same in both results, with its levels in each."""

    instrument: str
    provision: str
    clause: str
    title: str
    before: LevelsReached
    after: LevelsReached


class Unchanged(Record):
    """Two results under rules that are not at hand: the leaves whose ladders are the same, and how many were left out.

    Under the same rules none is left out that has a level in both. Under different ones a leaf is left out where its
    ladder changed, or rests on a derived figure: a result does not say how that was worked out.
    Nothing above the leaves is compared, and there is no bridge.
    """

    schema_: Literal["gapcheck.unchanged/1"] = Field("gapcheck.unchanged/1", alias="schema")
    earlier: SideRecord
    later: SideRecord
    leaves: list[LeafPair]
    left_out: int

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def unchanged(earlier: Assessment, later: Assessment) -> Unchanged:
    """Return what two results have in common; raises UsageError as ``compare`` does."""
    check_distinct([earlier, later])
    check_one_voice(earlier, later)
    before, after = _leaves(earlier), _leaves(later)
    pairs = []
    for key, new in after.items():
        old = before.get(key)
        if old is None or old.levels is None or new.levels is None or not _same(old, new, earlier, later):
            continue
        pairs.append(
            LeafPair(
                instrument=key[0],
                provision=key[1],
                clause=new.clause,
                title=new.title,
                before=old.levels,
                after=new.levels,
            )
        )
    scored = {key for held in (before, after) for key, leaf in held.items() if leaf.levels is not None}
    return Unchanged(
        earlier=recorded_side(earlier), later=recorded_side(later), leaves=pairs, left_out=len(scored) - len(pairs)
    )


def _leaves(result: Assessment) -> dict[tuple[str, str], LeafProvision]:
    return {
        (instrument.id, node.id): node
        for instrument in result.instruments
        for node in nodes_below(instrument)
        if isinstance(node, LeafProvision)
    }


def _same(old: LeafProvision, new: LeafProvision, earlier: Assessment, later: Assessment) -> bool:
    if earlier.rulebook.sha256 == later.rulebook.sha256:
        return True
    asked = {answer.indicator for answer in earlier.answers} & {answer.indicator for answer in later.answers}
    ladders = [[_ladder(item) for item in leaf.criteria] for leaf in (old, new)]
    return ladders[0] == ladders[1] and all(name in asked for item in new.criteria for name in _names(item))


def _ladder(item: CriterionTree) -> object:
    if isinstance(item, Criterion):
        return (item.level, item.indicator, item.operator, item.expected)
    return (item.level, isinstance(item, AnyGroup), [_ladder(part) for part in _parts(item)])


def _names(item: CriterionTree) -> list[str]:
    if isinstance(item, Criterion):
        return [item.indicator]
    return [name for part in _parts(item) for name in _names(part)]


def _parts(item: AnyGroup | AllGroup) -> list[CriterionTree]:
    return item.any if isinstance(item, AnyGroup) else item.all
