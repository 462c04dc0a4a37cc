"""What was typed over the words that a template shows: it stands in no cell that is filled in."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.drafts.changes import Changes, same_rulebook
from gapcheck.workbook.drafts.draft import Draft
from gapcheck.workbook.drafts.forms import codes_of, drawn, forms_of, furnitures
from gapcheck.workbook.drafts.remainders import TYPED_OVER
from gapcheck.workbook.drafts.rows import DraftRow
from gapcheck.workbook.drafts.tables import DraftTable
from gapcheck.workbook.drafts.written import place_in, written
from gapcheck.workbook.drawing import guidance
from gapcheck.workbook.drawing.furniture import ANSWERED, CHECK, DOCUMENTED, OPEN, SPECIAL_WORD, Furniture, keys
from gapcheck.workbook.drawing.purposes import purposes
from gapcheck.workbook.languages import JOINT, Languages
from gapcheck.workbook.plan import Kept
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.texts import matching
from gapcheck.workbook.words import HEADINGS, SPECIAL, words_of

_MARKS = (OPEN, SPECIAL_WORD, ANSWERED, DOCUMENTED, CHECK)
_FILLED = (
    "language", "complete_none", "previous", "body", "sheet", "words", "number", "instrument", "clause", "title",
    "clauses", "country",
)  # fmt: skip
_NEAR = 0.7
_LONG = 40  # characters of a line that is a sentence of ours, not a word
_COMPARED = 600  # characters of a text that are held against ours
_GAP = "\x00"  # stands in no text

_Told = tuple[Cell, str, str]  # a cell, its question's id, and the question


def typed_over(draft: Draft, rulebook: Rulebook) -> Iterator[Kept]:
    """Yield the texts that stand where a template of the same rulebook has other words."""
    if not same_rulebook(draft, rulebook):
        return
    asked = {indicator.id: indicator for indicator in rulebook.asked()}
    rows = [(indicator, draft.rows[name]) for name, indicator in asked.items() if name in draft.rows]
    tables = [
        _titles(asked[name], table, rulebook)
        for name, table in draft.tables.items()
        if name in asked and asked[name].type == "table"
    ]
    for cell, name, question in chain(_beside(draft, rows, rulebook), *tables, _start(draft, rulebook)):
        yield Kept(place_in(draft.file_name, cell.place), name, question, written(cell), TYPED_OVER)


def _beside(draft: Draft, rows: list[tuple[Indicator, DraftRow]], rulebook: Rulebook) -> Iterator[_Told]:
    """Yield what stands over the words beside the questions."""
    changes = Changes(draft, rulebook)
    change = forms_of(rulebook, "change_new") | forms_of(rulebook, "change_changed")
    country = draft.start.text("country").upper()
    whys = [purposes(rulebook, country, furniture) for furniture in furnitures(rulebook)]
    known: dict[str, Callable[[Indicator, DraftRow], bool]] = {
        "question": changes.same_words,
        "unit": changes.same_unit,
        "status": lambda _, row: written(row.shown["status"]).startswith(_MARKS),
        "why": lambda indicator, row: _near(written(row.shown["why"]), {matching(why[indicator.id]) for why in whys}),
        "change": lambda _, row: matching(written(row.shown["change"])) in change,
    }
    for heading, is_ours in known.items():
        found = [(indicator, row) for indicator, row in rows if heading in row.shown]
        strange = [
            (row.shown[heading], indicator.id, indicator.title())
            for indicator, row in found
            if row.shown[heading].fault is None and not is_ours(indicator, row)
        ]
        # The column Change is mostly blank.
        yield from strange if heading == "change" else _some(strange, len(found))


def _titles(table: Indicator, sheet: DraftTable, rulebook: Rulebook) -> Iterator[_Told]:
    question = {matching(line) for code in codes_of(rulebook) for line in table.title(code).split("\n")}
    known = {
        name: drawn(rulebook, lambda furniture, key=name, held=entry: guidance.column_title(key, held, furniture))  # type: ignore[misc]
        for name, entry in table.columns.items()
    }
    strange = []
    for column, cell in sheet.titles:
        texts = {matching(written(cell))} if column else {matching(line) for line in written(cell).split("\n")}
        if cell.fault is None and not texts <= (known.get(column, frozenset()) if column else question):
            strange.append((cell, table.id, table.title()))
    yield from _some(strange, len(sheet.titles))


def _start(draft: Draft, rulebook: Rulebook) -> Iterator[_Told]:
    lines = _lines(rulebook)
    ours = re.compile("|".join(".*".join(map(re.escape, line.split(_GAP))) for line in lines), re.DOTALL)

    def known(text: str) -> bool:
        return all(
            ours.fullmatch(matching(line))
            or all(ours.fullmatch(matching(piece)) for piece in line.split(JOINT))
            or (len(line) >= _LONG and _near(line, lines))
            for line in text.split("\n")
        )

    strange = [(cell, "", "") for cell in draft.start.texts if not known(written(cell))]
    yield from _some(strange, len(draft.start.texts))


def _lines(rulebook: Rulebook) -> list[str]:
    """Return every line that stands on Start as texts are compared, with a gap where something is filled in."""
    words, lines = words_of(rulebook.method), set()
    for code in codes_of(rulebook):
        furniture = Furniture(rulebook, Languages((code,)))
        for key in keys():
            # Why a question is asked is nowhere on Start, and would be taken for anything.
            if not key.startswith("why_"):
                lines |= set(furniture.of(key, **dict.fromkeys(_FILLED, _GAP)).split("\n"))
    labels = [*HEADINGS, *(status.value for status in SPECIAL)]
    lines |= {text for key in labels for text in words.labels(key).values()}
    return sorted({matching(line) for line in lines if line.strip(_GAP)})


def _near(text: str, ours: Iterable[str]) -> bool:
    """Return whether a text is nearly one of ours: another edition of the template said it a little differently."""
    return bool(difflib.get_close_matches(matching(text[:_COMPARED]), ours, n=1, cutoff=_NEAR))


def _some(strange: list[_Told], number: int) -> Iterable[_Told]:
    """Return what is strange, unless most of it is: the words are those of another edition of the template then."""
    return strange if 2 * len(strange) <= number else ()
