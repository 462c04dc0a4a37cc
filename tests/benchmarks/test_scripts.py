"""The quicker benchmarks run on a tiny size: what they print is there, whatever the figures are."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gapcheck.errors import WorkbookError
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook.reading import read_workbook

HERE = Path(__file__).parent
INPUTS = HERE.parents[1] / "inputs"


def printed(script: str, *arguments: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, HERE / script, *arguments], capture_output=True, text=True, check=False, timeout=300
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_engines(tmp_path: Path) -> None:
    pytest.importorskip("durable_rules_engine", reason="no durable-rules on this interpreter", exc_type=ImportError)
    shutil.copy(INPUTS / "xaa-2023.xlsx", tmp_path)
    said = printed("engines.py", "--rounds", "1", "--vectors", "10", "--inputs", tmp_path)
    rows = re.findall(
        r"^(durable-rules behind our fence|our reference evaluator|compiled Python) +[\d.]+ +[\d.]+$", said, re.M
    )
    assert len(rows) == 6, said


def test_growth() -> None:
    said = printed("growth.py", "--workbooks", "--leaves", "3", "40", "--rounds", "1")
    assert re.search(r"^one assessment in all( +[\d.]+){3}$", said, re.M), said


def test_memory() -> None:
    said = printed("memory.py", "--workbooks", "3", "--early", "1", "--rounds", "1")
    assert re.search(r"^peak of one assess \d+ MB, of its floor \d+ MB: [\d.]+ times$", said, re.M), said
    assert re.search(r"^--jobs 1: after 1 workbooks \d+ MB, after 3 \d+ MB", said, re.M), said


def test_corpus_is_the_same_again_different_within_and_bad_where_asked(tmp_path: Path) -> None:
    for name in ("one", "two"):
        printed("corpus.py", tmp_path / name, "20", "--bad", "0.3")
    one, two = ([path.read_bytes() for path in sorted((tmp_path / name).rglob("*.xlsx"))] for name in ("one", "two"))
    assert one == two
    assert len(set(one)) == 20
    rulebook = load_rulebook()
    refused = 0
    for path in (tmp_path / "one").rglob("*.xlsx"):
        try:
            read_workbook(path, rulebook)
        except WorkbookError:
            refused += 1
    assert refused == 6


def test_a_rulebook_of_any_size_is_valid_and_its_workbook_read(tmp_path: Path) -> None:
    printed("rulebooks.py", tmp_path, "25")
    rulebook = load_rulebook(tmp_path / "rules")
    assert sum(node.is_leaf for instrument in rulebook.instruments for node in instrument.walk()) == 25
    submission = read_workbook(tmp_path / "filled.xlsx", rulebook)
    assert len(submission.answers) == 75
    assert json.loads((tmp_path / "rules" / "instruments" / "many.yaml").read_text())["id"] == "many-leaves"
