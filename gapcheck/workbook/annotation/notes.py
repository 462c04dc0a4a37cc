"""What is to be corrected, note by note, and its texts made harmless."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from gapcheck.errors import Severity
from gapcheck.workbook.places import row_and_column
from gapcheck.workbook.texts import matching, plain

LONGEST = 1000  # characters of one text; what is longer, nobody reads in a cell
BEGIN, END = "▼", "▲"  # what stands between them in a comment is ours
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384

_MARKS = str.maketrans({BEGIN: "v", END: "^"})
# Spreadsheet programs read _x0041_ as an A; an underscore written in the same way keeps it as it stands.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to correct.

    ``sheet`` is empty where it concerns the whole file; ``cell`` (``C12``) is None where it concerns the sheet.
    ``also`` names other cells that the same thing concerns, each with its sheet: it is one entry in the list.
    """

    sheet: str
    cell: str | None
    found: str
    expected: str
    mend: str
    severity: Severity
    also: tuple[tuple[str, str], ...] = ()

    @property
    def position(self) -> tuple[int, int] | None:
        """The row and column of the cell, or None where the note names none that a sheet can have."""
        position = row_and_column(self.cell or "")
        if position is None or position[0] > MAX_ROW or position[1] > MAX_COLUMN:
            return None
        return position


@dataclass(frozen=True, slots=True)
class Numbered:
    """A note with its number in the list and the sheet of the file that it means, if the file has it."""

    number: int
    note: Note
    sheet: str | None


def numbered(notes: Sequence[Note], sheets: dict[str, str]) -> list[Numbered]:
    """Return the notes in their order, each once, with the sheets' names (by their matching form) as written."""
    once = dict.fromkeys(notes)
    return [Numbered(number, note, sheets.get(matching(note.sheet))) for number, note in enumerate(once, 1)]


def at_every_cell(entries: Iterable[Numbered], sheets: Mapping[str, str]) -> list[Numbered]:
    """Return the entries once for each of their cells, as comments need them."""
    return [
        Numbered(entry.number, replace(entry.note, sheet=sheet, cell=cell, also=()), sheets.get(matching(sheet)))
        for entry in entries
        for sheet, cell in dict.fromkeys([(entry.note.sheet, entry.note.cell), *entry.note.also])
    ]


def clean(text: str, longest: int = LONGEST) -> str:
    """Return a text without control characters and without our marks, cut with an ellipsis."""
    text = plain(text[: longest * 4]).translate(_MARKS)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def markup(text: str) -> str:
    """Return a text as it is written into XML, so that a spreadsheet program shows just what it says."""
    return escape(_ESCAPE.sub("_x005F_", text), {'"': "&quot;"})
