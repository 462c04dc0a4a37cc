"""Two submissions under one rulebook or two, drawn by hypothesis; sides and steps in few words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from assessment_making import END, START, review, submission
from assessment_strategies import Maker
from hypothesis import strategies as st

from gapcheck.assessment.readings import READINGS
from gapcheck.comparison.result import PLAYERS, Comparison
from gapcheck.comparison.sides import Side
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Answer

EARLIER = (date(2020, 9, 1), date(2021, 8, 31))
LATER = (START, END)


@dataclass(frozen=True)
class Told:
    """What one workbook says, whatever the rulebook, and what reviewers decided."""

    answers: Mapping[str, Answer]
    decisions: Mapping[str, Any]
    period: tuple[date, date] = LATER
    name: str = "a"

    def side(self, book: Rulebook, other: Rulebook | None = None) -> Side:
        """The side under one rulebook, and as read under another where there is one."""
        asked = {item.id for item in book.asked()}
        answers = {name: said for name, said in self.answers.items() if name in asked}
        decisions = {name: said for name, said in self.decisions.items() if name in asked}
        held = replace(submission(answers, period=self.period), file_name=f"{self.name}.xlsx", sha256=self.name[0] * 64)
        reviews = [review(**decisions)] if decisions else []
        reread = self.side(other) if other is not None and other.sha256 != book.sha256 else None
        return Side(held, book, reviews, reread)

    def saying(self, *said: Answer) -> Told:
        return replace(self, answers={**self.answers, **{item.indicator: item for item in said}})


@dataclass(frozen=True)
class Pair:
    """An earlier and a later workbook, each with its rulebook."""

    old: Rulebook
    new: Rulebook
    before: Told
    after: Told

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.before.side(self.old, self.new), self.after.side(self.new, self.old)

    @property
    def swapped(self) -> Pair:
        return Pair(self.new, self.old, self.after, self.before)


@st.composite
def pairs(draw: st.DrawFn, *, books: int = 0, later: bool = True) -> Pair:
    """Two workbooks under one rulebook, or two where ``books`` is 2 or it so happens; the later one may be the same."""
    maker = Maker(draw)
    old = maker.rulebook()
    new = old
    if books == 2 or (books == 0 and maker.one_in(2)):
        # kinds and numbers are in the ids, so that two books drawn apart share questions, provisions and figures
        new = replace(maker.rulebook(), sha256="1" * 64)
    asked = {item.id: item for book in (old, new) for item in book.asked()}
    before = _told(maker, asked, None)
    after = replace(_told(maker, asked, before) if later else before, name="b")
    return Pair(old, new, replace(before, period=maker.pick((EARLIER, LATER)) if later else LATER), after)


def _told(maker: Maker, asked: Mapping[str, Indicator], earlier: Told | None) -> Told:
    """Draw what is said; of most questions the same as earlier, where there is an earlier one."""
    answers, decisions = {}, {}
    for name, item in asked.items():
        if earlier is not None and maker.one_in(2):
            held = {name: earlier.answers[name]} if name in earlier.answers else {}
            answers.update(held)
            if name in earlier.decisions:
                decisions[name] = earlier.decisions[name]
            continue
        answers[name] = maker.answer(item)
        decision = maker.decision(item, answers[name])
        if decision is not None:
            decisions[name] = decision
        if maker.one_in(12):
            del answers[name]  # a question with no row in the workbook
    return Told(answers, decisions)


Shares = dict[str, Fraction]


def steps(found: Comparison) -> Iterator[tuple[tuple[str, str | None], str, Shares]]:
    """Every step of every bridge: its node, its reading, and its exact figures by name."""
    for node in found.nodes:
        if node.bridge is not None:
            for reading in READINGS:
                held = getattr(node.bridge, reading)
                names = (*PLAYERS, "before", "after", "change")
                yield (
                    (node.instrument, node.provision),
                    reading,
                    {name: Fraction(getattr(held, name).exact) for name in names},
                )


def verdicts(found: Comparison) -> dict[tuple[str, str | None], str]:
    """The verdict on every node that has one."""
    return {(n.instrument, n.provision): n.verdict.verdict for n in found.nodes if n.verdict is not None}
