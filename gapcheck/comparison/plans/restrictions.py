"""Restrictions: what a plan takes for granted, and where it does not look at everything, in words for its reader."""

from __future__ import annotations

from collections.abc import Sequence

from gapcheck.comparison.plans.clusters import Cluster

NOTE = "The plan shows what the rules would count. It does not say what is right to do first."

_WHOLES = (
    "A number that others are divided by or compared with is not moved where it is known; but where it is itself a "
    "part of another figure it may be raised. Where it is blank it is taken as large, or as its own whole where that "
    "is known: its parts must be raised too."
)
_ALWAYS = (
    _WHOLES,
    "A number is raised no further than its whole, and never put to zero because a criterion counts “nothing to do”.",
    "A table is one step. It is taken as free totals: each part in it is brought to its whole.",
    "Where parts of one sum are raised together, each is brought to what a criterion needs, the last to the whole.",
    "New answers are taken to agree with the others. A contradiction is settled only for the answers that are steps.",
    "“Not applicable” is never a step, and what a review approved as such stays so.",
)


def restrictions(clusters: Sequence[Cluster]) -> list[str]:
    """Return what holds for every plan, and which figures were looked at in part only."""
    found = list(_ALWAYS)
    for cluster in clusters:
        if cluster.most is not None:
            names = ", ".join(cluster.questions[:3])
            found.append(
                f"Of the {len(cluster.questions)} questions that figures tie together ({names} ...), at most "
                f"{cluster.most} are moved at once."
            )
    return found
