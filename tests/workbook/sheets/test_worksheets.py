"""The cells that are read are those that openpyxl gives to anybody, by its documented way in."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from workbook_hostile import HARMLESS

from gapcheck.workbook.safety.archive import Scan
from gapcheck.workbook.sheets.worksheets import read_sheets
from gapcheck.workbook.texts import plain

INPUTS = sorted((Path(__file__).parents[3] / "inputs").glob("*.xlsx"))


def ours(data):
    scan = Scan(data, "a.xlsx")
    sheets = read_sheets(scan, scan.screen(tuple(scan.names.values())))
    for sheet in sheets.values():
        for row, cells in sheet.rows.items():
            for column, cell in cells.items():
                if cell.fault is None:
                    shown = cell.number_format if not isinstance(cell.value, str) else ""
                    yield (sheet.name, row, column), (cell.value, shown)


def theirs(data):
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        for row in sheet.iter_rows():
            for cell in row:
                value = plain(cell.value) if isinstance(cell.value, str) else cell.value
                if value not in (None, "") and cell.data_type != "e":
                    shown = cell.number_format if not isinstance(value, str) else ""
                    yield (sheet.title, cell.row, cell.column), (value, shown)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_shipped_workbooks_are_read_as_openpyxl_reads_them(path):
    data = path.read_bytes()
    assert dict(ours(data)) == dict(theirs(data))


def test_formats_that_decide_a_meaning_are_kept(edited):
    def change(workbook):
        for row, shape in enumerate(("0%", "mmm yy", "yyyy-mm-dd", "0.00"), 40):
            cell = workbook["Prosecution"].cell(row, 3, 44_000)
            cell.number_format = shape

    data = edited(change)
    cells = dict(ours(data))
    assert [cells["Prosecution", row, 3][1] for row in range(40, 44)] == ["0%", "mmm yy", "yyyy-mm-dd", "0.00"]
    assert cells == dict(theirs(data))


def test_broken_properties_are_nothing_to_a_reader(fill, read):
    data = HARMLESS["broken_properties"](fill({"convictions": 12}))
    with pytest.raises(TypeError):
        openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    assert read(data).answers["convictions"].value == 12


def test_nothing_is_imported_before_it_is_needed():
    code = (
        "import sys; from gapcheck.workbook import read_workbook; import gapcheck.workbook.reviewing.reading;"
        "print(*(name for name in sys.modules"
        " if name.startswith(('openpyxl', 'gapcheck.workbook.drawing', 'gapcheck.workbook.live'))))"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == ""
