"""``compare -f html`` and ``trend -f html`` as they are run."""

from __future__ import annotations

from pathlib import Path

import pytest

INPUTS = Path(__file__).parents[2] / "inputs"
TIP = [INPUTS / f"khm-{year}-tip.xlsx" for year in (2020, 2021)]
XAA = [INPUTS / f"xaa-{year}.xlsx" for year in (2021, 2022)]


def told(done):
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.parametrize(("command", "words"), [("compare", "What really changed"), ("trend", "Years and countries")])
def test_a_page_goes_to_stdout_or_into_a_file(gapcheck, tmp_path, command, words):
    page = told(gapcheck(command, *XAA, "-f", "html"))
    assert page.startswith("<!DOCTYPE html>")
    assert words in page
    done = gapcheck(command, *XAA, "-f", "html", "-o", tmp_path / "page.html")
    assert done.returncode == 0
    assert (tmp_path / "page.html").read_text("utf-8") == page
    assert b"Counts of persons from 1 to 4, and what would tell them, are not shown." in done.stderr


@pytest.mark.parametrize("command", ["compare", "trend"])
def test_inside_the_house_nothing_is_kept_back(gapcheck, command):
    done = gapcheck(command, *TIP, "-f", "html", "--internal")
    assert "INTERNAL" in told(done)
    assert b"are not shown" not in done.stderr


def test_what_was_published_under_other_rules_is_scored_again(gapcheck):
    page = told(gapcheck("compare", INPUTS / "xaa-2021.json", *XAA, "-f", "html"))
    assert "version 0.9 for the earlier, version 2026.11 for the later" in page
    assert "2021*" in page


@pytest.mark.parametrize("command", ["compare", "trend"])
def test_the_language_of_a_page_can_be_chosen(gapcheck, command):
    assert '<html lang="km">' in told(gapcheck(command, *TIP, "-f", "html", "--lang", "km"))
    unknown = gapcheck(command, *TIP, "-f", "html", "--lang", "xx")
    assert unknown.returncode == 2
    assert b"one of en, km" in unknown.stderr
    table = gapcheck(command, *TIP, "--lang", "km")
    assert table.returncode == 2
    assert b"--lang: found -f table; expected html" in table.stderr


def test_what_cannot_be_compared_is_refused_before_anything_is_said_of_passing_it_on(gapcheck):
    done = gapcheck("compare", TIP[0], "-f", "html")
    assert done.returncode == 2
    assert b"two reports of one country" in done.stderr
    assert b"not shown" not in done.stderr


def test_other_formats_are_refused(gapcheck):
    done = gapcheck("compare", *TIP, "-f", "md")
    assert done.returncode == 2
    assert b"'md'" in done.stderr
