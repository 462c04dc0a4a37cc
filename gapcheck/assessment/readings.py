"""The four readings, and which answers count in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from gapcheck.assessment.reviews import Reviewed, apply_reviews
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.answers import Answer, Grade, Status, Submission
from gapcheck.workbook.decisions import Review, Verdict

if TYPE_CHECKING:
    from gapcheck.assessment.quantities import Quantity, Row

Reading: TypeAlias = Literal["verified", "documented", "claimed", "possible"]
READINGS: tuple[Reading, ...] = ("verified", "documented", "claimed", "possible")

_COUNTING: Final[Mapping[tuple[Grade, bool], tuple[Reading, ...]]] = {
    (Grade.VERIFIED, False): ("verified", "documented", "claimed", "possible"),
    (Grade.VERIFIED, True): ("verified", "claimed"),
    (Grade.DOCUMENTED, False): ("documented", "claimed", "possible"),
    (Grade.DOCUMENTED, True): ("claimed",),
    (Grade.CLAIMED, False): ("claimed", "possible"),
    (Grade.CLAIMED, True): ("claimed",),
}
"""The readings in which a known answer counts, by its grade and by whether it is contested."""


@dataclass(frozen=True)
class Ledger:
    """Every answer after reviews, with the answers that a failed check contests.

    Period and country come along because dates and country facts need them. ``periods`` gives the first and the last
    day of the period of a question whose answer was taken from the report of another one. ``figures`` and ``rows``
    keep what was worked out of the answers already: figures by name, rows by their table and the one they are matched
    with.
    """

    rulebook: Rulebook
    country: str
    period_start: date
    period_end: date
    entries: Mapping[str, Reviewed]
    contested: frozenset[str] = frozenset()
    periods: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    figures: dict[str, Quantity] = field(default_factory=dict, init=False, repr=False, compare=False)
    rows: dict[tuple[str, str | None], list[Row | str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def period(self, indicator: str) -> tuple[date, date]:
        """Return the first and the last day of the period against which the answer's dates are judged."""
        return self.periods.get(indicator, (self.period_start, self.period_end))

    def answer(self, indicator: str) -> Answer:
        """Return the answer that counts; a question with no row in the workbook is blank."""
        entry = self.entries.get(indicator)
        return entry.answer if entry is not None else Answer(indicator, Status.BLANK, None, Grade.CLAIMED, "")

    def known(self, indicator: str) -> bool:
        """Return whether the question has an answer, whatever its evidence."""
        entry = self.entries.get(indicator)
        return entry is not None and entry.answer.status is Status.ANSWERED

    def not_applicable(self, indicator: str) -> bool:
        """Return whether "not applicable" stands: permitted, reasoned, and approved by a review."""
        entry = self.entries.get(indicator)
        return (
            entry is not None
            and entry.answer.status is Status.NOT_APPLICABLE
            and self.rulebook.indicators[indicator].not_applicable
            and bool(entry.answer.evidence.comment)
            and entry.verdict is Verdict.NOT_APPLICABLE_APPROVED
        )

    def settled(self, indicator: str) -> bool:
        """Return whether a review accepted or corrected the answer."""
        entry = self.entries.get(indicator)
        return entry is not None and entry.settled

    def rejected(self, indicator: str) -> bool:
        """Return whether a review rejected the answer, which is unknown since."""
        entry = self.entries.get(indicator)
        return entry is not None and entry.verdict is Verdict.REJECTED

    def counts(self, indicator: str, reading: Reading) -> bool:
        """Return whether a known answer counts in a reading (rules/README.md, the method)."""
        return reading in self.counting(indicator)

    def counting(self, indicator: str) -> tuple[Reading, ...]:
        """Return the readings in which an answer counts, in their order; none for one that is not known."""
        entry = self.entries.get(indicator)
        if entry is None or entry.answer.status is not Status.ANSWERED:
            return ()
        return _COUNTING[entry.answer.grade, indicator in self.contested]

    def contest(self, indicators: Iterable[str]) -> Ledger:
        """Return the ledger with these answers, and only these, contested."""
        contested = replace(self, contested=frozenset(indicators))
        # Figures and rows are the same whatever is contested; they fill up in one place for both.
        object.__setattr__(contested, "figures", self.figures)
        object.__setattr__(contested, "rows", self.rows)
        return contested

    def differing(self, other: Ledger) -> frozenset[str]:
        """Return the questions whose answers are not the very ones of another ledger of the same submission."""
        if self.entries is other.entries:
            return frozenset()
        return frozenset(name for name, entry in self.entries.items() if entry is not other.entries.get(name))


def open_ledger(
    rulebook: Rulebook, submission: Submission, reviews: Iterable[Review] = (), *, four_eyes: bool = False
) -> Ledger:
    """Return the answers of a submission after its reviews, none of them contested yet.

    Raises WorkbookError where the reviews contradict each other.
    """
    return Ledger(
        rulebook=rulebook,
        country=submission.country,
        period_start=submission.period_start,
        period_end=submission.period_end,
        entries=apply_reviews(submission.answers, reviews, four_eyes=four_eyes),
    )
