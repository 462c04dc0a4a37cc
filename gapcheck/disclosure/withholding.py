"""Withholding: the records of one result without the numbers that are not shown, and without what repeats them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from gapcheck.assessment.cells import NumberCell
from gapcheck.assessment.result import (
    AllGroup,
    AnswerRecord,
    AnyGroup,
    Assessment,
    ContradictionRecord,
    Criterion,
    CriterionTree,
    GapEntry,
    InnerProvision,
    InstrumentResult,
    MissingPart,
    OriginalAnswer,
    ProblemRecord,
    ProvisionTree,
    ReviewRecord,
    VoiceRecord,
)
from gapcheck.disclosure.choice import Choice
from gapcheck.disclosure.counts import SMALL, Page
from gapcheck.disclosure.freetext import WITHHELD, guarded, tells_a_number
from gapcheck.disclosure.relations import Outcome, Truth
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import PERSONS, Indicator

NOT_SHOWN: Final = "not shown"
"""What stands in the place of a number: small counts and what was hidden to guard them look the same."""

_STATED: Final = re.compile(r"\(stated: -?[\d,]+(?:\.\d+)?(?: %)?\)")

Group = TypeVar("Group", AnyGroup, AllGroup)


@dataclass(frozen=True)
class Withholding:
    """What of one result is not shown: cells by question, figures by indicator, truths by criterion, checks."""

    page: Page
    choice: Choice
    rulebook: Rulebook

    @property
    def anything(self) -> bool:
        """Whether anything of the result is not shown."""
        return any(cell in self.choice.hidden for cell in self.page.spots) or any(
            map(self._holds_small, self._earlier())
        )

    def _earlier(self) -> Iterator[tuple[str, Any]]:
        """Yield what an answer was before a review, and what reviews made of it, by question."""
        assessment = self.page.assessment
        yield from ((held.indicator, held.original.value) for held in assessment.answers if held.original is not None)
        yield from ((held.indicator, held.value) for review in assessment.reviews for held in review.decisions)

    def _holds_small(self, told: tuple[str, Any]) -> bool:
        name, value = told
        columns = {key for key, column in self.rulebook.indicators[name].columns.items() if column.persons}
        if isinstance(value, list):
            return any(row.get(key) in SMALL for row in value if isinstance(row, dict) for key in columns)
        return self.rulebook.indicators[name].unit == PERSONS and value in SMALL

    def apply(self) -> Assessment:
        """Return the result as it may be passed on, but for its hashes."""
        assessment = self.page.assessment
        if not self.anything:
            return assessment
        return assessment.model_copy(
            update={
                "answers": [self._answer(record) for record in assessment.answers],
                "instruments": [self._instrument(held) for held in assessment.instruments],
                "contradictions": [self._contradiction(found) for found in assessment.contradictions],
                "reviews": [self._review(review) for review in assessment.reviews],
                "problems": [_problem(problem) for problem in assessment.problems],
            }
        )

    # -- Answers and what reviewers and others say of them --

    def _hidden(self, indicator: str) -> dict[tuple[int | None, str], NumberCell]:
        """Return the hidden cells of a question, by row and column."""
        return {
            (cell.row, cell.column): cell
            for cell, spot in self.page.spots.items()
            if spot[0] == indicator and cell in self.choice.hidden
        }

    def _answer(self, record: AnswerRecord) -> AnswerRecord:
        hidden, evidence = self._hidden(record.indicator), record.evidence
        update: dict[str, Any] = {
            "evidence": evidence.model_copy(
                update={
                    "comment": _maybe(evidence.comment, always=bool(hidden)),
                    "page": WITHHELD if hidden and evidence.page else evidence.page,
                    "document": _maybe(evidence.document, always=False) if hidden else evidence.document,
                }
            ),
            "original": self._original(record.original, self.rulebook.indicators[record.indicator]),
            "review": record.review
            and record.review.model_copy(update={"reason": guarded(record.review.reason, always=bool(hidden))}),
            "voices": [_voice(voice, always=bool(hidden)) for voice in record.voices],
        }
        if hidden and isinstance(record.value, list):
            update["value"] = [
                {name: NOT_SHOWN if (number, name) in hidden else value for name, value in row.items()}
                for number, row in enumerate(record.value)
                if isinstance(row, dict)
            ]
            update["words"] = f"{record.words}, {len(hidden)} numbers not shown"
        elif hidden:
            update |= {"value": None, "words": NOT_SHOWN}
        elif self.rulebook.indicators[record.indicator].type == "text" and tells_a_number(record.words):
            update |= {"value": None, "words": WITHHELD}
        return record.model_copy(update=update)

    def _original(self, original: OriginalAnswer | None, indicator: Indicator) -> OriginalAnswer | None:
        """Return the officer's own answer without numbers of persons: each tells of the corrected one."""
        if original is None or original.value is None or not _numbers_of_persons(indicator):
            return original
        return original.model_copy(update={"value": None, "words": NOT_SHOWN})

    def _review(self, review: ReviewRecord) -> ReviewRecord:
        decisions = []
        for decision in review.decisions:
            hidden = bool(self._hidden(decision.indicator))
            update: dict[str, Any] = {"reason": guarded(decision.reason, always=hidden)}
            if decision.value is not None and _numbers_of_persons(self.rulebook.indicators[decision.indicator]):
                update |= {"value": None, "words": NOT_SHOWN}
            decisions.append(decision.model_copy(update=update))
        voices = [_voice(voice, always=bool(self._hidden(voice.indicator))) for voice in review.voices]
        return review.model_copy(update={"decisions": decisions, "voices": voices, "sha256": ""})

    # -- Checks --

    def _contradiction(self, found: ContradictionRecord) -> ContradictionRecord:
        cells = {
            cell
            for relation in self.page.relations
            if isinstance(relation, Outcome) and relation.tie.key[0] == found.check
            for cell in relation.cells
        }
        if not cells & self.choice.tied:
            return found
        # What would settle it, and what hangs on that, was reckoned with numbers that are not shown.
        update: dict[str, Any] = {
            "outcome": "cannot_be_told", "cells_tried": 0, "search_cut": False, "repairs": [], "repairs_left_out": 0,
            "readings": [], "changes_a_level": False,
        }  # fmt: skip
        if cells & self.choice.hidden:
            update |= {"left": None, "right": None, "difference": None}
        return found.model_copy(update=update)

    # -- Instruments --

    def _instrument(self, held: InstrumentResult) -> InstrumentResult:
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
        if self._figure_hidden(tree.indicator):
            update = {"found": None, "gap": tree.gap and _unstated(tree.gap)}
        if self._truth_hidden(tree):
            update |= {"truth": "suppressed", "gap": NOT_SHOWN}
        return tree.model_copy(update=update) if update else tree

    def _group(self, tree: Group, name: str, parts: list[CriterionTree]) -> Group:
        named = {test.indicator for test in _tests(tree)}
        update: dict[str, Any] = {name: [self._criterion(part) for part in parts]}
        if tree.gap and any(map(self._figure_hidden, named)):
            update["gap"] = _unstated(tree.gap)
        if any(map(self._truth_hidden, _tests(tree))):
            update |= {"truth": "suppressed", "gap": NOT_SHOWN}
        return tree.model_copy(update=update)

    def _gap(self, gap: GapEntry, held: InstrumentResult) -> GapEntry:
        leaf = _leaf(held.provisions, gap.provision)
        tests = (
            [test for tree in leaf.criteria if tree.level == gap.next_level for test in _tests(tree)] if leaf else []
        )
        if any(map(self._truth_hidden, tests)):
            part = MissingPart(words=NOT_SHOWN, indicators=[], fill=[], document=[], see=[])
            return gap.model_copy(update={"missing": [part]})
        if not any(self._figure_hidden(test.indicator) for test in tests):
            return gap
        parts = [part.model_copy(update={"words": _unstated(part.words)}) for part in gap.missing]
        return gap.model_copy(update={"missing": parts})

    def _figure_hidden(self, indicator: str) -> bool:
        form = self.page.form(indicator)
        return form is not None and bool(form.cells & self.choice.hidden)

    def _truth_hidden(self, test: Criterion) -> bool:
        return any(
            isinstance(truth, Truth)
            and truth in self.choice.withheld
            and (truth.indicator, truth.compared.operator, truth.operand)
            == (test.indicator, test.operator, str(test.expected))
            for truth in self.page.relations
        )


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


def _maybe(text: str | None, *, always: bool) -> str | None:
    return text and guarded(text, always=always)


def _voice(voice: VoiceRecord, *, always: bool) -> VoiceRecord:
    return voice.model_copy(update={"says": guarded(voice.says, always=always)})


def _problem(problem: ProblemRecord) -> ProblemRecord:
    held: Mapping[str, str] = {"found": problem.found, "expected": problem.expected, "mend": problem.mend}
    return problem.model_copy(update={name: guarded(text) for name, text in held.items()})


def _numbers_of_persons(indicator: Indicator) -> bool:
    return indicator.unit == PERSONS or any(column.persons for column in indicator.columns.values())
