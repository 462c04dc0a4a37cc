"""A row of the queue as a decision, as far as the row alone tells: what was decided, why, by whom, when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gapcheck.workbook.decisions import Verdict
from gapcheck.workbook.findings import Findings, Unreadable
from gapcheck.workbook.reviewing.columns import DECISIONS, FILLED, near_verdict, verdict_of
from gapcheck.workbook.reviewing.rows import Row
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.texts import says_nothing, shown
from gapcheck.workbook.values.dates import day_of

_REASON = "why it was decided so"
_NAME = "the name of who decided"


class Decided(NamedTuple):
    """A decision as its row says it; whether the answer can bear it is another matter. ``value`` is not read yet.

    ``decided_on`` is None, and a text empty, where it could not be read, which is told.
    """

    row: Row
    verdict: Verdict
    decided_on: date | None
    reason: str
    reviewer: str

    @property
    def name(self) -> str:
        """The ID of the question."""
        return self.row.name

    @property
    def value(self) -> Cell:
        """The cell of the corrected value."""
        return self.row.cells["value"]

    @property
    def cell(self) -> Cell:
        """The cell of the decision."""
        return self.row.cells["decision"]


def decided_rows(rows: Sequence[Row], findings: Findings) -> list[Decided]:
    """Return the decision of every row in which the auditor wrote one; what is missing or unreadable is a finding."""
    found = []
    first: dict[str, Row] = {}
    for row in rows:
        if not row.written():
            continue
        if not row.name:
            fault = row.cells["id"].fault
            mend = "Type the ID itself." if fault else "Copy the ID from a new review workbook, or clear the row."
            findings.error(row.cells["id"].place, fault or f"{_first(row)} without an ID", "the question's ID", mend)
            continue
        if row.name in first:
            before = first[row.name].cells["id"].place
            expected = f"each question decided once (first in {before})"
            mend = "Clear the decision that does not hold in one of the two rows."
            findings.error(row.cells["id"].place, f"{shown(row.name)} a second time", expected, mend)
            continue
        first[row.name] = row
        if (decided := _decided(row, findings)) is not None:
            found.append(decided)
    return found


def text_of(cell: Cell, expected: str, findings: Findings) -> str:
    """Return a cell's text; one that says nothing, or has a fault, is a finding."""
    try:
        cell.sound(expected)
    except Unreadable as unreadable:
        findings.error(cell.place, unreadable.found or "", expected, unreadable.mend)
        return ""
    text = cell.linked_text() or ""
    if says_nothing(text):
        findings.error(cell.place, shown(text) if text else "nothing", expected, "Fill it in.")
        return ""
    return text


def name_in(cell: Cell, expected: str, findings: Findings) -> str:
    """Return the name of a person in a cell; what has no letter, such as a number or a day, is a finding."""
    text = text_of(cell, expected, findings)
    if text and (not isinstance(cell.value, str) or not any(letter.isalpha() for letter in text)):
        mend = "Write the name in letters, as it is written in every review."
        findings.error(cell.place, shown(cell.value), expected, mend)
        return ""
    return text


def day_in(cell: Cell, expected: str, findings: Findings) -> date | None:
    """Return a cell's day; none, or what is no day for certain, is a finding."""
    if cell.blank:
        findings.error(cell.place, "nothing", expected, "Write it, such as 2023-02-28.")
        return None
    try:
        return day_of(cell.sound(expected), cell.number_format, serial=cell.serial)
    except Unreadable as unreadable:
        findings.error(cell.place, unreadable.found or shown(cell.value), expected, unreadable.mend)
        return None


def _decided(row: Row, findings: Findings) -> Decided | None:
    verdict = _verdict(row, findings)
    if verdict is None and row.cells["decision"].blank:
        return None
    if verdict is not None and verdict is not Verdict.CORRECTED and not row.cells["value"].blank:
        cell = row.cells["value"]
        found = f"{cell.fault or shown(cell.value)} beside the decision {shown(DECISIONS[verdict])}"
        mend = "Clear it, or decide “corrected”."
        findings.error(cell.place, found, "nothing: only a correction has a value", mend)
    reason = text_of(row.cells["reason"], _REASON, findings)
    reviewer = name_in(row.cells["reviewer"], _NAME, findings)
    day = day_in(row.cells["date"], "the day of the decision, such as 2023-02-28", findings)
    return Decided(row, verdict, day, reason, reviewer) if verdict is not None else None


def _verdict(row: Row, findings: Findings) -> Verdict | None:
    cell, expected = row.cells["decision"], f"one of: {', '.join(DECISIONS.values())}"
    if cell.blank:
        findings.error(cell.place, f"{_first(row)} without a decision", expected, "Decide, or clear the row.")
        return None
    if cell.fault is not None:
        findings.error(cell.place, cell.fault, expected, "Type the decision itself.")
        return None
    text = cell.as_text() or ""
    verdict = verdict_of(text)
    if verdict is None:
        near = near_verdict(text)
        mend = f"Did you mean {near}?" if near else "Choose from the list in the cell."
        findings.error(cell.place, shown(cell.value), expected, mend)
    return verdict


def _first(row: Row) -> str:
    """Return the first thing that the auditor wrote in a row, with its place."""
    cell = row.written(FILLED)[0]
    return f"{cell.fault or shown(cell.value)} in {cell.place}"
