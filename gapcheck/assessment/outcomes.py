"""Outcomes: what hangs on single questions, every case scored and those that do the same told as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gapcheck.assessment import explanation as record
from gapcheck.assessment.candidates import Candidate, described
from gapcheck.assessment.clash_records import level_changes, score_changes
from gapcheck.assessment.effects import Effect
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.statements import plain
from gapcheck.assessment.what_if import Case, Inquiry

_UNTOLD: Final = {
    "table": "What a table would do depends on all its cells, and cannot be told beforehand.",
    "words": "No level and no check looks at these words, whatever they are.",
    "not_applicable": "It stands as “not applicable”, which a review has approved.",
}


def what_if(inquiry: Inquiry, effects: Sequence[Effect], ledger: Ledger) -> record.WhatIf:
    """Return what hangs on one question, of the effects of its cases in their order."""
    indicator, answer = inquiry.indicator, ledger.answer(inquiry.indicator.id)
    groups: dict[object, list[tuple[Case, Effect]]] = {}
    for case, effect in zip(inquiry.cases, effects, strict=True):
        alike = (
            case.step,
            _key(effect),
            tuple(found.check for found in case.fails),
            tuple(found.check for found in case.mends),
        )
        groups.setdefault(alike, []).append((case, effect))
    return record.WhatIf(
        indicator=indicator.id,
        question=indicator.title(),
        cell=answer.cell or None,
        document_cell=answer.document_cell or None,
        outcomes=[_outcome(group, inquiry, ledger) for group in groups.values()],
        untold=_UNTOLD.get(inquiry.untold),
    )


def _key(effect: Effect) -> object:
    return tuple((move.leaf.provision.id, move.reading, move.after) for move in effect.levels)


def _outcome(group: Sequence[tuple[Case, Effect]], inquiry: Inquiry, ledger: Ledger) -> record.Outcome:
    case, effect = group[0]
    tried = [item.candidate for item, _ in group if item.candidate is not None]
    return record.Outcome(
        step=case.step,
        words=_words(case, tried, inquiry, ledger),
        tried=[plain(candidate.value) for candidate in tried],
        levels=level_changes(effect),
        scores=score_changes(effect),
        fails=list(dict.fromkeys(found.says["en"] for found in case.fails if found.severity == "error")),
        mends=list(dict.fromkeys(found.says["en"] for found in case.mends if found.severity == "error")),
    )


def _words(case: Case, tried: Sequence[Candidate], inquiry: Inquiry, ledger: Ledger) -> str:
    answer = ledger.answer(inquiry.indicator.id)
    cell, document = answer.cell or inquiry.indicator.id, answer.document_cell
    match case.step:
        case "document":
            return f"A document with its title and date in {document or f'the row of {cell}'}"
        case "acceptance":
            return f"A review that accepts the answer in {cell}"
        case "rejection":
            return f"A review that rejects the answer in {cell}"
    unit = f" ({inquiry.indicator.unit})" if inquiry.indicator.unit and inquiry.indicator.type == "amount" else ""
    return f"The answer {described(tried, inquiry.indicator)}{unit} in {cell}, with a document"
