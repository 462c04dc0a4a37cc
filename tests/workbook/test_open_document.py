"""Workbooks that LibreOffice saved, as they are or by way of its own format, read the same."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from gapcheck.workbook import Status, read_bytes

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed here")

ANSWERS = {
    "trafficking_law": True,
    "convictions": {
        "answer": "1,310", "document": "Register 5", "document_date": "August 2021", "page": "3-4", "comment": "=1+1",
    },
    "police_budget": 1310.5,
    "victim_guidelines": "Drafted / ព្រាង",
    "groups_screened": "- Women\n- Men and boys",
    "screened_share": "៧៥ %",
    "partners": "IOM\nUNODC",
}  # fmt: skip
ROWS = [{"province": "Kep", "requests": 3, "covered": "50 %", "since": "ឧសភា ២០២១"}, {"province": "Takéo"}]


@pytest.fixture(scope="module")
def convert(tmp_path_factory):
    """Return a function that converts a file's bytes from one format to others, one after the other."""
    folder = tmp_path_factory.mktemp("libreoffice")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def converting(data: bytes, *formats: str) -> bytes:
        path = folder / "khm.xlsx"
        path.write_bytes(data)
        for number, name in enumerate(formats):
            target: Path = folder / str(number)
            command = [SOFFICE, profile, "--headless", "--convert-to", name, "--outdir", str(target), str(path)]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            path = target / f"khm.{name}"
        return path.read_bytes()

    return converting


def by_hand(workbook):
    """Write what people type into cells with formats of their own."""
    sheet = workbook["Prevention"]
    sheet["C2"] = datetime(2022, 8, 1)  # noqa: DTZ001
    sheet["C2"].number_format = "mmm-yy"
    workbook["Protection"]["C4"] = 1
    workbook["Protection"]["C4"].number_format = "0.0%"
    workbook["Prosecution"]["C4"] = "'1 310,50"
    workbook["Prosecution"].merge_cells("C3:D3")
    workbook["Protection"].merge_cells("J2:K2")
    workbook["Prosecution"].row_dimensions[3].hidden = True
    workbook["Partnership"]["C9"] = ""
    workbook["Partnership"]["J9"] = "\u200b"
    table = workbook["requests_by_province"]
    table["A8"], table["B8"] = "Kampot", "១២"  # after blank rows
    table["D8"] = datetime(2021, 5, 3)  # noqa: DTZ001
    table["D8"].number_format = "dd/mm/yyyy"


@pytest.mark.parametrize("formats", [("xlsx",), ("ods", "xlsx")], ids=["saved", "by way of ods"])
def test_the_same_answers(formats, edited, rulebook, convert):
    before = edited(by_hand, ANSWERS, {"requests_by_province": ROWS})
    expected = read_bytes(before, "khm.xlsx", rulebook)
    found = read_bytes(convert(before, *formats), "khm.xlsx", rulebook)
    assert found.answers == expected.answers
    assert found.problems == expected.problems
    assert str(found.answers["strategy_adopted"].value) == "2022-08"
    assert found.answers["screened_share"].value == 1
    assert found.answers["police_budget"].value == Fraction(2621, 2)
    assert len(found.answers["requests_by_province"].value.rows) == 3


@pytest.mark.parametrize("formats", [("xlsx",), ("ods", "xlsx")], ids=["saved", "by way of ods"])
def test_formulas_count_by_what_was_saved(formats, edited, rulebook, convert):
    def change(workbook):
        sheet = workbook["Prosecution"]
        sheet["C2"], sheet["C3"], sheet["C4"] = '=IF(1=1,"Yes","No")', "=10+2", ArrayFormula("C4", "=SUM({1;2}*{3;4})")
        sheet["F3"], sheet["H3"], sheet["J3"] = '="Register "&5', "=DATE(2021,5,3)", '=IF(1=2,"x","")'
        sheet["H3"].number_format = "yyyy-mm-dd"
        workbook["Protection"]["C2"], workbook["Protection"]["C4"] = '=""', "=3/4"
        workbook["Protection"]["C4"].number_format = "0 %"
        sheet["B3"], sheet["K3"] = "=1/0", "=NA()"

    answers = read_bytes(convert(edited(change), *formats), "khm.xlsx", rulebook).answers
    assert answers["trafficking_law"].value == "yes"
    assert answers["convictions"].value == 12
    assert answers["police_budget"].value == 11
    evidence = answers["convictions"].evidence
    assert (evidence.document, str(evidence.document_date), evidence.comment) == ("Register 5", "2021-05-03", None)
    assert answers["victim_guidelines"].status is Status.BLANK
    assert answers["screened_share"].value == Fraction(3, 4)


def test_errors_are_named(edited, rulebook, convert):
    def change(workbook):
        workbook["Prosecution"]["C3"], workbook["Prosecution"]["C4"] = "=1/0", "=NOSUCH(1)"
        workbook["Prosecution"]["F3"] = "=NA()"

    data = convert(edited(change), "xlsx")
    assert openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Prosecution"]["C3"].value == "#DIV/0!"
    with pytest.raises(Exception, match="the error #DIV/0!") as caught:
        read_bytes(data, "khm.xlsx", rulebook)
    found = {problem.where: problem.found for problem in caught.value.problems}
    assert found == {
        "Prosecution!C3": "the error #DIV/0!",
        "Prosecution!C4": "the error #NAME?",
        "Prosecution!F3": "the error #N/A",
    }
