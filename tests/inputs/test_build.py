"""Every workbook that ships is the one that its transcription gives."""

from __future__ import annotations

import json
import runpy
import zipfile
from pathlib import Path

import pytest

from gapcheck.assessment.verification import covered
from gapcheck.workbook import read_workbook

INPUTS = Path(__file__).parents[2] / "inputs"
BUILD = runpy.run_path(str(Path(__file__).with_name("build.py")))
TRANSCRIPTIONS = BUILD["transcriptions"]()
AGAIN = "run: python tests/inputs/build.py"


def parts(workbook):
    """Returns a file's parts: not its bytes, since another build of the packer may press them into others."""
    with zipfile.ZipFile(workbook) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_workbook_that_ships_has_a_transcription():
    assert sorted(TRANSCRIPTIONS.values()) == sorted(INPUTS.glob("*.xlsx"))


@pytest.mark.parametrize("transcription", TRANSCRIPTIONS, ids=lambda path: path.stem)
def test_it_is_the_one_that_its_transcription_gives_in_every_part(transcription, rulebook, tmp_path):
    BUILD["build"](transcription, tmp_path / "again.xlsx", rulebook)
    assert parts(tmp_path / "again.xlsx") == parts(TRANSCRIPTIONS[transcription]), AGAIN


@pytest.mark.parametrize("description", BUILD["publications"](), ids=lambda path: path.stem)
def test_every_published_result_is_the_one_that_its_earlier_rules_give(description):
    shipped = json.loads(BUILD["publications"]()[description].read_text(encoding="utf-8"))
    assert covered(json.loads(BUILD["publish"](description))) == covered(shipped), AGAIN


@pytest.mark.parametrize("workbook", TRANSCRIPTIONS.values(), ids=lambda path: path.stem)
def test_it_is_read_without_a_remark(workbook, rulebook):
    assert read_workbook(workbook, rulebook).problems == (), AGAIN


BEFORE = """
header: {country: XAA, year: 2021}
answers:
  victims_fund: {answer: drafted, comment: "a bill"}
  missions: {answer: "4", document: "List", document_date: "2021"}
  requests_by_province: {comment: "register"}
  courts: {answer: "3"}
tables: {requests_by_province: {rows: [{province: North, requests: 2}]}}
"""


def laid_over(tmp_path, text):
    (tmp_path / "before.yaml").write_text(BEFORE, encoding="utf-8")
    (tmp_path / "after.yaml").write_text(text, encoding="utf-8")
    return BUILD["transcribed"](tmp_path / "after.yaml")


def test_a_transcription_may_say_only_what_changes(tmp_path):
    read = laid_over(
        tmp_path,
        """
based_on: before.yaml
header: {year: 2022}
answers:
  victims_fund: {answer: established, document: "Act No. 5", comment: ""}
  untoc_status: {answer: signed}
blank: [courts, requests_by_province]
""",
    )
    assert read == {
        "header": {"country": "XAA", "year": "2022"},
        "answers": {
            "victims_fund": {"answer": "established", "document": "Act No. 5"},
            "missions": {"answer": "4", "document": "List", "document_date": "2021"},
            "untoc_status": {"answer": "signed"},
        },
        "tables": {},
    }


def test_what_was_not_answered_cannot_fall_silent(tmp_path):
    with pytest.raises(ValueError, match=r"after\.yaml: blank, but not answered in before\.yaml: palace"):
        laid_over(tmp_path, "based_on: before.yaml\nblank: [courts, palace]\n")
