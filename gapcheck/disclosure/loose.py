"""Loose tables: tables of which the rules say nothing but how the numbers of one row stand to each other.

They hold figures that a report gives twice, or of any kind: a number there may be any other figure of the report said
again, so that it can tell one that is not shown, and no relation says so.
"""

from __future__ import annotations

from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.book import names_in, references
from gapcheck.rulebook.criteria import Check


def loose_tables(rulebook: Rulebook) -> frozenset[str]:
    """Return the tables that hold counts of persons, and that no check and no derived figure ties to anything else."""
    counting = {
        held.id for held in rulebook.indicators.values() if any(column.persons for column in held.columns.values())
    }
    bound = {name for check in rulebook.checks for name in _bound(check, rulebook)}
    return frozenset(counting - _derived_from(rulebook) - bound)


def _derived_from(rulebook: Rulebook) -> set[str]:
    """Return whatever a derived figure is made of."""
    derived = (held.derived for held in rulebook.indicators.values() if held.derived is not None)
    return {name for expression in derived for name in references(expression)}


def _bound(check: Check, rulebook: Rulebook) -> set[str]:
    """Return what a check ties together; nothing where it looks at the columns of one table only."""
    tables = {table for table in (check.each_row, check.match) if table is not None}
    columns = {column for table in tables for column in rulebook.indicators[table].columns}
    # A name that is both a column's and a question's is the column's in a check of rows.
    named = tables | (names_in(check) - columns)
    return named if len(named) > 1 else set()
