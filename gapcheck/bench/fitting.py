"""Fitting: the cases of one file held against the rulebook, so that every name in them stands for something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

from gapcheck.assessment.readings import Reading
from gapcheck.bench.cases import NOT_APPLICABLE, READINGS_STATED, Case, Group, Rung, Tests
from gapcheck.bench.given import read_given
from gapcheck.bench.names import Names
from gapcheck.bench.situations import Situation
from gapcheck.bench.trials import CheckTrial, Excuse, LeafTrial
from gapcheck.bench.written import written
from gapcheck.errors import Problem
from gapcheck.rulebook.countries import is_country
from gapcheck.rulebook.documents import Document, Path
from gapcheck.rulebook.entries import FaultsError
from gapcheck.rulebook.provisions import Instrument, Provision
from gapcheck.rulebook.words import near, quoted
from gapcheck.workbook.answers import Answer, Grade, Status

NO_COUNTRY: Final = "ZZZ"
"""A code of no country, about which no facts are held."""

PERIOD: Final = (date(2024, 1, 1), date(2024, 12, 31))
"""The period of a case that names none."""


@dataclass
class Fitting:
    """Makes trials of one file's cases, and gathers a problem, at its place, for everything that does not fit."""

    document: Document
    names: Names
    problems: list[Problem] = field(default_factory=list)

    def leaf_trials(self, tests: Tests) -> list[LeafTrial]:
        """Return the trials of the groups that are about leaves."""
        found: list[LeafTrial] = []
        for index, group in enumerate(tests.tests):
            if group.provision is not None:
                found += self._of_leaf(group, group.provision, ("tests", index))
        return found

    def check_trials(self, tests: Tests) -> list[CheckTrial]:
        """Return the trials of the groups that are about checks."""
        found: list[CheckTrial] = []
        for index, group in enumerate(tests.tests):
            if group.check is not None and group.provision is None:
                found += self._of_check(group, group.check, ("tests", index))
        return found

    def excuses(self, tests: Tests, taken: dict[str, Excuse]) -> list[Excuse]:
        """Return the mutants that the file calls equivalent, and add them to those that are ``taken``."""
        found = []
        for index, entry in enumerate(tests.equivalent):
            path, name = ("equivalent", index, "mutant"), entry.mutant
            if name not in self.names.mutants:
                mend = near(name, self.names.mutants) or "Copy the name as 'gapcheck rules mutate' prints it."
                self._add(path, f"{quoted(name)}, which names no mutant", "the name of a mutant", mend)
            elif name in taken:
                expected = f"each mutant once (it is first at {taken[name].place})"
                self._add(path, f"{quoted(name)} a second time", expected, "Remove one.")
            else:
                taken[name] = Excuse(name, self.names.mutants[name], entry.reason, self.document.place(path))
                found.append(taken[name])
        return found

    def _of_leaf(self, group: Group, name: str, path: Path) -> Iterator[LeafTrial]:
        instrument, leaf = self._leaf(name, [*path, "provision"])
        country = self._country(group, instrument, path)
        facts, given = self._common(group, path)
        for index, case in enumerate(group.cases):
            at = (*path, "cases", index)
            situation = self._situation(country, group, facts, given, case, at)
            for number, check in enumerate(case.contested):
                self._error_check(check, [*at, "contested", number])
            expected = self._expected(leaf, case, at)
            if leaf is not None and instrument is not None and case.level is not None:
                yield LeafTrial(
                    self.document.place(at), instrument, leaf, situation, expected, frozenset(case.contested),
                    _otherwise(case), case.why or group.why or "",
                )  # fmt: skip

    def _of_check(self, group: Group, name: str, path: Path) -> Iterator[CheckTrial]:
        checks = {check.id: check for check in self.names.rulebook.checks}
        if name not in checks:
            self._unknown("check", name, checks, [*path, "check"])
        country = self._country(group, None, path)
        facts, given = self._common(group, path)
        for index, case in enumerate(group.cases):
            at = (*path, "cases", index)
            situation = self._situation(country, group, facts, given, case, at)
            if name in checks and case.holds is not None:
                why = case.why or group.why or ""
                yield CheckTrial(
                    self.document.place(at), checks[name], situation, case.holds, _otherwise(case), why
                )  # fmt: skip

    def _leaf(self, name: str, path: Path) -> tuple[Instrument | None, Provision | None]:
        if name in self.names.leaves:
            return self.names.leaves[name]
        if name not in self.names.nodes:
            self._unknown("scored leaf", name, self.names.leaves, path)
            return None, None
        _, node = self.names.nodes[name]
        if node.children:
            below = [inner.id for inner in node.walk() if inner.id in self.names.leaves]
            kind, mend = "which has children", f"Its leaves are: {', '.join(below)}." if below else ""
        else:
            kind, mend = "which is not scored", "Only what is scored has levels to test."
        self._add(path, f"{quoted(name)}, {kind}", "the id of a scored leaf", mend)
        return None, None

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

    def _common(self, group: Group, path: Path) -> tuple[Mapping[str, Fraction], Mapping[str, Answer]]:
        return self._facts(group.facts, [*path, "facts"]), self._given(group.given, [*path, "given"])

    def _situation(
        self,
        country: str,
        group: Group,
        facts: Mapping[str, Fraction],
        given: Mapping[str, Answer],
        case: Case,
        path: Path,
    ) -> Situation:
        own = self._given(case.given, [*path, "given"])
        answers = {name: answer for name, answer in {**given, **own}.items() if answer.status is not Status.BLANK}
        for key in ("claimed", "verified"):
            for index, name in enumerate(getattr(case, key)):
                if name not in answers or answers[name].status is not Status.ANSWERED:
                    answered = [known for known, answer in answers.items() if answer.status is Status.ANSWERED]
                    found, expected = quoted(name), "a question that is answered in this case"
                    self._add([*path, key, index], found, expected, near(name, answered))
                elif key == "claimed":
                    answers[name] = replace(answers[name], grade=Grade.CLAIMED)
        period = (group.period.start, group.period.end) if group.period is not None else PERIOD
        more = self._facts(case.facts, [*path, "facts"])
        return Situation(country, *period, {**facts, **more}, answers, frozenset(case.verified) & answers.keys())

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

    def _expected(self, leaf: Provision | None, case: Case, path: Path) -> dict[Reading, Rung]:
        expected: dict[Reading, Rung] = {}
        declared = (0, *sorted(leaf.levels)) if leaf is not None else ()
        for key, reading in READINGS_STATED.items():
            rung = getattr(case, key)
            if rung is None:
                continue
            if declared and rung != NOT_APPLICABLE and rung not in declared:
                wanted = f"a level that {leaf.id if leaf else ''} has: {', '.join(map(str, declared))}"
                self._add([*path, key], f"the level {rung}", wanted)
            expected[reading] = rung  # type: ignore[index] # the table names the four readings
        return expected

    def _error_check(self, name: str, path: Path) -> None:
        if name in self.names.errors:
            return
        if any(check.id == name for check in self.names.rulebook.checks):
            self._add(
                path, f"{quoted(name)}, which is a warning", "a check that is an error", "A warning contests none."
            )
        else:
            self._unknown("check", name, self.names.errors, path)

    def _unknown(self, kind: str, name: str, known: Iterable[str], path: Path) -> None:
        self._add(path, f"the unknown id {quoted(name)}", f"the id of a {kind}", near(name, known))

    def _add(self, path: Path, found: str, expected: str, mend: str = "", *, key: bool = False) -> None:
        self.problems.append(Problem(self.document.place(path, key=key), found, expected, mend))


def _otherwise(case: Case) -> dict[str, str]:
    return {name: written(value) for name, value in case.given.items()}
