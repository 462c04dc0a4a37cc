"""The workbook before, assessed under the rules of today as far as it can be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from gapcheck.assessment.assessment import assess
from gapcheck.assessment.result import Assessment
from gapcheck.errors import Problem, WorkbookError
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.answers import Answer, Submission, Table, TableCell
from gapcheck.workbook.drafts.draft import Draft
from gapcheck.workbook.drafts.written import counted
from gapcheck.workbook.reading import Inspection, file_bytes, inspect_bytes, submission_of
from gapcheck.workbook.sheets.start import Start
from gapcheck.workbook.texts import matching, one_line

_TOLD = 10  # places that are told one by one


@dataclass(frozen=True, slots=True)
class Assessed:
    """The workbook before as far as it was read, what its assessment found, and the cells that could not be read."""

    submission: Submission
    assessment: Assessment
    unread: frozenset[str] = frozenset()


def assess_draft(draft: Draft, path: Path, rulebook: Rulebook) -> tuple[Assessed | None, list[str]]:
    """Assess the workbook that a draft is under the rules of today, and return what to tell about it, a line each.

    One that was made for another version of the rulebook is read all the same, since rules change from year to year;
    what it lacks is then what the rules of today ask for, and an answer that cannot be read under them is taken as
    blank. None where Start cannot be read: nobody knows then which provisions hold.
    """
    version, made_for = rulebook.method.version, draft.start.text("rulebook")
    told = []
    if matching(version) not in matching(made_for).split():
        found = f"was made for rulebook {one_line(made_for)}" if made_for else "does not say for which rulebook"
        told = [f"{draft.file_name} {found}: what was missing is told as rulebook {version} sees it."]
    try:
        inspection = inspect_bytes(file_bytes(path), path.name, rulebook, any_rulebook=True)
    except WorkbookError as error:
        return None, [_left_out(draft), *_listed(error.problems)]
    if inspection.start is None:
        return None, [_left_out(draft), *_listed(inspection.errors)]
    submission = inspection.submission or _as_far_as_read(inspection, inspection.start, draft, rulebook)
    if inspection.errors:
        number = counted(len(inspection.errors), "place")
        line = f"{draft.file_name}: {number} could not be read under the rules of today; what was missing is told"
        told += [f"{line} as if nothing stood there. The answers are carried as they were written.",
                 *_listed(inspection.errors)]  # fmt: skip
    unread = frozenset(problem.where for problem in inspection.errors)
    return Assessed(submission, assess(submission, rulebook), unread), told


def _left_out(draft: Draft) -> str:
    return f"{draft.file_name}: the answers are carried; what was missing is left out, since Start cannot be read:"


def _listed(problems: Iterable[Problem]) -> list[str]:
    """Return the places with what was found; a workbook that was handed in is not to be mended."""
    problems = list(problems)
    more = [f"  and {len(problems) - _TOLD} more"] if len(problems) > _TOLD else []
    return [*(f"  {_told(problem)}" for problem in problems[:_TOLD]), *more]


def _told(problem: Problem) -> str:
    wanted = f" (expected {problem.expected})" if problem.found.startswith("no") else ""
    return f"{problem.where}: {problem.found}{wanted}"


def _as_far_as_read(inspection: Inspection, start: Start, draft: Draft, rulebook: Rulebook) -> Submission:
    answers = {name: _whole(answer, rulebook) for name, answer in inspection.answers.items()}
    day = start.submitted_on or start.period_end
    return submission_of(start, day, draft.sha256, inspection.file_name, answers, inspection.warnings)


def _whole(answer: Answer, rulebook: Rulebook) -> Answer:
    """Return an answer with every column of its table: one that the sheet of last year did not have is blank."""
    if not isinstance(answer.value, Table):
        return answer
    blank = dict.fromkeys(rulebook.indicators[answer.indicator].columns, TableCell(None, answer.cell))
    return replace(answer, value=Table(tuple(blank | dict(row) for row in answer.value.rows)))
