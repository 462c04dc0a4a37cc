"""Which files are the workbooks of a batch, in which order, and where their reports go."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from gapcheck.batch.listing import Listing
from gapcheck.errors import UsageError
from gapcheck.report.formats import Format


def touched(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def listed(*named: Path, out: Path, formats: tuple[Format, ...] = (Format.JSON,), internal: bool = False) -> Listing:
    return Listing(named, out, formats, internal)


def shown(listing: Listing, root: Path) -> list[tuple[str, str]]:
    return [(source.path.relative_to(root).as_posix(), source.folder) for source in listing]


def test_a_tree_is_listed_in_order_and_repeated(tmp_path):
    touched(tmp_path / "in", "b.xlsx", "a.XLSX", "sub/x.xlsx", "sub/deep/er/y.xlsx", "aa/z.xlsx", "odd.xlsx/in.xlsx")
    listing = listed(tmp_path / "in", out=tmp_path / "out")
    assert listing.check().workbooks == 6
    assert shown(listing, tmp_path / "in") == [
        ("a.XLSX", ""),
        ("b.xlsx", ""),
        ("aa/z.xlsx", "aa"),
        ("odd.xlsx/in.xlsx", "odd.xlsx"),
        ("sub/x.xlsx", "sub"),
        ("sub/deep/er/y.xlsx", "sub/deep/er"),
    ]


def test_what_is_no_workbook_is_passed_over_and_what_looks_like_one_is_counted(tmp_path):
    touched(tmp_path, "in/a.xlsx", "in/.b.xlsx", "in/~$a.xlsx", "in/notes.txt", "in/.git/c.xlsx", "in/a.report.xlsx")
    touched(tmp_path, "in/sub/old.xls", "in/d.ods", "elsewhere/e.xlsx")
    (tmp_path / "in" / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / "link.xlsx").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / "file.xlsx").symlink_to(tmp_path / "elsewhere" / "e.xlsx")
    (tmp_path / "in" / "gone.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    listing = listed(tmp_path / "in", out=tmp_path / "out")
    seen = listing.check()
    # A link to a file is read; one that leads nowhere is told when it is read.
    assert [path for path, _ in shown(listing, tmp_path / "in")] == ["a.xlsx", "file.xlsx", "gone.xlsx"]
    assert (seen.workbooks, seen.reports, seen.others) == (3, 1, 2)
    assert seen.first_other.endswith("d.ods")


def test_several_are_kept_apart_by_the_names_of_their_folders(tmp_path):
    touched(tmp_path, "khm/a.xlsx", "xaa/a.xlsx", "c.xlsx")
    listing = listed(tmp_path / "khm", tmp_path / "c.xlsx", tmp_path / "xaa", out=tmp_path / "out")
    assert shown(listing, tmp_path) == [("c.xlsx", ""), ("khm/a.xlsx", "khm"), ("xaa/a.xlsx", "xaa")]
    assert listing.check().workbooks == 3


def test_reports_within_the_folder_that_is_read_are_not_read(tmp_path):
    touched(tmp_path, "in/a.xlsx", "in/reports/a.internal.report.xlsx", "in/reports/sub/b.xlsx")
    (tmp_path / "same").symlink_to(tmp_path / "in" / "reports")
    for out in (tmp_path / "in" / "reports", tmp_path / "same", tmp_path / "in" / "." / "reports"):
        assert shown(listed(tmp_path / "in", out=out), tmp_path / "in") == [("a.xlsx", "")]


@pytest.mark.parametrize(
    ("names", "formats", "says"),
    [
        (("a.xlsx", "a.XLSX"), (Format.JSON,), "one report a.json of a.XLSX and of a.xlsx"),
        (("sub/A.xlsx", "sub/a.xlsx"), (Format.TABLE,), "one report a.txt of A.xlsx and of a.xlsx"),
        (("a.xlsx", "a.oscal-results.xlsx"), (Format.JSON, Format.OSCAL), "a.oscal-results.json"),
    ],
)
def test_two_that_would_write_one_file_are_refused(tmp_path, names, formats, says):
    touched(tmp_path / "in", *names)
    with pytest.raises(UsageError, match=says):
        listed(tmp_path / "in", out=tmp_path / "out", formats=formats).check()
    assert not (tmp_path / "out").exists()


def test_the_same_name_in_two_folders_is_fine(tmp_path):
    touched(tmp_path / "in", "one/a.xlsx", "two/a.xlsx")
    assert listed(tmp_path / "in", out=tmp_path / "out").check().workbooks == 2


@pytest.mark.parametrize(
    ("named", "out", "says"),
    [
        (("in", "in"), "out", "a path a second time"),
        (("in", "in/sub"), "out", "holds already"),
        (("in/sub/b.xlsx", "in"), "out", "holds already"),
        (("in/sub/b.xlsx", "in/sub/../sub/b.xlsx"), "out", "a path a second time"),
        (("in/sub", "other/sub"), "out", "a second folder called sub"),
        (("in",), "in", "which is read, among the reports"),
        (("in",), ".", "which is read, among the reports"),
        (("in", "other"), ".", "which is read, among the reports"),
        (("void",), "out", "no workbook"),
        (("in", "void"), "out", "no workbook"),
        (("in/a.xlsx", "other/a.xlsx"), "out", "one report a.json"),
    ],
)
def test_what_cannot_be_one_batch_is_refused(tmp_path, named, out, says):
    touched(tmp_path, "in/a.xlsx", "in/sub/b.xlsx", "other/a.xlsx", "other/sub/c.xlsx", "void/notes.txt")
    with pytest.raises(UsageError, match=says):
        listed(*(tmp_path / name for name in named), out=tmp_path / out).check()


def test_a_workbook_is_never_written_over_by_a_report(tmp_path):
    touched(tmp_path, "a.xlsx", "a.internal.report.xlsx")
    named = (tmp_path / "a.xlsx", tmp_path / "a.internal.report.xlsx")
    with pytest.raises(UsageError, match="a file that is read"):
        listed(*named, out=tmp_path, formats=(Format.XLSX,), internal=True).check()
    assert listed(*named, out=tmp_path / "out", formats=(Format.XLSX,), internal=True).check().workbooks == 2


def test_a_folder_that_cannot_be_read_is_told_with_the_others_read(tmp_path, monkeypatch):
    touched(tmp_path / "in", "a.xlsx", "closed/b.xlsx", "open/c.xlsx")
    scan = os.scandir

    def scandir(path):
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    listing = listed(tmp_path / "in", out=tmp_path / "out")
    assert listing.check().workbooks == 2
    sources = list(listing)
    assert [source.path.name for source in sources] == ["a.xlsx", "closed", "c.xlsx"]
    assert sources[1].problem is not None
    assert "permission denied" in sources[1].problem.found


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such name")
def test_a_name_that_is_no_text_is_told(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / os.fsdecode(b"caf\xe9.xlsx")).touch()
    (source,) = listed(folder, out=tmp_path / "out")
    assert source.problem is not None
    assert "not in UTF-8" in source.problem.found
    assert source.shown.encode().endswith(b"caf\\udce9.xlsx")


def test_a_tree_deeper_than_python_would_call_is_read(tmp_path):
    deep = tmp_path / "in"
    for _ in range(sys.getrecursionlimit() // 2 + 100):
        deep = deep / "d"
    # Step by step: the whole path is longer than a system takes at once, where the limit is high.
    deep = tmp_path / "in" / Path(*(["d"] * 600))
    touched(deep, "a.xlsx")
    assert listed(tmp_path / "in", out=tmp_path / "out").check().workbooks == 1
