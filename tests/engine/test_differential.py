"""Both evaluators over very many generated sessions; a session is one vector against one set of rules."""

from __future__ import annotations

import pytest
from engine_strategies import random_question, seeded

from gapcheck.engine.durable import DurableEvaluator
from gapcheck.engine.reference import ReferenceEvaluator

SESSIONS = 40_000
SHARES = 8


@pytest.mark.parametrize("seed", range(SHARES))
def test_no_session_differs(durable: DurableEvaluator, seed: int) -> None:
    source = seeded(seed)
    reference = ReferenceEvaluator()
    sessions = held = asked = 0
    while sessions < SESSIONS // SHARES:
        question = random_question(source, source.choice((1, 2, 5, 10, 20)), source.randint(4, 16))
        said = durable.evaluate(question.rules, question.vectors)
        assert said == reference.evaluate(question.rules, question.vectors), f"seed {seed}, session {sessions}"
        sessions += len(question.vectors)
        held += sum(map(len, said))
        asked += len(question.rules) * len(question.vectors)
    # a question that is always or never true would prove little
    assert 0.2 < held / asked < 0.8
