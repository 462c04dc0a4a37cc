"""Answers and rulebooks in few words, and the search by brute force, for the tests of this room."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

HERE = Path(__file__).parent
_HELPERS = {
    "assessment_making": HERE.parents[1] / "assessment" / "making.py",
    "plans_cases": HERE / "cases.py",
    "plans_search": HERE / "search.py",
}

for _name, _path in _HELPERS.items():
    _spec = importlib.util.spec_from_file_location(_name, _path)
    assert _spec is not None
    assert _spec.loader is not None
    _module = importlib.util.module_from_spec(_spec)
    sys.modules[_name] = _module
    _spec.loader.exec_module(_module)
