"""From a question's row to its answer: a value or the reason why there is none, and its evidence's grade."""

from __future__ import annotations

from collections.abc import Mapping

from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Answer, Evidence, Grade, Status, Table, Value
from gapcheck.workbook.cells import Cell, Sheet
from gapcheck.workbook.choices import options_of
from gapcheck.workbook.evidence import Grading, read_evidence
from gapcheck.workbook.findings import Findings, Unreadable
from gapcheck.workbook.questions import Row
from gapcheck.workbook.tables import read_table
from gapcheck.workbook.texts import matching, shown
from gapcheck.workbook.values import chosen, plain_value
from gapcheck.workbook.words import Words

# "Not applicable" or "not available"? Neither is guessed.
_ABBREVIATED = frozenset({"n/a", "n/a.", "n.a.", "n.a", "n. a.", "n / a", "na"})
_CHOSEN = ("choice", "choices", "yes_no")


class Answering:
    """Turns rows into answers, by the words of one rulebook and the sheets of one workbook.

    Without a grading (the Start sheet could not be read) every grade is claimed, and nothing comes of it.
    """

    def __init__(self, words: Words, grading: Grading | None, sheets: Mapping[str, Sheet], findings: Findings) -> None:
        self._words = words
        self._grading = grading
        self._sheets = sheets
        self._findings = findings

    def missing(self, indicator: Indicator) -> Answer:
        """Return the answer to a question that has no row: a blank, placed at its sheet."""
        if indicator.type == "table":
            self._table(indicator)  # its rows' problems are told, although nothing can say what they rest on
        sheet = (indicator.pillar or "").capitalize()
        return Answer(indicator.id, Status.BLANK, None, Grade.CLAIMED, sheet)

    def answer(self, row: Row) -> Answer:
        """Return the answer that a row gives."""
        cell = row.answer
        evidence = read_evidence(row.cells, self._findings)
        status, value = Status.BLANK, None
        try:
            status, value = self._table_answer(row) if row.indicator.type == "table" else self._read(row)
        except Unreadable as unreadable:
            found = unreadable.found or shown(cell.value)
            self._findings.error(cell.place, found, unreadable.expected, unreadable.mend)
        grade = Grade.CLAIMED
        if status is Status.ANSWERED and self._grading:
            grade = self._grading.grade(evidence, row.cells, self._findings)
        self._check_reason(status, evidence, row)
        return Answer(row.indicator.id, status, value, grade, cell.place, evidence, row.cells["document"].place)

    def _read(self, row: Row) -> tuple[Status, Value | None]:
        cell, indicator = row.answer, row.indicator
        if cell.blank:
            return Status.BLANK, None
        if indicator.type in _CHOSEN:
            options = options_of(indicator, self._words)
            # An option that a rulebook words like a special word is what the officer chose from the list.
            if not (isinstance(cell.value, str) and options.holds(cell.value)):
                special = self._special(cell, indicator)
                if special:
                    return special, None
            return Status.ANSWERED, chosen(cell, indicator.type, options)
        special = self._special(cell, indicator)
        if special:
            return special, None
        return Status.ANSWERED, plain_value(cell, indicator.type)

    def _special(self, cell: Cell, indicator: Indicator) -> Status | None:
        status = self._words.status(cell.value) if isinstance(cell.value, str) else None
        if status is Status.NOT_APPLICABLE and not indicator.not_applicable:
            words = ", ".join(self._words.specials(not_applicable=False))
            raise Unreadable("an answer: this question applies to every state", f"Answer it, or write {words}.")
        if status is None and isinstance(cell.value, str) and matching(cell.value[:20]) in _ABBREVIATED:
            raise self._abbreviated(indicator)
        return status

    def _abbreviated(self, indicator: Indicator) -> Unreadable:
        words = self._words.specials(not_applicable=False)
        if indicator.not_applicable:
            none = f"{self._words.label('not_applicable')} (and the reason in Comment)"
            mend = f"Write {none} or {self._words.label('not_available')}, whichever is meant."
        else:
            mend = f"Answer it, or write a special word: {', '.join(words)}."
        return Unreadable("an answer, or a special word written out", mend)

    def _table_answer(self, row: Row) -> tuple[Status, Value | None]:
        cell, indicator = row.answer, row.indicator
        table = self._table(indicator)
        if cell.blank:
            return (Status.ANSWERED, table) if table and table.rows else (Status.BLANK, None)
        sheet = f"the sheet {indicator.id}"
        expected = f"nothing, a special word, or {self._words.label('complete_none')} (the answer is {sheet})"
        text = cell.sound(expected)
        none = isinstance(text, str) and self._words.is_complete_none(text)
        special = None if none else self._special(cell, indicator)
        if not none and special is None:
            raise Unreadable(expected, f"Clear the cell, and fill in {sheet}.")
        if table and table.rows:
            found = f"{shown(text)} together with rows in {sheet}"
            raise Unreadable("one or the other", "Clear the cell or the rows, whichever is wrong.", found)
        return (Status.ANSWERED, Table(())) if none else (special or Status.BLANK, None)

    def _table(self, indicator: Indicator) -> Table | None:
        sheet = self._sheets.get(matching(indicator.id))
        return read_table(sheet, indicator, self._words, self._findings) if sheet else None

    def _check_reason(self, status: Status, evidence: Evidence, row: Row) -> None:
        if status is Status.NOT_APPLICABLE and not evidence.comment:
            where, word = row.cells["comment"].place, self._words.label("not_applicable")
            mend = "Write why; without a reason it is taken as unknown."
            self._findings.warning(where, "nothing", f"the reason for {word}", mend)
