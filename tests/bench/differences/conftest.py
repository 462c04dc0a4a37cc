"""Answers and rulebooks in few words, and drawn by hypothesis."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

_ROOM = Path(__file__).parents[2] / "assessment"


def _share(name: str) -> None:
    """Let the tests of this room import a helper: with importlib mode no folder is on any path."""
    called = f"assessment_{name}"
    if called in sys.modules:
        return
    spec = importlib.util.spec_from_file_location(called, _ROOM / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[called] = module
    spec.loader.exec_module(module)


for _name in ("making", "strategies"):
    _share(_name)
