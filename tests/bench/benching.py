"""Leaves, trials and situations in few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from assessment_making import answer, instrument, leaf, rulebook
from assessment_strategies import LAW as ASSESSMENT_LAW
from assessment_strategies import PROFILE
from hypothesis import settings

from gapcheck.assessment.levels import reach
from gapcheck.assessment.readings import READINGS, Ledger
from gapcheck.assessment.trees import look_at
from gapcheck.bench.cases import NOT_APPLICABLE, Rung
from gapcheck.bench.situations import Situation
from gapcheck.bench.trials import LeafTrial
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.provisions import Provision
from gapcheck.workbook.answers import Answer, Value

LAW = settings(ASSESSMENT_LAW, max_examples=1000 if PROFILE == "thorough" else 20)
"""Each example is many mutants."""

PERIOD = (date(2021, 9, 1), date(2022, 8, 31))


def book_of(indicators: Sequence[Indicator], levels: Mapping[int, Any], **more: Any) -> Rulebook:
    """A rulebook with one instrument of one leaf, "L"."""
    return rulebook(indicators, [instrument("plan", leaf("L", levels))], **more)


def leaf_of(book: Rulebook) -> Provision:
    return next(book.instruments[0].walk())


def situation(answers: Mapping[str, Value | Answer], **facts: int) -> Situation:
    """Documented answers for Cambodia, or answers as they are."""
    held = {name: value if isinstance(value, Answer) else answer(name, value) for name, value in answers.items()}
    return Situation("KHM", *PERIOD, {name: Fraction(value) for name, value in facts.items()}, held)


def trial(book: Rulebook, answers: Mapping[str, Value | Answer], level: Rung, **more: Any) -> LeafTrial:
    """A case of the leaf "L" with these documented answers."""
    return LeafTrial(
        "tests/x.yaml:1:1", book.instruments[0], leaf_of(book), situation(answers), {"documented": level}, **more
    )


def reached(leaf: Provision, levels: Mapping[int, Any], ledger: Ledger) -> tuple[Rung, ...]:
    """The rung in each reading as an assessment finds it, with both engines, for a leaf with these levels."""
    looked = look_at(leaf.model_copy(update={"levels": dict(levels)}), ledger)
    if looked.not_applicable:
        return (NOT_APPLICABLE,) * len(READINGS)
    found = reach({"leaf": looked}).levels["leaf"]
    return tuple(found[reading] for reading in READINGS)
