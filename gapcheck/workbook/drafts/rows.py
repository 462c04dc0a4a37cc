"""The rows of the pillar sheets as officers left them: every question's cells, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from gapcheck.errors import Problem
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.drafts.remainders import HIDDEN, OUTSIDE, OWN_COLUMN, WITHOUT_ID
from gapcheck.workbook.drafts.written import linked, listed, place_in, same, tidy, written
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.plan import Kept
from gapcheck.workbook.sheets.cells import Cell, Sheet
from gapcheck.workbook.sheets.headers import Header, pillar_header
from gapcheck.workbook.sheets.merged_rows import moved_cells
from gapcheck.workbook.texts import matching, shown, trimmed
from gapcheck.workbook.words import CARRIED_HEADINGS, READ_HEADINGS, SHOWN_HEADINGS, Words, words_of

_SHOWN = ("question", "unit", *SHOWN_HEADINGS, "change")
_LINKED = ("document", "link", "page", "comment")  # a link on one of these is part of what it says
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class DraftRow:
    """One question's row: its cells that are not blank, by heading, and the question as that workbook showed it.

    ``carried`` holds the texts of the columns about the time before, where the workbook has them, ``shown`` the cells
    that a template fills with words of its own.
    """

    id: str
    place: str
    question: str
    unit: str
    cells: Mapping[str, Cell]
    carried: Mapping[str, str]
    shown: Mapping[str, Cell]

    @cached_property
    def answer(self) -> Cell:
        """The cell of the answer."""
        return self.cells.get("answer", Cell(None, self.place))

    def same(self, other: DraftRow) -> bool:
        """Return whether another row says the same in every cell."""
        return self.cells.keys() == other.cells.keys() and all(
            same(cell, other.cells[heading]) for heading, cell in self.cells.items()
        )

    def words(self, words: Words) -> str:
        """Return all that was written in the row, a line for each cell."""
        return listed({words.label(heading): written(cell) for heading, cell in self.cells.items()})


class DraftRows:
    """Gathers the rows of all pillar sheets by id; what belongs to no question is kept with its place."""

    def __init__(self, rulebook: Rulebook, file_name: str, findings: Findings) -> None:
        self.rows: dict[str, DraftRow] = {}
        self.kept: list[Kept] = []
        self.nameless: list[Problem] = []  # answers that stand in a row without an id
        self.begun = False  # whether any sheet has the headings of a template
        self._words = words_of(rulebook.method)
        self._file_name = file_name
        self._findings = findings

    def read(self, sheet: Sheet) -> None:
        """Read one sheet; a blank one holds nothing."""
        if not sheet.rows:
            return
        findings = Findings()
        header = pillar_header(sheet, self._words, findings)
        # A column of evidence that is not there is no fault of a draft: nothing was written in it.
        self._findings.errors += findings.errors
        if header is None:
            return
        self.begun = True
        columns = dict(header.columns)
        for column, cell in sheet.rows[header.row].items():
            other = self._words.other_heading(cell.value) if isinstance(cell.value, str) else None
            if other is not None:
                columns.setdefault(other, column)
        own = {column: cell for column, cell in sheet.rows[header.row].items() if column not in set(columns.values())}
        self._outside(sheet, header, own)
        self._keep(HIDDEN, *sheet.covered.values())
        moved = self._moved(sheet, header)
        for number, cells in sheet.rows.items():
            if number > header.row:
                self._row(sheet, number, {**cells, **moved.get(number, {})}, columns, own)

    def _moved(self, sheet: Sheet, header: Header) -> dict[int, dict[int, Cell]]:
        """Return the cells that merging puts beside another row; what nobody can tell of is a finding."""
        findings = Findings()
        column = header.columns["id"]
        rows = {number: cells for number, cells in sheet.rows.items() if number > header.row and column in cells}
        ids = {number: name for number, cells in rows.items() if (name := _id(cells[column]))}
        moved: dict[int, dict[int, Cell]] = {}
        for (row, heading), cell in moved_cells(sheet, header, ids, self._words, findings).items():
            moved.setdefault(row, {})[header.columns[heading]] = cell
        self._findings.errors += findings.errors
        return moved

    def _outside(self, sheet: Sheet, header: Header, own: Mapping[int, Cell]) -> None:
        """Keep what stands above the headings, and headings of the officer's own with nothing below them."""
        for number, cells in sheet.top(header.row - 1):
            if number < header.row:
                self._keep(OUTSIDE, *cells.values())
        below = {column for number, cells in sheet.rows.items() if number > header.row for column in cells}
        self._keep(OWN_COLUMN, *(cell for column, cell in own.items() if column not in below))

    def _row(
        self, sheet: Sheet, number: int, cells: Mapping[int, Cell], columns: Mapping[str, int], own: Mapping[int, Cell]
    ) -> None:
        found = {
            heading: cells[column] for heading, column in columns.items() if column in cells and not cells[column].blank
        }
        row = DraftRow(
            id=_id(found["id"]) if "id" in found and found["id"].fault is None else "",
            place=sheet.cell(number, columns["id"]).place,
            question=_text(found, "question"),
            unit=_text(found, "unit"),
            cells={
                heading: linked(found[heading]) if heading in _LINKED else tidy(found[heading])
                for heading in READ_HEADINGS
                if heading in found
            },
            carried={heading: _text(found, heading) for heading in CARRIED_HEADINGS if heading in found},
            shown={heading: found[heading] for heading in _SHOWN if heading in found},
        )
        if self._words.heading(row.id) == "id" and self._words.heading(written(row.answer)) == "answer":
            return  # the headings again, as they are repeated for a page
        ours = set(columns.values())
        for column, cell in cells.items():
            if column not in ours:
                heading = written(own[column]) if column in own else ""
                self._keep(OWN_COLUMN, cell, row=row, heading=heading)
        if not row.id or (not _IDENTIFIER.fullmatch(row.id) and not row.cells):
            self._without_id(row, found)
            return
        before = self.rows.get(row.id)
        if before is None or not before.cells:
            self.rows[row.id] = row
        elif row.cells and not before.same(row):
            one, other = next(_differences(before, row))
            found_text = f"{shown(written(other))} in a second row of {shown(row.id)}"
            expected = f"one row of each question ({shown(written(one))} stands in {one.place})"
            self._findings.error(other.place, found_text, expected, "Remove the row that is wrong.")

    def _without_id(self, row: DraftRow, found: Mapping[str, Cell]) -> None:
        texts = {
            self._words.label(heading): written(cell)
            for heading, cell in found.items()
            if heading in ("id", "question", "unit", *READ_HEADINGS)
        }
        if texts:
            place = place_in(self._file_name, row.place)
            self.kept.append(Kept(place, "", row.question, listed(texts), WITHOUT_ID))
            if not row.answer.blank:
                text = f"an answer in {row.answer.place} without an ID ({shown(written(row.answer))})"
                mend = "Copy the ID from a new template, or remove the answer."
                self.nameless.append(Problem(place, text, "the question's ID", mend))

    def _keep(self, reason: str, *cells: Cell, row: DraftRow | None = None, heading: str = "") -> None:
        for cell in cells:
            text = f"{heading}: {written(cell)}" if heading else written(cell)
            place = place_in(self._file_name, cell.place)
            self.kept.append(Kept(place, row.id if row else "", row.question if row else "", text, reason))


def _id(cell: Cell) -> str:
    """Return an id in the form in which the reader compares it."""
    return matching(trimmed(written(cell)))


def _text(found: Mapping[str, Cell], heading: str) -> str:
    return written(found[heading]) if heading in found else ""


def _differences(one: DraftRow, other: DraftRow) -> Iterator[tuple[Cell, Cell]]:
    """Yield the cells in which two rows differ; a blank one where only the other row has something."""
    for heading in READ_HEADINGS:
        first = one.cells.get(heading) or Cell(None, one.place)
        second = other.cells.get(heading) or Cell(None, other.place)
        if not same(first, second):
            yield first, second
