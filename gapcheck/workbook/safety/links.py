"""Hyperlinks of a sheet: which cells lead to which address outside of the file. No address is ever opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from gapcheck.workbook.patterns import late
from gapcheck.workbook.places import row_and_column
from gapcheck.workbook.safety.screened import Screened
from gapcheck.workbook.texts import plain

# Excel refuses a sheet with more; each costs an element of the budget anyway.
MAX_LINKED_CELLS: Final = 66_000
MAX_ADDRESS: Final = 2_000  # characters of an address that are kept
_SCHEME = late(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SCHEMES: Final = ("http:", "https:", "mailto:", "ftp:")
# A path of this machine, or of another one in its network, says nothing to anybody else.
_ABSOLUTE = ("/", "\\")
_UNSEEN = late(r"[\s<>\"]+")


def address(target: str, location: str = "") -> str:
    """Return the address that a link leads to, as plain text; empty where it is of no use or of a doubtful kind.

    ``location`` is the place in the document, such as ``page=3``.
    """
    whole = target[: 2 * MAX_ADDRESS] + (f"#{location[:MAX_ADDRESS]}" if location else "")
    text = _UNSEEN.sub("", plain(whole))[:MAX_ADDRESS]
    scheme = _SCHEME.match(text)
    if scheme is not None:
        return text if scheme[0].casefold() in _SCHEMES and len(text) > scheme.end() else ""
    return "" if text.startswith(_ABSOLUTE) or target == "" else text


def resolve(screened: Screened, targets: Mapping[str, str]) -> None:
    """Turn the links that a sheet names into the addresses of its cells, as far as the sheet has content.

    Of two links over one cell the later counts.
    """
    linked = 0
    for reference, relation, location in screened.hyperlinks:
        found = address(targets.get(relation, ""), location)
        for cell in _cells(reference, screened) if found else ():
            linked += 1
            if linked > MAX_LINKED_CELLS:
                found = f"more than {MAX_LINKED_CELLS:,} cells with a hyperlink"
                screened.problem(*cell, found, "a sheet of the template", "Remove the hyperlinks of the sheet.")
                return
            screened.links[cell] = found


def _cells(reference: str, screened: Screened) -> Iterable[tuple[int, int]]:
    first, _, last = reference.partition(":")
    start, end = row_and_column(first), row_and_column(last or first)
    if start is None or end is None:
        return ()  # Excel would mend it; nothing is read from it here
    rows = range(min(start[0], end[0]), min(max(start[0], end[0]), screened.last_row) + 1)
    columns = range(min(start[1], end[1]), min(max(start[1], end[1]), screened.last_column) + 1)
    return ((row, column) for row in rows for column in columns)
