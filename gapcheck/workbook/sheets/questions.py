"""Pillar sheets: one row a question, found by its id wherever it stands, in any order and on any of the sheets.

An id is recognised in capitals, with spaces around it or zero-width marks in it. A row without an id in which nothing
is answered is the officer's own, such as a title or a blank line; hidden rows are rows like any other.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import NamedTuple

from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.sheets.cells import Cell, Sheet
from gapcheck.workbook.sheets.headers import pillar_header
from gapcheck.workbook.sheets.merged_rows import moved_cells
from gapcheck.workbook.texts import matching, shown, trimmed
from gapcheck.workbook.words import READ_HEADINGS, Words

# Comparing an id with every other takes a millisecond; a sheet of unknown ids gets no more advice than this.
_SUGGESTIONS = 100


class Row(NamedTuple):
    """The cells of one question's row that are read, by heading; a column that is not there gives blank cells."""

    indicator: Indicator
    cells: Mapping[str, Cell]

    @property
    def answer(self) -> Cell:
        """The cell of the answer."""
        return self.cells["answer"]


class Questions:
    """Gathers the rows of all pillar sheets by the id of their question.

    Rows of questions that are asked ``elsewhere``, by another version of the rules, are passed over.
    """

    def __init__(
        self, rulebook: Rulebook, words: Words, findings: Findings, elsewhere: frozenset[str] = frozenset()
    ) -> None:
        self.rows: dict[str, Row] = {}
        self.meant: set[str] = set()  # ids that a misspelt one was probably to be
        self._asked = {indicator.id: indicator for indicator in rulebook.asked()}
        self._indicators = rulebook.indicators
        self._elsewhere = elsewhere
        self._words = words
        self._findings = findings
        self._places: dict[str, str] = {}
        self._suggested = 0

    def read(self, sheet: Sheet) -> None:
        """Read the rows of one sheet."""
        header = pillar_header(sheet, self._words, self._findings)
        if header is None:
            return
        column = header.columns["id"]
        ids = {
            number: name
            for number in sheet.rows
            if number > header.row and (name := _name(sheet.cell(number, column))) in self._asked
        }
        moved = moved_cells(sheet, header, ids, self._words, self._findings)
        for number in sheet.rows:
            if number <= header.row:
                continue
            cells = {
                heading: moved.get((number, heading)) or sheet.cell(number, header.columns[heading])
                if heading in header.columns
                else Cell(None, sheet.cell(number, header.columns["answer"]).place)
                for heading in READ_HEADINGS
            }
            self._row(sheet.cell(number, column), cells)

    def _row(self, identifier: Cell, cells: Mapping[str, Cell]) -> None:
        name = _name(identifier)
        answer = cells["answer"]
        if not name:
            self._without_id(identifier, cells)
            return
        indicator = self._asked.get(name)
        if indicator is None:
            self._unknown(identifier, name, cells)
        elif name in self._places:
            first = self.rows[name].answer
            expected = f"each ID once (first in {self._places[name]})"
            mend = "Remove one of the rows."
            if not first.blank and not answer.blank:
                mend = f"Its answers stand in {first.place} and {answer.place}: remove the row that does not hold."
            self._findings.error(identifier.place, f"{shown(name)} a second time", expected, mend)
        else:
            self._places[name] = identifier.place
            self.rows[name] = Row(indicator, cells)

    def _without_id(self, identifier: Cell, cells: Mapping[str, Cell]) -> None:
        answer = cells["answer"]
        written = next((cell for cell in cells.values() if not cell.blank), None)
        if not answer.blank:
            found = f"an answer in {answer.place} without an ID"
            mend = "Copy the ID from a new template."
            if identifier.fault is not None:
                found, mend = f"{identifier.fault} as the ID of the answer in {answer.place}", "Type the ID itself."
            self._findings.error(identifier.place, found, "the question's ID", mend)
        elif written is not None and identifier.fault is None:
            mend = "It is not read; write it in the row of the question that it belongs to."
            self._findings.warning(written.place, f"{shown(written.value)} without an ID", "the question's ID", mend)

    def _unknown(self, identifier: Cell, name: str, cells: Mapping[str, Cell]) -> None:
        if name in self._elsewhere:
            return
        if name in self._indicators:
            mend = "It is worked out from other answers: the row is not read and can be removed."
            self._findings.warning(identifier.place, shown(name), "the ID of a question", mend)
            return
        answer = cells["answer"]
        repeated = isinstance(answer.value, str) and self._words.heading(answer.value) == "answer"
        if self._words.heading(name) == "id" and (answer.blank or repeated):
            return  # the headings again, as they are repeated for a page
        mend = "Copy the ID from a new template, or remove the row."
        near: list[str] = []
        if self._suggested < _SUGGESTIONS:
            self._suggested += 1
            near = difflib.get_close_matches(name[:100], self._asked, n=1, cutoff=0.6)
            mend = f"Did you mean {near[0]}?" if near else mend
            self.meant.update(near)
        if not near and all(cell.blank for cell in cells.values()):
            mend = "Nothing is answered in this row, and it is not read."
            self._findings.warning(identifier.place, f"{shown(name)} in the column ID", "the ID of a question", mend)
            return
        self._findings.error(identifier.place, f"the unknown ID {shown(name)}", "the ID of a question", mend)


def _name(identifier: Cell) -> str:
    """Return an id as it is compared; empty where the cell holds none."""
    return matching(trimmed(identifier.as_text() or ""))
