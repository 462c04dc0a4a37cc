"""The best plan by brute force: every set of questions, every answer to each, scored by the real assessment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from itertools import combinations, product
from typing import TypeAlias
from unittest import mock

from assessment_making import submission
from plans_cases import VALUES, Case

from gapcheck.assessment import levels
from gapcheck.assessment.contradictions import run_checks
from gapcheck.assessment.quantities import quantity
from gapcheck.assessment.readings import Ledger, open_ledger
from gapcheck.assessment.reviews import Reviewed
from gapcheck.assessment.scores import score_instrument
from gapcheck.assessment.trees import look_at
from gapcheck.engine.agreement import decide
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.rulebook.expressions import Name
from gapcheck.rulebook.provisions import tests_in
from gapcheck.workbook.answers import Answer, DateInterval, Grade, Status, Value

LARGE = Fraction(400_000)
SHARES = {
    "part": "part_share",
    "middle": "middle_share",
    "inner": "inner_share",
    "amount": "province_share",
    "more": "sum_share",
    "extra": "sum_share",
}
Moves: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True)
class Found:
    """A plan: its score, and its steps."""

    score: Fraction
    steps: tuple[str, ...]


class Search:
    """Scores any set of moves, and knows which moves a plan may make."""

    def __init__(self, case: Case) -> None:
        self.book = case.book
        self.instrument = case.book.instruments[0]
        ledger = open_ledger(case.book, submission(case.answers), case.reviews)
        self.ledger = ledger.contest(run_checks(ledger).contested(ledger))
        self.tests = [
            test for node in self.instrument.walk() for held in node.levels.values() for test in tests_in(held)
        ]
        higher = any(test.indicator == "band" and test.operator != "at_most" for test in self.tests)
        self.low = frozenset() if higher else frozenset({"band"})  # it is wanted low alone
        asked = {name for test in self.tests for name in self.book.underlying(test.indicator)}
        self.asked = sorted(name for name in asked if not self.ledger.not_applicable(name))

    def plans(self, most: int) -> Iterator[Found]:
        """Yield the best plan of every set of at most so many questions that can be moved."""
        with mock.patch.object(levels, "decide", partial(decide, evaluators=(ReferenceEvaluator(),))):
            for number in range(most + 1):
                for names in combinations(self.asked, number):
                    scores = [self.score(moves) for moves in self.moves(names)]
                    if scores:
                        yield Found(max(scores), names)

    def score(self, moves: Moves) -> Fraction:
        after = self.after(moves)
        leaves = [look_at(node, after) for node in self.instrument.walk() if node.is_leaf]
        ladder = levels.climb(leaves, after)
        held = {leaf.provision.id: leaf for leaf in leaves}
        points = score_instrument(self.instrument, held, ladder.levels, after).points
        return Fraction(0) if points is None else points["documented"]

    def after(self, moves: Moves) -> Ledger:
        entries = {name: Reviewed(self._given(self.ledger.answer(name), value)) for name, value in moves.items()}
        return replace(
            self.ledger, entries={**self.ledger.entries, **entries}, contested=self.ledger.contested - moves.keys()
        )

    def moves(self, names: tuple[str, ...]) -> Iterator[Moves]:
        values = [list(self._values(name, names)) for name in names]
        for chosen in product(*values):
            moves = dict(zip(names, chosen, strict=True))
            if self._may(moves):
                yield moves

    def _given(self, answer: Answer, value: Value) -> Answer:
        same = answer.value == value and answer.grade is Grade.VERIFIED
        return answer if same else replace(answer, status=Status.ANSWERED, value=value, grade=Grade.DOCUMENTED)

    def _values(self, name: str, names: tuple[str, ...]) -> Iterator[Value]:
        known = self.ledger.answer(name).value
        if known is not None and not self.ledger.counts(name, "documented"):
            yield known
        kind = self.book.indicators[name].type
        if kind in ("choice", "yes_no"):
            yield from (code for code in self.book.indicators[name].codes if code != known)
        elif kind == "choices":
            kept = {code for code in known if code != "nobody"} if isinstance(known, tuple) else set()
            sets = [some for size in (1, 2, 3) for some in combinations("abc", size) if kept <= set(some)]
            yield from (some for some in sets if some != known)
            if known is None and any("nobody" in test.operand for test in self.tests if test.indicator == name):
                yield ("nobody",)
        elif kind == "date":
            first = max(self.ledger.period_start, known.first) if isinstance(known, DateInterval) else date(2021, 9, 1)
            days = (first + timedelta(days=number) for number in range((self.ledger.period_end - first).days + 1))
            near = {self.ledger.period_end, first}
            near |= {date(2022, month, day) for month in range(1, 9) for day in (1, 14, 15, 16, 27, 28)}
            yield from (DateInterval(day, day) for day in days if day in near)
        else:
            yield from self._numbers(name, known, names)

    def _numbers(self, name: str, known: Value | None, names: tuple[str, ...]) -> Iterator[Fraction]:
        if name == "rate":
            wanted: Callable[[Fraction], bool] = lambda value: known is None or value > known  # noqa: E731
            yield from filter(wanted, VALUES["rate"])
        elif name in ("whole", "before"):
            if known is None:
                yield LARGE if name == "whole" else LARGE / 4
        elif name == "bad" or name in self.low:
            yield from (value for value in map(Fraction, range(6)) if known is None or value < known)
        else:
            grid = {Fraction(number) for number in range(8)}
            if name in ("part", "middle", "inner", "more", "extra"):
                grid |= {LARGE * part / 20 for part in (5, 9, 10, 15, 18, 20)}
            if name in ("more", "extra"):  # all that another part of a large whole leaves
                other = self.ledger.answer("extra" if name == "more" else "more").value
                grid |= {LARGE - other} if isinstance(other, Fraction) else set()
            elif name == "paid":
                grid |= {LARGE}
            elif name == "amount":
                grid |= {Fraction(37, 2), Fraction(75, 4), Fraction(25), Fraction(26)}
            if name == "inner" and "middle" in names:
                grid |= {LARGE * one * two / 400 for one in (10, 18, 20) for two in (10, 15, 20)}
            yield from sorted(value for value in grid if known is None or value > known)

    def _may(self, moves: Moves) -> bool:
        """Return whether parts stay within their wholes, and no number is moved for its being low alone."""
        after = self.after(moves)
        raised = {name for name, value in moves.items() if self.ledger.answer(name).value != value}
        for name, share in SHARES.items():
            found = quantity(Name(name=share), after)
            none = found.why == "there was none to count"  # of none there is no part
            if name in raised and (moves[name] > 0 if none else found.value is not None and found.value > 1):
                return False
        for name, higher in (("band", {"band"}), ("middle", {"middle_share"})):
            free = name == "middle" and self.ledger.answer(name).value is None and moves.get(name) == self._true(after)
            if name in raised - self.low and not free and not self._up(higher, after):
                return False
        return True

    def _true(self, after: Ledger) -> Fraction | None:
        """Return what a blank ``middle`` is taken to come to, being itself divided by: large, but within its whole."""
        whole = after.answer("whole").value
        return min(LARGE, whole) or None if isinstance(whole, Fraction) else LARGE

    def _up(self, figures: set[str], after: Ledger) -> bool:
        from gapcheck.assessment.truths import find

        own = [test for test in self.tests if test.indicator in figures and test.operator in ("at_least", "more_than")]
        return any(find(test, after).truth == "met" for test in own)
