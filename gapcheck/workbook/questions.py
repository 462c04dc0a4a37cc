"""Pillar sheets: one row a question, found by its id wherever it stands."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.cells import Cell, Sheet
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.headers import pillar_header
from gapcheck.workbook.texts import matching, shown
from gapcheck.workbook.words import READ_HEADINGS, Words

# Comparing an id with every other takes a millisecond; a sheet of unknown ids gets no more advice than this.
_SUGGESTIONS = 100


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one question's row that are read, by heading; a column that is not there gives blank cells."""

    indicator: Indicator
    cells: Mapping[str, Cell]

    @property
    def answer(self) -> Cell:
        """The cell of the answer."""
        return self.cells["answer"]


class Questions:
    """Gathers the rows of all pillar sheets by the id of their question."""

    def __init__(self, rulebook: Rulebook, words: Words, findings: Findings) -> None:
        self.rows: dict[str, Row] = {}
        self._asked = {indicator.id: indicator for indicator in rulebook.asked()}
        self._indicators = rulebook.indicators
        self._words = words
        self._findings = findings
        self._places: dict[str, str] = {}
        self._suggested = 0

    def read(self, sheet: Sheet) -> None:
        """Read the rows of one sheet."""
        header = pillar_header(sheet, self._words, self._findings)
        if header is None:
            return
        for number in sheet.rows:
            if number <= header.row:
                continue
            cells = {
                heading: sheet.cell(number, header.columns[heading])
                if heading in header.columns
                else Cell(None, sheet.cell(number, header.columns["answer"]).place)
                for heading in READ_HEADINGS
            }
            self._row(sheet.cell(number, header.columns["id"]), cells)

    def _row(self, identifier: Cell, cells: Mapping[str, Cell]) -> None:
        name = matching(identifier.as_text() or "")
        if not name:
            if not cells["answer"].blank:
                found = f"an answer in {cells['answer'].place} without an ID"
                self._findings.error(identifier.place, found, "the question's ID", "Copy the ID from a new template.")
            return
        indicator = self._asked.get(name)
        if indicator is None:
            self._unknown(identifier, name)
        elif name in self._places:
            expected = f"each ID once (first in {self._places[name]})"
            self._findings.error(identifier.place, f"{shown(name)} a second time", expected, "Remove one of the rows.")
        else:
            self._places[name] = identifier.place
            self.rows[name] = Row(indicator, cells)

    def _unknown(self, identifier: Cell, name: str) -> None:
        if name in self._indicators:
            mend = "It is worked out from other answers: the row is not read and can be removed."
            self._findings.warning(identifier.place, shown(name), "the ID of a question", mend)
            return
        mend = "Copy the ID from a new template, or remove the row."
        if self._suggested < _SUGGESTIONS:
            self._suggested += 1
            near = difflib.get_close_matches(name[:100], self._asked, n=1, cutoff=0.6)
            mend = f"Did you mean {near[0]}?" if near else mend
        self._findings.error(identifier.place, f"the unknown ID {shown(name)}", "the ID of a question", mend)
