"""Circumstances: what the cases of a group are judged by and against, read into situations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

from gapcheck.bench.cases import Case, Group
from gapcheck.bench.given import read_given
from gapcheck.bench.names import Names
from gapcheck.bench.situations import Situation
from gapcheck.errors import Problem
from gapcheck.rulebook.countries import is_country
from gapcheck.rulebook.documents import Document, Path
from gapcheck.rulebook.entries import FaultsError
from gapcheck.rulebook.provisions import Instrument
from gapcheck.rulebook.words import near, quoted
from gapcheck.workbook.answers import Answer, Grade, Status

NO_COUNTRY: Final = "ZZZ"
"""A code of no country, about which no facts are held."""

PERIOD: Final = (date(2024, 1, 1), date(2024, 12, 31))
"""The period of a case that names none."""


@dataclass(frozen=True, slots=True)
class _Common:
    """What the cases of one group share; ``broken`` are the answers that cannot be read, which is told already."""

    country: str
    start: date
    end: date
    facts: Mapping[str, Fraction]
    given: Mapping[str, Answer]
    broken: frozenset[str]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Reads the situations of one file's groups, and gathers a problem, at its place, for all that does not fit."""

    document: Document
    names: Names
    problems: list[Problem]

    def situations(self, group: Group, instrument: Instrument | None, path: Path) -> list[Situation]:
        """Return the situation of each case of a group, in order; it is put to a country that the instrument is for."""
        period = (group.period.start, group.period.end) if group.period is not None else PERIOD
        country = self._country(group, instrument, path)
        facts, given = self._facts(group.facts, [*path, "facts"]), self._given(group.given, [*path, "given"])
        common = _Common(country, *period, facts, given, frozenset(group.given.keys() - given.keys()))
        return [self._situation(common, case, [*path, "cases", index]) for index, case in enumerate(group.cases)]

    def _country(self, group: Group, instrument: Instrument | None, path: Path) -> str:
        applies = instrument.applies_to if instrument is not None else None
        if group.country is None:
            return applies[0] if applies else NO_COUNTRY
        at = [*path, "country"]
        if not is_country(group.country):
            expected = "the ISO 3166 alpha-3 code of a country, such as KHM"
            self._add(at, f"the code {quoted(group.country)}", expected)
        elif applies and group.country not in applies:
            self._add(at, quoted(group.country), f"a country that the instrument is put to: {', '.join(applies)}")
        return group.country

    def _situation(self, common: _Common, case: Case, path: Path) -> Situation:
        own = self._given(case.given, [*path, "given"])
        answers = {
            name: answer for name, answer in {**common.given, **own}.items() if answer.status is not Status.BLANK
        }
        broken = (common.broken | case.given.keys()) - own.keys()
        known = [name for name, answer in answers.items() if answer.status is Status.ANSWERED]
        for key in ("claimed", "verified"):
            for index, name in enumerate(getattr(case, key)):
                if name not in known and name not in broken:
                    expected = "a question that is answered in this case"
                    self._add([*path, key, index], quoted(name), expected, near(name, known))
                elif key == "claimed" and name in known:
                    answers[name] = replace(answers[name], grade=Grade.CLAIMED)
        facts = {**common.facts, **self._facts(case.facts, [*path, "facts"])}
        accepted = frozenset(case.verified) & frozenset(known)
        return Situation(common.country, common.start, common.end, facts, answers, accepted)

    def _given(self, given: Mapping[str, Any], path: Path) -> dict[str, Answer]:
        answers = {}
        for name, value in given.items():
            indicator = self.names.rulebook.indicators.get(name)
            if indicator is None:
                self._no_question(name, [*path, name])
            elif indicator.derived is not None:
                questions = ", ".join(self.names.rulebook.underlying(name))
                mend = f"It follows from: {questions}."
                self._add([*path, name], f"{quoted(name)}, which is derived", "a question", mend, key=True)
            elif value is None:
                answers[name] = Answer(name, Status.BLANK, None, Grade.CLAIMED, "")
            else:
                try:
                    answers[name] = read_given(indicator, value, self.names.words)
                except FaultsError as error:
                    for fault in error.faults:
                        at = [*path, name, *fault.at]
                        self._add(at, fault.found, fault.expected, fault.mend, key=fault.key)
        return answers

    def _no_question(self, name: str, path: Path) -> None:
        asked = [item.id for item in self.names.rulebook.indicators.values() if item.derived is None]
        found, mend = f"the unknown question {quoted(name)}", near(name, asked)
        if name in self.names.facts:
            found, mend = f"the fact {quoted(name)}", "Put it under 'facts'."
        self._add(path, found, "the id of a question", mend, key=True)

    def _facts(self, facts: Mapping[str, Fraction], path: Path) -> Mapping[str, Fraction]:
        for name in facts:
            if name not in self.names.facts:
                mend = near(name, self.names.facts)
                expected = "the name of a fact that a file in countries holds"
                self._add([*path, name], f"the unknown fact {quoted(name)}", expected, mend, key=True)
        return facts

    def _add(self, path: Path, found: str, expected: str, mend: str = "", *, key: bool = False) -> None:
        self.problems.append(Problem(self.document.place(path, key=key), found, expected, mend))
