"""A workbook issued again under the rulebook in use: what was answered stays, what has no place is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gapcheck.errors import Problem, WorkbookError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.drafts.changes import Changes
from gapcheck.workbook.drafts.draft import Draft
from gapcheck.workbook.drafts.forms import forms_of
from gapcheck.workbook.drafts.remainders import DERIVED, NO_HEADER, RETIRED, RETIRED_COLUMN, RETIRED_TABLE, in_order
from gapcheck.workbook.drafts.rows import DraftRow
from gapcheck.workbook.drafts.typed_over import typed_over
from gapcheck.workbook.drafts.written import place_in, written
from gapcheck.workbook.drawing.fill import fill_template
from gapcheck.workbook.languages import Languages
from gapcheck.workbook.plan import WHOLE, Carried, Change, Kept, Plan
from gapcheck.workbook.sheets.cells import Cell, Raw
from gapcheck.workbook.sheets.start import KEYS
from gapcheck.workbook.texts import matching
from gapcheck.workbook.words import words_of

_LONGEST = 32_767  # characters, of a cell


@dataclass(frozen=True, slots=True)
class Issue:
    """A workbook about to be written: Start by key, answers by question and heading, tables' rows by column."""

    header: Mapping[str, Cell]
    answers: Mapping[str, Mapping[str, Cell]]
    tables: Mapping[str, tuple[Mapping[str, Cell], ...]]
    plan: Plan = WHOLE

    def write(self, rulebook: Rulebook, path: Path, languages: Languages) -> None:
        """Write the workbook; raises UsageError where the place cannot be written."""
        # A blank key stays blank: what a new template would begin with is not what the officers left.
        header = {key: _raw(self.header.get(key)) for key in KEYS if key not in ("rulebook", "body")}
        header["body"] = self.plan.body or None
        fill_template(rulebook, header, self.answers, self.tables, path, languages=languages, plan=self.plan)


def reissue(draft: Draft, rulebook: Rulebook) -> Issue:
    """Return a draft under a rulebook: every answer in its question's row, everything else kept with its reason.

    An answer that the rulebook would no longer accept stays as it was written: reading it says so. Raises
    WorkbookError where a cell's content is not in the file, such as a formula that was never calculated.
    """
    refuse_faults(draft)
    asked = {indicator.id: indicator for indicator in rulebook.asked()}
    tables = {name: table for name, table in asked.items() if table.type == "table" and name in draft.tables}
    rows = {
        name: tuple(
            {column: cell for column, cell in record.cells.items() if column in table.columns}
            for record in draft.tables[name].rows
        )
        for name, table in tables.items()
    }
    changes = carried_with_changes(draft, rulebook)
    # The columns at the right end are there where anything stands in them; they are from the file then.
    previous = draft.start.previous or (draft.file_name if changes else "")
    return Issue(
        header={key: cell for key, cell in draft.start.cells.items() if key != "rulebook"},
        answers={name: draft.rows[name].cells for name in asked if name in draft.rows and draft.rows[name].cells},
        tables={name: tuple(row for row in found if row) for name, found in rows.items()},
        plan=Plan(
            body=draft.body,
            asked=frozenset(asked.keys() & (draft.rows.keys() | tables.keys())) if draft.body else None,
            previous=previous,
            carried=changes,
            kept=in_order((*draft.kept, *homeless(draft, rulebook))),
        ),
    )


def homeless(draft: Draft, rulebook: Rulebook) -> Iterator[Kept]:
    """Yield what a draft says in places that the rulebook does not have, or over the template's own words."""
    yield from typed_over(draft, rulebook)
    asked = {indicator.id: indicator for indicator in rulebook.asked()}
    words = words_of(rulebook.method)
    for name, row in draft.rows.items():
        if name not in asked and row.cells:
            reason = DERIVED if name in rulebook.indicators else RETIRED
            yield Kept(place_in(draft.file_name, row.place), name, row.question, row.words(words), reason)
    for name, table in draft.tables.items():
        question = draft.rows[name].question if name in draft.rows else ""
        indicator = asked.get(name)
        if indicator is None or indicator.type != "table":
            for record in table.rows:
                yield Kept(place_in(draft.file_name, record.place), name, question, record.words(), RETIRED_TABLE)
        else:
            yield from _columns(draft, indicator, question)


def _columns(draft: Draft, table: Indicator, question: str) -> Iterator[Kept]:
    for record in draft.tables[table.id].rows:
        if record.cells.keys() - table.columns.keys():
            # The whole row, so that a figure is not torn from the place that it is about.
            reason = RETIRED_COLUMN if draft.tables[table.id].header else NO_HEADER
            yield Kept(place_in(draft.file_name, record.place), table.id, question, record.words(), reason)


def _raw(cell: Cell | None) -> Raw:
    """Return a value for Start; a date by the month stays one."""
    if cell is None:
        return None
    return cell.value if not isinstance(cell.value, date) or written(cell) == str(cell.value) else written(cell)


def carried_with_changes(draft: Draft, rulebook: Rulebook) -> dict[str, Carried]:
    """Return the carried columns that a draft has already, with what is new or changed since it was made."""
    changes, said = Changes(draft, rulebook), _said(rulebook)
    part = bool(draft.body)
    carried = {}
    for indicator in rulebook.asked():
        row = draft.rows.get(indicator.id)
        if row is None and part:
            continue  # another body's question
        entry = _carried(row, said)
        change = changes.of(indicator)
        if change or entry != Carried():
            carried[indicator.id] = replace(entry, change=change or entry.change)
    return carried


def _carried(row: DraftRow | None, said: Mapping[str, Change]) -> Carried:
    texts = row.carried if row is not None else {}
    return Carried(
        answer=texts.get("previous_answer", ""),
        document=texts.get("previous_document", ""),
        missing=texts.get("previous_missing", ""),
        change=said.get(matching(texts.get("change", "")), ""),
    )


def _said(rulebook: Rulebook) -> dict[str, Change]:
    new: dict[str, Change] = dict.fromkeys(forms_of(rulebook, "change_new"), "new")
    changed: dict[str, Change] = dict.fromkeys(forms_of(rulebook, "change_changed"), "changed")
    return new | changed


def refuse_faults(draft: Draft) -> None:
    """Raise WorkbookError where a cell's content is not in the file, or is longer than a cell can hold."""
    rows = (cell for row in draft.rows.values() for cell in row.cells.values())
    records = (cell for table in draft.tables.values() for record in table.rows for cell in record.cells.values())
    problems = []
    for cell in (*draft.start.cells.values(), *rows, *records):
        where = place_in(draft.file_name, cell.place)
        if cell.fault is not None:
            mend = "Type the value itself in place of the formula, or save the file in Excel or LibreOffice."
            problems.append(Problem(where, cell.fault, "a value that can be carried over", mend))
        elif len(written(cell)) > _LONGEST:
            problems.append(Problem(where, "a text longer than a cell holds", f"{_LONGEST} characters at most", ""))
    if problems:
        raise WorkbookError(problems, title="The workbook cannot be carried over yet")
