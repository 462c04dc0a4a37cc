"""What a check-up adds to a contradiction: the difference, what would settle it, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gapcheck.assessment.checkup import Correction
from gapcheck.assessment.clashes import ContradictionRecord
from gapcheck.report import clashes
from gapcheck.report.clashes import Cluster


def together_of(corrections: Sequence[Correction]) -> dict[int, Cluster]:
    """Return, for every contradiction by its record, the set of those that one correction would settle."""
    groups: dict[int, list[ContradictionRecord]] = {}
    for item in corrections:
        if item.contradiction is not None:
            groups.setdefault(item.contradiction.group, []).append(item.contradiction)
    sets = (cluster for group in groups.values() for cluster in clashes.clusters(group))
    return {id(found): cluster for cluster in sets for found in cluster.founds}


def told_of(item: Correction, cluster: Cluster) -> Iterator[tuple[str, str]]:
    """Yield by how much the sides of a contradiction differ, what would settle it, and whether a level hangs on it.

    Nothing of it is done to the workbook. What settles several is told at the first of them.
    """
    found, first = cluster.founds[0], item.contradiction is cluster.founds[0]
    if item.contradiction is not None and item.contradiction.difference is not None:
        yield "Difference", clashes.difference(item.contradiction)
    if not cluster.repairs:
        yield "Perhaps", clashes.settled_by(found)
    elif first:
        others = " ".join(other.says for other in cluster.founds[1:])
        yield "Perhaps", clashes.settled_together(cluster)
        yield "Together", f"with: {others}"
    else:
        yield "Perhaps", f"The correction named at {found.cells[0]}, for “{found.says}”, settles this too."
    if item.weighed and first:
        yield "Matters", clashes.effect(cluster.founds)
