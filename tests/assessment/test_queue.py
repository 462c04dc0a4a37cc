from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from assessment_making import answer, check, indicator, inner, instrument, leaf, nodes, review, rulebook, submission
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gapcheck.assessment import assess
from gapcheck.assessment.queue import queue
from gapcheck.rulebook.book import Rulebook
from gapcheck.workbook.answers import Submission
from gapcheck.workbook.reviewing.entries import CLASSES, Entry

LADDER = {1: [{"indicator": "law", "is": ["a", "b"]}], 2: [{"indicator": "law", "is": "b"}]}
BOTH = {1: [{"indicator": "cases", "at_least": "1"}, {"indicator": "trained", "at_least": "1"}]}
BOOK = rulebook(
    [
        indicator("law", "choice"), indicator("cases", "count"), indicator("trained", "count"),
        indicator("women", "count"), indicator("note", "text"), indicator("waived", "yes_no", not_applicable="true"),
        indicator("fund", "yes_no"),
    ],
    [
        instrument(
            "plan", leaf("P.1", LADDER), leaf("P.2", BOTH),
            leaf("P.3", {4: [{"indicator": "waived", "is": "yes"}, {"indicator": "fund", "is": "yes"}]}),
        )
    ],
    [
        check("women_fit", expression_not_used=None) if False else check(
            "women_fit", at_most=["women", "cases"]),
    ],
) if False else None  # fmt: skip
