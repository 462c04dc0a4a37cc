"""An auditor's desk: a filled-in workbook, its review, and how decisions come into it."""

import importlib.util
import sys
from pathlib import Path

import pytest

from gapcheck.workbook import read_bytes


def _share(name):
    """Let the tests of this room import a helper: with importlib mode the folder is on no path."""
    spec = importlib.util.spec_from_file_location(f"reviewing_{name}", Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_share("desk")

ANSWERS = {
    "trafficking_law": {"answer": "Yes", "document": "Law No. 5", "document_date": "2020-01-02", "page": "3-4"},
    "convictions": {"answer": 1310, "comment": "=1+1 and @SUM(A1)", "link": "https://example.org/?a=1"},
    "police_budget": {"answer": 1250.5, "document": "+Budget 7", "document_date": "2021"},
    "victim_guidelines": {"answer": "Drafted"},
    "groups_screened": {"answer": "Women; Foreign workers"},
    "screened_share": {"answer": "Not applicable", "comment": "Nobody is screened at the border"},
    "strategy_adopted": {"answer": "2022-08"},
}
TABLES = {
    "requests_by_province": [
        {"province": "Kep", "requests": 5, "covered": 0.25, "since": "2022-03", "remark": "=HYPERLINK(1)"},
        {"province": "Takeo", "requests": 3, "covered": "75 %"},
    ]
}


@pytest.fixture(scope="session")
def workbook(fill):
    """The bytes of the officer's workbook: partners are not answered, the table has two rows."""
    return fill(ANSWERS, TABLES)


@pytest.fixture(scope="session")
def submission(workbook, rulebook):
    return read_bytes(workbook, "khm-2022.xlsx", rulebook)


@pytest.fixture
def desk(submission, rulebook, tmp_path):
    from reviewing_desk import Desk

    return Desk(submission, rulebook, tmp_path / "review.xlsx")
