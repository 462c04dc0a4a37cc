"""Carrying over: what was decided in an old review, into the review of another version of the workbook or the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from gapcheck.errors import Problem, WorkbookError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Answer, Grade, Status, Submission
from gapcheck.workbook.decisions import Verdict
from gapcheck.workbook.drafts.written import counted, linked, listed, place_in, written
from gapcheck.workbook.places import place
from gapcheck.workbook.reviewing.columns import (
    BEFORE,
    CARRIED,
    DECISIONS,
    FILLED,
    REVIEW,
    VOICE_COLUMNS,
)
from gapcheck.workbook.reviewing.deciding import Decided
from gapcheck.workbook.reviewing.drawing import review_values
from gapcheck.workbook.reviewing.entries import Carried, CarriedRow, LeftOver
from gapcheck.workbook.reviewing.marks import Part, changed_parts, mark
from gapcheck.workbook.reviewing.old_reviews import OldReview, table_records
from gapcheck.workbook.reviewing.opening import UNUSABLE, Opened
from gapcheck.workbook.reviewing.rows import Row
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.texts import matching, one_line, shown

GONE: Final = "the question is gone"
PERIOD: Final = "the period is another one"
_CHANGED: Final[Mapping[Part, str]] = {
    "question": "the question changed",
    "answer": "the answer changed",
    "document": "the document or the comment changed",
}


def carry(old: OldReview, submission: Submission, rulebook: Rulebook) -> tuple[Carried, list[str]]:
    """Return what an old review brings to a new one, and what to tell about it, a line each.

    A decision is taken over where period, question, answer and evidence are what they were; else it stands beside the
    row, for the auditor to decide again. Voices are taken over wherever the question is still asked. Raises
    WorkbookError where the old review is of another country.
    """
    _check_country(old.opened, submission)
    asked = {indicator.id: indicator for indicator in rulebook.asked()}
    elsewhen = _other_period(old.opened, submission, rulebook)
    rows: dict[str, CarriedRow] = {}
    left, told = list(old.left), []
    for item in old.decided:
        indicator = asked.get(item.name)
        if indicator is None:
            left.append(LeftOver("decision", item.name, _words(item, old.opened), GONE))
            told.append((item.name, GONE))
            continue
        reason = " and ".join([*elsewhen, *_changes(item, indicator, submission)])
        rows[item.name] = _row(item, indicator, old, reason)
        if reason:
            told.append((item.name, reason))
    for row in old.rows:
        if row.name in asked and row.name not in rows and (before := _before(row)):
            rows[row.name] = CarriedRow(before=before)
        elif row.name and row.name not in asked and not row.written() and (before := _before(row)):
            left.append(LeftOver("decision", row.name, _listed(before), GONE))
    voices = tuple(
        {key: linked(cell) for key, cell in row.cells.items() if not cell.blank}
        for row in old.voices
        if row.name in asked
    )
    for row in old.voices:
        if row.name not in asked:
            texts = {VOICE_COLUMNS[key][0]: written(cell) for key, cell in row.cells.items() if key != "id"}
            left.append(LeftOver("voice", row.name, listed(texts), GONE))
            told.append((f"{row.name} (a voice)", GONE))
    lines = [*_told(old, told, len(voices))]
    return Carried(rows, voices, tuple(dict.fromkeys(left))), lines


def _told(old: OldReview, not_carried: list[tuple[str, str]], voices: int) -> Iterator[str]:
    decisions = sum(1 for name, _ in not_carried if not name.endswith(" (a voice)"))
    carried = len(old.decided) - decisions
    yield (
        f"{one_line(old.opened.file_name)}: {counted(carried, 'decision')} carried over, {decisions} not;"
        f" {counted(voices, 'voice')} carried over, {len(old.voices) - voices} not."
    )
    for name, reason in not_carried:
        yield f"  {one_line(name)}: not carried over, {reason}"


def _check_country(opened: Opened, submission: Submission) -> None:
    """Refuse the review of another country's workbook: the same answer is another one there."""
    cell = opened.values.get("country") or Cell(None, place(REVIEW, 1, 1))
    said = cell.as_text() or ""
    if matching(said) != matching(submission.country):
        where = place_in(opened.file_name, cell.place)
        found = f"a review of {shown(said)}" if said else "no country"
        mend = "Name the review of an earlier version of this workbook."
        raise WorkbookError([Problem(where, found, f"a review of {submission.country}", mend)], title=UNUSABLE)


def _other_period(opened: Opened, submission: Submission, rulebook: Rulebook) -> list[str]:
    """Return that a review is of another period, where it is: what held then may hold no more."""
    now = review_values(submission, rulebook)
    same = all(
        matching(cell.as_text() or "") == matching(now[key])
        for key in ("year", "period")
        if (cell := opened.values.get(key)) is not None
    )
    return [] if same else [PERIOD]


def _changes(item: Decided, indicator: Indicator, submission: Submission) -> list[str]:
    """Return what changed since a decision was taken."""
    answer = submission.answers.get(indicator.id) or Answer(indicator.id, Status.BLANK, None, Grade.CLAIMED, "")
    parts = changed_parts(item.row.cells["mark"].as_text() or "", mark(indicator, answer))
    return [_CHANGED[part] for part in parts]


def _row(item: Decided, indicator: Indicator, old: OldReview, reason: str) -> CarriedRow:
    before = {
        "decision_before": DECISIONS[item.verdict],
        "value_before": _value_words(item, old.opened) if item.verdict is Verdict.CORRECTED else "",
        "reason_before": item.reason,
        "reviewer_before": item.reviewer,
        "date_before": str(item.decided_on),
        "carried": f"not carried over: {reason}" if reason else CARRIED,
    }
    if reason:
        return CarriedRow(before=before)
    filled = {key: linked(item.row.cells[key]) for key in FILLED if not item.row.cells[key].blank}
    rows = None
    if indicator.type == "table" and item.verdict is Verdict.CORRECTED and item.value.blank:
        rows = tuple(table_records(old.opened, item.name))
    return CarriedRow(filled, before, rows)


def _value_words(item: Decided, opened: Opened) -> str:
    if not item.value.blank:
        return written(item.value)
    rows = table_records(opened, item.name)
    return "\n".join("; ".join(f"{column}: {written(cell)}" for column, cell in row.items()) for row in rows)


def _words(item: Decided, opened: Opened) -> str:
    value = _value_words(item, opened) if item.verdict is Verdict.CORRECTED else ""
    texts = (DECISIONS[item.verdict], value, item.reason, item.reviewer, str(item.decided_on))
    return listed({FILLED[key][0]: text for key, text in zip(FILLED, texts, strict=True)})


def _before(row: Row) -> dict[str, str]:
    """Return what a row says of a decision that was not taken over then and has not been taken again."""
    return {key: written(row.cells[key]) for key in BEFORE if not row.cells[key].blank}


def _listed(before: Mapping[str, str]) -> str:
    return listed({BEFORE[key][0]: text for key, text in before.items()})
