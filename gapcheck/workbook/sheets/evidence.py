"""What an answer rests on, and whether that is an identified document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from gapcheck.workbook.answers import DateInterval, Evidence, Grade
from gapcheck.workbook.findings import Findings, Unreadable
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.sheets.references import identifies
from gapcheck.workbook.texts import matching, says_nothing, shown, trimmed
from gapcheck.workbook.values.date_advice import WRITE_A_DAY
from gapcheck.workbook.values.dates import date_of
from gapcheck.workbook.words import Words

# How a report speaks of itself: an assessed party's statement is no evidence for its own statements.
_ITSELF = re.compile(
    r"\b(?:(?:this|the present|present|our own|own) (?:report|workbook|submission|questionnaire|template|file|response)"
    r"|self[- ]report|self[- ]assessment)\b"
)
_TEXTS = ("document", "link", "page", "comment", "responsible_body")


def read_evidence(cells: Mapping[str, Cell], findings: Findings) -> Evidence:
    """Read the evidence cells of a row; what cannot be read is a finding."""
    texts = {name: _text(cells[name], findings) for name in _TEXTS}
    day = _day(cells["document_date"], findings)
    return Evidence(document_date=day, **texts)


def _day(cell: Cell, findings: Findings) -> DateInterval | None:
    """Return a document's date; a dash or the like in its place is nothing, and told."""
    if cell.blank:
        return None
    if isinstance(cell.value, str) and says_nothing(cell.value):
        mend = "Write it, so that the answer counts as documented; leave the cell blank if it is not known."
        findings.warning(cell.place, shown(cell.value), "the document's date", mend)
        return None
    try:
        return date_of(cell.sound("the document's date"), cell.number_format, serial=cell.serial)
    except Unreadable as unreadable:
        found = f"{unreadable.found or shown(cell.value)} for the document's date"
        mend = unreadable.mend
        if isinstance(cell.value, str) and not any(letter.isdecimal() for letter in cell.value):
            mend = f"{WRITE_A_DAY} Leave the cell blank if the date is not known."
        findings.error(cell.place, found, unreadable.expected, mend)
        return None


def _text(cell: Cell, findings: Findings) -> str | None:
    try:
        cell.sound("text")
    except Unreadable as unreadable:
        findings.error(cell.place, unreadable.found or "", unreadable.expected, unreadable.mend)
        return None
    text = cell.linked_text()
    if isinstance(cell.value, date):
        mend = "Excel may have made a date of what was typed, such as 3-4: set the format to Text, and type it again."
        findings.warning(cell.place, shown(cell.value), "text", mend)
    return text


class Grading(NamedTuple):
    """Grades the evidence of one submission's answers.

    ``submission`` is the report that the workbook is or transcribes: it never counts as a document, nor does
    the workbook's own file, nor a special word of ``words``.
    """

    submitted_on: date
    submission: str
    file_name: str
    words: Words | None = None

    def grade(self, evidence: Evidence, cells: Mapping[str, Cell], findings: Findings) -> Grade:
        """Return documented where a document is identified by title or number and a date; else claimed.

        Says in a warning what is missing, where something was given.
        """
        document, day = evidence.document, evidence.document_date
        place = cells["document"].place
        if document is None:
            if evidence.link or day:
                mend = "Write it, so that the answer counts as documented."
                findings.warning(place, "no document", "its title or number", mend)
            return Grade.CLAIMED
        written = cells["document"].as_text() or ""  # without the address of its link, which is no title
        if self.is_itself(document) or self.is_itself(written):
            mend = "Name the document behind it (a law, a register, a decision) for the answer to count as documented."
            findings.warning(place, f"{shown(document)}, the submission itself", "another document", mend)
            return Grade.CLAIMED
        if self._says_no_name(written):
            mend = "Write its title or number, so that the answer counts as documented."
            findings.warning(place, shown(written), "one document by its title or number", mend)
            return Grade.CLAIMED
        if day is None:
            if cells["document_date"].blank:
                mend = "Write it, so that the answer counts as documented."
                findings.warning(cells["document_date"].place, "nothing", "the document's date", mend)
            return Grade.CLAIMED
        if day.last > self.submitted_on:
            found, mend = f"the date {day}", "Only a document that was there when the workbook was submitted counts."
            if day.first <= self.submitted_on:
                mend = "Write the document's month or day, so that the answer counts as documented."
            expected = f"a date not after the submission ({self.submitted_on})"
            findings.warning(cells["document_date"].place, found, expected, mend)
            return Grade.CLAIMED
        return Grade.DOCUMENTED

    def _says_no_name(self, document: str) -> bool:
        words = self.words
        if words is not None and (words.status(trimmed(document)) or words.is_complete_none(trimmed(document))):
            return True
        return not identifies(document)

    def is_itself(self, document: str) -> bool:
        """Return whether a reference names the submission or this workbook instead of a document."""
        named = matching(document)
        submission, file_name = matching(self.submission), matching(self.file_name)
        if (submission and submission in named) or (file_name and file_name in named):
            return True
        # A file's name without its ending may be an everyday word, so it must be the whole reference.
        return named == matching(PurePath(self.file_name).stem) or _ITSELF.search(named) is not None
