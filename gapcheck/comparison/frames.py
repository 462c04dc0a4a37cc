"""Frames: both submissions under one rulebook, and the mixtures of the two that the bridge is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Final

from gapcheck.assessment.consistency import Consistency
from gapcheck.assessment.contradictions import run_checks
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.trees import look_at
from gapcheck.assessment.truths import Finding
from gapcheck.comparison.result import Player
from gapcheck.comparison.states import counting, speaks
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.provisions import Instrument, Provision, tests_in
from gapcheck.workbook.answers import what_it_says

_FIRST: Final[tuple[Player, ...]] = ("rules", "coverage", "performance", "evidence")
"""The players, the one first to which a question belongs where it could belong to several."""


class Frame:
    """One rulebook with the earlier and the later answers as read under it, each contested by its own checks.

    ``other`` are the questions of the other rulebook; what only this one asks is part of the rules.
    """

    def __init__(self, before: Ledger, after: Ledger, other: Collection[str] | None = None) -> None:
        self.rulebook: Rulebook = before.rulebook
        self.before, self.after = before, after
        self.asked: tuple[str, ...] = tuple(indicator.id for indicator in self.rulebook.asked())
        self.sole: frozenset[str] = frozenset() if other is None else frozenset(self.asked) - frozenset(other)
        self.instruments: tuple[Instrument, ...] = tuple(
            item for item in self.rulebook.instruments if item.applies(before.country)
        )

    @cached_property
    def questions(self) -> Mapping[str, frozenset[str]]:
        """The questions that each leaf rests on, by its id."""
        return {
            node.id: frozenset(
                name
                for criteria in node.levels.values()
                for test in tests_in(criteria)
                for name in self.rulebook.underlying(test.indicator)
            )
            for node in self.leaves()
        }

    @cached_property
    def pairs(self) -> Mapping[str, tuple[tuple[Finding, Finding], ...]]:
        """What was found for each criterion of each leaf before and after, by the id of the leaf."""
        return {
            node.id: tuple(
                zip(look_at(node, self.before).findings(), look_at(node, self.after).findings(), strict=True)
            )
            for node in self.leaves()
        }

    def leaves(self) -> Iterator[Provision]:
        """Return every leaf, in the order of the sources."""
        return (node for instrument in self.instruments for node in instrument.walk() if node.is_leaf)

    def spoken(self) -> Iterator[str]:
        """Yield the questions that became known or unknown, or whose applicability changed."""
        for name in self.asked:
            if (self.before.known(name), self.before.not_applicable(name)) != (
                self.after.known(name),
                self.after.not_applicable(name),
            ):
                yield name

    def performed(self) -> frozenset[str]:
        """Return the questions of which something else is said, and a criterion that rests on them has another truth.

        Something else is said where the value is another one, or where the same date is judged by another period. A
        question answered as before is no performance because a figure it is part of can be told only now.
        """
        moved: set[str] = set()
        for pairs in self.pairs.values():
            for old, new in pairs:
                if old.truth != new.truth:
                    moved.update(self.rulebook.underlying(new.test.indicator))
        return frozenset(name for name in moved if self._says_other(name))

    def _says_other(self, name: str) -> bool:
        if self.rulebook.indicators[name].type == "date":
            return True  # a date is named by its own criteria only: their truth changed by its value or its period
        return what_it_says(self.before.answer(name).value) != what_it_says(self.after.answer(name).value)

    def counted(self) -> Iterator[str]:
        """Yield the questions whose answers count otherwise: another value, grade, or standing in a contradiction."""
        for name in self.asked:
            if counting(name, self.before) != counting(name, self.after):
                yield name

    def disclosed(self, questions: Collection[str]) -> list[str]:
        """Return those of some questions that became known, in the order of the workbook."""
        return [n for n in self.asked if n in questions and self.after.known(n) and not speaks(n, self.before)]

    def silent(self, questions: Collection[str]) -> list[str]:
        """Return those of some questions that became unknown, in the order of the workbook."""
        return [n for n in self.asked if n in questions and self.before.known(n) and not speaks(n, self.after)]

    def judged(self) -> Frame:
        """Return the frame by which verdicts are judged: contested only by checks on what is known in both years.

        Otherwise a new answer that contradicts an old one would take away what the old one counted, and candour would
        read as decline. The frame itself where that is the same.
        """
        both = frozenset(name for name in self.asked if self.before.known(name) and self.after.known(name))
        ledgers = [_contested_within(both, ledger) for ledger in (self.before, self.after)]
        if [ledger.contested for ledger in ledgers] == [self.before.contested, self.after.contested]:
            return self
        frame = Frame(ledgers[0], ledgers[1])
        frame.sole = self.sole
        return frame

    def mixed(self, belongs: Mapping[str, Player], taken: frozenset[Player]) -> Ledger:
        """Return the ledger in which the answers of the players taken are the later ones, all others the earlier ones.

        An answer travels whole: with its grade, its standing in the contradictions of its own year, and its period. No
        check is run.
        """
        before, after = self.before, self.after
        late = frozenset(name for name in self.asked if belongs.get(name) in taken)
        later = {name: after.entries[name] for name in late if name in after.entries}
        earlier = {name: entry for name, entry in before.entries.items() if name not in late}
        return replace(
            before,
            entries={**earlier, **later},
            contested=(before.contested - late) | (after.contested & late),
            periods=dict.fromkeys(late, (after.period_start, after.period_end)),
        )


def _contested_within(names: frozenset[str], ledger: Ledger) -> Ledger:
    """Return a ledger with what those failed checks contest that look at some questions alone."""
    if not ledger.contested:
        return ledger
    found = tuple(each for each in run_checks(ledger).contradictions if each.inputs <= names)
    return ledger.contest(Consistency(found, ()).contested(ledger))


def belonging(*frames: Frame, together: Iterable[Collection[str]] = ()) -> dict[str, Player]:
    """Return the player of every question whose state changed, by its id; of the rest there is none.

    A question belongs whole to one player, by what changed under any of the rulebooks: coverage before performance
    before evidence. What only one rulebook asks belongs to the rules. The questions of each group in ``together`` that
    changed belong to one player, the first of them in that order.
    """
    belongs: dict[str, Player] = {}
    for frame in frames:
        belongs.update(dict.fromkeys(frame.counted(), "evidence"))
    for frame in frames:
        belongs.update(dict.fromkeys(frame.performed(), "performance"))
    for frame in frames:
        belongs.update(dict.fromkeys(frame.spoken(), "coverage"))
    for frame in frames:
        belongs.update(dict.fromkeys(frame.sole, "rules"))
    for group in together:
        players = {belongs[name] for name in group if name in belongs}
        if len(players) > 1:
            first = next(player for player in _FIRST if player in players)
            belongs.update((name, first) for name in group if name in belongs)
    return belongs
