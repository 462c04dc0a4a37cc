"""What a workbook holds that has no place of its own in a template: gathered, in one order, each thing once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from gapcheck.workbook.plan import Kept

WITHOUT_ID: Final = "The row has no ID, so that nobody can tell which question it answers."
OWN_COLUMN: Final = "The column is none of the template's."
OUTSIDE: Final = "It stands outside the places that are filled in."
HIDDEN: Final = "It was hidden under merged cells."
RETIRED: Final = "The question is no longer asked."
RETIRED_TABLE: Final = "The table is no longer asked for."
RETIRED_COLUMN: Final = "The table no longer has this column."
DERIVED: Final = "It is worked out from other answers now, and no longer asked."
NO_HEADER: Final = "The row of the column ids cannot be read."
TYPED_OVER: Final = "It was typed over the template's own words."
UNKNOWN_KEY: Final = "The sheet Start has no such key."

LONGEST: Final = 32_000  # characters, a little less than a cell holds
_CELL = re.compile(r"(.*?)([A-Z]{1,3})([1-9]\d*)", re.DOTALL)


def in_order(things: Iterable[Kept]) -> tuple[Kept, ...]:
    """Return each thing once, by the place where it stood: the same in whatever order and parts they come."""
    pieces = (piece for thing in things for piece in _pieces(thing))
    return tuple(sorted(dict.fromkeys(pieces), key=_order))


def _order(thing: Kept) -> tuple[str, int, int, str, str, str, str, str]:
    match = _CELL.fullmatch(thing.place)
    where, column, row = (match[1], match[2], int(match[3])) if match else (thing.place, "", 0)
    return where, row, len(column), column, thing.indicator, thing.question, thing.written, thing.reason


def _pieces(thing: Kept) -> Iterator[Kept]:
    """Yield a thing, cut into several where a cell could not hold all its words."""
    for start in range(0, max(len(thing.written), 1), LONGEST):
        yield replace(thing, written=thing.written[start : start + LONGEST])
