"""Proposals: how many criteria rest on thresholds that nobody has published or reviewed."""

from __future__ import annotations

from collections.abc import Sequence

from gapcheck.assessment.result import AnyGroup, Criterion, CriterionTree, InnerProvision, LeafProvision, ProvisionTree


def proposals(nodes: Sequence[ProvisionTree | CriterionTree]) -> tuple[int, int]:
    """Return how many criteria below these nodes are proposals, and how many there are."""
    proposed = total = 0
    for node in nodes:
        if isinstance(node, Criterion):
            below = (int(node.proposal), 1)
        elif isinstance(node, InnerProvision):
            below = proposals(node.children)
        elif isinstance(node, LeafProvision):
            below = proposals(node.criteria)
        else:
            below = proposals(node.any if isinstance(node, AnyGroup) else node.all)
        proposed, total = proposed + below[0], total + below[1]
    return proposed, total
