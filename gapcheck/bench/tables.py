"""Small tables: answers to try for a table, a few rows with few numbers in them, and how a test file writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from gapcheck.bench.written import number_written
from gapcheck.rulebook.model import NUMERIC, Indicator
from gapcheck.workbook.answers import Table, TableCell

_ROWS: Final = (1, 2, 3, 4, 10)  # quarters and tenths of the rows: the bands of shares lie between them or on them
_HUNDRED: Final = Fraction(100)


def small_tables(indicator: Indicator, parts: Sequence[Fraction]) -> Iterator[Table]:
    """Yield tables to try: without rows, with some rows that count one and others none, and with shares of a hundred.

    ``parts`` are the numbers, of a hundred, that one column of a single row has while the other columns have it whole.
    """
    numbers = [name for name, column in indicator.columns.items() if column.type in NUMERIC]
    yield Table(())
    for rows in _ROWS:
        for counting in range(rows + 1) if numbers else (rows,):
            yield _table(indicator, [dict.fromkeys(numbers, Fraction(row < counting)) for row in range(rows)])
    for name in numbers:
        for part in parts:
            row = {**dict.fromkeys(numbers, _HUNDRED), name: part}
            yield _table(indicator, [{one: _of_its_whole(value, one, indicator) for one, value in row.items()}])


def rows_written(table: Table, indicator: Indicator) -> str:
    """Return a table as a test file would write it, on one line."""
    return f"[{', '.join(_row_written(row, indicator) for row in table.rows)}]"


def _of_its_whole(value: Fraction, column: str, indicator: Indicator) -> Fraction:
    return value / _HUNDRED if indicator.columns[column].type == "share" else value


def _table(indicator: Indicator, rows: Sequence[Mapping[str, Fraction]]) -> Table:
    keys = [name for name, column in indicator.columns.items() if column.key]
    named: list[Mapping[str, Fraction | str]] = [
        {**dict.fromkeys(keys, f"row {number}"), **row} for number, row in enumerate(rows, start=1)
    ]
    return Table(tuple({name: TableCell(row.get(name), "") for name in indicator.columns} for row in named))


def _row_written(row: Mapping[str, TableCell], indicator: Indicator) -> str:
    said = [
        f"{name}: {_written(cell.value, share=indicator.columns[name].type == 'share')}"
        for name, cell in row.items()
        if cell.value is not None
    ]
    return f"{{{', '.join(said)}}}"


def _written(value: object, *, share: bool) -> str:
    return number_written(value, share=share) if isinstance(value, Fraction) else str(value)
