"""Lineage: recommendations that were made in earlier years too, and the best that ever came of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gapcheck.assessment.figures import Level, ReadingName
from gapcheck.assessment.nodes import InnerProvision, ProvisionTree
from gapcheck.assessment.result import Assessment
from gapcheck.comparison.ends import nodes_below
from gapcheck.comparison.series_records import BestLevel, Lineage


def lineage_of(results: Sequence[Assessment]) -> list[Lineage]:
    """Return every recommendation with a past, as the latest result that has it tells it; results are in order."""
    latest: dict[tuple[str, str], ProvisionTree] = {}
    for result in results:
        latest.update((key, node) for key, node in _nodes(result))
    return [_lineage(key, node, results) for key, node in latest.items() if node.lineage]


def ordinal(number: int) -> str:
    """Return a number as an ordinal, such as 1st, 12th, 23rd."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def _nodes(result: Assessment) -> Iterator[tuple[tuple[str, str], ProvisionTree]]:
    for instrument in result.instruments:
        for node in nodes_below(instrument):
            yield (instrument.id, node.id), node


def _lineage(key: tuple[str, str], node: ProvisionTree, results: Sequence[Assessment]) -> Lineage:
    asked_before = list(dict.fromkeys(node.lineage))
    times = len(asked_before) + 1
    return Lineage(
        instrument=key[0],
        provision=key[1],
        clause=node.clause,
        title=node.title,
        asked_before=asked_before,
        times=times,
        words=f"asked for the {ordinal(times)} year, as far as known",
        documented=_best(key, results, "documented"),
        claimed=_best(key, results, "claimed"),
    )


def _best(key: tuple[str, str], results: Sequence[Assessment], reading: ReadingName) -> BestLevel | None:
    best: BestLevel | None = None
    for result in results:
        node = dict(_nodes(result)).get(key)
        level = None if node is None else _level(node, reading)
        if level is not None and (best is None or level > best.level):
            best = BestLevel(level=level, period=result.period)
    return best


def _level(node: ProvisionTree, reading: ReadingName) -> Level | None:
    """Return the level of a leaf, or the lowest of the parts of an inner provision; None where none is scored."""
    if isinstance(node, InnerProvision):
        parts = [_level(child, reading) for child in node.children]
        return min((part for part in parts if part is not None), default=None)
    if node.levels is None:
        return None
    level: Level = getattr(node.levels, reading)
    return level
