"""Memory stays flat over thousands of evaluations with rule sets that change each time."""

from __future__ import annotations

import gc

import psutil
from engine_strategies import random_question, seeded

from gapcheck.engine.durable import DurableEvaluator

WARM, LAST = 2_000, 10_000
ALLOWED = 5 * 2**20


def test_memory_stays_flat(durable: DurableEvaluator) -> None:
    source = seeded(5)
    questions = [random_question(source, 12, 2) for _ in range(200)]
    process = psutil.Process()
    before = 0
    for number in range(LAST):
        if number == WARM:
            gc.collect()
            before = process.memory_info().rss
        question = questions[source.randrange(200)]
        durable.evaluate(source.sample(question.rules, source.randint(1, 12)), question.vectors)
    gc.collect()
    assert process.memory_info().rss - before < ALLOWED
