"""Where reports go: to the terminal, to one file, or to a folder under names that are always the same."""

from __future__ import annotations

import shutil

import pytest

from gapcheck.resources import shipped

KHM, XAA = (shipped("inputs") / f"{name}.xlsx" for name in ("khm-2022", "xaa-2023"))


class Done:
    """What a command did, as text."""

    def __init__(self, done):
        self.exit_code, self.stdout, self.stderr = done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def run(gapcheck):
    return lambda *words: Done(gapcheck("assess", *words))


def test_several_formats_stand_in_a_folder_under_predictable_names(run, tmp_path):
    folder = tmp_path / "reports"
    formats = ("html", "xlsx", "md", "oscal", "json", "table", "csv")
    result = run(KHM, *(word for name in formats for word in ("-f", name)), "-o", folder)
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in folder.iterdir()) == [
        "answers.csv",
        "dictionary.csv",
        "khm-2022.html",
        "khm-2022.json",
        "khm-2022.md",
        "khm-2022.oscal-catalog.json",
        "khm-2022.oscal-results.json",
        "khm-2022.report.xlsx",
        "khm-2022.txt",
        "scores.csv",
    ]
    assert "The files of -f json and table show all counts of persons" in result.stderr


def test_one_format_to_one_file_or_to_the_terminal(run, tmp_path):
    file = tmp_path / "report.html"
    assert run(XAA, "-f", "html", "-o", file).exit_code == 0
    shown = run(XAA, "-f", "html")
    assert shown.stdout.splitlines() == file.read_text(encoding="utf-8").splitlines()
    assert shown.stdout.startswith("<!DOCTYPE html>")


def test_the_folder_is_written_as_the_files_are(run, tmp_path):
    assert run(XAA, "-f", "md", "-o", tmp_path / "one.md").exit_code == 0
    assert run(XAA, "-f", "md", "-f", "html", "-o", tmp_path / "both").exit_code == 0
    assert (tmp_path / "both" / "xaa-2023.md").read_bytes() == (tmp_path / "one.md").read_bytes()


def test_each_workbook_has_its_own_files(run, tmp_path):
    assert run(KHM, XAA, "-f", "md", "-o", tmp_path).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["khm-2022.md", "xaa-2023.md"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((KHM, "-f", "xlsx"), "a file to write to, since a workbook is no text"),
        ((KHM, "-f", "oscal"), "a folder, since -f oscal gives several files"),
        ((KHM, "-f", "html", "-f", "md"), "a folder, since -f html and md gives several files"),
        ((KHM, XAA, "-f", "html"), "a folder, since -f html gives several files"),
        ((KHM, "--lang", "km"), "html, xlsx or md"),
        ((KHM, "-f", "html", "--lang", "fr"), "one of en, km"),
        ((KHM, "-f", "pdf"), "pdf"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is(run, words, said):
    result = run(*words)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.replace("│", " ").split())
    assert result.stdout == ""


def test_a_file_where_a_folder_is_needed_is_refused_and_stays(run, tmp_path):
    file = tmp_path / "held"
    file.write_text("mine")
    result = run(KHM, "-f", "html", "-f", "md", "-o", file)
    assert result.exit_code == 2
    assert "which is a file" in result.stderr
    assert file.read_text() == "mine"


def test_two_workbooks_of_one_name_are_refused(run, tmp_path):
    (tmp_path / "other").mkdir()
    other = shutil.copy(XAA, tmp_path / "other" / "khm-2022.xlsx")
    result = run(KHM, other, "-f", "md", "-o", tmp_path)
    assert result.exit_code == 2
    assert "khm-2022 more than once" in result.stderr


def test_a_workbook_is_never_written_over_by_its_own_report(run, tmp_path):
    held = shutil.copy(XAA, tmp_path / "a.report.xlsx")
    before = held.read_bytes()
    link = tmp_path / "a.xlsx"
    link.symlink_to(held)
    result = run(link, "-f", "xlsx", "-o", tmp_path)
    assert result.exit_code == 2
    assert "a file that is read" in result.stderr
    assert held.read_bytes() == before


def test_a_format_named_twice_is_written_once(run, tmp_path):
    result = run(XAA, "-f", "md", "-f", "md", "-o", tmp_path / "x.md")
    assert result.exit_code == 0
    assert (tmp_path / "x.md").is_file()


def test_reports_come_in_khmer(run, tmp_path):
    assert run(XAA, "-f", "html", "-f", "md", "-f", "xlsx", "--lang", "km", "-o", tmp_path / "km").exit_code == 0
    assert '<html lang="km">' in (tmp_path / "km" / "xaa-2023.html").read_text(encoding="utf-8")


def test_what_is_passed_on_says_so_and_internal_reports_show_all(run, tmp_path):
    kept = run(KHM, "-f", "html", "-o", tmp_path / "a.html")
    assert "Counts of persons from 1 to 4, and what would tell them, are not shown." in kept.stderr
    whole = run(KHM, "-f", "html", "--internal", "-o", tmp_path / "b.html")
    assert "are not shown" not in whole.stderr
    assert whole.stderr.startswith("INTERNAL: small counts of persons are shown.")
    assert "INTERNAL" in (tmp_path / "b.html").read_text(encoding="utf-8")
    assert "INTERNAL" not in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_an_internal_report_never_takes_the_name_of_one_to_be_passed_on(run, tmp_path):
    formats = ("-f", "html", "-f", "xlsx", "-f", "md", "-f", "oscal", "-f", "json")
    assert run(XAA, *formats, "--internal", "-o", tmp_path).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "xaa-2023.internal.html",
        "xaa-2023.internal.md",
        "xaa-2023.internal.oscal-catalog.json",
        "xaa-2023.internal.oscal-results.json",
        "xaa-2023.internal.report.xlsx",
        "xaa-2023.json",
    ]
    for name in ("xaa-2023.internal.html", "xaa-2023.internal.oscal-results.json"):
        assert "INTERNAL: " in (tmp_path / name).read_text(encoding="utf-8")
