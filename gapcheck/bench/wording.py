"""Rules in one line: criteria and expressions in the ids that a rule author writes, the same for the same rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gapcheck.rulebook.criteria import AnyCriteria, Check, Criterion, Test
from gapcheck.rulebook.expressions import Cell, Column, Difference, Expression, Name, Ratio, Rows, Sum

_OPERATORS = {
    "is": "is", "is_not": "is not", "includes": "includes all of", "includes_any": "includes any of",
    "at_least": "at least", "at_most": "at most", "more_than": "more than", "less_than": "less than",
    "on_or_after": "on or after", "before": "before", "during_period": "during the period",
    "by_period_end": "by the end of the period", "within_months": "within the last months:",
}  # fmt: skip
_WITHOUT_OPERAND = ("during_period", "by_period_end")


def criterion_line(criterion: Criterion) -> str:
    """Return a criterion in one line, such as ``guidelines is drafted or adopted``."""
    if isinstance(criterion, Test):
        return test_line(criterion)
    parts = criterion.any if isinstance(criterion, AnyCriteria) else criterion.all
    return f"{'any' if isinstance(criterion, AnyCriteria) else 'all'} of ({criteria_line(parts)})"


def criteria_line(criteria: Sequence[Criterion]) -> str:
    """Return a list of criteria in one line."""
    return "; ".join(map(criterion_line, criteria))


def test_line(test: Test) -> str:
    """Return an atomic criterion in one line."""
    return f"{test.indicator} {operator_words(test.operator)}{operand_words(test)}"


def operator_words(operator: str) -> str:
    """Return an operator in words."""
    return _OPERATORS[operator]


def operand_words(test: Test) -> str:
    """Return what a criterion compares with, after a space, or nothing where its operator takes nothing."""
    if test.operator in _WITHOUT_OPERAND:
        return ""
    operand = test.operand
    return f" {' or '.join(operand) if isinstance(operand, tuple) else operand}"


def expression_line(expression: Expression) -> str:
    """Return an expression in one line, such as ``provinces_applying / provinces``."""
    match expression:
        case Name(name=name):
            return name
        case Sum(sum=terms):
            return " + ".join(map(_inner, terms))
        case Difference(difference=(left, right)):
            return f"{_inner(left)} - {_inner(right)}"
        case Ratio(ratio=(left, right)):
            return f"{_inner(left)} / {_inner(right)}"
        case Column(column=column):
            return f"the sum of {column}"
        case Rows(rows=table, where=None):
            return f"the rows of {table}"
        case Rows(rows=table, where=where) if where is not None:
            return f"the rows of {table} with {where.column} {_OPERATORS[where.operator]} {where.operand}"
        case Cell(cell=(table, key, column)):
            return f"{table}.{column} of the row {key}"
    raise AssertionError(expression)  # pragma: no cover - the union above is closed


def _inner(expression: Expression) -> str:
    line = expression_line(expression)
    return f"({line})" if isinstance(expression, (Sum, Difference, Ratio)) else line


def relation_line(check: Check) -> str:
    """Return what a check compares, in one line."""
    return " ".join(_relation(check))


def _relation(check: Check) -> Iterator[str]:
    if check.equal is not None:
        left, right = map(expression_line, check.equal)
        yield f"{left} = {right}"
    if check.at_most is not None:
        left, right = map(expression_line, check.at_most)
        yield f"{left} <= {right}"
    if check.not_after is not None:
        yield f"{check.not_after[0]} is not after {check.not_after[1]}"
    if check.implies is not None:
        yield f"if {criterion_line(check.implies.if_)}, then {criterion_line(check.implies.then)}"
    if check.as_printed is not None:
        yield f"(as printed, {check.as_printed} decimals)"
    if check.tolerance is not None:
        yield f"(within {check.tolerance})"
    if check.each_row is not None:
        yield f"in each row of {check.each_row}"
    if check.match is not None:
        yield f"paired with {check.match}"
