"""Spreadsheets of the shipped workbooks, and reading them back."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from gapcheck.assessment import assess
from gapcheck.disclosure import published
from gapcheck.report.spreadsheet import render
from gapcheck.report.spreadsheet.spreadsheet import SHEETS
from gapcheck.report.spreadsheet.wording import Wording
from gapcheck.report.story import Tongue, story_of
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook import read_workbook

INPUTS = Path(__file__).parents[3] / "inputs"
HEADER = 3


class Made:
    """A spreadsheet that was written, with what it was written from."""

    def __init__(self, assessment, rulebook, language="en", *, internal=False):
        self.assessment = assessment
        self.tongue = Tongue(rulebook, language)
        self.story = story_of(assessment, self.tongue, internal=internal)
        self.data = render(self.story, assessment, self.tongue)
        self.book = openpyxl.load_workbook(io.BytesIO(self.data))
        self.words = Wording(self.tongue)

    def again(self):
        return render(self.story, self.assessment, self.tongue)

    def sheet(self, name):
        return self.book.worksheets[SHEETS.index(name)]

    def rows(self, name):
        """The rows of a list by their headings."""
        heads, *rows = self.sheet(name).iter_rows(min_row=HEADER, values_only=True)
        return [dict(zip(heads, row, strict=True)) for row in rows]

    def table(self, name):
        """The rows of a table of the first sheet by their headings."""
        sheet = self.sheet("summary")
        heads, *rows = [[cell.value for cell in row] for row in sheet[sheet.tables[name].ref]]
        return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.fixture(scope="session")
def rules():
    return load_rulebook()


@pytest.fixture(scope="session")
def made(rules):
    """Returns the spreadsheet of a shipped workbook in a language, as it may be passed on; or of another assessment."""

    @cache
    def shown(name):
        return published([assess(read_workbook(INPUTS / f"{name}.xlsx", rules), rules)], rules)[0]

    @cache
    def make(name, language="en"):
        return Made(shown(name), rules, language)

    own = rules

    def of(what, language="en", *, internal=False, rules=None):
        return make(what, language) if isinstance(what, str) else Made(what, rules or own, language, internal=internal)

    return of
