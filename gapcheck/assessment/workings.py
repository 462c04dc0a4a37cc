"""Workings: how a derived figure is made from answers, in words and with the numbers put in."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gapcheck.assessment.quantities import quantity
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.spans import figure_words
from gapcheck.rulebook.expressions import Cell, Column, Difference, Expression, Name, Ratio, Rows, Sum
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.numbers import is_number

_SIGNS = {"at_least": "at least", "at_most": "at most", "more_than": "more than", "less_than": "less than"}


def formula(indicator: Indicator, ledger: Ledger) -> str | None:
    """Return how a derived indicator is worked out, in words; None for a question."""
    if indicator.derived is None:
        return None
    words = _words(indicator.derived, ledger)
    return f"{words[:1].upper()}{words[1:]}"


def working(indicator: Indicator, ledger: Ledger) -> str | None:
    """Return the formula of a derived indicator with the numbers put in, and the result if there is one."""
    if indicator.derived is None:
        return None
    total = quantity(indicator.derived, ledger).value
    result = "not known" if total is None else figure_words(total, indicator.type)
    put_in = _put_in(indicator.derived, ledger)
    if put_in in ("?", result):
        return None  # one figure by itself is not worked out
    return f"{put_in} = {result}"


def _words(expression: Expression, ledger: Ledger) -> str:
    match expression:
        case Name(name=name):
            return _name(name, ledger)
        case Sum(sum=terms):
            return f"the sum of {'; '.join(_words(term, ledger) for term in terms)}"
        case Difference(difference=(left, right)):
            return f"{_words(left, ledger)} less {_words(right, ledger)}"
        case Ratio(ratio=(left, right)):
            return f"{_words(left, ledger)} divided by {_words(right, ledger)}"
        case Column(column=column):
            table, _, name = column.partition(".")
            return f"all of the column “{_column(table, name, ledger)}” of the table {table} added up"
        case Rows(rows=table, where=where):
            held = f"the number of rows of the table {table}"
            if where is None:
                return held
            return f"{held} where “{_column(table, where.column, ledger)}” is {_SIGNS[where.operator]} {where.operand}"
        case Cell(cell=(table, key, column)):
            return f"“{_column(table, column, ledger)}” of the row “{key}” of the table {table}"
    raise AssertionError(expression)  # pragma: no cover - the union above is closed


def _name(name: str, ledger: Ledger) -> str:
    indicator = ledger.rulebook.indicators.get(name)
    if indicator is None:
        return name if is_number(name) else f"{name.replace('_', ' ')} (a fact held about the country)"
    if indicator.derived is not None:
        return f"({_words(indicator.derived, ledger)})"
    cell = ledger.answer(name).cell
    return f"“{indicator.title()}” ({cell})" if cell else f"“{indicator.title()}”"


def _column(table: str, name: str, ledger: Ledger) -> str:
    titles = ledger.rulebook.indicators[table].columns[name].title or {}
    return titles.get("en", name.replace("_", " "))


def _put_in(expression: Expression, ledger: Ledger, *, inside: bool = False) -> str:
    match expression:
        case Name(name=name):
            indicator = ledger.rulebook.indicators.get(name)
            if indicator is not None and indicator.derived is not None:
                return _put_in(indicator.derived, ledger, inside=inside)
            kind = indicator.type if indicator is not None else "amount"
            return _figure(quantity(expression, ledger).value, kind)
        case Sum(sum=terms):
            words = " + ".join(_put_in(term, ledger, inside=True) for term in terms)
        case Difference(difference=(left, right)):
            words = f"{_put_in(left, ledger, inside=True)} − {_put_in(right, ledger, inside=True)}"
        case Ratio(ratio=(left, right)):
            words = f"{_put_in(left, ledger, inside=True)} ÷ {_put_in(right, ledger, inside=True)}"
        case _:
            return _figure(quantity(expression, ledger).value, "amount")
    return f"({words})" if inside else words


def _figure(value: Fraction | None, kind: str) -> str:
    return "?" if value is None else figure_words(value, kind)


def facts_in(expression: Expression, ledger: Ledger) -> Iterator[str]:
    """Yield the country facts that an expression uses, each with its source."""
    match expression:
        case Name(name=name) if name not in ledger.rulebook.indicators and not is_number(name):
            fact = ledger.rulebook.fact(ledger.country, name)
            if fact is not None:
                yield f"{name.replace('_', ' ')} {figure_words(fact.value, 'amount')}. Source: {fact.source}"
        case Sum(sum=terms):
            for term in terms:
                yield from facts_in(term, ledger)
        case Difference(difference=pair) | Ratio(ratio=pair):
            for term in pair:
                yield from facts_in(term, ledger)
