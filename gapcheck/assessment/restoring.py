"""Restoring: from the JSON record of a result back to the answers it was made of, to work it out again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gapcheck.assessment.assessment import assess
from gapcheck.assessment.fingerprints import fingerprint
from gapcheck.assessment.recorded_answers import answers_of
from gapcheck.assessment.recorded_places import Places
from gapcheck.assessment.recorded_reviews import reviews_of
from gapcheck.assessment.result import Assessment
from gapcheck.assessment.stored import RESULT, document, record, stored_bytes
from gapcheck.errors import Problem, WorkbookError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.entries import iso_day
from gapcheck.workbook.answers import Submission
from gapcheck.workbook.decisions import Review

GIVE: Final = "Give the workbook itself, or the rules that the result was made with (--rules)."
_UNUSABLE: Final = "The result cannot be used by itself"
_MOST_TOLD: Final = 5


@dataclass(frozen=True, slots=True)
class Restored:
    """The answers and the reviews that a result was made of, and whether two pairs of eyes were asked for."""

    submission: Submission
    reviews: tuple[Review, ...]
    four_eyes: bool


def read_result(path: Path, rulebook: Rulebook) -> Restored:
    """Return what a result was made of; see ``restore``. Raises UsageError where there is no such file."""
    try:
        return restore(stored_bytes(path), rulebook)
    except WorkbookError as error:
        told = [item._replace(where=_in_file(item.where, path)) for item in error.problems]
        raise WorkbookError(told, title=error.heading) from error


def restore(data: bytes, rulebook: Rulebook) -> Restored:
    """Return the answers and reviews of a result in JSON, after it was worked out again with the same outcome.

    Raises WorkbookError where the text is no result, was changed, or was made with other rules, and where what is
    worked out from it is not what it says.
    """
    held = record(document(data))
    if fingerprint(held) != held.result_sha256:
        expected = "a result as gapcheck wrote it (result_sha256 does not fit what it says)"
        raise _refused(Problem(RESULT, "a result that was changed", expected, "Give the workbook itself."))
    if held.rulebook.sha256 != rulebook.sha256:
        found = f"a result of the rules {held.rulebook.version}, sha256 {held.rulebook.sha256[:16]}"
        raise _refused(Problem(RESULT, found, f"the rules at hand, sha256 {rulebook.sha256[:16]}", GIVE))
    # Where a table's cells and a document's cell stand is not told with the answers, but with what rests on them.
    places = Places()
    first = recorded(held, rulebook, places)
    again = assess(first.submission, rulebook, first.reviews, four_eyes=held.four_eyes)
    places.learn(again.model_dump(mode="json", by_alias=True), held.model_dump(mode="json", by_alias=True))
    restored = recorded(held, rulebook, places)
    problems = _differences(held, assess(restored.submission, rulebook, restored.reviews, four_eyes=held.four_eyes))
    if problems:
        raise _refused(*problems)
    return restored


def recorded(held: Assessment, rulebook: Rulebook, places: Places) -> Restored:
    """Return what a result says of its answers and reviews, without a look at whether that gives the result again.

    Raises WorkbookError where an answer or a decision does not fit its question under these rules.
    """
    try:
        return Restored(_submission(held, rulebook, places), reviews_of(held.reviews, rulebook, places), held.four_eyes)
    except ValueError as error:
        expected = "answers and decisions that fit their questions"
        raise _refused(Problem(RESULT, f"what cannot be read back ({error})", expected, GIVE)) from error


def _submission(held: Assessment, rulebook: Rulebook, places: Places) -> Submission:
    return Submission(
        file_name=held.workbook.file,
        sha256=held.workbook.sha256,
        country=held.country.code,
        year=held.year,
        period_start=iso_day(held.period.start),
        period_end=iso_day(held.period.end),
        source=held.source,
        submitted_by=held.submitted_by,
        submitted_on=iso_day(held.submitted_on),
        rulebook=rulebook.sha256,
        answers=answers_of(held.answers, rulebook, places),
        submission=held.submission,
        transcribed_by=held.transcribed_by,
        problems=tuple(Problem(p.where, p.found, p.expected, p.mend, p.severity) for p in held.problems),
    )


def _differences(held: Assessment, again: Assessment) -> list[Problem]:
    """Return where what was worked out again is not what the result says."""
    if again.instruments == held.instruments and again.answers == held.answers:
        return []
    told = []
    for was, now in zip(held.instruments, again.instruments, strict=False):
        if was != now:
            figures = [item.score.documented.exact if item.score.documented else "none" for item in (was, now)]
            same = figures[0] == figures[1]
            found = "other criteria, levels or cells" if same else f"the documented score {figures[1]}"
            expected = "what the result says" if same else f"{figures[0]}, as the result says"
            told.append(Problem(f"{RESULT} {was.id}", f"{found} when worked out again", expected, GIVE))
    for said, read in zip(held.answers, again.answers, strict=False):
        if said != read:
            told.append(Problem(f"{RESULT} {said.indicator}", "another answer when read back", "the same", GIVE))
    other = Problem(RESULT, "other instruments or answers when worked out again", "what the result says", GIVE)
    return told[:_MOST_TOLD] or [other]


def _in_file(where: str, path: Path) -> str:
    """Return a place in a result with the file's name for the word that stands for it."""
    return f"{path}{where.removeprefix(RESULT)}" if where.startswith(RESULT) else f"{path}: {where}"


def _refused(*problems: Problem) -> WorkbookError:
    return WorkbookError(problems, title=_UNUSABLE)
