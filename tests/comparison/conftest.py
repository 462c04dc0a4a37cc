"""Every evaluator, and both together; the helpers of the assessment's tests, and those of this room."""

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
from gapcheck.rulebook import Rulebook, load_rulebook
from gapcheck.workbook import Submission, read_workbook

HERE = Path(__file__).parent


for _room, _name in (("assessment", "making"), ("assessment", "strategies"), ("comparison", "drawing")):
    share(_room, _name)


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


@pytest.fixture(scope="session")
def shipped() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="session")
def khm_2022(shipped: Rulebook) -> Submission:
    return read_workbook(HERE.parents[1] / "inputs" / "khm-2022.xlsx", shipped)
