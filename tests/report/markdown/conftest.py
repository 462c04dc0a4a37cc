"""Reading Markdown back, shared by the tests of this room."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

_READING = Path(__file__).with_name("reading.py")

if "markdown_reading" not in sys.modules:
    spec = importlib.util.spec_from_file_location("markdown_reading", _READING)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
