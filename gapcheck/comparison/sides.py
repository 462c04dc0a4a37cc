"""Sides: what is compared, read under every rulebook that it is needed under, and which inputs go together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from gapcheck.assessment.contradictions import checked
from gapcheck.assessment.readings import Ledger, open_ledger
from gapcheck.assessment.result import Assessment
from gapcheck.errors import Problem, UsageError
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.answers import Source, Submission
from gapcheck.workbook.decisions import Review


@dataclass(frozen=True)
class Side:
    """One submission with its reviews, as read under its own rulebook.

    ``reread`` is the same workbook (and the same reviews) as read under the other side's rulebook; it is needed only
    where the two sides have different rulebooks.
    """

    submission: Submission
    rulebook: Rulebook
    reviews: Sequence[Review] = ()
    reread: Side | None = None
    four_eyes: bool = False

    def under(self, rulebook: Rulebook) -> Side:
        """Return the submission as read under a rulebook; raises UsageError where it was not read under it."""
        again = self.reread
        if again is not None and again.submission.sha256 != self.submission.sha256:
            found, mend = f"another workbook read again, {again.submission.file_name}", "Read the very same file."
            raise UsageError([Problem(self.submission.file_name, found, "the same workbook", mend)])
        for side in (self, again):
            if side is not None and side.rulebook.sha256 == rulebook.sha256:
                return side
        named = f"version {rulebook.method.version}, {rulebook.sha256[:12]}"
        found = "a workbook that was not read under the rules of the other"
        mend = "Read it a second time, under those rules."
        raise UsageError([Problem(self.submission.file_name, found, f"answers under the rules {named}", mend)])

    def ledger(self) -> Ledger:
        """Return the answers as an assessment counts them: reviews applied, the checks run over this submission."""
        ledger = open_ledger(self.rulebook, self.submission, self.reviews, four_eyes=self.four_eyes)
        return checked(ledger)[0]


@dataclass(frozen=True)
class Published:
    """The earlier side where its rulebook is not at hand: its published result, and its workbook read under the later.

    ``reread`` is the workbook that the result is of, with the same reviews, as read under the later rulebook.
    """

    result: Assessment
    reread: Side

    def check(self) -> None:
        """Raise UsageError where the result is not of the workbook and the reviews that were read again."""
        held, read = self.result.workbook, self.reread.submission
        seen = [review.sha256 for review in self.result.reviews]
        problems = []
        if held.sha256 != read.sha256:
            found = f"a workbook other than the one that {held.file} was when the result was published"
            mend = "Give the very workbook, or the result of this one."
            problems.append(Problem(read.file_name, found, f"the workbook {held.sha256[:12]}", mend))
        if seen != [review.sha256 for review in self.reread.reviews]:
            mend = "Give the same reviews, in the same order."
            problems.append(Problem(read.file_name, "other reviews than the published ones", "the same", mend))
        if problems:
            raise UsageError(problems)


@dataclass(frozen=True, slots=True, order=True)
class SeriesKey:
    """What makes an input one of its kind: the country, the first and last day reported on, and who speaks."""

    country: str
    start: date
    end: date
    source: Source

    def __str__(self) -> str:
        who = "a self-report" if self.source == "self" else "an outside assessment"
        return f"{self.country}, {self.start} to {self.end}, {who}"


Input: TypeAlias = Submission | Assessment


def key_of(item: Input) -> SeriesKey:
    """Return the series key of a submission or of a result."""
    if isinstance(item, Submission):
        return SeriesKey(item.country, item.period_start, item.period_end, item.source)
    start, end = date.fromisoformat(item.period.start), date.fromisoformat(item.period.end)
    return SeriesKey(item.country.code, start, end, item.source)


def check_distinct(items: Iterable[Input], names: Sequence[str] = ()) -> None:
    """Raise UsageError, with every clash, where a workbook is given twice, or two speak for one series key.

    ``names`` are the files as they were named, in the same order; else each is called by its workbook.
    """
    problems: list[Problem] = []
    seen: list[tuple[SeriesKey, str, str]] = []
    for number, item in enumerate(items):
        key, (name, sha256) = key_of(item), _file(item)
        name = names[number] if names else name
        for other_key, other, held in seen:
            if sha256 == held:
                mend = "Leave one of the two out."
                what = "the same workbook as" if isinstance(item, Submission) else "a result of the same workbook as"
                problems.append(Problem(name, f"{what} {other}", "each workbook once", mend))
            elif key == other_key:
                expected = "one workbook for each country, period and source"
                problems.append(Problem(f"{other} and {name}", f"both {key}", expected, "Keep the one that counts."))
        seen.append((key, name, sha256))
    if problems:
        raise UsageError(problems)


def in_order(sides: Iterable[Side]) -> list[Side]:
    """Return sides by country, period and source; raises UsageError as ``check_distinct`` does."""
    listed = list(sides)
    check_distinct(side.submission for side in listed)
    return sorted(listed, key=lambda side: key_of(side.submission))


def check_one_voice(first: Input, second: Input) -> None:
    """Raise UsageError where two inputs are of different countries, or a state and an outsider speak."""
    one, other = key_of(first), key_of(second)
    where = f"{_file(first)[0]} and {_file(second)[0]}"
    problems = []
    if one.country != other.country:
        found = f"{one.country} and {other.country}"
        problems.append(Problem(where, found, "two reports of one country", "Compare each country with itself."))
    if one.source != other.source:
        found = "a self-report and an outside assessment"
        mend = "Set them side by side as two voices instead: a change of voice is no change in the country."
        problems.append(Problem(where, found, "two reports by one source", mend))
    if problems:
        raise UsageError(problems)


def check_two_voices(first: Input, second: Input) -> None:
    """Raise UsageError unless a state and an outsider speak, of one country and of periods that overlap."""
    one, other = key_of(first), key_of(second)
    where = f"{_file(first)[0]} and {_file(second)[0]}"
    problems = []
    if one.source == other.source:
        found = "two self-reports" if one.source == "self" else "two outside assessments"
        problems.append(Problem(where, found, "one self-report and one outside assessment", "Compare them instead."))
    if one.country != other.country:
        found = f"{one.country} and {other.country}"
        problems.append(Problem(where, found, "two reports of one country", "Take two of the same country."))
    if one.end < other.start or other.end < one.start:
        found = f"{one.start} to {one.end}, and {other.start} to {other.end}"
        problems.append(Problem(where, found, "periods that overlap", "Take two that speak of the same time."))
    if problems:
        raise UsageError(problems)


def _file(item: Input) -> tuple[str, str]:
    if isinstance(item, Submission):
        return item.file_name, item.sha256
    return item.workbook.file, item.workbook.sha256
