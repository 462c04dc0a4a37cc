"""Workbooks changed part by part: damaged, oversized, dangerous; all generated, none stored.

The tests of this room know this file as ``workbook_hostile``; its chapters lie in a folder beside it.
"""

from __future__ import annotations

from pathlib import Path

__path__ = [str(Path(__file__).with_name("hostile_files"))]

from workbook_hostile.cells import CELLS
from workbook_hostile.containers import BOMBS, CONTAINERS
from workbook_hostile.costly import COSTLY
from workbook_hostile.harmless import HARMLESS
from workbook_hostile.making import (
    Case,
    edited,
    pack,
    parts_of,
    replaced,
    shared,
    sheet_part,
    with_cell,
    with_row,
    with_sheet,
)
from workbook_hostile.many import MANY_OF
from workbook_hostile.markups import MARKUPS
from workbook_hostile.others import OTHERS
from workbook_hostile.sheets import LONG, SHEETS

__all__ = [
    "COSTLY", "HARMLESS", "HEAVY", "REFUSED", "Case", "edited", "pack", "parts_of", "replaced", "shared", "sheet_part",
    "with_cell", "with_row", "with_sheet",
]  # fmt: skip

# These take up to a second each, and are tried in processes with limits only.
HEAVY: dict[str, Case] = {**BOMBS, **MANY_OF, **LONG}
REFUSED: dict[str, Case] = {**OTHERS, **CONTAINERS, **MARKUPS, **SHEETS, **CELLS}
assert len(REFUSED) == sum(map(len, (OTHERS, CONTAINERS, MARKUPS, SHEETS, CELLS))), "two kinds of one name"
