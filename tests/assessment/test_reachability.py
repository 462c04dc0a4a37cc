"""Every scored leaf of the shipped rules can be at each of its levels, by answers that an auditor verified.

A level that no answers reach, or that none leave, is a mistake in the rules. The search finds answers without a failed
``error`` check among them; the real assessment is asked whether they do what was found.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache, partial
from typing import Any

import pytest
from assessment_making import answer, nodes, submission, table

from gapcheck.assessment import assess, levels
from gapcheck.assessment.contradictions import run_checks
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.result import LeafProvision
from gapcheck.assessment.reviews import Reviewed
from gapcheck.assessment.trees import Found, Leaf, look_at
from gapcheck.assessment.truths import Finding, months_before
from gapcheck.engine.agreement import decide
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.errors import RulebookError
from gapcheck.rulebook import Rulebook, load_rulebook, provisions
from gapcheck.rulebook.criteria import AnyCriteria
from gapcheck.rulebook.model import NUMERIC, Indicator
from gapcheck.rulebook.provisions import Provision
from gapcheck.workbook.answers import Answer, DateInterval, Grade, Value
from gapcheck.workbook.decisions import Decision, Review, Verdict

COUNTRY, PERIOD = "KHM", (date(2024, 1, 1), date(2024, 12, 31))
TRIES = 5_000
Chosen = dict[str, Value]


@cache
def _rulebook() -> Rulebook:
    return load_rulebook()


def _leaves() -> list[Provision]:
    try:
        instruments = [item for item in _rulebook().instruments if item.scored and item.applies(COUNTRY)]
    except RulebookError:  # what is wrong with the rules is told by their own tests
        return []
    return [node for item in instruments for node in item.walk() if node.is_leaf and node.is_scored]


LEAVES = _leaves()


def test_the_shipped_rules_have_leaves() -> None:
    assert len(LEAVES) > 50


@pytest.mark.parametrize("leaf", LEAVES, ids=[leaf.id for leaf in LEAVES])
def test_every_level_can_be_reached(leaf: Provision, monkeypatch: pytest.MonkeyPatch) -> None:
    found = _Search(leaf).run()
    missing = [level for level in (0, *sorted(leaf.levels)) if level not in found]
    assert not missing, f"{leaf.id}: no answers found for level {', '.join(map(str, missing))}"
    monkeypatch.setattr(levels, "decide", partial(decide, evaluators=(ReferenceEvaluator(),)))
    instrument = next(item for item in _rulebook().instruments if leaf in item.walk())
    alone = replace(_rulebook(), instruments=(instrument.model_copy(update={"provisions": (leaf,)}),))
    for level, chosen in found.items():
        review = Review("r", "0" * 64, tuple(Decision(name, Verdict.ACCEPTED, PERIOD[1]) for name in chosen))
        answers = [answer(name, value, "claimed") for name, value in chosen.items()]
        result = assess(submission(answers, country=COUNTRY, period=PERIOD), alone, [review])
        node = nodes(result)[leaf.id]
        assert isinstance(node, LeafProvision)
        assert node.levels is not None
        assert node.levels.verified == level, chosen
        assert node.score.verified is not None
        assert Fraction(node.score.verified.exact) == _rulebook().method.levels[level].points
        assert not [held.check for held in result.contradictions if held.severity == "error"], chosen


class _Search:
    """Looks for answers at each level: changes one answer at a time, and keeps what comes closer to the next level."""

    def __init__(self, leaf: Provision) -> None:
        self.leaf, self.random = leaf, random.Random(leaf.id)  # noqa: S311 - the same search in every run
        tests = [test for criteria in leaf.levels.values() for test in provisions.tests_in(criteria)]
        book = _rulebook()
        self.questions = list(dict.fromkeys(name for test in tests for name in book.underlying(test.indicator)))
        self.tests = tests
        self.values = {name: list(self._values(book.indicators[name])) for name in self.questions}
        self.ladder = (0, *sorted(leaf.levels))

    def run(self) -> dict[int, Chosen]:
        found: dict[int, Chosen] = {}
        best: dict[int, tuple[int, Chosen]] = {}
        for _ in range(TRIES):
            if len(found) == len(self.ladder):
                break
            chosen = self._next(best)
            ledger = _ledger(chosen)
            reached, met = _climbed(look_at(self.leaf, ledger))
            held = best.get(reached)
            if held is not None and held[0] > met and reached in found:
                continue
            if any(item.severity == "error" for item in run_checks(ledger).contradictions):
                continue
            found.setdefault(reached, chosen)
            if held is None or met >= held[0]:
                best[reached] = (met, chosen)
        return found

    def _next(self, best: dict[int, tuple[int, Chosen]]) -> Chosen:
        if not best or self.random.random() < 0.2:
            return {name: self._drawn(name) for name in self.questions}
        # beside what is missing, above all: the nearest level below it
        chosen = dict(best[self.random.choice(sorted(best))][1])
        for name in self.random.sample(self.questions, min(len(self.questions), self.random.choice((1, 1, 2, 3)))):
            chosen[name] = self._drawn(name)
        return chosen

    def _drawn(self, name: str) -> Value:
        item = _rulebook().indicators[name]
        if item.type != "table":
            return self.random.choice(self.values[name])
        columns = {column: held for column, held in item.columns.items() if not held.key}
        figures = self.values[name]
        rows: list[dict[str, Any]] = [
            {
                item.key_column: place,
                **{column: self.random.choice((0, self.random.choice(figures))) for column in columns},
            }
            for place in "abcd"[: self.random.choice((0, 1, 1, 2, 4))]
        ]
        return table(name, rows)

    def _values(self, item: Indicator) -> Iterator[Any]:
        """The values at and around every threshold that can matter."""
        if item.type in ("choice", "yes_no"):
            yield from item.codes
        elif item.type == "choices":
            plain = [code for code, option in item.options.items() if not option.exclusive]
            yield from ((code,) for code in item.codes)
            yield from (tuple(plain[:number]) for number in range(2, len(plain) + 1))
            own = (test.operand for test in self.tests if test.indicator == item.id)
            yield from (operand for operand in own if isinstance(operand, tuple))
            yield from (tuple(self.random.sample(plain, self.random.randint(1, len(plain)))) for _ in range(10))
        elif item.type == "date":
            yield from (DateInterval(day, day) for day in self._days())
        else:
            yield from self._figures(share=item.type == "share")

    def _figures(self, *, share: bool) -> Iterator[Fraction]:
        bounds = {Fraction(0), Fraction(1)}
        for test in self.tests:
            indicator = _rulebook().indicators[test.indicator]
            if isinstance(test.operand, str) and indicator.type in NUMERIC:
                number = test.operand.removesuffix("%")
                bounds.add(Fraction(number) / (100 if test.operand.endswith("%") else 1))
        if share:
            yield from sorted(bound for bound in bounds if bound <= 1)
            return
        whole = [100 * bound if bound <= 1 else bound for bound in bounds]
        provinces = [Fraction(math.ceil(25 * bound)) for bound in bounds if bound <= 1]
        near = {around for bound in [*whole, *provinces, *bounds] for around in (bound - 1, bound, bound + 1)}
        yield from sorted(number for number in {*near, Fraction(200)} if number >= 0 and number.denominator == 1)

    def _days(self) -> set[date]:
        start, end = PERIOD
        days = {start, end, date(2000, 1, 1)}
        for test in self.tests:
            if test.operator == "within_months":
                days.add(months_before(end, int(str(test.operand))))
            if test.operator in ("on_or_after", "before"):
                days.add(date.fromisoformat(str(test.operand)))
        return {day + timedelta(days=more) for day in days for more in (-1, 0, 1)}


def _ledger(chosen: Chosen) -> Ledger:
    entries = {
        name: Reviewed(_verified(answer(name, value)), verdict=Verdict.ACCEPTED) for name, value in chosen.items()
    }
    return Ledger(_rulebook(), COUNTRY, *PERIOD, entries)


def _verified(given: Answer) -> Answer:
    return Answer(given.indicator, given.status, given.value, Grade.VERIFIED, given.cell)


def _climbed(leaf: Leaf) -> tuple[int, int]:
    """The level reached, and how many criteria of the next one are met."""
    reached = 0
    for level, criteria in leaf.levels.items():
        if not all(map(_met, criteria)):
            return reached, sum(map(_atoms_met, criteria))
        reached = level
    return reached, 0


def _met(found: Found) -> bool:
    if isinstance(found, Finding):
        return found.truth == "met"
    decided = any if isinstance(found.criterion, AnyCriteria) else all
    return decided(_met(part) for part in found.parts)


def _atoms_met(found: Found) -> int:
    return int(found.truth == "met") if isinstance(found, Finding) else sum(map(_atoms_met, found.parts))
