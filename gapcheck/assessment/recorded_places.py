"""Recorded places: where cells stand that a result names only with what rests on them, learned by working it out again.

Each such cell gets a name of its own at first. Where the result worked out with these names has one, the recorded
result has the cell itself; the rows and columns of the others follow from those.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from gapcheck.workbook.places import letters, sheet_place, split_place

_NAMED: Final = re.compile(r"\x02(document|cell):([^:\x02]*):(\d*):([^:\x02]*)")
_CELL: Final = re.compile(r"([A-Z]+)(\d+)")


class Places:
    """Gives every cell that is not recorded a name, then the cell that stands for it."""

    def __init__(self) -> None:
        self._learned: dict[str, str] = {}
        self._rows: dict[tuple[str, str], str] = {}
        self._columns: dict[tuple[str, str], str] = {}
        self._taught = False

    def document(self, answer_cell: str) -> str:
        """Return the cell that names the document of the answer in a cell, or nothing where it cannot be told."""
        name = f"\x02document:{answer_cell}::"
        if not self._taught:
            return name
        sheet, cell = split_place(answer_cell)
        row = _CELL.fullmatch(cell or "")
        column = self._columns.get(("document", sheet))
        told = f"{sheet_place(sheet)}!{column}{row[2]}" if column and row else ""
        return self._learned.get(name, told)

    def cell(self, table: str, row: int, column: str, number: int) -> str:
        """Return the cell of a table in a row and a column, both counted from 0, of which the second has a name too."""
        name = f"\x02cell:{table}:{row}:{column}"
        if not self._taught or name in self._learned:
            return self._learned.get(name, name)
        held = self._rows.get((table, str(row)))
        written = self._columns.get((table, column), letters(number + 1))
        return f"{sheet_place(table)}!{written}{held}" if held else sheet_place(table)

    def learn(self, again: Any, recorded: Any) -> None:
        """Take in what stands in a recorded result where one worked out with names has a name."""
        self._compare(again, recorded)
        self._taught = True

    def _compare(self, again: Any, recorded: Any) -> None:
        if isinstance(again, Mapping) and isinstance(recorded, Mapping):
            for key in again.keys() & recorded.keys():
                self._compare(again[key], recorded[key])
        elif isinstance(again, list) and isinstance(recorded, list) and len(again) == len(recorded):
            for one, other in zip(again, recorded, strict=True):
                self._compare(one, other)
        elif isinstance(again, str) and isinstance(recorded, str) and (named := _NAMED.fullmatch(again)):
            self._take(again, named, recorded)

    def _take(self, name: str, named: re.Match[str], recorded: str) -> None:
        self._learned.setdefault(name, recorded)
        sheet, cell = split_place(recorded)
        place = _CELL.fullmatch(cell or "")
        if place is None:
            return
        kind, of, row, column = named.groups()
        if kind == "document" and recorded != of:
            self._columns.setdefault(("document", sheet), place[1])
        elif kind == "cell":
            self._rows.setdefault((of, row), place[2])
            self._columns.setdefault((of, column), place[1])
