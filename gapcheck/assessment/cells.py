"""Cells: the numbers that stand in a workbook, each by itself, so that a single one can be thought otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from gapcheck.assessment.readings import Ledger
from gapcheck.rulebook.model import NUMERIC
from gapcheck.workbook.answers import Answer, Table, TableCell

Changes: TypeAlias = Mapping["NumberCell", Fraction]
"""Cells thought to hold other numbers than they do."""

NO_CHANGES: Final[Changes] = {}
_MOST_DECIMALS = 9


@dataclass(frozen=True, slots=True, eq=False)
class NumberCell:
    """One number of a workbook: the answer to a question, or one cell of its table; each is equal to itself only.

    ``fixed`` where a review settled it: an auditor has seen it, so no arithmetic says that it is wrong. ``order`` is
    its place among all cells. In a table, ``row`` counts from 0 and ``column`` is the column's id. ``whole`` is the
    value as a whole number where it is one.
    """

    indicator: str
    value: Fraction
    place: str
    kind: str
    fixed: bool
    order: int
    row: int | None = None
    column: str = ""
    whole: int | Fraction = field(init=False)

    def __post_init__(self) -> None:
        """Keep the number as a whole one where it is one, which is reckoned with faster."""
        object.__setattr__(self, "whole", as_whole(self.value))

    @property
    def decimals(self) -> int:
        """With how many decimals the number is written: a count has none."""
        if self.kind == "count":
            return 0
        return next((n for n in range(_MOST_DECIMALS) if (self.value * 10**n).denominator == 1), _MOST_DECIMALS)


def as_whole(number: Fraction) -> int | Fraction:
    """Return a number as a whole one, where it is one."""
    return number.numerator if number.denominator == 1 else number


class Cells:
    """Every cell of a ledger that holds a number, by question, or by the cell of a table."""

    def __init__(self, ledger: Ledger) -> None:
        self._answers: dict[str, NumberCell] = {}
        self._in_tables: dict[int, NumberCell] = {}
        for indicator in ledger.rulebook.asked():
            answer, fixed = ledger.answer(indicator.id), ledger.settled(indicator.id)
            if isinstance(answer.value, Table):
                kinds = {name: column.type for name, column in indicator.columns.items()}
                self._table(answer, answer.value, kinds, fixed=fixed)
            elif indicator.type in NUMERIC and isinstance(answer.value, Fraction):
                order = len(self._answers) + len(self._in_tables)
                self._answers[indicator.id] = NumberCell(
                    indicator.id, answer.value, answer.cell, indicator.type, fixed, order
                )

    def _table(
        self, answer: Answer, table: Table, kinds: Mapping[str, Literal["text", "count", "amount", "share", "date"]],
        *, fixed: bool,
    ) -> None:  # fmt: skip
        for number, row in enumerate(table.rows):
            for name, cell in row.items():
                if isinstance(cell.value, Fraction):
                    order = len(self._answers) + len(self._in_tables)
                    self._in_tables[id(cell)] = NumberCell(
                        answer.indicator, cell.value, cell.cell, kinds[name], fixed, order, number, name
                    )

    def answer(self, name: str) -> NumberCell | None:
        """Return the cell of a question that a number answers."""
        return self._answers.get(name)

    def in_table(self, cell: TableCell) -> NumberCell | None:
        """Return a table's cell, the very one that stands in the ledger, if a number is in it."""
        return self._in_tables.get(id(cell))


def changed(ledger: Ledger, changes: Changes) -> Ledger:
    """Return the ledger as if some cells held other numbers; what is contested stays so."""
    entries = dict(ledger.entries)
    for cell, value in changes.items():
        entry = entries[cell.indicator]
        held: Fraction | Table = value
        if cell.row is not None and isinstance(entry.answer.value, Table):
            rows = list(entry.answer.value.rows)
            row = dict(rows[cell.row])
            row[cell.column] = TableCell(value, row[cell.column].cell)
            rows[cell.row] = row
            held = Table(tuple(rows))
        entries[cell.indicator] = entry._replace(answer=replace(entry.answer, value=held))
    return replace(ledger, entries=entries)
