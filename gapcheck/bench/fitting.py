"""Fitting: the cases of one file held against the rulebook, so that every name in them stands for something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from gapcheck.assessment.readings import Reading
from gapcheck.bench.cases import NOT_APPLICABLE, READINGS_STATED, Case, Group, Rung, Tests
from gapcheck.bench.circumstances import Circumstances
from gapcheck.bench.names import Names
from gapcheck.bench.trials import CheckTrial, Excuse, LeafTrial
from gapcheck.bench.written import written
from gapcheck.errors import Problem
from gapcheck.rulebook.documents import Document, Path
from gapcheck.rulebook.provisions import Instrument, Provision
from gapcheck.rulebook.words import near, quoted


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

    @cached_property
    def _circumstances(self) -> Circumstances:
        return Circumstances(self.document, self.names, self.problems)

    def _of_leaf(self, group: Group, name: str, path: Path) -> Iterator[LeafTrial]:
        instrument, leaf = self._leaf(name, [*path, "provision"])
        situations = self._circumstances.situations(group, instrument, path)
        for index, (case, situation) in enumerate(zip(group.cases, situations, strict=True)):
            at = (*path, "cases", index)
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
        situations = self._circumstances.situations(group, None, path)
        for index, (case, situation) in enumerate(zip(group.cases, situations, strict=True)):
            if name in checks and case.holds is not None:
                place, why = self.document.place((*path, "cases", index)), case.why or group.why or ""
                yield CheckTrial(place, checks[name], situation, case.holds, _otherwise(case), why)

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
    """Return what a case has that its group has not, as the file writes it."""
    graded = {key: f"[{', '.join(names)}]" for key in ("claimed", "verified") if (names := getattr(case, key))}
    facts = {name: str(value) for name, value in case.facts.items()}
    return {**{name: written(value) for name, value in case.given.items()}, **facts, **graded}
