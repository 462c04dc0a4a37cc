"""What the tests of drafts share: random contents of a workbook, newer rulebooks, and every text of a file."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from gapcheck.rulebook.model import Option
from gapcheck.workbook import fill_template
from gapcheck.workbook.drafts.draft import draft_of
from gapcheck.workbook.drafts.written import written
from gapcheck.workbook.languages import Languages
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.texts import plain

# A workbook takes a while to write: a failure is told as it was found, not made smaller first.
_UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
LAW = settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck), phases=_UNSHRUNK)
ENGLISH = Languages()

_LETTERS = "abcXYZ 019 .,;:%()-=+'\"/\n កខគ១២ éß"
texts = st.text(_LETTERS, min_size=1, max_size=24).map(plain).filter(lambda text: text and not text.startswith("#"))
values = st.one_of(
    texts,
    st.integers(-5, 10**9),
    st.floats(0, 1e6, allow_nan=False).map(lambda number: round(number, 4)),
    st.dates(date(1990, 1, 1), date(2030, 12, 31)),
    st.booleans(),
    st.sampled_from(["Not known", "Yes", "75 %", "1,310", "2022-08"]),
    st.sampled_from([Cell(0.75, "", "0%"), Cell(0.1234, "", "0.00%"), Cell(date(2022, 8, 1), "", "yyyy-mm")]),
)
BODIES = ("Police", "Ministry of Labour", "Courts")


def answers(rulebook):
    """Random answers, evidence and bodies for some of the questions."""
    others = dict.fromkeys(("document", "link", "document_date", "page", "comment"), values)
    row = st.fixed_dictionaries({}, optional={"answer": values, "responsible_body": st.sampled_from(BODIES), **others})
    return st.fixed_dictionaries({}, optional={indicator.id: row for indicator in rulebook.asked()})


def tables(rulebook):
    """Random rows, each with a name, for the tables."""
    found = {}
    for table in rulebook.asked():
        if table.type == "table":
            columns = {name: values for name in table.columns if name != table.key_column}
            rows = st.lists(st.fixed_dictionaries({table.key_column: texts}, optional=columns), max_size=4)
            found[table.id] = rows
    return st.fixed_dictionaries({}, optional=found)


def filled(rulebook, rows=None, tables=None, header=None, **options):
    """Return the bytes of a filled-in workbook."""
    start = {"country": "KHM", "year": 2022, "submitted_on": "2022-11-18", "submitted_by": "NCCT"} | (header or {})
    with TemporaryDirectory() as folder:
        path = Path(folder) / "w.xlsx"
        fill_template(rulebook, start, rows or {}, tables or {}, path, **options)
        return path.read_bytes()


def issued(rulebook, issue, languages=ENGLISH):
    """Return the bytes of an issue."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "w.xlsx"
        issue.write(rulebook, path, languages)
        return path.read_bytes()


def draft(data, rulebook, name="khm-2022.xlsx"):
    return draft_of(data, name, rulebook)


def edited(data, change):
    """Return a workbook as openpyxl saves it after a change to it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def typed(draft):
    """Every text that was written in the answers and tables of a draft."""
    cells = [cell for row in draft.rows.values() for cell in row.cells.values()]
    cells += [cell for table in draft.tables.values() for record in table.rows for cell in record.cells.values()]
    cells += [cell for key, cell in draft.start.cells.items() if key != "rulebook"]
    return {written(cell) for cell in cells} | {kept.written for kept in draft.kept}


def everything(draft):
    """All the words of a draft, one text."""
    carried = [text for row in draft.rows.values() for text in row.carried.values()]
    return "\n".join([*typed(draft), *carried])


def newer(rulebook, *, removed=(), reworded=(), without_option=None, without_column=None, added=()):
    """Return the rulebook a year later, with another hash."""
    indicators = {name: held for name, held in rulebook.indicators.items() if name not in removed}
    for name in reworded:
        indicators[name] = indicators[name].model_copy(update={"question": {"en": f"In other words: {name}?"}})
    if without_option:
        name, code = without_option
        options = {key: held for key, held in indicators[name].options.items() if key != code}
        options["fresh"] = Option(labels={"en": "A fresh option"})
        indicators[name] = indicators[name].model_copy(update={"options": options})
    if without_column:
        name, column = without_column
        columns = {key: held for key, held in indicators[name].columns.items() if key != column}
        indicators[name] = indicators[name].model_copy(update={"columns": columns})
    for name in added:
        indicators[name] = rulebook.indicators["partners"].model_copy(update={"id": name})
    return replace(rulebook, indicators=indicators, sha256="f" * 64)
