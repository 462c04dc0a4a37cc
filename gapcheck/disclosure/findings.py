"""Findings: failed checks, criteria and gaps without the figures that are not shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from gapcheck.assessment.result import (
    AllGroup,
    AnyGroup,
    ContradictionRecord,
    Criterion,
    CriterionTree,
    GapEntry,
    InnerProvision,
    InstrumentResult,
    MissingPart,
    ProvisionTree,
)
from gapcheck.disclosure.veil import NOT_SHOWN, Veil

_STATED: Final = re.compile(r"\(stated: -?[\d,]+(?:\.\d+)?(?: %)?\)")

Group = TypeVar("Group", AnyGroup, AllGroup)


@dataclass(frozen=True)
class Findings:
    """What was found, as it may be passed on."""

    veil: Veil

    def contradiction(self, found: ContradictionRecord) -> ContradictionRecord:
        """Return a failed check without numbers that are hidden, or that were reckoned with hidden ones."""
        if not self.veil.repairs_hidden(found):
            return found
        # What would settle it, and what hangs on that, was reckoned with numbers that are not shown.
        update: dict[str, Any] = {
            "outcome": "cannot_be_told", "cells_tried": 0, "search_cut": False, "repairs": [], "repairs_left_out": 0,
            "readings": [], "changes_a_level": False,
        }  # fmt: skip
        if self.veil.sides_hidden(found):
            update |= {"left": None, "right": None, "difference": None}
        return found.model_copy(update=update)

    def instrument(self, held: InstrumentResult) -> InstrumentResult:
        """Return an instrument without figures made of hidden numbers; its levels and scores stay."""
        return held.model_copy(
            update={
                "provisions": [self._provision(node) for node in held.provisions],
                "gaps": [self._gap(gap, held) for gap in held.gaps],
            }
        )

    def _provision(self, node: ProvisionTree) -> ProvisionTree:
        if isinstance(node, InnerProvision):
            return node.model_copy(update={"children": [self._provision(child) for child in node.children]})
        return node.model_copy(update={"criteria": [self._criterion(tree) for tree in node.criteria]})

    def _criterion(self, tree: CriterionTree) -> CriterionTree:
        if isinstance(tree, AnyGroup):
            return self._group(tree, "any", tree.any)
        if isinstance(tree, AllGroup):
            return self._group(tree, "all", tree.all)
        update: dict[str, Any] = {}
        if self.veil.figure_hidden(tree.indicator):
            update = {"found": None, "gap": tree.gap and _unstated(tree.gap)}
        if self.veil.truth_hidden(tree):
            update |= {"truth": "suppressed", "gap": NOT_SHOWN}
        return tree.model_copy(update=update) if update else tree

    def _group(self, tree: Group, name: str, parts: list[CriterionTree]) -> Group:
        named = {test.indicator for test in _tests(tree)}
        update: dict[str, Any] = {name: [self._criterion(part) for part in parts]}
        if tree.gap and any(map(self.veil.figure_hidden, named)):
            update["gap"] = _unstated(tree.gap)
        if any(map(self.veil.truth_hidden, _tests(tree))):
            update |= {"truth": "suppressed", "gap": NOT_SHOWN}
        return tree.model_copy(update=update)

    def _gap(self, gap: GapEntry, held: InstrumentResult) -> GapEntry:
        leaf = _leaf(held.provisions, gap.provision)
        tests = (
            [test for tree in leaf.criteria if tree.level == gap.next_level for test in _tests(tree)] if leaf else []
        )
        if any(map(self.veil.truth_hidden, tests)):
            part = MissingPart(words=NOT_SHOWN, indicators=[], fill=[], document=[], see=[])
            return gap.model_copy(update={"missing": [part]})
        if not any(self.veil.figure_hidden(test.indicator) for test in tests):
            return gap
        parts = [part.model_copy(update={"words": _unstated(part.words)}) for part in gap.missing]
        return gap.model_copy(update={"missing": parts})


def _leaf(nodes: list[ProvisionTree], name: str) -> Any:
    for node in nodes:
        if isinstance(node, InnerProvision):
            found = _leaf(node.children, name)
            if found is not None:
                return found
        elif node.id == name:
            return node
    return None


def _tests(tree: CriterionTree) -> list[Criterion]:
    if isinstance(tree, Criterion):
        return [tree]
    return [test for part in (tree.any if isinstance(tree, AnyGroup) else tree.all) for test in _tests(part)]


def _unstated(words: str) -> str:
    """Return words for what is missing without the figure that was stated."""
    return _STATED.sub(f"(stated: {NOT_SHOWN})", words)
