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
    done = gapcheck("merge", tmp_path / "x.xlsx", tmp_path / "none.xlsx", folder / "part-1.xlsx", "-o", tmp_path / "w")
    assert done.returncode in (2, 3)
    assert b"x.xlsx" in done.stderr
    assert b"none.xlsx" in done.stderr
    assert b"Traceback" not in done.stderr
