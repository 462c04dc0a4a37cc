"""Rows: what a check looks at, row by row of a table, each with the row of another table that has its key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gapcheck.assessment.consistency import Unchecked
from gapcheck.assessment.quantities import Row, same_key
from gapcheck.assessment.readings import Ledger
from gapcheck.rulebook.criteria import Check
from gapcheck.workbook.answers import Table


def rows_of(check: Check, ledger: Ledger) -> Iterator[Row | Unchecked | None]:
    """Yield the rows a check looks at; one None where it looks at no rows."""
    if check.each_row is None:
        yield None
        return
    names = [check.each_row] if check.match is None else [check.each_row, check.match]
    if any(ledger.not_applicable(name) for name in names):
        return
    tables = {name: value for name in names if isinstance(value := ledger.answer(name).value, Table)}
    if len(tables) < len(names):
        lacking = tuple(name for name in names if name not in tables)
        yield Unchecked(check.id, check.says, lacking, "blank", places(lacking, ledger))
        return
    key = check.each_row, check.match
    if key not in ledger.rows:
        ledger.rows[key] = list(_rows(check.each_row, check.match, ledger, tables))
    for row in ledger.rows[key]:
        yield row if isinstance(row, Row) else Unchecked(check.id, check.says, (names[-1],), row)


def _rows(name: str, match: str | None, ledger: Ledger, tables: Mapping[str, Table]) -> Iterator[Row | str]:
    """Yield the rows of a table, each with the one of another table that has its key, or why there is none."""
    partners = {}
    if match is not None:
        key = ledger.rulebook.indicators[match].key_column
        partners = {same_key(row[key].value): row for row in tables[match].rows}
    own_key = ledger.rulebook.indicators[name].key_column
    for row in tables[name].rows:
        cells = dict(row) | {f"{name}.{column}": cell for column, cell in row.items()}
        if match is not None:
            partner = partners.get(same_key(row[own_key].value))
            if partner is None:
                yield f"no row '{row[own_key].value}' in {match}"
                continue
            cells = dict(partner) | {f"{match}.{column}": cell for column, cell in partner.items()} | cells
        yield Row(cells, frozenset(tables))


def places(names: Iterable[str], ledger: Ledger) -> tuple[str, ...]:
    """Return the cells where the answers to some questions would stand."""
    return tuple(cell for name in names if (cell := ledger.answer(name).cell))
