"""An auditor's desk: a filled-in workbook, its review, and how decisions come into it."""

import pytest
from sharing import share

from gapcheck.workbook import read_bytes

share("workbook/reviewing", "desk")


@pytest.fixture(scope="session")
def workbook(fill):
    """The bytes of the officer's workbook: partners are not answered, the table has two rows."""
    from reviewing_desk import ANSWERS, TABLES

    return fill(ANSWERS, TABLES)


@pytest.fixture(scope="session")
def submission(workbook, rulebook):
    return read_bytes(workbook, "khm-2022.xlsx", rulebook)


@pytest.fixture
def desk(submission, rulebook, tmp_path):
    from reviewing_desk import Desk

    return Desk(submission, rulebook, tmp_path / "review.xlsx")
