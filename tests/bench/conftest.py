"""Helpers of the assessment's tests and of this room; the good rulebook with tests of its own."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
GOOD = HERE.parent / "rulebook" / "examples" / "good"


def _share(room: str, name: str) -> None:
    """Let the tests of this room import a helper: with importlib mode no folder is on any path."""
    called = f"{room}_{name}"
    if called in sys.modules:
        return
    spec = importlib.util.spec_from_file_location(called, HERE.parent / room / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[called] = module
    spec.loader.exec_module(module)


for _room, _name in (("assessment", "making"), ("assessment", "strategies"), ("bench", "benching")):
    _share(_room, _name)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The good rulebook, with tests that hold it."""
    folder = tmp_path / "rules"
    shutil.copytree(GOOD, folder)
    shutil.copytree(HERE / "examples" / "good" / "tests", folder / "tests")
    return folder
