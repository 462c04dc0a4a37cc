import json
import runpy
from pathlib import Path

import openpyxl
import pytest

from gapcheck.rulebook import load_rulebook

ROOT = Path(__file__).parents[2]
BODIES = (
    ("Police", "Operating Group"),
    (
        "Operation working group", "Inter-ministerial working group",
        "Ministry of Social Affairs, Veterans and Youth Rehabilitation",
        "Anti-Human Trafficking and Juvenile Protection Police", "Capital/Provincial Courts of First Instance",
        "National Committee for Counter Trafficking",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(gapcheck, tmp_path_factory):
    """Holds the workbook of 2022 as gapcheck writes it today, and its three parts."""
    folder = tmp_path_factory.mktemp("parts")
    build = runpy.run_path(str(ROOT / "tests" / "inputs" / "build.py"))["build"]
    build(ROOT / "inputs" / "sources" / "khm-2022.yaml", folder / "khm-2022.xlsx", load_rulebook())
    for number, names in enumerate((*BODIES, ()), 1):
        which = [word for name in names for word in ("--body", name)] or ["--unassigned"]
        done = gapcheck("template", "--from", folder / "khm-2022.xlsx", *which, "-o", folder / f"part-{number}.xlsx")
        assert done.returncode == 0, done.stderr.decode()
    return folder


def test_three_parts_make_the_same_file_and_the_same_result(gapcheck, folder, tmp_path):
    whole = tmp_path / "whole.xlsx"
    done = gapcheck("merge", *(folder / f"part-{number}.xlsx" for number in (2, 3, 1)), "-o", whole)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr.decode().splitlines() == [f"Written: {whole}"]
    assert whole.read_bytes() == (folder / "khm-2022.xlsx").read_bytes()
    hashes = {
        json.loads(gapcheck("assess", path, "-f", "json").stdout)["result_sha256"]
        for path in (whole, folder / "khm-2022.xlsx")
    }
    assert len(hashes) == 1


def test_what_no_part_holds_is_told(gapcheck, folder, tmp_path):
    done = gapcheck("merge", folder / "part-1.xlsx", folder / "part-2.xlsx", "-o", tmp_path / "w.xlsx")
    assert done.returncode == 0
    assert b"are in no part and stay blank" in done.stderr


def test_two_answers_are_told_with_both_cells_and_nothing_is_written(gapcheck, folder, tmp_path):
    book = openpyxl.load_workbook(folder / "khm-2022.xlsx")
    for row in book["Prosecution"].iter_rows():
        if row[0].value == "cases_found":
            row[2].value = 291
    book.save(tmp_path / "other.xlsx")
    done = gapcheck("merge", folder / "khm-2022.xlsx", tmp_path / "other.xlsx", "-o", tmp_path / "w.xlsx")
    words = done.stderr.decode()
    assert done.returncode == 3
    assert "other.xlsx: Prosecution!C" in words
    assert "stands in khm-2022.xlsx: Prosecution!C" in words
    assert words.count(": found ") == 1
    assert not (tmp_path / "w.xlsx").exists()


def test_parts_of_the_same_name_are_told_apart(gapcheck, folder, tmp_path):
    for name, text in (("one", "Yes"), ("two", "No")):
        (tmp_path / name).mkdir()
        book = openpyxl.load_workbook(folder / "part-3.xlsx")
        book["Partnership"]["C2"].value = text
        book.save(tmp_path / name / "part.xlsx")
    done = gapcheck("merge", "one/part.xlsx", "two/part.xlsx", "-o", "w.xlsx", cwd=tmp_path)
    assert done.returncode == 3
    assert "two/part.xlsx: Partnership!C2" in done.stderr.decode()
    assert "one/part.xlsx: Partnership!C2" in done.stderr.decode()


def test_an_input_is_never_written_over_and_another_file_only_by_force(gapcheck, folder, tmp_path):
    part, whole = folder / "part-1.xlsx", tmp_path / "w.xlsx"
    before = part.read_bytes()
    assert gapcheck("merge", part, "-o", part, "--force").returncode == 2
    assert part.read_bytes() == before
    whole.write_bytes(b"filled in")
    assert gapcheck("merge", part, "-o", whole).returncode == 2
    assert whole.read_bytes() == b"filled in"
    assert gapcheck("merge", part, "-o", whole, "--force").returncode == 0


def test_every_part_that_cannot_be_read_is_told(gapcheck, folder, tmp_path):
    (tmp_path / "x.xlsx").write_text("no workbook")
    for order in (("x.xlsx", "none.xlsx"), ("none.xlsx", "x.xlsx")):
        parts = [*(tmp_path / name for name in order), folder / "part-1.xlsx"]
        done = gapcheck("merge", *parts, "-o", tmp_path / "w.xlsx")
        assert done.returncode == 3
        assert b"x.xlsx" in done.stderr
        assert b"none.xlsx" in done.stderr
        assert b"Traceback" not in done.stderr


def test_the_same_file_twice_is_taken_once_and_told(gapcheck, folder, tmp_path):
    (tmp_path / "copy.xlsx").write_bytes((folder / "part-1.xlsx").read_bytes())
    parts = [folder / f"part-{number}.xlsx" for number in (1, 2, 3)]
    done = gapcheck("merge", *parts, tmp_path / "copy.xlsx", "-o", tmp_path / "w.xlsx")
    assert done.returncode == 0
    assert "part-1.xlsx is the same file as copy.xlsx, and is taken once." in done.stderr.decode()
    assert (tmp_path / "w.xlsx").read_bytes() == (folder / "khm-2022.xlsx").read_bytes()


def test_what_goes_to_the_sheet_kept_is_told_for_each_part(gapcheck, folder, tmp_path):
    book = openpyxl.load_workbook(folder / "part-1.xlsx")
    for row in range(2, 14):
        book["Prosecution"].cell(row, 20).value = f"remark {row}"
    book.save(tmp_path / "noted.xlsx")
    done = gapcheck("merge", tmp_path / "noted.xlsx", folder / "part-2.xlsx", "-o", tmp_path / "w.xlsx")
    words = done.stderr.decode()
    assert done.returncode == 0
    assert "noted.xlsx: 12 things written where nothing is read, now on Kept:" in words
    assert '  noted.xlsx: Prosecution!T2: "remark 2". The column is none of the template' in words
    assert "  and 2 more" in words
    assert "part-2.xlsx:" not in words
    again = gapcheck("template", "--from", tmp_path / "w.xlsx", "-o", tmp_path / "again.xlsx").stderr.decode()
    assert "now on Kept" not in again


def test_an_answer_that_would_be_lost_is_refused(gapcheck, folder, tmp_path):
    book = openpyxl.load_workbook(folder / "part-1.xlsx")
    for row in book["Prosecution"].iter_rows():
        if row[0].value == "trafficking_cases":
            row[0].value = "traficking_cases"
    book.save(tmp_path / "part-1.xlsx")
    done = gapcheck("merge", tmp_path / "part-1.xlsx", folder / "part-2.xlsx", "-o", tmp_path / "w.xlsx")
    assert done.returncode == 3
    assert "Did you mean trafficking_cases?" in done.stderr.decode()
    assert not (tmp_path / "w.xlsx").exists()


def test_an_output_of_another_kind_or_language_is_refused_before_anything_is_said(gapcheck, folder, tmp_path):
    done = gapcheck("merge", folder / "part-1.xlsx", "-o", tmp_path / "w.ods")
    assert done.returncode == 2
    assert b"a name that ends with .xlsx" in done.stderr
    (tmp_path / "x.xlsx").write_text("no workbook")
    done = gapcheck("merge", tmp_path / "x.xlsx", "--lang", "fr", "-o", tmp_path / "w.xlsx")
    assert done.returncode == 2
    assert b"x.xlsx" not in done.stderr
