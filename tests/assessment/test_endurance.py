"""Memory stays flat over ten thousand assessments in one process."""

from __future__ import annotations

import gc
import time
from fractions import Fraction

import psutil
import pytest
from assessment_making import answer, check, indicator, instrument, leaf, review, rulebook, submission

from gapcheck.assessment import assess

WARM, LAST = 1_000, 10_000
ALLOWED = 10 * 2**20


def test_memory_stays_flat(capsys: pytest.CaptureFixture[str]) -> None:
    book = rulebook(
        [
            indicator("done", "count"),
            indicator("all_of_them", "count"),
            indicator("fund", "yes_no", not_applicable="true"),
            indicator("share_done", "share", derived={"ratio": ["done", "all_of_them"]}),
        ],
        [
            instrument(
                "plan",
                leaf(
                    "P.1",
                    {3: [{"indicator": "share_done", "at_least": "75%"}], 4: [{"indicator": "fund", "is": "yes"}]},
                ),
                leaf(
                    "P.2", {4: [{"any": [{"indicator": "fund", "is": "yes"}, {"indicator": "done", "at_least": "3"}]}]}
                ),
            )
        ],
        [check("within", at_most=["done", "all_of_them"])],
    )
    process = psutil.Process()
    before, started = 0, time.perf_counter()
    for number in range(LAST):
        if number == WARM:
            gc.collect()
            before = process.memory_info().rss
        fund = answer("fund", "yes") if number % 3 else answer("fund", status="not_applicable", reason=f"No. {number}")
        answers = [answer("done", Fraction(number % 7)), answer("all_of_them", Fraction(number % 5)), fund]
        result = assess(submission(answers), book, [review(fund="not_applicable_approved")])
        assert result.instruments[0].score.documented is not None
    gc.collect()
    grown = process.memory_info().rss - before
    with capsys.disabled():
        seconds = time.perf_counter() - started
        print(f"\n{LAST} assessments in {seconds:.0f} s; memory grew by {grown / 2**20:.1f} MB after {WARM}")  # noqa: T201
    assert grown < ALLOWED
