"""Outcomes: what hangs on single questions, every case scored and those that do the same told as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from gapcheck.assessment import explanation as record
from gapcheck.assessment.candidates import Candidate, described
from gapcheck.assessment.clash_records import level_changes, score_changes
from gapcheck.assessment.effects import Effect
from gapcheck.assessment.figures import plain
from gapcheck.assessment.holding import holds, level_holds
from gapcheck.assessment.levels import Levels
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.rungs import as_level
from gapcheck.assessment.standpoint import Standpoint
from gapcheck.assessment.trees import Found, Leaf, look_at
from gapcheck.assessment.truths import Finding
from gapcheck.assessment.uses import uses_of
from gapcheck.assessment.what_if import Case, Inquiry
from gapcheck.rulebook.criteria import AnyCriteria
from gapcheck.workbook.places import ranges

_NAMED: Final = {
    "count": "The number", "amount": "The amount", "share": "The share", "date": "The date", "choices": "An answer",
}  # fmt: skip
_UNTOLD: Final = {
    "table": "What a table would do depends on all its cells, and cannot be told beforehand.",
    "words": "No level and no check looks at these words, whatever they are.",
    "many": "Too many different answers would each do something else for all of them to be tried.",
    "not_applicable": "It stands as “not applicable”, which a review has approved.",
}


Rungs: TypeAlias = frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class _Tried:
    """A case with its effect, and the rungs that hold as documented."""

    case: Case
    effect: Effect
    rungs: Rungs


def what_if(inquiry: Inquiry, effects: Sequence[Effect], at: Standpoint, levels: Mapping[str, Levels]) -> record.WhatIf:
    """Return what hangs on one question, of the effects of its cases in their order."""
    indicator, ledger = inquiry.indicator, at.ledger
    answer = ledger.answer(indicator.id)
    leaves = [at.by_id[use.provision.id] for use in uses_of(indicator.id, at.rulebook, at.instruments)]
    before = _rungs(leaves)
    groups: dict[object, list[_Tried]] = {}
    for case, effect in zip(inquiry.cases, effects, strict=True):
        rungs = _rungs([look_at(leaf.provision, case.ledger) for leaf in leaves])
        alike = (
            case.step,
            _key(effect),
            rungs,
            tuple(found.check for found in case.fails),
            tuple(found.check for found in case.mends),
        )
        groups.setdefault(alike, []).append(_Tried(case, effect, rungs))
    return record.WhatIf(
        indicator=indicator.id,
        question=indicator.title(),
        cell=answer.cell or None,
        document_cell=answer.document_cell or None,
        outcomes=[_outcome(group, before, inquiry, ledger) for group in groups.values()],
        untold=_UNTOLD.get(inquiry.untold) or (None if leaves else "No level of any provision looks at this answer."),
        together=_together(indicator.id, leaves, ledger),
        bounds=[
            _bound(leaf, indicator.id, levels[leaf.provision.id]["documented"], ledger)
            for leaf in leaves
            if inquiry.untold == "table" and leaf.provision.id in levels
        ],
    )


def _together(name: str, leaves: Sequence[Leaf], ledger: Ledger) -> list[str]:
    """Return the cells of the other answers that every criterion on a question needs, and that do not count yet."""
    inputs = [finding.inputs for leaf in leaves for finding in leaf.findings() if name in finding.inputs]
    others = [frozenset(item for item in held - {name} if not ledger.counts(item, "documented")) for held in inputs]
    needed = others[0].intersection(*others) if others else frozenset[str]()
    return ranges(sorted({cell for other in needed if (cell := ledger.answer(other).cell)}))


def _bound(leaf: Leaf, name: str, level: int, ledger: Ledger) -> record.Bound:
    """Return how far a leaf can get where all that only one question leaves unknown is taken as met."""
    best = 0
    for declared, found in leaf.levels.items():
        if not all(_can_hold(item, name, ledger) is not False for item in found):
            break
        best = declared
    return record.Bound(provision=leaf.provision.id, level=as_level(level), at_most=as_level(max(best, level)))


def _can_hold(found: Found, name: str, ledger: Ledger) -> bool | None:
    if isinstance(found, Finding):
        if found.truth == "unknown" and name in found.inputs:
            return all(ledger.counts(other, "documented") for other in found.inputs - {name})
        return holds(found, "documented")
    parts = [part for part in (_can_hold(part, name, ledger) for part in found.parts) if part is not None]
    if not parts:
        return None
    return any(parts) if isinstance(found.criterion, AnyCriteria) else all(parts)


def _key(effect: Effect) -> object:
    return tuple((move.leaf.provision.id, move.reading, move.after) for move in effect.levels)


def _rungs(leaves: Sequence[Leaf]) -> Rungs:
    return frozenset(
        (leaf.provision.id, level)
        for leaf in leaves
        for level, found in leaf.levels.items()
        if level_holds(found, "documented")
    )


def _outcome(group: Sequence[_Tried], before: Rungs, inquiry: Inquiry, ledger: Ledger) -> record.Outcome:
    case, effect, rungs = group[0].case, group[0].effect, group[0].rungs
    tried = [item.case.candidate for item in group if item.case.candidate is not None]
    return record.Outcome(
        step=case.step,
        words=_words(case, tried, inquiry, ledger),
        tried=[plain(candidate.value) for candidate in tried],
        levels=level_changes(effect),
        scores=score_changes(effect),
        completes=_held(rungs - before),
        loses=_held(before - rungs),
        fails=list(dict.fromkeys(found.says["en"] for found in case.fails if found.severity == "error")),
        mends=list(dict.fromkeys(found.says["en"] for found in case.mends if found.severity == "error")),
    )


def _held(rungs: Rungs) -> list[record.RungHeld]:
    return [record.RungHeld(provision=name, level=as_level(level)) for name, level in sorted(rungs)]


def _words(case: Case, tried: Sequence[Candidate], inquiry: Inquiry, ledger: Ledger) -> str:
    indicator = inquiry.indicator
    answer = ledger.answer(indicator.id)
    cell, document = answer.cell or indicator.id, answer.document_cell
    match case.step:
        case "document":
            still = " (other answers would still contradict it)" if indicator.id in case.ledger.contested else ""
            return f"A document with its title and date in {document or f'the row of {cell}'}{still}"
        case "acceptance":
            return f"A review that accepts the answer in {cell}"
        case "rejection":
            return f"A review that rejects the answer in {cell}"
    words = described(tried, indicator)
    unit = f" ({indicator.unit})" if indicator.unit and indicator.type == "amount" else ""
    named = f"A{words[1:]}" if words.startswith("any ") else f"{_NAMED.get(indicator.type, 'The answer')} {words}"
    return f"{named}{unit} in {cell}, with a document"
