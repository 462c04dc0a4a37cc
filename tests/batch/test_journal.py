"""What was done, as the journal tells it: a line counts only where all would be the same today."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from gapcheck.assessment.gates import Gates
from gapcheck.batch.journal import NAME, Journal
from gapcheck.batch.records import Outcome, Report, Source
from gapcheck.errors import Problem, UsageError
from gapcheck.report.formats import Format

SOURCE = Source(Path("in/a.xlsx"), "sub")
DATA = b"{}"


def done(source: Source = SOURCE, **more) -> Outcome:
    report = Report("a.json", DATA, hashlib.sha256(DATA).hexdigest())
    held = {"sha256": "1" * 64, "kind": "assessed", "reports": (report,), "country": "XAA", "year": 2022, **more}
    return Outcome(source, **held)


@pytest.fixture
def folder(tmp_path, asked):
    """A folder with one workbook done: its report, and its line."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.json").write_bytes(DATA)
    with Journal(tmp_path, asked, resume=False) as journal:
        journal.add(done(gates=("--fail-on error: 1 found",)))
    return tmp_path


def again(folder, asked, source=SOURCE, sha256="1" * 64):
    with Journal(folder, asked, resume=True) as journal:
        return journal.done(source, sha256)


def test_a_line_tells_what_came_of_a_workbook(folder, asked):
    (line,) = [json.loads(text) for text in (folder / NAME).read_text(encoding="utf-8").splitlines()]
    assert (line["path"], line["country"], line["year"], line["outcome"]) == ("in/a.xlsx", "XAA", 2022, "assessed")
    assert line["reports"] == {"a.json": hashlib.sha256(DATA).hexdigest()}
    assert line["rulebook_sha256"] == asked.rulebook.sha256
    assert line["gates"] == ["--fail-on error: 1 found"]


def test_what_is_done_is_known_again_with_its_gates(folder, asked):
    held = again(folder, asked)
    assert held is not None
    assert held["gates"] == ["--fail-on error: 1 found"]


def test_without_resume_nothing_is_done(folder, asked):
    with Journal(folder, asked, resume=False) as journal:
        assert journal.done(SOURCE, "1" * 64) is None
    assert (folder / NAME).read_bytes() == b""


CHANGES = {
    "rules": lambda asked: replace(asked, rulebook=replace(asked.rulebook, sha256="0" * 64)),
    "formats": lambda asked: replace(asked, formats=(Format.JSON, Format.TABLE)),
    "internal": lambda asked: replace(asked, internal=True),
    "gates": lambda asked: replace(asked, gates=Gates({}, fail_on=("error",))),
    "version": lambda asked: replace(asked, maker=replace(asked.maker, version="9")),
    "program": lambda asked: replace(asked, maker=replace(asked.maker, source="9")),
    "engines": lambda asked: replace(asked, maker=replace(asked.maker, both_engines=not asked.maker.both_engines)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_decides_a_report_and_is_another_makes_it_anew(folder, asked, change):
    assert again(folder, CHANGES[change](asked)) is None
    assert again(folder, asked) is not None


@pytest.mark.parametrize("what", ["workbook", "path", "report changed", "report gone"])
def test_a_workbook_or_a_report_that_changed_is_made_anew(folder, asked, what):
    report = folder / "sub" / "a.json"
    if what == "report changed":
        report.write_bytes(b"[]")
    if what == "report gone":
        report.unlink()
    source = replace(SOURCE, path=Path("in/b.xlsx")) if what == "path" else SOURCE
    assert again(folder, asked, source, "2" * 64 if what == "workbook" else "1" * 64) is None


@pytest.mark.parametrize("kind", ["refused", "failed"])
def test_what_came_to_nothing_is_tried_again(folder, asked, kind):
    with Journal(folder, asked, resume=True) as journal:
        journal.add(done(kind=kind, reports=(), problems=(Problem("a", "b", "c", "d"),)))
    assert again(folder, asked) is None


def test_a_line_that_was_cut_off_counts_for_nothing_and_spoils_no_other(folder, asked):
    path = folder / NAME
    whole = path.read_bytes()
    path.write_bytes(whole + whole.replace(b"a.xlsx", b"b.xlsx")[:-20])
    other = replace(SOURCE, path=Path("in/b.xlsx"))
    with Journal(folder, asked, resume=True) as journal:
        assert journal.done(SOURCE, "1" * 64) is not None
        assert journal.done(other, "1" * 64) is None
        journal.add(done(other))
    assert [json.loads(line)["path"] for line in path.read_text().splitlines()] == ["in/a.xlsx", "in/b.xlsx"]
    assert again(folder, asked, other) is not None


@pytest.mark.parametrize(
    "line", [b"\xff\n", b"[]\n", b"{}\n", b'{"schema": "gapcheck.batch/1"}\n', b"\n", b"[" * 9 + b"\n"]
)
def test_what_is_no_line_of_a_journal_was_not_done(folder, asked, line):
    path = folder / NAME
    path.write_bytes(line + path.read_bytes() + line)
    assert again(folder, asked) is not None


def test_files_that_were_being_written_are_removed_and_no_others(folder, asked):
    half = folder / "sub" / ".a.json.0123abcd.part"
    others = [folder / "sub" / name for name in (".a.json.part", "a.json.0123abcd.part", ".hidden")]
    for path in (half, *others):
        path.touch()
    again(folder, asked)
    assert not half.exists()
    assert all(path.exists() for path in others)


def test_two_batches_do_not_write_one_journal(folder, asked):
    pytest.importorskip("fcntl")
    with Journal(folder, asked, resume=True) as journal:
        with pytest.raises(UsageError, match="another batch"), Journal(folder, asked, resume=False):
            pass
        assert journal.done(SOURCE, "1" * 64) is not None
    assert again(folder, asked) is not None


def test_a_journal_that_cannot_be_written_is_told(tmp_path, asked):
    (tmp_path / NAME).mkdir()
    with pytest.raises(UsageError, match="cannot be written"), Journal(tmp_path, asked, resume=True):
        pass
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be written"), Journal(tmp_path / "file", asked, resume=False):
        pass
