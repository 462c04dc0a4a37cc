"""The shipped workbook and the rules it was made for."""

from pathlib import Path

import pytest

from gapcheck.rulebook import load_rulebook
from gapcheck.workbook import read_workbook


@pytest.fixture(scope="session")
def rulebook():
    return load_rulebook()


@pytest.fixture(scope="session")
def submission(rulebook):
    return read_workbook(Path(__file__).parents[2] / "inputs" / "khm-2022.xlsx", rulebook)
