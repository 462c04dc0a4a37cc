"""Helpers of the assessment's tests and of this room; the good rulebook with tests of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sharing import share

HERE = Path(__file__).parent
GOOD = HERE.parent / "rulebook" / "examples" / "good"


for _room, _name in (("assessment", "making"), ("assessment", "strategies"), ("bench", "benching")):
    share(_room, _name)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The good rulebook, with tests that hold it."""
    folder = tmp_path / "rules"
    shutil.copytree(GOOD, folder)
    shutil.copytree(HERE / "examples" / "good" / "tests", folder / "tests")
    return folder
