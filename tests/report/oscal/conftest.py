"""Results to write as OSCAL, and a python with compliance-trestle, whose models are made from NIST's schemas."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from assessment_making import review
from filelock import FileLock
from sharing import share

from gapcheck.assessment import assess
from gapcheck.disclosure import published
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook import read_workbook
from gapcheck.workbook.answers import DateInterval
from gapcheck.workbook.decisions import Voice

TRESTLE = "compliance-trestle==5.2.0"
Made = share("report/oscal", "making").Made

INPUTS = Path(__file__).parents[3] / "inputs"
DAY = date(2023, 2, 1)


@pytest.fixture(scope="session")
def rules():
    return load_rulebook()


@pytest.fixture(scope="session")
def khm_submission(rules):
    return read_workbook(INPUTS / "khm-2022.xlsx", rules)


@pytest.fixture(scope="session")
def khm_whole(khm_submission, rules):
    return Made(assess(khm_submission, rules), rules)


@pytest.fixture(scope="session")
def khm(khm_whole, rules):
    return Made(published([khm_whole.assessment], rules)[0], rules)


@pytest.fixture(scope="session")
def xaa(rules):
    return Made(published([assess(read_workbook(INPUTS / "xaa-2023.xlsx", rules), rules)], rules)[0], rules)


@pytest.fixture(scope="session")
def reviewed(khm_submission, rules):
    """The Cambodian workbook with reviews made up here: every verdict, two reviewers, a voice."""
    says = Voice(
        "trafficking_law", "A coalition of NGOs", "The law is not applied.", "Shadow report", "A. Reader", DAY,
        DateInterval(date(2023, 1, 1), date(2023, 1, 31)), "https://example.org/shadow", "Voices!A2",
    )  # fmt: skip
    first = review(
        DAY,
        by="An auditor",
        voices=[says],
        trafficking_law="accepted",
        foreign_workers_found=("corrected", Fraction(2761)),
        ilo_c182_status="rejected",
    )
    second = review(date(2023, 2, 3), by="Another auditor", trafficking_law="accepted")
    return Made(assess(khm_submission, rules, [first, second]), rules)


@pytest.fixture(scope="session")
def trestle(tmp_path_factory, worker_id):
    """A python that has compliance-trestle: the one that GAPCHECK_TRESTLE names, or one made once for all workers."""
    named = os.environ.get("GAPCHECK_TRESTLE")
    if named:
        return Path(named)
    base = tmp_path_factory.getbasetemp()
    root = base if worker_id == "master" else base.parent
    made, failure = root / "trestle", root / "trestle.failed"
    python = made / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    with FileLock(root / "trestle.lock"):
        if not (made / "complete").exists() and not failure.exists():
            venv.create(made, with_pip=True)
            command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", TRESTLE]
            ended = subprocess.run(command, capture_output=True, text=True, check=False)
            if ended.returncode:
                failure.write_text(ended.stderr[-500:])
            else:
                (made / "complete").touch()
    if failure.exists():
        pytest.skip(f"pip cannot install {TRESTLE}: {failure.read_text()}")
    return python


@pytest.fixture(params=["khm", "khm_whole", "xaa", "reviewed"])
def made(request):
    """Each of these results in its turn."""
    return request.getfixturevalue(request.param)
