"""Rulings: what reviewers decided and what outside voices say, as a result has it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from gapcheck.assessment.clashes import LevelChange
from gapcheck.assessment.figures import Plain, Record

VerdictName: TypeAlias = Literal["accepted", "corrected", "rejected", "not_applicable_approved"]


class DecisionRecord(Record, defer_build=True):
    """One decision of a review, by its cell there; ``value`` is the corrected one, and only of a correction.

    ``words`` is that value as a person reads it, else nothing.

    ``outcome``: it stands (applied), it waits for another reviewer who says the same (awaits_second), a later one
    says otherwise (overruled), or the answer cannot bear it (no_effect). ``raises`` are the levels that are higher in
    the reading ``possible`` because a rejected answer counts as unknown.
    """

    indicator: str
    verdict: VerdictName
    value: Plain
    words: str
    reason: str
    reviewer: str
    date: str
    cell: str
    outcome: Literal["applied", "awaits_second", "overruled", "no_effect"]
    raises: list[LevelChange]


class VoiceRecord(Record, defer_build=True):
    """What somebody else than the country says about an answer; it counts in no reading."""

    indicator: str
    source: str
    says: str
    document: str
    document_date: str | None
    link: str | None
    recorded_by: str
    recorded_on: str
    cell: str


class ReviewRecord(Record, defer_build=True):
    """One review file, by its name and content, with all that was recorded in it."""

    file: str
    sha256: str
    decisions: list[DecisionRecord]
    voices: list[VoiceRecord]


class ReviewNote(Record, defer_build=True):
    """The decision that stands on an answer; ``second_reviewer`` is another one who decided alike.

    ``pending`` where two reviewers were asked for and one has spoken: the answer is as it was.
    """

    verdict: VerdictName
    reason: str
    reviewer: str
    date: str
    second_reviewer: str | None
    pending: bool
