"""What would be lost by an oversight: an answer beside a misspelt ID or without one, a table's broken headings."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping

from gapcheck.errors import Problem
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.drafts.draft import Draft
from gapcheck.workbook.drafts.remainders import OWN_COLUMN
from gapcheck.workbook.drafts.rows import DraftRow
from gapcheck.workbook.drafts.tables import DraftTable
from gapcheck.workbook.drafts.written import place_in
from gapcheck.workbook.texts import matching, shown

_SUGGESTIONS = 100  # comparing an id with every other takes a millisecond
_NEAR_ID = 0.6  # as the reader compares them
_NEAR_COLUMN = 0.8


def doubts(draft: Draft, rulebook: Rulebook) -> Iterator[Problem]:
    """Yield what must be mended in a part before it is put together with others: check would say the same of it."""
    asked = {indicator.id: indicator for indicator in rulebook.asked()}
    for name, near in near_ids(draft, rulebook, asked).items():
        where, mend = place_in(draft.file_name, draft.rows[name].place), f"Did you mean {near}?"
        yield Problem(where, f"the unknown ID {shown(name)}", "the ID of a question", mend)
    yield from draft.nameless
    for name, table in draft.tables.items():
        if name in asked and asked[name].type == "table":
            yield from _table(draft, asked[name], table)


def near_ids(draft: Draft, rulebook: Rulebook, asked: Collection[str]) -> Mapping[str, str]:
    """Return, for each unknown id in whose row something is answered, the question that was perhaps meant."""
    found = {}
    unknown = [name for name, row in draft.rows.items() if name not in rulebook.indicators and _answered(row)]
    for name in unknown[:_SUGGESTIONS]:
        if near := difflib.get_close_matches(name[:100], asked, n=1, cutoff=_NEAR_ID):
            found[name] = near[0]
    return found


def near_columns(table: Indicator, sheet: DraftTable) -> Mapping[str, str]:
    """Return, for each unknown column with something below it, the column that was perhaps meant."""
    left = [name for name in table.columns if name not in sheet.columns]
    found = {}
    for name in sheet.columns if sheet.header else ():
        if name in table.columns or all(name not in record.cells for record in sheet.rows):
            continue
        if near := difflib.get_close_matches(name[:100], left, n=1, cutoff=_NEAR_COLUMN):
            found[name] = near[0]
    return found


def _answered(row: DraftRow) -> bool:
    return bool(row.cells.keys() - {"responsible_body"})


def _table(draft: Draft, table: Indicator, sheet: DraftTable) -> Iterator[Problem]:
    expected = f"the column ids {', '.join(table.columns)}"
    missing = [name for name in table.columns if name not in sheet.columns]
    if sheet.rows and (not sheet.header or table.key_column in missing):
        mend = "Copy the row of the ids from a new template."
        yield Problem(place_in(draft.file_name, sheet.place), f"no heading {table.key_column}", expected, mend)
        return
    if not missing:
        return
    near = near_columns(table, sheet)
    for name in sheet.columns:
        cells = [record.cells[name] for record in sheet.rows if name in record.cells]
        if name not in table.columns and cells:
            mend = f"Did you mean {near[name]}?" if name in near else f"Name the column {' or '.join(missing)}."
            found = f"the unknown heading {shown(name)} over {cells[0].place}"
            yield Problem(place_in(draft.file_name, sheet.place), found, expected, mend)
    for kept in sheet.kept:
        if kept.reason == OWN_COLUMN and kept.indicator == matching(table.id):
            found = f"{shown(kept.written)} in a column without a heading"
            yield Problem(kept.place, found, expected, f"Name the column {' or '.join(missing)}, or clear it.")
            return
