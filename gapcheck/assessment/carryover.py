"""Next year's workbook from this year's: what was said and found missing stands beside the empty cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from gapcheck.assessment.lacking import lacking
from gapcheck.assessment.last_year import Assessed
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Grade, Status
from gapcheck.workbook.drafts.changes import Changes
from gapcheck.workbook.drafts.draft import Draft
from gapcheck.workbook.drafts.reissue import homeless
from gapcheck.workbook.drafts.remainders import DERIVED, LONGEST, RETIRED, in_order
from gapcheck.workbook.drafts.rows import DraftRow
from gapcheck.workbook.drafts.written import counted, listed, place_in, written
from gapcheck.workbook.plan import Carried, Kept, Plan
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.words import Words

LAST_TABLE: Final = "A row of the table last time."
_ROWS_NAMED = 10  # of a table, beside its empty answer; every row is kept on the sheet Kept
TOO_LONG: Final = "It is longer than the cell beside the question holds."
_SHOWN = 2_000  # characters beside the question of what is too long to stand there
_JOINT = ", "
_DOCUMENT = ("document", "document_date", "page", "link")
_EVIDENCE = (*_DOCUMENT, "comment")


def carry_over(draft: Draft, rulebook: Rulebook, assessed: Assessed | None = None) -> Plan:
    """Return what next year's template shows of a workbook, for every question of the rulebook.

    An answer is carried as it was written (``75 %``, ``Yes``), with comment and evidence below it; a table as the
    number of its rows and the first of their names; all its rows, answers to questions that are gone, and what stood
    in no question's place are kept. A document has a column of its own where the question is about what is in force
    (kind structure) and the document was dated. Without an assessment nothing is said to be missing.
    """
    changes, words = Changes(draft, rulebook), Words(rulebook.method)
    missing = lacking(assessed.assessment, assessed.unread) if assessed is not None else {}
    carried, long = {}, []
    for indicator in rulebook.asked():
        row = draft.rows.get(indicator.id)
        document = _document(indicator, row, words, assessed)
        answer, beside = _answer(draft, indicator, row), _beside(row, words, document)
        whole = "\n".join(filter(None, (answer, beside)))
        if row is not None and len(whole) > LONGEST:
            place = place_in(draft.file_name, row.place)
            long.append(Kept(place, indicator.id, indicator.title(), row.words(words), TOO_LONG))
            whole = f"{whole[:_SHOWN]}…"
        carried[indicator.id] = Carried(
            answer=whole,
            document=document,
            missing=missing.get(indicator.id, ""),
            # A part lacks what other bodies were asked: that is not new.
            change="" if row is None and draft.body else changes.of(indicator),
        )
    return Plan(
        previous=" ".join(filter(None, (draft.start.text("country"), draft.start.text("year")))) or draft.file_name,
        carried=carried,
        kept=in_order(
            (*_before(draft), *homeless(draft, rulebook), *_retired(draft, rulebook), *_tables(draft, rulebook), *long)
        ),
    )


def bodies(draft: Draft, rulebook: Rulebook) -> dict[str, Mapping[str, Cell]]:
    """Return each question's responsible body, by id and heading: who is asked, which is no answer."""
    asked = (draft.rows.get(indicator.id) for indicator in rulebook.asked())
    held = (row for row in asked if row is not None and "responsible_body" in row.cells)
    return {row.id: {"responsible_body": row.cells["responsible_body"]} for row in held}


def _answer(draft: Draft, indicator: Indicator, row: DraftRow | None) -> str:
    lines = [written(row.answer)] if row is not None and not row.answer.blank else []
    table = draft.tables.get(indicator.id)
    if indicator.type == "table" and table is not None and table.rows:
        keys = [written(row.cells[key]) for row in table.rows if (key := indicator.key_column) in row.cells]
        more = f" and {len(keys) - _ROWS_NAMED} more" if len(keys) > _ROWS_NAMED else ""
        number = counted(len(table.rows), "row")
        lines.append(f"{number}: {_JOINT.join(keys[:_ROWS_NAMED])}{more}" if keys else number)
    return "\n".join(lines)


def _beside(row: DraftRow | None, words: Words, document: str) -> str:
    """Return what was written beside an answer, a line each, but for what the document of last time says already."""
    texts = {} if row is None else {heading: row.cells[heading] for heading in _EVIDENCE if heading in row.cells}
    return listed({
        words.label(heading): written(cell)
        for heading, cell in texts.items()
        if not document or heading not in _DOCUMENT
    })  # fmt: skip


def _document(indicator: Indicator, row: DraftRow | None, words: Words, assessed: Assessed | None) -> str:
    """Return title, date, page and link of a dated document that what is in force rests on, else nothing."""
    if indicator.kind != "structure" or row is None or not {"document", "document_date"} <= row.cells.keys():
        return ""
    if assessed is not None:
        answer = assessed.submission.answers.get(indicator.id)
        if answer is None or answer.status is not Status.ANSWERED or answer.grade is Grade.CLAIMED:
            return ""
    elif row.answer.blank or words.status(written(row.answer)) is not None:
        return ""
    text = _JOINT.join(written(row.cells[heading]) for heading in _DOCUMENT if heading in row.cells)
    return text if len(text) <= LONGEST else ""


def _before(draft: Draft) -> Iterator[Kept]:
    """Yield what the workbook kept, but for what it had itself from the year before it."""
    for kept in draft.kept:
        if kept.reason != LAST_TABLE:
            yield kept


def _retired(draft: Draft, rulebook: Rulebook) -> Iterator[Kept]:
    """Yield the questions that are gone and had no answer, so that nobody looks for them."""
    asked = {indicator.id for indicator in rulebook.asked()}
    for name, row in draft.rows.items():
        if name not in asked and not row.cells:
            reason = DERIVED if name in rulebook.indicators else RETIRED
            yield Kept(place_in(draft.file_name, row.place), name, row.question, "", reason)


def _tables(draft: Draft, rulebook: Rulebook) -> Iterator[Kept]:
    """Yield every row of the tables that are asked for again."""
    for indicator in rulebook.asked():
        table = draft.tables.get(indicator.id)
        if table is not None and indicator.type == "table":
            for record in table.rows:
                place = place_in(draft.file_name, record.place)
                yield Kept(place, indicator.id, indicator.title(), record.words(), LAST_TABLE)
