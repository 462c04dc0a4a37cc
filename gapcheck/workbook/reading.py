"""Reading a workbook: the file into a submission, or into every problem that stands in the way, at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gapcheck.errors import Problem, UsageError, WorkbookError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import PILLARS, Indicator
from gapcheck.workbook.answers import Answer, Submission
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.safety.archive import Scan
from gapcheck.workbook.safety.container import MAX_FILE_BYTES
from gapcheck.workbook.sheets.answering import Answering
from gapcheck.workbook.sheets.cells import Sheet
from gapcheck.workbook.sheets.evidence import Grading
from gapcheck.workbook.sheets.presence import OURS_UNREAD, check_missing, check_others, renamed
from gapcheck.workbook.sheets.questions import Questions
from gapcheck.workbook.sheets.start import START, Start, no_day, part_of, read_start
from gapcheck.workbook.sheets.worksheets import read_sheets
from gapcheck.workbook.texts import matching, shown
from gapcheck.workbook.words import words_of


class Inspection(NamedTuple):
    """All that reading a workbook found: every problem, and the answers as far as they can be read.

    ``submission`` is None where an error stands in the way, ``start`` where the Start sheet says too little. An answer
    that could not be read is a blank here, and its cell is among the errors.
    """

    file_name: str
    answers: Mapping[str, Answer]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    submission: Submission | None
    start: Start | None
    body: str = ""


def read_workbook(
    path: Path, rulebook: Rulebook, *, any_rulebook: bool = False, beside: Rulebook | None = None
) -> Submission:
    """Read a filled-in workbook; ``any_rulebook`` takes one that was made for another version of the rules too.

    ``beside`` is another version, when a workbook of these or still other rules is held against both: what only that
    one asks is passed over, and a table without a row or a sheet is unanswered as any question without a row is.
    Raises WorkbookError with every error found (warnings are left out, they come with the submission once the
    errors are mended), UsageError where there is no such file.
    """
    return read_bytes(file_bytes(path), path.name, rulebook, any_rulebook=any_rulebook, beside=beside)


def read_bytes(
    data: bytes, file_name: str, rulebook: Rulebook, *, any_rulebook: bool = False, beside: Rulebook | None = None
) -> Submission:
    """Read a workbook from its bytes; see ``read_workbook``."""
    inspection = inspect_bytes(data, file_name, rulebook, any_rulebook=any_rulebook, beside=beside)
    if inspection.submission is None:
        # A part is checked and merged without the day on which the whole will be submitted, and not assessed.
        raise WorkbookError(inspection.errors or [no_day()])
    submission = inspection.submission
    return replace(submission, problems=(*_partial(submission), *submission.problems))


def _partial(submission: Submission) -> Iterator[Problem]:
    """Yield a warning where only a part of a return is read: its officer need not hear of it, its reader must."""
    if submission.body:
        mend = "Put the parts of all bodies together first: gapcheck merge PART... -o WHOLE.xlsx"
        yield Problem(START, f"the part of {shown(submission.body)} only", "the whole return", mend, "warning")


def inspect_bytes(
    data: bytes, file_name: str, rulebook: Rulebook, *, any_rulebook: bool = False, beside: Rulebook | None = None
) -> Inspection:
    """Read as much of a workbook as can be read, and tell everything that is wrong with it.

    Raises WorkbookError only where the file itself cannot be opened safely.
    """
    pillars = {pillar: [entry for entry in rulebook.asked() if entry.pillar == pillar] for pillar in PILLARS}
    tables = [indicator for indicator in rulebook.asked() if indicator.type == "table"]
    names = [START, *(pillar.capitalize() for pillar in PILLARS), *(table.id for table in tables)]
    scan = Scan(data, file_name)
    sheets = read_sheets(scan, scan.screen(names))
    findings, words = Findings(), words_of(rulebook.method)

    start = read_start(sheets["start"], rulebook, findings, any_rulebook=any_rulebook) if "start" in sheets else None
    body = start.body if start else part_of(sheets.get("start"))
    # First what is told of the whole file; what the rows say comes behind it.
    of_rows = Findings()
    elsewhere = frozenset() if beside is None else frozenset(entry.id for entry in beside.asked())
    questions = Questions(rulebook, words, of_rows, elsewhere)
    for pillar in PILLARS:
        if pillar in sheets:
            questions.read(sheets[pillar])
    needed = [START, *(pillar.capitalize() for pillar in PILLARS if pillars[pillar])]
    needed += [table.id for table in tables if _needed(table, questions, whole=not body and beside is None)]
    missing = [name for name in needed if matching(name) not in sheets]
    known = {*sheets, *map(matching, OURS_UNREAD)}
    others = [name for name in scan.names.values() if matching(name) not in known]
    check_missing(file_name, missing, others, findings)
    check_others(scan, [name for name in others if name not in renamed(missing, others)], rulebook, findings)
    findings.add(of_rows)
    # Where Start cannot be read no grade is used; what lacks a document is told all the same.
    grading = Grading((start and start.submitted_on) or date.max, start.submission if start else "", file_name, words)
    answering = Answering(words, grading, sheets, findings)
    answers = _answers(rulebook.asked(), questions, answering, sheets, None if body else findings)
    submission = None
    if start is not None and start.submitted_on is not None and not findings.errors:
        submission = submission_of(
            start, start.submitted_on, hashlib.sha256(data).hexdigest(), file_name, answers, findings.warnings
        )
    errors, warnings = tuple(findings.errors), tuple(findings.warnings)
    return Inspection(file_name, answers, errors, warnings, submission, start, body)


def _needed(table: Indicator, questions: Questions, *, whole: bool) -> bool:
    """Return whether the sheet of a table must be there: of every table in a whole return, else of those with a row."""
    return whole or table.id in questions.rows


def submission_of(
    start: Start,
    submitted_on: date,
    sha256: str,
    file_name: str,
    answers: Mapping[str, Answer],
    warnings: Iterable[Problem],
) -> Submission:
    """Return what a workbook says, of its Start sheet and its answers; the day of submission may be another one's."""
    return Submission(
        file_name=file_name,
        sha256=sha256,
        country=start.country,
        year=start.year,
        period_start=start.period_start,
        period_end=start.period_end,
        source=start.source,
        submitted_by=start.submitted_by,
        submitted_on=submitted_on,
        rulebook=start.rulebook,
        answers=answers,
        submission=start.submission,
        transcribed_by=start.transcribed_by,
        body=start.body,
        problems=tuple(warnings),
    )


def _answers(
    asked: list[Indicator],
    questions: Questions,
    answering: Answering,
    sheets: Mapping[str, Sheet],
    findings: Findings | None,
) -> dict[str, Answer]:
    """Return every question's answer; one without a row is told to the findings, unless there are none to tell."""
    answers = {}
    for indicator in asked:
        row = questions.rows.get(indicator.id)
        if row is not None:
            answers[indicator.id] = answering.answer(row)
            continue
        pillar = indicator.pillar or ""
        if findings and pillar in sheets and indicator.id not in questions.meant:
            found = f"no row {indicator.id}"
            mend = "It is taken as blank; copy the row from a new template to answer it."
            findings.warning(pillar.capitalize(), found, "a row for every question", mend)
        answers[indicator.id] = answering.missing(indicator)
    return answers


def file_bytes(path: Path) -> bytes:
    """Return a workbook's bytes, read once: what is hashed, scanned and read is the same.

    Raises UsageError where there is no such file.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(None, "it is a folder")
        if not path.is_file():
            raise FileNotFoundError(None, "there is no such file")
        with path.open("rb") as stream:
            return stream.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "the path cannot be used"
        problem = Problem(
            str(path),
            f"nothing to read ({reason.lower()})",
            "a filled-in workbook (.xlsx)",
            "Check the path: it must name the workbook itself.",
        )
        raise UsageError([problem]) from error
