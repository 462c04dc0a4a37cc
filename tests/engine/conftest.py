"""Both evaluators for every test, and a durable-rules that can be watched and made to fail."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from gapcheck.engine.conditions import Evaluator
from gapcheck.engine.durable import DurableEvaluator, available
from gapcheck.engine.reference import ReferenceEvaluator


def _share(name: str, path: Path) -> ModuleType:
    """Let the tests of this room import a helper: with importlib mode the folder is on no path."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


_share("engine_strategies", Path(__file__).with_name("strategies.py"))
Watched = _share("engine_watched", Path(__file__).with_name("watched.py")).Watched


@pytest.fixture(scope="session")
def durable() -> DurableEvaluator:
    here = available()
    if not here.here:
        pytest.skip(here.reason)
    return DurableEvaluator()


@pytest.fixture(scope="session", params=["reference", "durable"])
def evaluator(request: pytest.FixtureRequest) -> Evaluator:
    return ReferenceEvaluator() if request.param == "reference" else request.getfixturevalue("durable")


@pytest.fixture
def watched(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """The durable-rules module as the evaluator finds it, under watch."""
    request.getfixturevalue("durable")
    watched = Watched(importlib.import_module("durable_rules_engine"))
    monkeypatch.setitem(sys.modules, "durable_rules_engine", watched)
    return watched
