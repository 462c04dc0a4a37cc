"""Searches: a short look for answers that tell a mutant from the rule, as a hint for the next case to write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, islice, product
from typing import Final

from gapcheck.assessment.readings import READINGS
from gapcheck.assessment.truths import months_before
from gapcheck.bench.cases import Rung
from gapcheck.bench.ladders import Levels, Truths, climb
from gapcheck.bench.ledgers import Ledgers
from gapcheck.bench.situations import Situation
from gapcheck.bench.tables import rows_written, small_tables
from gapcheck.bench.trials import LeafTrial
from gapcheck.bench.values import MOST_OPTIONS, real_values, sets_of, thresholds, whole_values
from gapcheck.bench.written import value_written
from gapcheck.rulebook.book import references
from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.operands import read_operand
from gapcheck.rulebook.provisions import Provision, tests_in
from gapcheck.workbook.answers import Answer, DateInterval, Grade, Status, Table, Value

TRIES: Final = 4_000
"""Situations looked at for one mutant."""

ALL_TRIES: Final = 80_000
"""Situations looked at for all mutants of a run."""

_HUNDRED: Final = Fraction(100)  # a whole of which every share of whole per cents is a whole number
_DOCUMENTED: Final = READINGS.index("documented")


@dataclass(frozen=True, slots=True)
class Hint:
    """What to change in a case, by question or fact, so that the rule and the mutant give different levels."""

    place: str
    changes: Mapping[str, str]
    rule: Rung
    mutant: Rung


@dataclass
class Searches:
    """Looks around the cases of a leaf: one answer otherwise, then two; a run looks at no more than it may."""

    ledgers: Ledgers
    left: int = field(default=ALL_TRIES)

    def hint(self, leaf: Provision, levels: Levels, trials: Sequence[LeafTrial]) -> Hint | None:
        """Return a case in which a mutant is at another level, with no failed check; None where none is found."""
        held = {level: leaf.levels[level] for level in sorted(leaf.levels)}
        allowed = min(TRIES, self.left)
        for trial, changes, situation in islice(self._around(held, levels, trials), allowed):
            self.left -= 1
            truths = Truths(situation.ledger(self.ledgers.rulebook))
            if climb(held, truths).rungs[_DOCUMENTED] == climb(levels, truths).rungs[_DOCUMENTED]:
                continue
            ledger, consistency = self.ledgers.opened(situation)
            if any(found.severity == "error" for found in consistency.contradictions):
                continue
            truths = Truths(ledger)
            rule, mutant = climb(held, truths).rungs[_DOCUMENTED], climb(levels, truths).rungs[_DOCUMENTED]
            return Hint(trial.place, changes, rule, mutant)
        return None

    def _around(
        self, held: Levels, levels: Levels, trials: Sequence[LeafTrial]
    ) -> Iterator[tuple[LeafTrial, Mapping[str, str], Situation]]:
        tests = [test for ladder in (held, levels) for criteria in ladder.values() for test in tests_in(criteria)]
        bases = sorted(trials, key=lambda trial: str(trial.expected.get("documented")), reverse=True)
        for size in (1, 2):
            for trial in bases:
                choices = self._choices(tests, trial.situation)
                for names in combinations(choices, size):
                    for chosen in product(*(choices[name] for name in names)):
                        changes = dict(zip(names, chosen, strict=True))
                        yield trial, self._words(changes), self._with(trial.situation, changes)

    def _choices(self, tests: Sequence[Test], situation: Situation) -> dict[str, Sequence[Value]]:
        """Return what to try for each question, and for each fact, that the criteria rest on."""
        book = self.ledgers.rulebook
        shares = {cut for test in tests for cut in self._cuts(test) if book.indicators[test.indicator].type == "share"}
        parts = {Fraction(0), Fraction(1), *(cut * _HUNDRED for cut in shares), _HUNDRED}
        choices: dict[str, Sequence[Value]] = {}
        for name in dict.fromkeys(asked for test in tests for asked in book.underlying(test.indicator)):
            own = [test for test in tests if test.indicator == name]
            choices[name] = list(_values(book.indicators[name], own, sorted(parts), situation))
        for test in tests:
            for name in _facts(test.indicator, self.ledgers):
                choices[name] = [_HUNDRED]
        return choices

    def _cuts(self, test: Test) -> list[Fraction]:
        return thresholds([test], self.ledgers.rulebook.indicators[test.indicator])

    def _with(self, situation: Situation, changes: Mapping[str, Value]) -> Situation:
        answers, facts = dict(situation.answers), dict(situation.facts)
        for name, value in changes.items():
            if name in self.ledgers.rulebook.indicators:
                answers[name] = Answer(name, Status.ANSWERED, value, Grade.DOCUMENTED, "")
            elif isinstance(value, Fraction):
                facts[name] = value
        return replace(situation, answers=answers, facts=facts, accepted=situation.accepted - changes.keys())

    def _words(self, changes: Mapping[str, Value]) -> dict[str, str]:
        indicators = self.ledgers.rulebook.indicators
        return {
            name: _written(value, indicators[name]) if name in indicators else str(value)
            for name, value in changes.items()
        }


def _written(value: Value, indicator: Indicator) -> str:
    return rows_written(value, indicator) if isinstance(value, Table) else value_written(value, indicator)


def _values(
    indicator: Indicator, tests: Sequence[Test], parts: Sequence[Fraction], situation: Situation
) -> Iterator[Value]:
    match indicator.type:
        case "choice" | "yes_no":
            yield from indicator.codes
        case "choices":
            if len(indicator.options) <= MOST_OPTIONS:
                yield from sets_of(indicator)
        case "count":
            own = whole_values(thresholds(tests, indicator))
            yield from sorted({*own, *whole_values(parts)}) if len(own) < _HUNDRED else own
        case "amount" | "share":
            yield from real_values(sorted({*thresholds(tests, indicator), *parts}), Fraction(0))
        case "date":
            yield from (DateInterval(day, day) for day in sorted(_days(indicator, tests, situation)))
        case "table":
            yield from small_tables(indicator, parts)


def _days(indicator: Indicator, tests: Sequence[Test], situation: Situation) -> set[date]:
    turning = {situation.start, situation.end}
    for test in tests:
        operand = read_operand(test, indicator)
        if isinstance(operand, date):
            turning.add(operand)
        elif isinstance(operand, int):
            turning.add(months_before(situation.end, operand))
    return {day + timedelta(days=step) for day in turning for step in (-1, 0, 1)}


def _facts(name: str, ledgers: Ledgers) -> Iterator[str]:
    indicator = ledgers.rulebook.indicators.get(name)
    if indicator is None:
        yield name
    elif indicator.derived is not None:
        for inner in references(indicator.derived):
            yield from _facts(inner, ledgers)
