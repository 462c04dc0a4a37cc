"""Recorded answers: the answers of a result read back, each value by the type of its question."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Final

from gapcheck.assessment.recorded_places import Places
from gapcheck.assessment.result import AnswerRecord, EvidenceRecord
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import NUMERIC, Indicator
from gapcheck.workbook.answers import Answer, DateInterval, Evidence, Grade, Status, Table, TableCell, Value

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_DECEMBER: Final = 12


def answers_of(held: Iterable[AnswerRecord], rulebook: Rulebook, places: Places) -> dict[str, Answer]:
    """Return the officer's answers by question; raises ValueError where one does not fit its question."""
    answers = {}
    for record in held:
        indicator = rulebook.indicators.get(record.indicator)
        if indicator is None or indicator.derived is not None:
            raise ValueError(f"an answer to {record.indicator[:80]!r}, which is no question")
        answers[record.indicator] = _answer(record, indicator, places)
    return answers


def _answer(record: AnswerRecord, indicator: Indicator, places: Places) -> Answer:
    stated = record.original or record  # what the officer said; the review's own decision comes back with the review
    # Where a review replaced a table the cells that are told are those of its own rows.
    replaced = record.original is not None and record.original.verdict == "corrected"
    status = Status(stated.status)
    if (stated.value is None) == (status is Status.ANSWERED):
        raise ValueError(f"a value of {indicator.id} that does not go with its status")
    return Answer(
        indicator=indicator.id,
        status=status,
        value=None if stated.value is None else value_of(stated.value, indicator, Places() if replaced else places),
        grade=Grade(stated.grade) if stated.grade is not None else Grade.CLAIMED,
        cell=record.cell or "",
        evidence=evidence_of(record.evidence),
        document_cell=places.document(record.cell) if record.cell else "",
    )


def value_of(value: Any, indicator: Indicator, places: Places) -> Value:
    """Return a value as the workbook's reader gives it, by the type of its question; raises ValueError."""
    if indicator.type in NUMERIC:
        return _number(value)
    if indicator.type == "table":
        return _table(value, indicator, places)
    if indicator.type == "choices":
        if isinstance(value, list) and value and all(code in indicator.codes for code in value):
            return tuple(value)
    elif isinstance(value, str):
        if indicator.type == "date":
            return interval(value)
        if indicator.type == "text" or value in indicator.codes:
            return value
    raise ValueError(f"a value of {indicator.id} that is none of its type")


def evidence_of(record: EvidenceRecord) -> Evidence:
    """Return what an answer rests on."""
    dated = None if record.document_date is None else interval(record.document_date)
    return Evidence(record.document, record.link, dated, record.page, record.comment, record.responsible_body)


def interval(text: str) -> DateInterval:
    """Return a date known to the day, the month or the year, from 2022-08-31, 2022-08 or 2022; raises ValueError."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"the date {text[:40]!r}")
    year, month, day = int(match[1]), match[2] and int(match[2]), match[3] and int(match[3])
    if day:
        return DateInterval(date(year, int(month), day), date(year, int(month), day))
    first, last = (int(month), int(month)) if month else (1, _DECEMBER)
    begins = date(year, first, 1)
    return DateInterval(begins, date(year, last, calendar.monthrange(year, last)[1]))


def _number(value: Any) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError("a figure that is no number")  # noqa: TRY004 - what was read is wrong, not the program
    try:
        return Fraction(Decimal(str(value)))
    except (InvalidOperation, OverflowError) as error:
        raise ValueError("a figure that is no number") from error


def _table(value: Any, indicator: Indicator, places: Places) -> Table:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise ValueError(f"a value of {indicator.id} that is no table")
    rows = []
    for number, row in enumerate(value):
        cells = {}
        for index, (name, column) in enumerate(indicator.columns.items()):
            if name not in row:
                raise ValueError(f"a row of {indicator.id} without {name}")
            place = places.cell(indicator.id, number, name, index)
            cells[name] = TableCell(_cell(row[name], column.type), place)
        rows.append(cells)
    return Table(tuple(rows))


def _cell(value: Any, kind: str) -> str | Fraction | DateInterval | None:
    if value is None:
        return None
    if kind in NUMERIC:
        return _number(value)
    if not isinstance(value, str):
        raise ValueError("a cell of a table that is no text")  # noqa: TRY004 - what was read is wrong
    return interval(value) if kind == "date" else value
