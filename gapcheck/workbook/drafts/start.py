"""The sheets Start and Kept as officers left them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gapcheck.rulebook import Rulebook
from gapcheck.workbook.drafts.forms import around, forms_of
from gapcheck.workbook.drafts.remainders import OUTSIDE, UNKNOWN_KEY
from gapcheck.workbook.drafts.written import place_in, same, tidy, written
from gapcheck.workbook.findings import Findings
from gapcheck.workbook.plan import Kept
from gapcheck.workbook.sheets.cells import Cell, Sheet
from gapcheck.workbook.sheets.headers import HEADER_ROWS
from gapcheck.workbook.sheets.start import KEYS
from gapcheck.workbook.texts import matching, shown, trimmed

_KEY = re.compile(r"[a-z]+(_[a-z]+)*")
_WIDTH = 8  # columns that the sheet's own words take up
_OURS = (1, 2, 3, 5)  # of a key's row: the key, its value, its hint (formerly in the third column)
_VALUE = 2  # the column of a key's value
_KEPT_HEADINGS = ("kept_place", "kept_id", "kept_question", "kept_written", "kept_reason")


@dataclass(frozen=True, slots=True)
class DraftStart:
    """The values of the sheet Start that are not blank, by key, and what the carried columns are from.

    ``texts`` are its other cells with text, where a template has words of its own.
    """

    cells: Mapping[str, Cell]
    previous: str
    kept: tuple[Kept, ...]
    texts: tuple[Cell, ...] = ()

    def text(self, key: str) -> str:
        """Return a value as it is shown, or nothing."""
        return written(self.cells[key]) if key in self.cells else ""


def read_draft_start(sheet: Sheet | None, rulebook: Rulebook, file_name: str, findings: Findings) -> DraftStart:
    """Read the keys in column A with their values in column B, and what the officer wrote beside them."""
    if sheet is None:
        return DraftStart({}, "", ())
    cells: dict[str, Cell] = {}
    kept, texts = [], []
    keys = {number for number in sheet.rows if _name(sheet, number) in KEYS}
    for number, row in sheet.rows.items():
        name, value = _name(sheet, number), tidy(sheet.cell(number, 2))
        below, own = bool(keys) and number > max(keys), {1, _VALUE} if name in KEYS else set()
        if name in KEYS:
            if name in cells and not value.blank and not same(cells[name], value):
                expected = f"{name} once ({shown(written(cells[name]))} stands in {cells[name].place})"
                findings.error(value.place, f"{shown(written(value))} for a second {name}", expected, "Remove one.")
            elif not value.blank:
                cells[name] = value
        elif keys and number > min(keys) and _KEY.fullmatch(name) and not value.blank:
            kept.append(_kept(file_name, value, f"{name}: ", UNKNOWN_KEY))
            below, own = False, {1, _VALUE}
        for column, cell in row.items():
            if below or column > _WIDTH or (number in keys and column not in _OURS):
                kept.append(_kept(file_name, cell, "", OUTSIDE))
            elif isinstance(cell.value, str) and column not in own:
                texts.append(cell)
    return DraftStart(cells, _previous(sheet, rulebook), tuple(kept), tuple(texts))


def read_kept(sheet: Sheet | None, rulebook: Rulebook, file_name: str) -> Iterator[Kept]:
    """Yield what the workbook itself kept from another, and what an officer wrote beside it."""
    if sheet is None:
        return
    headings = forms_of(rulebook, "kept_place")
    top = [number for number, cells in sheet.top(HEADER_ROWS) if 1 in cells and _form(cells[1]) in headings]
    for number, cells in sheet.rows.items():
        if number > (top[0] if top else 0):
            texts = [written(sheet.cell(number, column + 1)) for column in range(len(_KEPT_HEADINGS))]
            if any(texts):
                yield Kept(*texts)
            for column, cell in cells.items():
                if column > len(_KEPT_HEADINGS):
                    yield _kept(file_name, cell, "", OUTSIDE)


def _previous(sheet: Sheet, rulebook: Rulebook) -> str:
    """Return what the carried columns are from, as the paragraph about them says."""
    sides = around(rulebook, "how_previous", "previous")
    lines = (line for row in sheet.rows.values() if 1 in row for line in written(row[1]).split("\n"))
    for line in lines:
        for before, after in sides:
            if line.startswith(before) and line.endswith(after) and len(line) > len(before + after):
                return line.removeprefix(before).removesuffix(after)
    return ""


def _name(sheet: Sheet, number: int) -> str:
    key = sheet.cell(number, 1).value
    return matching(trimmed(key)).replace(" ", "_") if isinstance(key, str) else ""


def _form(cell: Cell) -> str:
    return matching(written(cell))


def _kept(file_name: str, cell: Cell, before: str, reason: str) -> Kept:
    return Kept(place_in(file_name, cell.place), "", "", f"{before}{written(cell)}", reason)
