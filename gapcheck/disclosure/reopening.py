"""Reopening: the ledger that a result's answers make, so that its figures can be thought otherwise."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from gapcheck.assessment.readings import Ledger, open_ledger
from gapcheck.assessment.result import AnswerRecord, Assessment
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import NUMERIC, Indicator
from gapcheck.workbook.answers import (
    Answer,
    DateInterval,
    Grade,
    Status,
    Submission,
    Table,
    TableCell,
    Value,
)

_TO_THE_DAY = 3


def reopen(assessment: Assessment, rulebook: Rulebook) -> Ledger:
    """Return the answers of a result as they count, after its reviews.

    A blank number in a table is taken for none, since a reader may: sums over its column then say something too.
    """
    answers = {
        record.indicator: _answer(record, rulebook.indicators[record.indicator]) for record in assessment.answers
    }
    submission = Submission(
        file_name=assessment.workbook.file,
        sha256=assessment.workbook.sha256,
        country=assessment.country.code,
        year=assessment.year,
        period_start=date.fromisoformat(assessment.period.start),
        period_end=date.fromisoformat(assessment.period.end),
        source=assessment.source,
        submitted_by=assessment.submitted_by,
        submitted_on=date.fromisoformat(assessment.submitted_on),
        rulebook=assessment.rulebook.sha256,
        answers=answers,
    )
    return open_ledger(rulebook, submission)


def _answer(record: AnswerRecord, indicator: Indicator) -> Answer:
    value = None if record.value is None else value_of(record.value, indicator)
    grade = Grade(record.grade) if record.grade is not None else Grade.CLAIMED
    return Answer(record.indicator, Status(record.status), value, grade, record.cell or "")


def value_of(value: Any, indicator: Indicator) -> Value:
    """Return an answer's value from how a result has it."""
    if indicator.type == "table":
        return Table(tuple(_row(row, indicator) for row in value))
    if indicator.type in NUMERIC:
        return Fraction(str(value))
    if indicator.type == "choices":
        return tuple(value)
    if indicator.type == "date":
        return _date(value)
    return str(value)


def _row(row: Mapping[str, Any], indicator: Indicator) -> dict[str, TableCell]:
    held: dict[str, TableCell] = {}
    for name, column in indicator.columns.items():
        value = row.get(name)
        if column.type in NUMERIC:
            held[name] = TableCell(Fraction(0) if value is None else Fraction(str(value)), "")
        elif column.type == "date" and value is not None:
            held[name] = TableCell(_date(value), "")
        else:
            held[name] = TableCell(None if value is None else str(value), "")
    return held


def _date(text: str) -> DateInterval:
    """Return a date known to the day, the month or the year."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == _TO_THE_DAY:
        return DateInterval(date(*parts), date(*parts))
    year, first, last = parts[0], *((parts[1], parts[1]) if len(parts) > 1 else (1, 12))
    return DateInterval(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))
