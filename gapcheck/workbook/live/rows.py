"""Live formulas for checks on each row of a table: whether any row surely contradicts them."""

from __future__ import annotations

from dataclasses import dataclass

from gapcheck.rulebook.book import references
from gapcheck.rulebook.criteria import Check
from gapcheck.rulebook.expressions import Column, Expression, Name
from gapcheck.rulebook.numbers import parse_number
from gapcheck.workbook.live.figures import Figures
from gapcheck.workbook.live.tables import TableSheet
from gapcheck.workbook.live.terms import TRUE, Figure, Unwritable, both, constant, slack, where
from gapcheck.workbook.values.numerals import LARGEST

_OVER_ROWS = ("count", "amount")


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of the comparison: a column of the rows, or a figure that is the same for all of them."""

    value: str
    column: str | None = None
    figure: Figure | None = None

    @property
    def known(self) -> str:
        return self.figure.known if self.figure is not None else TRUE


def contradicted_in_a_row(check: Check, sides: tuple[Expression, Expression], figures: Figures) -> str:
    """Return the condition that a row contradicts a check; raises Unwritable where SUMPRODUCT cannot tell.

    Only comparisons go row by row: to calculate with a column would make one text in it ("not known") an error in
    every row. So the sides are columns, or figures without columns; matching rows of two tables is left out.
    """
    if check.each_row is None or check.match is not None or check.as_printed is not None:
        raise Unwritable(check.id)
    sheet = figures.table(check.each_row)
    left, right = (_side(side, sheet, figures) for side in sides)
    columns = [side.column for side in (left, right) if side.column is not None]
    if not columns:
        raise Unwritable(check.id)
    more = _more(check, left, right)
    met = f"({more})" if check.at_most is not None else f"(({more})+({_more(check, right, left)})>0)"
    typed = "*".join(
        f"ISNUMBER({sheet.columns[name]})*({sheet.columns[name]}>=0)*({sheet.columns[name]}<={LARGEST})"
        for name in dict.fromkeys(columns)
    )
    known = both([sheet.sound, left.known, right.known, *_counted(sheet, columns)])
    return where(known, f"SUMPRODUCT({typed}*{met})>0")


def _side(expression: Expression, sheet: TableSheet, figures: Figures) -> _Side:
    # A check on each row may name a column alone, or after its table.
    cells = dict(sheet.columns) | {f"{sheet.table.id}.{name}": found for name, found in sheet.columns.items()}
    name = expression.name if isinstance(expression, Name) else getattr(expression, "column", "")
    if isinstance(expression, (Name, Column)) and name in cells:
        column = name.rpartition(".")[2]
        if sheet.table.columns[column].type not in _OVER_ROWS:
            raise Unwritable(name)  # a share has to be calculated from what is typed
        return _Side(cells[name], column=column)
    # Within a sum, a column of this table, or its bare name, is the cell of the row at hand too.
    if set(references(expression)) & {*cells, sheet.table.id}:
        raise Unwritable(sheet.table.id)
    figure = figures.figure(expression)
    return _Side(figure.value, figure=figure)


def _more(check: Check, left: _Side, right: _Side) -> str:
    """Return that the left side is more than the right one by more than is allowed; sums on the figure's side only."""
    allowed = constant(parse_number(check.tolerance)) if check.tolerance is not None else None
    figure = left.figure or right.figure
    if figure is None:
        if allowed is not None and allowed.value != "0":
            raise Unwritable(check.id)
        return f"{left.value}>{right.value}"
    off = [allowed.value] if allowed is not None else []
    # With a tolerance the border is the sum of two decimals, which no binary number need be.
    inexact = figure if allowed is None else Figure(figure.known, figure.value, figure.size, exact=figure.whole)
    if margin := slack(inexact):
        off.append(margin)
    if left.figure is not None:
        return f"{'-'.join([left.value, *off])}>{right.value}"
    return f"{left.value}>{'+'.join([right.value, *off])}"


def _counted(sheet: TableSheet, columns: list[str]) -> list[str]:
    """Return that counts are whole: by sums, which pass over text, since rounding a column with text is an error."""
    counts = [sheet.columns[name] for name in dict.fromkeys(columns) if sheet.table.columns[name].type == "count"]
    sums = [total for cells in counts for total in (f"SUM({cells})", f"SUMPRODUCT({cells},{cells})")]
    return [f"{total}=ROUND({total},0)" for total in sums]
