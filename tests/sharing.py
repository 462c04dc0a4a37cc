"""Helpers that tests of several files use: with importlib mode no folder of tests is on any path."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent


def share(room: str, name: str) -> ModuleType:
    """Return a helper, which tests may import from now on; ``share("report/pages", "grey")`` is called pages_grey."""
    folder = HERE / room
    called = f"{folder.name}_{name}"
    if called not in sys.modules:
        spec = importlib.util.spec_from_file_location(called, folder / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[called] = module
        spec.loader.exec_module(module)
    return sys.modules[called]
