"""Gathering: from files, workbooks with their reviews and results, to the sides that are compared under one ruler."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gapcheck.assessment.assessment import assess
from gapcheck.assessment.recorded_places import Places
from gapcheck.assessment.recorded_reviews import reviews_of
from gapcheck.assessment.restoring import restore
from gapcheck.assessment.result import Assessment
from gapcheck.assessment.rulings import ReviewRecord
from gapcheck.comparison.inputs import open_inputs
from gapcheck.comparison.sides import Published, Side, key_of
from gapcheck.errors import Problem, UsageError, WorkbookError
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.answers import Submission
from gapcheck.workbook.decisions import Review
from gapcheck.workbook.reading import read_workbook
from gapcheck.workbook.reviewing.opening import reviewed_workbook
from gapcheck.workbook.reviewing.reading import read_review
from gapcheck.workbook.sheets.start_checks import HASH_SHOWN


@dataclass(frozen=True, slots=True)
class Rulers:
    """The rulebook under which everything is compared, and the earlier one, where it is at hand too."""

    ruler: Rulebook
    earlier: Rulebook | None = None

    def of(self, sha256: str) -> Rulebook | None:
        """Return the one of a hash, or of the beginning of one; None where it is neither."""
        held = (self.ruler, self.earlier)
        return next((book for book in held if book is not None and sha256 and book.sha256.startswith(sha256)), None)


@dataclass(frozen=True)
class Gathered:
    """Everything that was named, in order of country, voice and period.

    ``alone`` are results under other rules whose workbook is not among the files: of these only what the rules did not
    change can be compared.
    """

    sides: tuple[Side | Published, ...]
    alone: tuple[Assessment, ...]

    def results(self, ruler: Rulebook) -> list[Assessment]:
        """Return every side assessed under one ruler, and the results that stand alone as they were published."""
        read = [(side.reread if isinstance(side, Published) else side).under(ruler) for side in self.sides]
        made = [assess(side.submission, ruler, side.reviews, four_eyes=side.four_eyes) for side in read]
        return [*made, *self.alone]


def gather(files: Sequence[Path], reviews: Sequence[Path], rulers: Rulers, *, four_eyes: bool = False) -> Gathered:
    """Read workbooks and results; a result goes with its workbook by hash, and so does a review.

    Raises WorkbookError with what is wrong in all of them, UsageError where a file is not there or is given twice.
    """
    held = open_inputs(files, rulers.ruler, title="Not all files can be compared")
    workbooks = held.workbooks
    published = {result.workbook.sha256: result for result in held.assessments()}
    named = _named(reviews, workbooks)
    sides: list[Side | Published] = []
    for path, submission in workbooks.items():
        given = named.get(submission.sha256, ())
        sides.append(_side(path, submission, given, published.get(submission.sha256), rulers, four_eyes=four_eyes))
    read = {submission.sha256 for submission in workbooks.values()}
    alone = []
    for result, data in held.results.values():
        if result.workbook.sha256 in read:
            continue
        if result.rulebook.sha256 == rulers.ruler.sha256:
            sides.append(_restored(data, rulers.ruler))
        else:
            alone.append(result)
    return Gathered(tuple(sorted(sides, key=_order)), tuple(alone))


def submission_of(side: Side | Published) -> Submission:
    """Return what a side said, as read under the ruler."""
    return side.reread.submission if isinstance(side, Published) else side.submission


def _order(side: Side | Published) -> tuple[object, ...]:
    key = key_of(submission_of(side))
    return (key.country, key.source, key.start, key.end)


def _restored(data: bytes, ruler: Rulebook) -> Side:
    restored = restore(data, ruler)
    return Side(restored.submission, ruler, restored.reviews, four_eyes=restored.four_eyes)


def _named(reviews: Sequence[Path], workbooks: Mapping[Path, Submission]) -> dict[str, list[Path]]:
    """Return the reviews of each workbook by its hash; one that is of none of them is a problem."""
    known = {submission.sha256 for submission in workbooks.values()}
    named: dict[str, list[Path]] = {}
    problems = []
    for path in reviews:
        sha256 = reviewed_workbook(path)
        named.setdefault(sha256, []).append(path)
        if sha256 not in known:
            mend = "Name its workbook too, or carry it over: gapcheck review WORKBOOK --from OLD -o NEW"
            problems.append(Problem(path.name, "a review of another workbook", "a review of one of those named", mend))
    if problems:
        raise WorkbookError(problems, title="The review cannot be used")
    return named


def _side(
    path: Path,
    submission: Submission,
    reviews: Sequence[Path],
    result: Assessment | None,
    rulers: Rulers,
    *,
    four_eyes: bool,
) -> Side | Published:
    ruler, earlier = rulers.ruler, rulers.earlier
    if result is not None and reviews:
        names = ", ".join(review.name for review in reviews)
        mend = "Leave out the review, or the result."
        raise UsageError(
            [Problem(names, "a review beside a result", "one of the two: a result holds its reviews", mend)]
        )
    four_eyes = result.four_eyes if result is not None else four_eyes
    made_for = submission.rulebook.split()[-1] if submission.rulebook else ""
    own = rulers.of(result.rulebook.sha256 if result is not None else made_for if len(made_for) >= HASH_SHOWN else "")
    if result is not None and own is None:
        kept = _reviews_under(result.reviews, ruler)
        return Published(result, Side(submission, ruler, kept, four_eyes=four_eyes))
    if earlier is None:
        return Side(submission, ruler, _read(reviews, submission, ruler, result), four_eyes=four_eyes)
    before = read_workbook(path, earlier, any_rulebook=True)
    if own is earlier:
        given = _read(reviews, before, earlier, result)
        again = Side(submission, ruler, _known(given, ruler), four_eyes=four_eyes)
        return Side(before, earlier, given, again, four_eyes=four_eyes)
    given = _read(reviews, submission, ruler, result)
    again = Side(before, earlier, _known(given, earlier), four_eyes=four_eyes)
    return Side(submission, ruler, given, again, four_eyes=four_eyes)


def _read(
    reviews: Sequence[Path], submission: Submission, rulebook: Rulebook, result: Assessment | None
) -> tuple[Review, ...]:
    """Return the reviews named, or those that a result of the same workbook and rules holds."""
    if not reviews and result is not None:
        return _reviews_under(result.reviews, rulebook)
    return tuple(read_review(path, submission, rulebook) for path in reviews)


def _reviews_under(held: Sequence[ReviewRecord], rulebook: Rulebook) -> tuple[Review, ...]:
    """Return recorded reviews with the decisions on questions that a rulebook still asks."""
    asked = {indicator.id for indicator in rulebook.asked()}
    kept = [
        review.model_copy(update={"decisions": [made for made in review.decisions if made.indicator in asked]})
        for review in held
    ]
    try:
        return reviews_of(kept, rulebook, Places())
    except ValueError as error:
        found, mend = f"a decision that does not fit these rules ({error})", "Review the workbook anew."
        raise WorkbookError([Problem("reviews", found, "corrections that the questions still take", mend)]) from error


def _known(reviews: Sequence[Review], rulebook: Rulebook) -> tuple[Review, ...]:
    """Return reviews with the decisions on questions that another rulebook asks too."""
    asked = {indicator.id for indicator in rulebook.asked()}
    return tuple(
        review._replace(decisions=tuple(made for made in review.decisions if made.indicator in asked))
        for review in reviews
    )


def published_or_assessed(files: Sequence[Path], rulebook: Rulebook) -> list[Assessment]:
    """Return results as they were published, and workbooks without a result assessed under a rulebook.

    Raises WorkbookError with what is wrong in all of the files.
    """
    held = open_inputs(files, rulebook, title="Not all files can be used")
    published = {result.workbook.sha256 for result in held.assessments()}
    alone = [item for item in held.workbooks.values() if item.sha256 not in published]
    return [*held.assessments(), *(assess(item, rulebook) for item in alone)]
