"""Ledgers: the answers of a situation with the checks run on them, as an assessment would count them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from gapcheck.assessment.consistency import Consistency
from gapcheck.assessment.contradictions import checked
from gapcheck.assessment.readings import Ledger
from gapcheck.bench.situations import Situation
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.book import names_in, references
from gapcheck.rulebook.criteria import Check


@dataclass(frozen=True)
class Ledgers:
    """Opens situations under one rulebook; only the checks and shares that rest on the answers are looked at.

    What rests on no answer is unknown and contests nothing, so the outcome is that of the whole rulebook.
    """

    rulebook: Rulebook

    def opened(self, situation: Situation) -> tuple[Ledger, Consistency]:
        """Return the ledger with the answers that failed checks contest, and what the checks found."""
        ledger = situation.ledger(self.rulebook)
        near = replace(ledger, rulebook=self._near(ledger.rulebook, situation.answers))
        contested, consistency = checked(near)
        return replace(contested, rulebook=ledger.rulebook), consistency

    def _near(self, rulebook: Rulebook, answers: Iterable[str]) -> Rulebook:
        names = frozenset(answers)
        checks = [check for check, rests in self._resting if rests & names]
        wanted = {name for name, rests in self._underlying.items() if rests & names}
        waiting = [*wanted, *(name for check in checks for name in names_in(check))]
        while waiting:  # what a derived figure is made of must be there too
            derived = self.rulebook.indicators[name].derived if (name := waiting.pop()) in self._underlying else None
            wanted.add(name)
            waiting += [made for made in references(derived) if made not in wanted] if derived is not None else []
        indicators = {name: item for name, item in self.rulebook.indicators.items() if name in wanted}
        return replace(rulebook, indicators=indicators, checks=tuple(checks))

    @cached_property
    def _underlying(self) -> Mapping[str, frozenset[str]]:
        return {name: frozenset(self.rulebook.underlying(name)) for name in self.rulebook.indicators}

    @cached_property
    def _resting(self) -> list[tuple[Check, frozenset[str]]]:
        return [(check, self._rests(check)) for check in self.rulebook.checks]

    def _rests(self, check: Check) -> frozenset[str]:
        return frozenset[str]().union(*(self._underlying.get(name, frozenset()) for name in names_in(check)))
