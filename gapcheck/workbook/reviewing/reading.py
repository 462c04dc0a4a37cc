"""Reading a review workbook: its decisions and voices, or everything that stands in the way, at once."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

from gapcheck.errors import WorkbookError
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.answers import Answer, Grade, Status, Submission
from gapcheck.workbook.decisions import Decision, Review, Verdict, Voice
from gapcheck.workbook.drafts.written import place_in
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.places import place
from gapcheck.workbook.reviewing.bearing import Bearing
from gapcheck.workbook.reviewing.columns import COLUMNS, FILLED, QUEUE, REVIEW, VOICE_COLUMNS, VOICES, sheet_of
from gapcheck.workbook.reviewing.corrections import Corrections
from gapcheck.workbook.reviewing.deciding import decided_rows
from gapcheck.workbook.reviewing.opening import UNUSABLE, Opened, open_review
from gapcheck.workbook.reviewing.rows import Row, rows_of
from gapcheck.workbook.reviewing.voices import voice, voice_rows
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.texts import shown
from gapcheck.workbook.words import words_of

_SUGGESTIONS = 100  # comparing an id with every other takes a millisecond
_ANEW = "Make a new one and carry the decisions over: gapcheck review WORKBOOK --from OLD -o NEW"


def read_review(path: Path, submission: Submission, rulebook: Rulebook) -> Review:
    """Read the review of a submission under the rulebook in use.

    Raises WorkbookError with every problem found, so that nothing is half applied, and UsageError where there is no
    such file.
    """
    tables = [indicator for indicator in rulebook.asked() if indicator.type == "table"]
    opened = open_review(path, [sheet_of(table) for table in tables])
    findings = Findings()
    fitting = _check_hashes(opened, submission, rulebook, findings)
    reading = _Reading(opened, submission, rulebook, findings)
    decisions = reading.decisions(fitting=fitting)
    voices = reading.voices()
    refuse(opened, findings)
    return Review(opened.file_name, opened.sha256, tuple(decisions), tuple(voices))


def refuse(opened: Opened, findings: Findings) -> None:
    """Raise WorkbookError with all that was found, each with its file and place; nothing where nothing was."""
    if findings.errors:
        problems = [item._replace(where=place_in(opened.file_name, item.where)) for item in findings.errors]
        raise WorkbookError(problems, title=UNUSABLE)


def queue_rows(opened: Opened, findings: Findings) -> list[Row]:
    """Return the rows of the queue."""
    sheet = opened.sheet(QUEUE)
    return rows_of(sheet, COLUMNS, ("id", *FILLED), findings) if sheet is not None else []


def voices_rows(opened: Opened, findings: Findings) -> list[Row]:
    """Return the rows of the outside voices in which something is written; without the sheet there are none."""
    sheet = opened.sheet(VOICES)
    if sheet is None or not sheet.rows:
        return []
    needed = [key for key in VOICE_COLUMNS if key not in ("document_date", "link")]
    return voice_rows(rows_of(sheet, VOICE_COLUMNS, needed, findings))


class _Reading:
    """Reads one review against one submission."""

    def __init__(self, opened: Opened, submission: Submission, rulebook: Rulebook, findings: Findings) -> None:
        self._opened = opened
        self._findings = findings
        self._rulebook = rulebook
        self._asked = {indicator.id: indicator for indicator in rulebook.asked()}
        self._answers = {
            name: submission.answers.get(name) or Answer(name, Status.BLANK, None, Grade.CLAIMED, "")
            for name in self._asked
        }
        words = words_of(rulebook.method)
        self._corrections = Corrections(opened, submission, words, findings)
        self._bearing = Bearing(submission, self._answers, words, self._corrections, findings)
        self._suggested = 0

    def decisions(self, *, fitting: bool) -> list[Decision]:
        """Return the decisions; only where the review is ``fitting`` can answers be held against them."""
        rows = queue_rows(self._opened, self._findings)
        written = {row.name: row for row in rows if row.written()}
        unknown = {row.number for row in rows if row.written() and row.name and self._known(row) is None}
        decided = decided_rows([row for row in rows if row.number not in unknown], self._findings)
        if not fitting:
            return []
        found = [self._bearing.decision(item, self._asked[item.name]) for item in decided]
        corrected = {item.name for item in decided if item.verdict is Verdict.CORRECTED}
        self._check_tables(written, corrected)
        return [decision for decision in found if decision is not None]

    def voices(self) -> list[Voice]:
        """Return the outside voices, in their order."""
        found = [voice(row, self._named, self._findings) for row in voices_rows(self._opened, self._findings)]
        return [item for item in found if item is not None]

    def _check_tables(self, written: Mapping[str, Row], corrected: set[str]) -> None:
        for table in self._asked.values():
            if table.type != "table" or table.id in corrected:
                continue
            row = written.get(table.id)
            text = (row.cells["decision"].as_text() or "") if row is not None else ""
            said = f"the decision is {shown(text)}" if text else "nothing was decided on them"
            self._corrections.check_untouched(table, self._answers[table.id], said)

    def _named(self, row: Row) -> str | None:
        if row.name:
            return self._known(row)
        cell = row.cells["id"]
        mend = "Type the ID itself." if cell.fault else "Choose it from the list in the cell."
        self._findings.error(cell.place, cell.fault or "nothing", "the ID of a question", mend)
        return None

    def _known(self, row: Row) -> str | None:
        """Return the ID of a row; None, and a finding, where no question has it."""
        name, cell = row.name, row.cells["id"]
        if name in self._asked:
            return name
        if name in self._rulebook.indicators:
            mend = "It is worked out from other answers: decide on these."
            self._findings.error(cell.place, f"the ID {shown(name)}", "the ID of a question", mend)
            return None
        mend = "Copy the ID from a new review workbook, or clear the row."
        if self._suggested < _SUGGESTIONS:
            self._suggested += 1
            near = difflib.get_close_matches(name[:100], self._asked, n=1, cutoff=0.6)
            mend = f"Did you mean {near[0]}?" if near else mend
        self._findings.error(cell.place, f"the unknown ID {shown(name)}", "the ID of a question", mend)
        return None


def _check_hashes(opened: Opened, submission: Submission, rulebook: Rulebook, findings: Findings) -> bool:
    """Return whether a review is of this workbook and these rules; tell where it is not."""
    fitting = True
    for key, sha256, what in (
        ("workbook_sha256", submission.sha256, f"the workbook {shown(submission.file_name)}"),
        ("rulebook_sha256", rulebook.sha256, f"the rules in use, version {shown(rulebook.method.version)}"),
    ):
        cell = opened.values.get(key) or Cell(None, place(REVIEW, 1, 1))
        said = (cell.as_text() or "").strip()
        if said != sha256:
            fitting = False
            told = opened.values.get(key.removesuffix("_sha256"))
            name = (told.as_text() or "") if told is not None else ""
            found = f"a review of another version ({shown(name)}, {key} {shown(said[:12])})" if said else f"no {key}"
            findings.error(cell.place, found, f"a review of {what} ({sha256[:12]})", _ANEW)
    return fitting
