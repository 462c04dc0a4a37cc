"""Two parts that say something else to one question: which cells differ, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeAlias

from gapcheck.errors import Problem
from gapcheck.workbook.drafts.written import place_in, same, serial, written
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.texts import shown
from gapcheck.workbook.words import READ_HEADINGS, Words

_Cells: TypeAlias = Mapping[str, Cell]
_Serial: TypeAlias = tuple[tuple[str, tuple[str, str, str]], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What one part says to one question: its row's cells and its table's rows."""

    file_name: str
    cells: _Cells
    rows: tuple[_Cells, ...]

    @property
    def blank(self) -> bool:
        """Whether nothing was answered: that a body was named for the question is no answer to it."""
        return not self.rows and not self.cells.keys() - {"responsible_body"}

    def first(self) -> Cell:
        """Return the first cell that says something."""
        cells = [self.cells[heading] for heading in READ_HEADINGS if heading in self.cells]
        return (cells or [cell for row in self.rows for cell in row.values()])[0]

    def serial(self) -> tuple[_Serial, ...]:
        """Return what tells two entries apart that say the same, however their cells are stored."""
        return tuple(
            tuple((heading, serial(cell)) for heading, cell in sorted(cells.items()))
            for cells in (self.cells, *self.rows)
        )


def conflict(name: str, one: Entry, other: Entry, words: Words) -> Problem | None:
    """Return the problem of two entries for one question, or None where they say the same.

    A blank row that names the same body, or none, says nothing else.
    """
    if not other.cells and not other.rows:
        return None
    headings = ("responsible_body",) if other.blank else READ_HEADINGS
    differing = [heading for heading in headings if _differ(one.cells.get(heading), other.cells.get(heading))]
    rows = None if other.blank else next(_rows(one, other), None)
    if "answer" in differing or (differing and rows):
        return _answers(name, one, other, one.cells.get(differing[0]), other.cells.get(differing[0]))
    if rows:
        mend = "Put all rows of the table in one part, and clear them in the other."
        return _answers(name, one, other, *rows, mend=mend)
    return _beside(name, one, other, differing, words) if differing else None


def _answers(name: str, one: Entry, other: Entry, mine: Cell | None, theirs: Cell | None, mend: str = "") -> Problem:
    """Return the problem of two answers, with the cells that differ, or where one is blank what else stands there."""
    mine, theirs = mine or one.first(), theirs or other.first()
    return Problem(
        place_in(other.file_name, theirs.place),
        f"{shown(written(theirs))} for {name}",
        f"one part to answer it ({shown(written(mine))} stands in {place_in(one.file_name, mine.place)})",
        mend or "Agree on one answer, and clear the row in the other part.",
    )


def _beside(name: str, one: Entry, other: Entry, differing: list[str], words: Words) -> Problem:
    """Return the problem of two rows with the same answer and something else beside it."""
    mine, theirs = one.cells.get(differing[0]), other.cells.get(differing[0])
    labels = " and ".join(words.label(heading) for heading in differing)
    if theirs is None:
        one, other, mine, theirs = other, one, theirs, mine
    cell = theirs or other.first()
    there = place_in(one.file_name, mine.place) if mine is not None else one.file_name
    stands = shown(written(mine)) if mine is not None else "nothing"
    only = "only " if "answer" in one.cells else ""
    same_so_far = "the answers agree, " if only else ""
    return Problem(
        place_in(other.file_name, cell.place),
        f"{shown(written(cell))} as {words.label(differing[0])} of {name}",
        f"the same in every part ({same_so_far}{only}{labels} differ{'' if len(differing) > 1 else 's'}: "
        f"{stands} stands in {there})",
        "Write the same in both, or clear the row in one of them.",
    )


def _rows(one: Entry, other: Entry) -> Iterator[tuple[Cell | None, Cell | None]]:
    """Yield the cells in which two tables differ; None for one that is blank."""
    nothing: _Cells = {}
    for mine, theirs in zip_longest(one.rows, other.rows, fillvalue=nothing):
        for column in dict.fromkeys((*mine, *theirs)):
            if _differ(mine.get(column), theirs.get(column)):
                yield mine.get(column), theirs.get(column)


def _differ(one: Cell | None, other: Cell | None) -> bool:
    if one is None or other is None:
        return one is not other
    return not same(one, other)
