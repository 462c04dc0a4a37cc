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
