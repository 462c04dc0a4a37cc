"""Rungs: the declared levels of a leaf with what was found for each criterion, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gapcheck.assessment import explanation as record
from gapcheck.assessment.figures import plain
from gapcheck.assessment.holding import holds, level_holds, why
from gapcheck.assessment.missing import missing_from
from gapcheck.assessment.readings import READINGS, Ledger
from gapcheck.assessment.result import AnswerRecord
from gapcheck.assessment.ruling_records import voices_on
from gapcheck.assessment.spans import day_words
from gapcheck.assessment.statements import answer_records
from gapcheck.assessment.trees import Found, Leaf, findings_in, three_valued
from gapcheck.assessment.truths import Finding, months_before
from gapcheck.assessment.wording import expected_words, value_words
from gapcheck.assessment.workings import working
from gapcheck.rulebook.criteria import AnyCriteria, Test
from gapcheck.rulebook.naming import criterion_place, level_place
from gapcheck.workbook.answers import Status, Table
from gapcheck.workbook.decisions import Review

_UNANSWERED = {
    Status.BLANK: "no answer yet",
    Status.NOT_KNOWN: "“not known”",
    Status.NOT_AVAILABLE: "“not available”",
    Status.CONFIDENTIAL: "“confidential”",
    Status.NOT_APPLICABLE: "“not applicable”",
}


def rungs(leaf: Leaf, ledger: Ledger) -> list[record.Rung]:
    """Return the levels that a leaf declares, from the lowest, each with its criteria."""
    method = ledger.rulebook.method
    found = []
    for level, criteria in leaf.levels.items():
        name = level_place(leaf.provision.id, level)
        found.append(
            record.Rung(
                level=as_level(level),
                title=method.levels[level].title["en"],
                points=method.levels[level].points,
                place=ledger.rulebook.places.get(name, ""),
                holds_in=[reading for reading in READINGS if level_holds(criteria, reading)],
                criteria=[
                    criterion(item, level, criterion_place(name, index), ledger) for index, item in enumerate(criteria)
                ],
            )
        )
    return found


def criterion(found: Found, level: int, place: str, ledger: Ledger) -> record.CriterionExplained:
    """Return one criterion or group with what was found; ``place`` is the name under which its place is kept."""
    shared: dict[str, Any] = {
        "level": as_level(level),
        "holds_in": [reading for reading in READINGS if holds(found, reading)],
        "place": ledger.rulebook.places.get(place, ""),
    }
    if isinstance(found, Finding):
        return _atomic(found, shared, ledger)
    kind = "any" if isinstance(found.criterion, AnyCriteria) else "all"
    parts = [criterion(part, level, criterion_place(place, index), ledger) for index, part in enumerate(found.parts)]
    findings = list(findings_in((found,)))
    return record.CriterionExplained(
        **shared,
        kind=kind,
        indicator=None,
        question=None,
        asks="At least one of these must hold" if kind == "any" else "All of these must hold",
        found=None,
        value=None,
        truth=three_valued(found),
        counts_in=[reading for reading in READINGS if all(reading in item.counts_in for item in findings)],
        grade=None,
        why="",
        cells=list(dict.fromkeys(cell for item in findings for cell in item.cells)),
        answers=list(dict.fromkeys(name for item in findings for name in _questions(item, ledger))),
        working=None,
        proposal=any(item.test.proposal for item in findings),
        gap=None if found.criterion.gap is None else found.criterion.gap["en"],
        parts=parts,
    )


def _atomic(found: Finding, shared: dict[str, Any], ledger: Ledger) -> record.CriterionExplained:
    test, indicator = found.test, ledger.rulebook.indicators[found.test.indicator]
    return record.CriterionExplained(
        **shared,
        kind="criterion",
        indicator=indicator.id,
        question=indicator.title(),
        asks=asked_words(test, ledger),
        found=_found(found, ledger),
        value=plain(found.value),
        truth=found.truth,
        counts_in=list(found.counts_in),
        grade=None if found.grade is None else found.grade.value,
        why=why(found, "documented", ledger),
        cells=list(found.cells),
        answers=_questions(found, ledger),
        working=working(indicator, ledger),
        proposal=test.proposal,
        gap=None if test.gap is None else test.gap["en"],
        parts=[],
    )


def asked_words(test: Test, ledger: Ledger) -> str:
    """Return what a criterion needs in words, with the days of the period where it asks about them."""
    words = expected_words(test, ledger.rulebook.indicators[test.indicator])
    end = ledger.period_end
    match test.operator:
        case "during_period":
            return f"{words} ({day_words(ledger.period_start)} to {day_words(end)})"
        case "by_period_end":
            return f"{words} (by {day_words(end)})"
        case "within_months" if isinstance(test.operand, str):
            return f"{words} ({day_words(months_before(end, int(test.operand)))} to {day_words(end)})"
    return words


def _questions(found: Finding, ledger: Ledger) -> list[str]:
    return [name for name in ledger.rulebook.underlying(found.test.indicator) if name in found.inputs]


def _found(found: Finding, ledger: Ledger) -> str:
    indicator = ledger.rulebook.indicators[found.test.indicator]
    if found.value is not None:
        return value_words(found.value, indicator)
    if indicator.derived is None:
        return _UNANSWERED.get(ledger.answer(indicator.id).status, "no answer yet")
    return "not applicable" if found.truth == "not_applicable" else "cannot be worked out"


def answers_explained(names: list[str], ledger: Ledger, reviews: Sequence[Review]) -> list[record.AnswerExplained]:
    """Return the answers to some questions, in their order, with their evidence and what others say of them."""
    held = {answer.indicator: answer for answer in answer_records(ledger, voices_on(reviews))}
    return [_answer(held[name], ledger) for name in names if name in held]


def _answer(answer: AnswerRecord, ledger: Ledger) -> record.AnswerExplained:
    stated, indicator = ledger.answer(answer.indicator), ledger.rulebook.indicators[answer.indicator]
    if stated.status is not Status.ANSWERED or stated.value is None:
        words = _UNANSWERED.get(stated.status, "no answer yet")
    elif isinstance(stated.value, Table):
        words = f"a table with {len(stated.value.rows)} rows" if len(stated.value.rows) != 1 else "a table with 1 row"
    else:
        words = value_words(stated.value, indicator)
    return record.AnswerExplained(
        answer=answer,
        type=indicator.type,
        words=words,
        document_cell=stated.document_cell or None,
        place=ledger.rulebook.places.get(indicator.id, ""),
        contested_by=[],
    )


def next_level(leaf: Leaf, reached: int, ledger: Ledger) -> record.NextLevel | None:
    """Return what the next declared level needs in the documented reading; None at the highest."""
    following = min((level for level in leaf.levels if level > reached), default=None)
    if following is None:
        return None
    missing = missing_from(leaf.levels[following], ledger)
    return record.NextLevel(
        level=as_level(following),
        title=ledger.rulebook.method.levels[following].title["en"],
        needs=[
            record.NeedExplained(
                words=part.words, fill=list(part.fill), document=list(part.document), see=list(part.see)
            )
            for part in missing
        ],
    )


def as_level(level: int) -> Any:
    """Return a level as the records take it."""
    return level
