"""A template filled in by a program: for tests, and to build the workbooks that ship."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gapcheck.errors import Problem, UsageError
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.drawing.layout import TABLE_HEADER, WIDTHS, Layout
from gapcheck.workbook.drawing.template import check_languages, draw, start_values, write_pages
from gapcheck.workbook.languages import ENGLISH, Languages
from gapcheck.workbook.plan import WHOLE, Plan
from gapcheck.workbook.sheets.cells import Cell
from gapcheck.workbook.sheets.start import KEYS
from gapcheck.workbook.texts import shown
from gapcheck.workbook.words import READ_HEADINGS

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell as OpenpyxlCell


def fill_template(
    rulebook: Rulebook,
    header: Mapping[str, Any],
    answers: Mapping[str, Mapping[str, Any]],
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
    path: Path,
    *,
    languages: Languages = ENGLISH,
    plan: Plan = WHOLE,
) -> None:
    """Write a template with the given raw values (text, numbers, dates, booleans, cells as read) in its cells.

    ``header`` holds the keys of Start, with at least country and year. An answer has the keys answer,
    responsible_body, document, link, document_date, page, comment, all optional. ``tables`` holds the rows of
    table sheets by column id; a table's special word goes into the answer of its row. A value that the reader
    would not accept is written all the same. Raises UsageError for a name that the rulebook does not have.
    """
    layout = Layout(rulebook, plan)
    _check(layout, header, answers, tables)
    check_languages(rulebook, languages)
    start = start_values(rulebook, str(header["country"]), header["year"]) | dict(header)
    workbook = draw(rulebook, start, languages, plan)
    _fill_pillars(layout, workbook, answers)
    _fill_tables(layout, workbook, tables)
    write_pages(workbook, path)


def _fill_pillars(layout: Layout, workbook: Workbook, answers: Mapping[str, Mapping[str, Any]]) -> None:
    from gapcheck.workbook.drawing import styling

    for indicator in layout.asked():
        written = {key: value for key, value in answers.get(indicator.id, {}).items() if value is not None}
        sheet, row = workbook[(indicator.pillar or "").capitalize()], layout.row(indicator.id)
        for key, value in written.items():
            _put(styling.at(sheet, row, layout.columns.index(key) + 1), value)
        texts = [(str(_raw(value)), WIDTHS[key]) for key, value in written.items()]
        height = min(styling.line_height(texts), styling.TALLEST) if texts else 0
        sheet.row_dimensions[row].height = max(sheet.row_dimensions[row].height or 0, height)


def _fill_tables(layout: Layout, workbook: Workbook, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    from gapcheck.workbook.drawing import styling

    for table, rows in tables.items():
        columns = list(layout.rulebook.indicators[table].columns)
        for number, values in enumerate(rows, TABLE_HEADER + 1):
            for key, value in values.items():
                if value is not None:
                    cell = styling.at(workbook[table], number, columns.index(key) + 1)
                    styling.answer(cell, styling.TEXT_FORMAT if isinstance(_raw(value), str) else "General")
                    _put(cell, value)


def _put(cell: OpenpyxlCell, value: Any) -> None:
    from gapcheck.workbook.drawing import styling

    styling.put(cell, _raw(value))
    # How a number is shown is part of what it says: 0.75 in a cell of per cent, a date by its month.
    if isinstance(value, Cell) and not isinstance(value.value, str) and value.number_format != styling.TEXT_FORMAT:
        cell.number_format = value.number_format


def _raw(value: Any) -> Any:
    return value.value if isinstance(value, Cell) else value


def _check(
    layout: Layout,
    header: Mapping[str, Any],
    answers: Mapping[str, Mapping[str, Any]],
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
) -> None:
    needed = ("country", "year")
    problems = [Problem(f"header.{key}", "nothing", "a value", "") for key in needed if key not in header]
    asked = {indicator.id: indicator for indicator in layout.asked()}
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
