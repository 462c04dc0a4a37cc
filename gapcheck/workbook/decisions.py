"""What an auditor recorded about answers: decisions, and what outside voices say, as frozen values."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from gapcheck.workbook.answers import DateInterval, Value


class Verdict(StrEnum):
    """What a reviewer decided about one answer."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    NOT_APPLICABLE_APPROVED = "not_applicable_approved"


class Decision(NamedTuple):
    """One reviewer's decision on one indicator; ``value`` is the corrected one, and only of a correction.

    ``cell`` is where the decision stands in its review file.
    """

    indicator: str
    verdict: Verdict
    decided_on: date
    value: Value | None = None
    reason: str = ""
    reviewer: str = ""
    cell: str = ""


class Voice(NamedTuple):
    """Evidence from outside that speaks to one answer: who says what, where it can be read, who recorded it.

    It is shown beside the officer's comment and counts in no reading.
    """

    indicator: str
    source: str
    says: str
    document: str
    recorded_by: str
    recorded_on: date
    document_date: DateInterval | None = None
    link: str | None = None
    cell: str = ""


class Review(NamedTuple):
    """The decisions and outside voices of one review file, by its name and content hash."""

    file_name: str
    sha256: str
    decisions: tuple[Decision, ...] = ()
    voices: tuple[Voice, ...] = ()
