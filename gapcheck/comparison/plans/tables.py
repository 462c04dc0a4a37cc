"""Tables as a plan would have them filled in: wholes as they are or large, and every part of them at its whole."""

from __future__ import annotations

from fractions import Fraction

from gapcheck.assessment.quantities import same_key
from gapcheck.assessment.readings import Ledger
from gapcheck.comparison.plans.roles import Role, Roles, Term
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.numbers import parse_number
from gapcheck.workbook.answers import Table, TableCell

_ROWS = 100  # more than any threshold on the number of rows that a rule could mean


def filled(indicator: Indicator, roles: Roles, ledger: Ledger, large: Fraction) -> Table | None:
    """Return a table in which every part is brought to its whole, or None where no criterion would gain by it.

    A table is taken as free totals: what its rows say one by one is not planned. In one that is filled in already,
    wholes and rows stay as they are.
    """
    terms = [term for term in roles.terms(indicator.id) if roles.of(term) is not Role.NONE]
    if all(roles.of(term) is Role.WHOLE for term in terms) and ledger.known(indicator.id):
        return None
    held = ledger.answer(indicator.id).value
    rows = [dict(row) for row in held.rows] if isinstance(held, Table) else []
    known = isinstance(held, Table)
    keys = dict.fromkeys(same_key(row[indicator.key_column].value) for row in rows)
    counted = [term for term in terms if term.rows and term.where is None]
    if not known or any(roles.of(term) in (Role.PART, Role.BAND) for term in counted):
        named = [term.key for term in terms if term.key is not None and same_key(term.key) not in keys]
        wanted = [*dict.fromkeys(named), *(f"Row {number}" for number in range(len(rows) + len(named), _ROWS))]
        rows += [_empty(indicator, key) for key in wanted]
    elif any(term.key is not None and same_key(term.key) not in keys for term in terms):
        missing = (term.key for term in terms if term.key is not None and same_key(term.key) not in keys)
        rows += [_empty(indicator, key) for key in dict.fromkeys(missing)]
    return Table(tuple(_row(row, indicator, terms, roles, large) for row in rows))


def _empty(indicator: Indicator, key: str) -> dict[str, TableCell]:
    return {name: TableCell(key if name == indicator.key_column else None, "") for name in indicator.columns}


def _row(
    row: dict[str, TableCell], indicator: Indicator, terms: list[Term], roles: Roles, large: Fraction
) -> dict[str, TableCell]:
    wholes = {
        term.column: roles.filled_in(term, large)
        for term in terms
        if term.column is not None and not term.rows and roles.of(term) in (Role.WHOLE, Role.BOTH)
    }
    made = dict(row)
    for name, column in indicator.columns.items():
        if column.type not in ("count", "amount", "share"):
            continue
        cell = row[name]
        own = [term for term in terms if term.column == name]
        unit = Fraction(1) if column.type == "share" else None
        value = cell.value if isinstance(cell.value, Fraction) else None
        if value is None and name in wholes:
            value = unit or wholes[name]
        over = {whole.column for term in own for whole in roles.wholes.get(term, ()) if whole.question == indicator.id}
        for term in own:
            value = _moved(term, value, roles, unit or min([2 * large, *_over(row, wholes, over)]))
        if value is None and own:
            value = Fraction(0)
        if value is not None and value != cell.value:
            made[name] = TableCell(value, cell.cell)
    return made


def _over(row: dict[str, TableCell], wholes: dict[str, Fraction], over: set[str | None]) -> list[Fraction]:
    """Return what the columns come to in a row that another is a part of."""
    return [
        value if isinstance(value := row[name].value, Fraction) else large
        for name, large in wholes.items()
        if name in over
    ]


def _moved(term: Term, value: Fraction | None, roles: Roles, most: Fraction) -> Fraction | None:
    role = roles.of(term)
    if role is Role.LOW:
        return Fraction(0)
    if role not in (Role.PART, Role.BAND, Role.BOTH):
        return value
    if term.where is None:
        return value if term.rows else max(value or Fraction(0), most)
    bound = parse_number(term.where.operand)
    if term.where.operator in ("at_most", "less_than"):
        return min(value if value is not None else bound, max(bound - 1, Fraction(0)))
    return max(value or Fraction(0), bound + 1)
