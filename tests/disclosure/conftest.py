"""Answers and rulebooks in few words, and the solver that attacks what is published."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

_HERE = Path(__file__).parent


def _share(name: str, path: Path) -> None:
    if name in sys.modules:
        return
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


_share("assessment_making", _HERE.parent / "assessment" / "making.py")
_share("disclosure_integers", _HERE / "integers.py")
_share("disclosure_attack", _HERE / "attack.py")
