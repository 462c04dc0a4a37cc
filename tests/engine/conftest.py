"""Both evaluators for every test, and a durable-rules that can be watched and made to fail."""

from __future__ import annotations

import importlib
import sys

import pytest
from sharing import share

from gapcheck.engine.conditions import Evaluator
from gapcheck.engine.durable import DurableEvaluator, available
from gapcheck.engine.reference import ReferenceEvaluator

share("engine", "strategies")
Watched = share("engine", "watched").Watched


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
