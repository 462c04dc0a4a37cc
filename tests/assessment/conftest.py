"""Every evaluator, and both together, for the tests of this room; answers and rulebooks in few words."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest

from gapcheck.assessment import levels
from gapcheck.engine.agreement import decide
from gapcheck.engine.durable import DurableEvaluator, available
from gapcheck.engine.reference import ReferenceEvaluator

HERE = Path(__file__).parent


def _share(name: str) -> ModuleType:
    """Let the tests of this room import a helper: with importlib mode the folder is on no path."""
    spec = importlib.util.spec_from_file_location(f"assessment_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


for _name in ("making", "strategies", "oracle"):
    _share(_name)


@pytest.fixture(scope="module", params=["reference", "durable", "both"])
def engines(request: pytest.FixtureRequest) -> Iterator[str]:
    """Let one evaluator decide every level, or the pair as in a real run."""
    here = available()
    if request.param != "reference" and not here.here:
        pytest.skip(here.reason)
    with pytest.MonkeyPatch.context() as patch:
        if request.param != "both":
            evaluator = ReferenceEvaluator() if request.param == "reference" else DurableEvaluator()
            patch.setattr(levels, "decide", partial(decide, evaluators=(evaluator,)))
        yield request.param
