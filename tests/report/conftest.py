"""Answers and rulebooks in few words, and drawn by hypothesis, shared with the tests of the assessment."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

_ASSESSMENT = Path(__file__).parents[1] / "assessment"

for _name in ("making", "strategies"):
    if f"assessment_{_name}" not in sys.modules:
        spec = importlib.util.spec_from_file_location(f"assessment_{_name}", _ASSESSMENT / f"{_name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
