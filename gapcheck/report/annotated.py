"""The officer's own workbook with what is to be corrected: a comment at every cell concerned, and a list."""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.assessment.checkup import CheckUp
from gapcheck.rulebook.countries import FICTIONAL
from gapcheck.workbook.annotation import Note, annotate
from gapcheck.workbook.places import split_place


def annotated(data: bytes, check_up: CheckUp) -> bytes:
    """Return a copy of the workbook that was checked, with notes; all else in it stays as it is.

    Raises WorkbookError where the file is built so that it cannot be changed safely.
    """
    words = {"above": FICTIONAL} if check_up.fictional else {}
    return annotate(data, check_up.file_name, list(_notes(check_up)), words)


def _notes(check_up: CheckUp) -> Iterator[Note]:
    """Yield a note for each correction: a contradiction stands at all the cells that it is between."""
    for item in check_up.corrections:
        places = [split_place(cell) for cell in item.cells] or [(item.sheet, None)]
        (sheet, cell), *others = places
        also = tuple((other, place) for other, place in others if place is not None)
        yield Note(sheet, cell, item.found, item.expected, item.mend, item.severity, also)
