"""Every evaluator, and both together, for the tests of this room; answers and rulebooks in few words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sharing import share

from gapcheck.assessment import levels
from gapcheck.engine.agreement import decide
from gapcheck.engine.durable import DurableEvaluator, available
from gapcheck.engine.reference import ReferenceEvaluator

HERE = Path(__file__).parent


for _name in ("making", "strategies", "oracle"):
    share("assessment", _name)


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
