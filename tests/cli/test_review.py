"""``gapcheck review`` as an auditor runs it."""

import openpyxl
import pytest

from gapcheck.rulebook import load_rulebook

WHO = {"Q": "seen the register", "R": "A. Auditor", "S": "2023-02-01"}


@pytest.fixture(scope="module")
def first(gapcheck, khm_2022, tmp_path_factory):
    path = tmp_path_factory.mktemp("review") / "review.xlsx"
    done = gapcheck("review", khm_2022, "-o", path)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr.decode().splitlines()[-1] == f"Written: {path}"
    assert done.stdout == b""
    return path


def decided(path, target, row=2, **cells):
    book = openpyxl.load_workbook(path)
    for column, text in {**WHO, "O": "accepted", **cells}.items():
        book["Queue"][f"{column}{row}"] = text
    book.save(target)
    return book["Queue"][f"B{row}"].value


def test_the_same_workbook_gives_the_same_bytes(gapcheck, khm_2022, first, tmp_path):
    again = tmp_path / "again.xlsx"
    assert gapcheck("review", khm_2022, "-o", again).returncode == 0
    assert again.read_bytes() == first.read_bytes()


def test_every_question_is_queued_contradictions_first(first):
    queue = openpyxl.load_workbook(first)["Queue"]
    rows = [[cell.value for cell in row] for row in queue.iter_rows(min_row=2)]
    assert len(rows) == len(load_rulebook().asked())
    assert rows[0][2].startswith("Contradicted: ")
    assert rows[-1][2] == "Not answered."


def test_nothing_is_written_over_but_with_force_and_an_input_never(gapcheck, khm_2022, tmp_path):
    target = tmp_path / "review.xlsx"
    target.write_bytes(b"mine")
    assert gapcheck("review", khm_2022, "-o", target).returncode == 2
    assert target.read_bytes() == b"mine"
    assert gapcheck("review", khm_2022, "-o", target, "--force").returncode == 0
    own = tmp_path / "own.xlsx"
    own.write_bytes(khm_2022.read_bytes())
    assert gapcheck("review", own, "-o", own, "--force").returncode == 2
    assert own.read_bytes() == khm_2022.read_bytes()
    assert gapcheck("review", khm_2022, "--from", target, "-o", target, "--force").returncode == 2
    assert gapcheck("review", khm_2022, "-o", tmp_path / "review.ods").returncode == 2
    assert gapcheck("review", khm_2022, "-o", tmp_path).returncode == 2
    assert gapcheck("review", tmp_path / "none.xlsx", "-o", tmp_path / "r.xlsx").returncode == 2


@pytest.mark.parametrize("output", [".", "", ".."])
def test_a_folder_is_no_review_to_write(gapcheck, khm_2022, tmp_path, output):
    done = gapcheck("review", khm_2022, "-o", output, cwd=tmp_path)
    assert done.returncode == 2, done.stderr.decode()
    assert "folder" in done.stderr.decode()
    assert not list(tmp_path.iterdir())


def test_a_review_that_is_not_there_is_told_as_a_review(gapcheck, khm_2022, tmp_path):
    done = gapcheck("assess", khm_2022, "--review", tmp_path / "none.xlsx")
    assert done.returncode == 2
    assert "expected the auditor's review" in done.stderr.decode()


def test_a_cell_that_makes_a_review_unsafe_is_named_with_its_file(gapcheck, khm_2022, first, tmp_path):
    book = openpyxl.load_workbook(first)
    book["Queue"]["O30000"] = "accepted"
    book.save(tmp_path / "far.xlsx")
    done = gapcheck("assess", khm_2022, "--review", tmp_path / "far.xlsx")
    assert done.returncode == 3
    assert "far.xlsx: Queue!O30000: found" in done.stderr.decode()


def test_decisions_are_carried_over_and_what_was_not_is_told(gapcheck, khm_2022, first, tmp_path):
    name = decided(first, tmp_path / "old.xlsx")
    book = openpyxl.load_workbook(khm_2022)
    for row in book["Prosecution"].iter_rows():
        if row[0].value == "cases_found":
            row[2].value = 291
    book.save(tmp_path / "khm-2022-v2.xlsx")
    decided(tmp_path / "old.xlsx", tmp_path / "both.xlsx", row_of(first, "cases_found"))
    done = gapcheck(
        "review", tmp_path / "khm-2022-v2.xlsx", "--from", tmp_path / "both.xlsx", "-o", tmp_path / "new.xlsx"
    )
    words = done.stderr.decode()
    assert done.returncode == 0, words
    assert "both.xlsx: 1 decision carried over, 1 not; 0 voices carried over, 0 not." in words
    assert "  cases_found: not carried over, the answer changed" in words
    queue = openpyxl.load_workbook(tmp_path / "new.xlsx")["Queue"]
    assert [row[14].value for row in queue.iter_rows() if row[1].value == name] == ["accepted"]


def row_of(path, name):
    queue = openpyxl.load_workbook(path, read_only=True)["Queue"]
    return next(number for number, row in enumerate(queue.iter_rows(values_only=True), 1) if row[1] == name)


def test_an_old_review_that_cannot_be_used_writes_nothing(gapcheck, khm_2022, first, tmp_path):
    decided(first, tmp_path / "old.xlsx", O="acceptd", S=None)
    for old, found in ((tmp_path / "old.xlsx", "Did you mean accepted?"), (khm_2022, "an officer's workbook")):
        done = gapcheck("review", khm_2022, "--from", old, "-o", tmp_path / "new.xlsx")
        assert done.returncode == 3
        assert "The review cannot be used" in done.stderr.decode()
        assert found in done.stderr.decode()
        assert not (tmp_path / "new.xlsx").exists()


def test_a_workbook_that_cannot_be_assessed_gets_no_review(gapcheck, first, tmp_path):
    done = gapcheck("review", first, "-o", tmp_path / "new.xlsx")
    assert done.returncode == 3
    assert not (tmp_path / "new.xlsx").exists()


def test_a_review_in_the_place_of_the_workbook_is_told_as_what_it_is(gapcheck, first):
    for arguments in (["assess", first], ["explain", first, "2(i)"], ["check", first]):
        done = gapcheck(*arguments)
        assert done.returncode == 3
        told = " ".join((done.stdout + done.stderr).decode().split())
        assert "an auditor's review" in told
        assert "no sheet" not in told
