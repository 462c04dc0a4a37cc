"""Rulebooks, submissions and reviews, drawn by hypothesis: small, but of every kind the method speaks of."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any

from assessment_making import answer, check, dated, indicator, instrument, leaf, review, rulebook, submission, table
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from gapcheck.assessment import assess
from gapcheck.assessment.result import Assessment
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import NUMERIC, Indicator
from gapcheck.workbook.answers import Answer, Value
from gapcheck.workbook.decisions import Review

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "fast")
LAW = settings(
    max_examples=1500 if PROFILE == "thorough" else 45,
    deadline=None,
    phases=[phase for phase in Phase if PROFILE != "quick" or phase is not Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
"""Fast by default; HYPOTHESIS_PROFILE=thorough draws many more, quick does not look for the smallest failure."""

PAIR_LAW = settings(LAW, max_examples=1500 if PROFILE == "thorough" else 30)
"""For laws about two submissions: each example is sixteen mixtures of them or more."""

KINDS = ("count", "yes_no", "choice", "choices", "amount", "share", "date", "table", "text")
DATES = ("2021", "2022", "2021-09", "2022-02", "2022-08", "2022-06-15", "2022-02-28", "2022-08-31", "2022-09-01")
BOUNDS = {"count": ("0", "1", "2", "3"), "amount": ("0", "0.5", "2"), "share": ("0%", "50%", "75%", "90%", "100%")}
FIGURES = {
    "count": tuple(map(Fraction, range(5))),
    "amount": (Fraction(0), Fraction(1, 2), Fraction(2), Fraction(5, 2)),
    "share": tuple(map(Fraction, ("0", "1/2", "3/4", "9/10", "1", "5/4"))),
}
ON_DATES = (
    {"during_period": "true"}, {"by_period_end": "true"}, {"within_months": "6"}, {"within_months": "1"},
    {"on_or_after": "2022-06-15"}, {"before": "2022-06-15"},
)  # fmt: skip
COMBINE = ("mean", "weakest")
COMPARISONS = ("at_least", "at_most", "more_than", "less_than")
OTHER_WORDS = ("blank", "not_known", "not_available", "confidential", "not_applicable")


@dataclass(frozen=True)
class Case:
    """A rulebook with what a workbook says and what reviewers decided."""

    book: Rulebook
    answers: Mapping[str, Answer]
    decisions: Mapping[str, Any]

    @property
    def asked(self) -> list[str]:
        """The questions, by id."""
        return [item.id for item in self.book.asked()]

    @property
    def reviews(self) -> list[Review]:
        return [review(**self.decisions)] if self.decisions else []

    def assess(self) -> Assessment:
        """The assessment of the case, after both engines have been asked."""
        return assess(submission(self.answers), self.book, self.reviews)

    def saying(self, said: Answer) -> Case:
        """The case with another answer to one question."""
        return replace(self, answers={**self.answers, said.indicator: said})

    def deciding(self, name: str, decision: Any) -> Case:
        """The case with another decision on one question; None for none."""
        others = {key: value for key, value in self.decisions.items() if key != name}
        return replace(self, decisions=others if decision is None else {**others, name: decision})


@st.composite
def cases(draw: st.DrawFn) -> Case:
    maker = Maker(draw)
    book = maker.rulebook()
    answers = {item.id: maker.answer(item) for item in book.asked()}
    decisions = {}
    for item in book.asked():
        decision = maker.decision(item, answers[item.id])
        if decision is not None:
            decisions[item.id] = decision
    if maker.one_in(6):
        del answers[maker.pick(sorted(answers))]  # a question with no row in the workbook
    return Case(book, answers, decisions)


@st.composite
def cases_with(draw: st.DrawFn, *, not_applicable: bool = False) -> tuple[Case, Indicator, Value]:
    """A case with one of its questions, and a value for it."""
    case = draw(cases())
    asked = [item for item in case.book.asked() if item.not_applicable or not not_applicable]
    item = draw(st.sampled_from(asked))
    return case, item, Maker(draw).value(item)


@st.composite
def values(draw: st.DrawFn, item: Indicator) -> Value:
    return Maker(draw).value(item)


@cache
def _between(least: int, most: int) -> st.SearchStrategy[int]:
    """Whole numbers, the same strategy every time: to make one takes longer than to draw from it."""
    return st.integers(least, most)


@dataclass(frozen=True)
class Maker:
    """Draws one part after another; the first of what it picks from is the simplest."""

    draw: st.DrawFn

    def pick(self, of: Sequence[Any]) -> Any:
        return of[self.upto(len(of) - 1)]

    def upto(self, most: int, least: int = 0) -> int:
        return self.draw(_between(least, most))

    def one_in(self, number: int) -> bool:
        return self.upto(number - 1) == number - 1

    def value(self, item: Indicator) -> Value:
        if item.type in NUMERIC:
            found: Value = self.pick(FIGURES[item.type])
        elif item.type in ("choice", "yes_no"):
            found = self.pick(item.codes)
        elif item.type == "choices":
            found = self.pick((("a",), ("b",), ("a", "b"), ("a", "b", "c"), ("nobody",)))
        elif item.type == "date":
            found = dated(self.pick(DATES))
        elif item.type == "table":
            places = self.pick((("north",), (), ("north", "south")))
            shares = (None, *FIGURES["share"])
            figures = (1, 0, 2, 3, None)
            found = table(
                item.id,
                [
                    {"place": place, "n": self.pick(figures), "m": self.pick(figures), "s": self.pick(shares)}
                    for place in places
                ],
            )
        else:
            found = "some words"
        return found

    def answer(self, item: Indicator) -> Answer:
        """An answer of any status and grade; most are answered, and "not applicable" mostly has its reason."""
        if not self.one_in(4):
            return answer(item.id, self.value(item), self.pick(("documented", "claimed")))
        words = (*OTHER_WORDS, *["not_applicable"] * 5) if item.not_applicable else OTHER_WORDS
        return answer(item.id, status=self.pick(words), reason=self.pick(("A reason", "A reason", None)))

    def decision(self, item: Indicator, given: Answer) -> Any:
        """A decision on one answer; it may not fit the answer, and then changes nothing."""
        if given.status == "not_applicable":
            return self.pick(("not_applicable_approved", "not_applicable_approved", None))
        how = self.pick((None, None, "accepted", "accepted", "corrected", "rejected", "not_applicable_approved"))
        return ("corrected", self.value(item)) if how == "corrected" else how

    def rulebook(self) -> Rulebook:
        asked = [indicator("count0", "count"), indicator("count1", "count", not_applicable="true")]
        for number in range(2, self.upto(8, 3)):
            kind = self.pick(KINDS)
            asked.append(indicator(f"{kind}{number}", kind, not_applicable=self.pick(("false", "true"))))
        held = list(asked)
        for number in range(self.upto(3)):
            kind = self.pick(("share", "count", "amount"))
            expression = (
                {"ratio": [self.expression(held, 0) for _ in "ab"]} if kind == "share" else self.expression(held)
            )
            held.append(indicator(f"derived{number}", kind, derived=expression))
        instruments = []
        for number in range(self.upto(2, 1)):
            name = f"instrument{number}"
            provisions = [self.provision(held, 3, f"P{number}.{at}") for at in range(self.upto(3, 1))]
            how = {"combine": self.pick(COMBINE), "scored": "false" if number and self.one_in(4) else "true"}
            instruments.append(instrument(name, *provisions, **how))
        checks = [check(f"check{number}", **self.relation(held)) for number in range(self.upto(3))]
        return rulebook(held, instruments, checks)

    def provision(self, held: Sequence[Indicator], depth: int, name: str) -> dict[str, Any]:
        own = {"weight": self.pick(("1", "2", "0.5")), "addressee": "un" if self.one_in(8) else "state"}
        title = {"id": name, "clause": "1", "title": {"en": name}, "pillar": "protection"}
        is_leaf = depth == 1 or self.one_in(2)
        if is_leaf and own["addressee"] == "un":
            return {**title, **own, "shows": [self.pick(held).id]}
        if is_leaf:
            levels = [level for level in (1, 2, 3) if not self.one_in(2)]
            ladder = {level: [self.criterion(held, 2) for _ in range(self.upto(2, 1))] for level in [*levels, 4]}
            return leaf(name, ladder, **own)
        children = [self.provision(held, depth - 1, f"{name}.{at}") for at in range(self.upto(3, 1))]
        return {**title, **own, "combine": self.pick(COMBINE), "children": children}

    def criterion(self, held: Sequence[Indicator], depth: int) -> dict[str, Any]:
        if depth and self.one_in(3):
            group = self.pick(("any", "all"))
            return {group: [self.criterion(held, depth - 1) for _ in range(self.upto(3, 1))]}
        item = self.pick([item for item in held if item.type not in ("text", "table")])
        return {"indicator": item.id, **self.operator(item)}

    def operator(self, item: Indicator) -> dict[str, Any]:
        if item.type == "date":
            return dict(self.pick(ON_DATES))
        if item.type in NUMERIC or (item.type == "choices" and self.one_in(2)):
            bounds = BOUNDS[item.type if item.type in NUMERIC else "count"]
            return {self.pick(COMPARISONS): self.pick(bounds)}
        how = ("includes", "includes_any") if item.type == "choices" else ("is", "is_not")
        codes = [self.pick(item.codes) for _ in range(self.upto(2, 1))]
        return {self.pick(how): codes}

    def expression(self, held: Sequence[Indicator], depth: int = 1) -> Any:
        tables = [item.id for item in held if item.type == "table"]
        if depth and self.one_in(2):
            parts = [self.expression(held, depth - 1) for _ in "ab"]
            return {self.pick(("sum", "difference", "ratio")): parts}
        if tables and self.one_in(2):
            name = self.pick(tables)
            where = {"column": "m", "more_than": "1"}
            some = (
                {"column": f"{name}.n"},
                {"rows": name},
                {"rows": name, "where": where},
                {"cell": [name, "North", "n"]},
            )
            return self.pick(some)
        return self.pick([item.id for item in held if item.type in NUMERIC] + ["provinces", "1"])

    def relation(self, held: Sequence[Indicator]) -> dict[str, Any]:
        tables = [item.id for item in held if item.type == "table"]
        dates = [item.id for item in held if item.type == "date"]
        kinds = ["both", "equal", "at_most", "implies", *["row", "match"] * bool(tables), *["not_after"] * bool(dates)]
        kind = self.pick(kinds)
        if kind == "both":
            relation: dict[str, Any] = {"equal": ["count0", "count1"]}
        elif kind == "implies":
            relation = {"implies": {"if": self.criterion(held, 1), "then": self.criterion(held, 1)}}
        elif kind == "row":
            relation = {"each_row": self.pick(tables), "at_most": ["n", "m"]}
        elif kind == "match":
            one, two = self.pick(tables), self.pick(tables)
            relation = {"each_row": one, "match": two, "equal": [{"column": f"{one}.n"}, {"column": f"{two}.m"}]}
        elif kind == "not_after":
            relation = {"not_after": [self.pick(dates), self.pick(dates)]}
        else:
            relation = {kind: [self.expression(held), self.expression(held)]}
        return {**relation, "severity": "warning" if self.one_in(4) else "error"}
