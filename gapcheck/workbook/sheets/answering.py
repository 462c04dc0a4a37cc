"""From a question's row to its answer: a value or the reason why there is none, and its evidence's grade."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Answer, Evidence, Grade, Status, Table, Value
from gapcheck.workbook.findings import Findings, Unreadable
from gapcheck.workbook.sheets.cells import Cell, Sheet
from gapcheck.workbook.sheets.evidence import Grading, read_evidence
from gapcheck.workbook.sheets.questions import Row
from gapcheck.workbook.sheets.tables import read_table
from gapcheck.workbook.sheets.values import chosen, plain_value, special_word
from gapcheck.workbook.texts import matching, says_nothing, shown, trimmed
from gapcheck.workbook.values.choices import options_of
from gapcheck.workbook.words import Words

# "Not applicable" or "not available"? Neither is guessed.
_ABBREVIATED = frozenset({"n/a", "n/a.", "n.a.", "n.a", "n. a.", "n / a", "na"})
_UNKNOWN = frozenset({
    "unknown", "unclear", "don't know", "dont know", "do not know", "not sure", "not yet known", "not clear",
    "no idea", "?", "??", "???",
})  # fmt: skip
_NEAR = 0.8  # how much a text resembles the special word that it is taken for
_PROOF = ("document", "link", "document_date", "page")
_CHOSEN = ("choice", "choices", "yes_no")


class Answering:
    """Turns rows into answers, by the words of one rulebook and the sheets of one workbook."""

    def __init__(self, words: Words, grading: Grading, sheets: Mapping[str, Sheet], findings: Findings) -> None:
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
        told = len(self._findings.errors)
        try:
            status, value = self._table_answer(row) if row.indicator.type == "table" else self._read(row)
        except Unreadable as unreadable:
            found = unreadable.found or shown(cell.value)
            mend = self._perhaps_special(cell) or unreadable.mend
            self._findings.error(cell.place, found, unreadable.expected, mend)
        grade = Grade.CLAIMED
        if status is Status.ANSWERED:
            grade = self._grading.grade(evidence, row.cells, self._findings)
        self._check_reason(status, evidence, row)
        if status is Status.BLANK and told == len(self._findings.errors):
            self._check_no_evidence(row)
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
        if indicator.type == "text" and (mend := self._perhaps_special(cell)):
            raise Unreadable("an answer in words", mend)
        if indicator.type == "text" and isinstance(cell.value, str) and says_nothing(cell.value):
            mend = "It counts as an answer; leave the cell blank, or write a special word, if there is none."
            self._findings.warning(cell.place, shown(cell.value), "an answer in words", mend)
        return Status.ANSWERED, plain_value(cell, indicator.type)

    def _special(self, cell: Cell, indicator: Indicator) -> Status | None:
        status = special_word(cell, self._words)
        if status is Status.NOT_APPLICABLE and not indicator.not_applicable:
            words = ", ".join(self._words.specials(not_applicable=False))
            raise Unreadable("an answer: this question applies to every state", f"Answer it, or write {words}.")
        if status is None and isinstance(cell.value, str) and matching(cell.value[:20]) in _ABBREVIATED:
            raise self._abbreviated(indicator)
        return status

    def _perhaps_special(self, cell: Cell) -> str | None:
        """Return which special word was perhaps meant by other words for it, or by a misspelt one."""
        if not isinstance(cell.value, str):
            return None
        words = {matching(word): word for word in self._words.specials()}
        written = matching(trimmed(cell.value[:80]))
        near = difflib.get_close_matches(written, words, n=1, cutoff=_NEAR)
        if not near and written not in _UNKNOWN:
            return None
        meant = words[near[0]] if near else self._words.label("not_known")
        return f"Write {meant} if that is meant."

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
        none = isinstance(text, str) and any(map(self._words.is_complete_none, (text, trimmed(text))))
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

    def _check_no_evidence(self, row: Row) -> None:
        """Tell of a blank answer with evidence beside it; a comment alone may say why there is none."""
        table_lost = row.indicator.type == "table" and matching(row.indicator.id) not in self._sheets  # it is told
        if not table_lost and not all(row.cells[heading].blank for heading in _PROOF):
            mend = "Write the answer, or a special word; clear the evidence if it belongs elsewhere."
            if row.indicator.type == "table":
                mend = f"Fill in the sheet {row.indicator.id}; clear the evidence if it belongs elsewhere."
            self._findings.warning(row.answer.place, "evidence without an answer", "the answer that it proves", mend)

    def _check_reason(self, status: Status, evidence: Evidence, row: Row) -> None:
        if status is Status.NOT_APPLICABLE and says_nothing(evidence.comment or ""):
            where, word = row.cells["comment"].place, self._words.label("not_applicable")
            mend = "Write why; without a reason it is taken as unknown."
            self._findings.warning(where, "nothing", f"the reason for {word}", mend)
