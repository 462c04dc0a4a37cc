"""The rulebook: everything that the method needs to know, frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from gapcheck.rulebook.criteria import Check
from gapcheck.rulebook.expressions import Cell, Column, Difference, Expression, Name, Ratio, Rows, Sum
from gapcheck.rulebook.model import PILLARS, Country, Fact, Indicator, Method
from gapcheck.rulebook.numbers import is_number
from gapcheck.rulebook.provisions import Instrument, tests_in


@dataclass(frozen=True)
class Rulebook:
    """Everything under ``rules/``: method, indicators, countries, instruments, checks, and their hash.

    ``places`` gives ``file:line:column`` of every indicator, provision and check by id, and of every level
    and criterion under the names that ``naming`` gives them.
    """

    method: Method
    indicators: Mapping[str, Indicator]
    countries: Mapping[str, Country]
    instruments: tuple[Instrument, ...]
    checks: tuple[Check, ...]
    sha256: str
    places: Mapping[str, str]

    def asked(self) -> list[Indicator]:
        """Return the indicators that are questions, by pillar; files named after a pillar first, then the others."""
        return list(self._asked)

    @cached_property
    def _asked(self) -> tuple[Indicator, ...]:
        return tuple(
            indicator
            for pillar in PILLARS
            for indicator in self.indicators.values()
            if indicator.derived is None and indicator.pillar == pillar
        )

    def is_fictional(self, country: str) -> bool:
        """Whether the rulebook says that a country is invented."""
        return country in self.countries and self.countries[country].fictional

    def fact(self, country: str, name: str) -> Fact | None:
        """Return a country fact, or None where the rulebook holds none."""
        facts = self.countries.get(country)
        return facts.facts.get(name) if facts else None

    def underlying(self, indicator: str) -> tuple[str, ...]:
        """Return the questions that an indicator rests on, through derivations, each once, in order."""
        return self._questions.get(indicator, ())

    @cached_property
    def _questions(self) -> Mapping[str, tuple[str, ...]]:
        return {name: tuple(dict.fromkeys(self._underlying(name))) for name in self.indicators}

    def _underlying(self, name: str) -> Iterator[str]:
        indicator = self.indicators.get(name)
        if indicator is None:
            return
        if indicator.derived is None:
            yield name
            return
        for reference in references(indicator.derived):
            yield from self._underlying(reference)

    @cached_property
    def derived_from(self) -> Mapping[str, tuple[str, ...]]:
        """The indicators that are derived from each name, without any between; a name that none uses is left out."""
        found: dict[str, dict[str, None]] = {}
        for indicator in self.indicators.values():
            if indicator.derived is not None:
                for name in references(indicator.derived):
                    found.setdefault(name, {})[indicator.id] = None
        return {name: tuple(users) for name, users in found.items()}


def names_in(check: Check) -> frozenset[str]:
    """Return the names that a check rests on: of indicators and tables, and of columns and facts in expressions."""
    return frozenset(_names_in(check))


def _names_in(check: Check) -> Iterator[str]:
    yield from check.not_after or ()
    yield from (table for table in (check.each_row, check.match) if table is not None)
    if check.implies is not None:
        yield from (test.indicator for test in tests_in((check.implies.if_, check.implies.then)))
    for side in check.equal or check.at_most or ():
        yield from references(side)


def references(expression: Expression) -> Iterator[str]:
    """Yield the names of indicators, facts and tables that an expression uses (numbers left out)."""
    match expression:
        case Name(name=name):
            if not is_number(name):
                yield name
        case Sum(sum=terms):
            for term in terms:
                yield from references(term)
        case Difference(difference=pair) | Ratio(ratio=pair):
            for term in pair:
                yield from references(term)
        case Column(column=column):
            yield column.partition(".")[0]
        case Rows(rows=table):
            yield table
        case Cell(cell=(table, _, _)):
            yield table
