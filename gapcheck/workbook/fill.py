"""A template filled in by a program: for tests, and to build the workbooks that ship."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gapcheck.errors import Problem, UsageError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import PILLARS
from gapcheck.workbook.start import KEYS
from gapcheck.workbook.template import draw, start_values, write_pages
from gapcheck.workbook.texts import shown
from gapcheck.workbook.words import HEADINGS, READ_HEADINGS

if TYPE_CHECKING:
    from openpyxl import Workbook

_HIGHEST_ROW = 200.0  # points; Excel allows 409, and a row higher than a screen cannot be read


def fill_template(
    rulebook: Rulebook,
    header: Mapping[str, Any],
    answers: Mapping[str, Mapping[str, Any]],
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
    path: Path,
    *,
    language: str = "en",
) -> None:
    """Write a template with the given raw values (text, numbers, dates, booleans) in its cells.

    ``header`` holds the keys of Start, with at least country and year. An answer has the keys answer,
    responsible_body, document, link, document_date, page, comment, all optional. ``tables`` holds the rows of
    table sheets by column id; a table's special word goes into the answer of its row. A value that the reader
    would not accept is written all the same. Raises UsageError for a name that the rulebook does not have.
    """
    _check(rulebook, header, answers, tables)
    start = start_values(rulebook, str(header["country"]), header["year"]) | dict(header)
    workbook = draw(rulebook, start, language)
    _fill_pillars(rulebook, workbook, answers)
    _fill_tables(rulebook, workbook, tables)
    write_pages(workbook, path)


def _fill_pillars(rulebook: Rulebook, workbook: Workbook, answers: Mapping[str, Mapping[str, Any]]) -> None:
    from gapcheck.workbook import pages, styling

    for pillar in PILLARS:
        sheet = workbook[pillar.capitalize()]
        asked = [indicator.id for indicator in rulebook.asked() if indicator.pillar == pillar]
        for row, name in enumerate(asked, 2):
            for key, value in answers.get(name, {}).items():
                if value is not None:
                    styling.put(styling.at(sheet, row, HEADINGS.index(key) + 1), value)
            texts = [
                (str(value), pages.WIDTHS[key]) for key, value in answers.get(name, {}).items() if value is not None
            ]
            height = min(styling.line_height(texts), _HIGHEST_ROW) if texts else 0
            sheet.row_dimensions[row].height = max(sheet.row_dimensions[row].height or 0, height)


def _fill_tables(rulebook: Rulebook, workbook: Workbook, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    from gapcheck.workbook import pages, styling

    for table, rows in tables.items():
        columns = list(rulebook.indicators[table].columns)
        for number, values in enumerate(rows, pages.TABLE_HEADER + 1):
            for key, value in values.items():
                if value is not None:
                    cell = styling.at(workbook[table], number, columns.index(key) + 1)
                    styling.answer(cell, styling.TEXT_FORMAT if isinstance(value, str) else "General")
                    styling.put(cell, value)


def _check(
    rulebook: Rulebook,
    header: Mapping[str, Any],
    answers: Mapping[str, Mapping[str, Any]],
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
) -> None:
    needed = ("country", "year")
    problems = [Problem(f"header.{key}", "nothing", "a value", "") for key in needed if key not in header]
    asked = {indicator.id: indicator for indicator in rulebook.asked()}
    tabled = {name: indicator for name, indicator in asked.items() if indicator.type == "table"}
    _known(problems, "header", header, KEYS)
    _known(problems, "answers", answers, asked)
    _known(problems, "tables", tables, tabled)
    for name, answer in answers.items():
        _known(problems, f"answers.{name}", answer, READ_HEADINGS)
    for name, rows in tables.items():
        for row in rows if name in tabled else ():
            _known(problems, f"tables.{name}", row, tabled[name].columns)
    if problems:
        raise UsageError(problems)


def _known(problems: list[Problem], where: str, names: Iterable[str], known: Iterable[str]) -> None:
    known = list(known)
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            mend = f"Did you mean {near[0]}?" if near else ""
            problems.append(Problem(where, shown(name), "a name that the rulebook has", mend))
