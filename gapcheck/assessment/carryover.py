"""Next year's workbook from this year's: what was said and found missing stands beside the empty cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gapcheck.assessment.assessment import assess
from gapcheck.assessment.lacking import lacking
from gapcheck.assessment.result import Assessment
from gapcheck.errors import WorkbookError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Grade, Status, Submission
from gapcheck.workbook.drafts.changes import Changes
from gapcheck.workbook.drafts.draft import Draft
from gapcheck.workbook.drafts.reissue import homeless
from gapcheck.workbook.drafts.remainders import DERIVED, RETIRED, in_order
from gapcheck.workbook.drafts.rows import DraftRow
from gapcheck.workbook.drafts.written import place_in, written
from gapcheck.workbook.plan import Carried, Kept, Plan
from gapcheck.workbook.reading import read_workbook
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.texts import matching, one_line
from gapcheck.workbook.words import Words

LAST_TABLE: Final = "A row of the table last time."
_ROWS_NAMED = 10  # of a table, beside its empty answer; every row is kept on the sheet Kept
_JOINT = ", "
_LEFT_OUT = "the answers are carried, what an assessment would find missing is left out"
_TOLD = 10  # problems that are told; the command assess tells all


@dataclass(frozen=True, slots=True)
class Assessed:
    """The workbook before as it was read, and what its assessment found."""

    submission: Submission
    assessment: Assessment


def assess_draft(draft: Draft, path: Path, rulebook: Rulebook) -> tuple[Assessed | None, list[str]]:
    """Assess the workbook that a draft is under the rules of today, and return what to tell about it, a line each.

    None where it cannot be read without errors. One that was made for another version of the rulebook is read all the
    same, since rules change from year to year; what it lacks is then what the rules of today ask for.
    """
    version, made_for = rulebook.method.version, draft.start.text("rulebook")
    told = []
    if matching(version) not in matching(made_for).split():
        found = f"was made for rulebook {one_line(made_for)}" if made_for else "does not say for which rulebook"
        told = [f"{draft.file_name} {found}: what was missing is told as rulebook {version} sees it."]
    try:
        submission = read_workbook(path, rulebook, any_rulebook=True)
    except WorkbookError as error:
        listed = [f"  {problem}" for problem in error.problems[:_TOLD]]
        more = [f"  and {len(error.problems) - _TOLD} more; run gapcheck assess"] if len(error.problems) > _TOLD else []
        return None, [f"{draft.file_name} cannot be assessed: {_LEFT_OUT}.", *listed, *more]
    return Assessed(submission, assess(submission, rulebook)), told


def carry_over(draft: Draft, rulebook: Rulebook, assessed: Assessed | None = None) -> Plan:
    """Return what next year's template shows of a workbook, for every question of the rulebook.

    An answer is carried as it was written (``75 %``, ``Yes``), a table as the number of its rows and the first of
    their names; all its rows, answers to questions that are gone, and what stood in no question's place are kept.
    A document is carried where the question is about what is in force (kind structure). Without an assessment
    nothing is said to be missing.
    """
    changes, words = Changes(draft, rulebook), Words(rulebook.method)
    missing = lacking(assessed.assessment) if assessed is not None else {}
    carried = {}
    for indicator in rulebook.asked():
        row = draft.rows.get(indicator.id)
        carried[indicator.id] = Carried(
            answer=_answer(draft, indicator, row),
            document=_document(indicator, row, words, assessed),
            missing=missing.get(indicator.id, ""),
            # A part lacks what other bodies were asked: that is not new.
            change="" if row is None and draft.body else changes.of(indicator),
        )
    return Plan(
        previous=" ".join(filter(None, (draft.start.text("country"), draft.start.text("year")))) or draft.file_name,
        carried=carried,
        kept=in_order(
            (*_before(draft), *homeless(draft, rulebook), *_retired(draft, rulebook), *_tables(draft, rulebook))
        ),
    )


def bodies(draft: Draft, rulebook: Rulebook) -> dict[str, Mapping[str, Cell]]:
    """Return each question's responsible body, by id and heading: who is asked, which is no answer."""
    asked = (draft.rows.get(indicator.id) for indicator in rulebook.asked())
    held = (row for row in asked if row is not None and "responsible_body" in row.cells)
    return {row.id: {"responsible_body": row.cells["responsible_body"]} for row in held}


def _answer(draft: Draft, indicator: Indicator, row: DraftRow | None) -> str:
    lines = [written(row.answer)] if row is not None and not row.answer.blank else []
    table = draft.tables.get(indicator.id)
    if indicator.type == "table" and table is not None and table.rows:
        keys = [written(row.cells[key]) for row in table.rows if (key := indicator.key_column) in row.cells]
        more = f" and {len(keys) - _ROWS_NAMED} more" if len(keys) > _ROWS_NAMED else ""
        number = f"{len(table.rows)} row{'s' if len(table.rows) > 1 else ''}"
        lines.append(f"{number}: {_JOINT.join(keys[:_ROWS_NAMED])}{more}" if keys else number)
    return "\n".join(lines)


def _document(indicator: Indicator, row: DraftRow | None, words: Words, assessed: Assessed | None) -> str:
    """Return title, date and page of a dated document that what is in force rests on, else nothing."""
    if indicator.kind != "structure" or row is None or not {"document", "document_date"} <= row.cells.keys():
        return ""
    if assessed is not None:
        answer = assessed.submission.answers.get(indicator.id)
        if answer is None or answer.status is not Status.ANSWERED or answer.grade is Grade.CLAIMED:
            return ""
    elif row.answer.blank or words.status(written(row.answer)) is not None:
        return ""
    cells = (row.cells.get(heading) for heading in ("document", "document_date", "page"))
    return _JOINT.join(written(cell) for cell in cells if cell is not None)


def _before(draft: Draft) -> Iterator[Kept]:
    """Yield what the workbook kept, but for what it had itself from the year before it."""
    for kept in draft.kept:
        if kept.reason != LAST_TABLE:
            yield kept


def _retired(draft: Draft, rulebook: Rulebook) -> Iterator[Kept]:
    """Yield the questions that are gone and had no answer, so that nobody looks for them."""
    asked = {indicator.id for indicator in rulebook.asked()}
    for name, row in draft.rows.items():
        if name not in asked and not row.cells:
            reason = DERIVED if name in rulebook.indicators else RETIRED
            yield Kept(place_in(draft.file_name, row.place), name, row.question, "", reason)


def _tables(draft: Draft, rulebook: Rulebook) -> Iterator[Kept]:
    """Yield every row of the tables that are asked for again."""
    for indicator in rulebook.asked():
        table = draft.tables.get(indicator.id)
        if table is not None and indicator.type == "table":
            for record in table.rows:
                place = place_in(draft.file_name, record.place)
                yield Kept(place, indicator.id, indicator.title(), record.words(), LAST_TABLE)
