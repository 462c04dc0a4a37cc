"""Changed workbooks by the thousand; ``GAPCHECK_FUZZ=20000`` makes it more, and other numbers make others."""

from __future__ import annotations

import dataclasses
import os
import signal
import time
from pathlib import Path

import pytest
from sharing import share

from gapcheck.workbook import Status

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="a hanging reader is stopped in the way of Unix")

COUNT = int(os.environ.get("GAPCHECK_FUZZ", "1200"))
FIRST = int(os.environ.get("GAPCHECK_FUZZ_FIRST", "0"))
PIECES = 4  # of one run, for as many processes
SHIPPED = Path(__file__).parents[3] / "inputs" / "khm-2022.xlsx"
ANSWERS = {
    "trafficking_law": {"answer": "Yes", "document": "Law 0208", "document_date": "2008-02-15", "comment": "Art. 3"},
    "convictions": {"answer": 12, "document": "Register 7", "document_date": "2022-05"},
    "police_budget": 1250000.5, "victim_guidelines": {"answer": "Drafted", "comment": "in two\nlines"},
    "groups_screened": "Women; Foreign workers", "screened_share": 0.45, "strategy_adopted": "2019-03",
    "partners": {"answer": "IOM, UNODC", "responsible_body": "NCCT"},
}  # fmt: skip
TABLES = {
    "requests_by_province": [
        {"province": "Kep", "requests": 3, "covered": 0.5, "since": "2020-01-02"},
        {"province": "Takeo", "requests": 14},
    ],
}  # fmt: skip


@pytest.fixture(scope="session")
def fuzzing():
    return share("workbook", "fuzzing")


@pytest.fixture(scope="session")
def small(fuzzing, fill, rulebook):
    return fuzzing.Fuzzer(fill(ANSWERS, TABLES), rulebook)


@pytest.fixture(scope="session")
def large(fuzzing, shipped_rulebook):
    return fuzzing.Fuzzer(SHIPPED.read_bytes(), shipped_rulebook)


def piece(number: int, count: int) -> range:
    return range(FIRST + number, FIRST + count, PIECES)


@pytest.mark.parametrize("number", range(PIECES))
def test_a_small_workbook_is_refused_or_read_as_it_stands(number, small):
    before = small.figures.total()
    small.run(piece(number, COUNT * 9 // 10))  # raises at the first fault
    assert small.figures.total() - before == len(piece(number, COUNT * 9 // 10)) > 0


@pytest.mark.parametrize("number", range(PIECES))
def test_the_shipped_workbook_is_refused_or_read_as_it_stands(number, large):
    before = large.figures.total()
    large.run(piece(number, COUNT // 10))
    assert large.figures.total() - before == len(piece(number, COUNT // 10)) > 0


def test_the_judge_sees_a_planted_fault(fuzzing, small):
    """Read one answer differently, as a faulty reader would, and every harmless change must be found out."""
    judge = fuzzing.Fuzzer(small.data, small.rulebook)
    wrong = dataclasses.replace(judge.sound.answers["convictions"], status=Status.BLANK, value=None)
    judge.sound = dataclasses.replace(judge.sound, answers={**judge.sound.answers, "convictions": wrong})
    with pytest.raises(fuzzing.Fault, match="a harmless change changes convictions"):
        judge.outcome(small.data, neutral=True)
    with pytest.raises(fuzzing.Fault, match="convictions changed from"):
        judge.outcome(small.data, neutral=False)


def test_a_reader_that_hangs_is_stopped(fuzzing, monkeypatch):
    monkeypatch.setattr(fuzzing, "SECONDS", 1)
    with pytest.raises(TimeoutError), fuzzing.time_limit():
        time.sleep(60)
