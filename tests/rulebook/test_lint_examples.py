"""Folders in examples/lint, history and unreadable lay files over the clean rulebook; expected.txt says what is found.

A file without.txt names the files that the case takes away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from rulebook_laying import laid_over

from gapcheck.errors import RulebookError
from gapcheck.rulebook.history.catalogue import RULES
from gapcheck.rulebook.inspection import inspect
from gapcheck.rulebook.linting import LINTS, Subject, lint

EXAMPLES = Path(__file__).parent / "examples"


def cases(kind: str) -> list[Path]:
    return sorted(path for path in (EXAMPLES / kind).iterdir() if path.is_dir())


def named(told: Iterable[object], folder: Path) -> list[str]:
    """Return what was told of a folder as if it were called rules."""
    return [str(each).replace(folder.as_posix(), "rules") for each in told]


def expected(case: Path) -> list[str]:
    return (case / "expected.txt").read_text(encoding="utf-8").splitlines()


def codes_in(kind: str) -> set[str]:
    return {line.rpartition("[")[2].rstrip("]") for case in cases(kind) for line in expected(case)}


def test_nothing_is_found_in_the_clean_rulebook() -> None:
    inspection = inspect(EXAMPLES / "clean")
    assert [str(finding) for finding in inspection.findings] == []
    assert inspection.locked


@pytest.mark.parametrize("case", cases("lint"), ids=lambda case: case.name)
def test_every_lint_says_what_it_found_at_its_place(case: Path, tmp_path: Path) -> None:
    folder = laid_over(EXAMPLES / "clean", case, tmp_path / "rules")
    found = lint(Subject.read(folder))
    assert named(found, folder) == expected(case)
    assert {finding.problem.severity for finding in found} == {"warning"}
    for finding in found:
        line, column = finding.problem.where.rsplit(":", 2)[1:]
        lines = Path(finding.file).read_text(encoding="utf-8").splitlines()
        assert lines[int(line) - 1][int(column) - 1 :].strip()
        assert finding.problem.mend


@pytest.mark.parametrize("case", cases("history"), ids=lambda case: case.name)
def test_what_is_wrong_with_the_history_is_told(case: Path, tmp_path: Path) -> None:
    folder = laid_over(EXAMPLES / "clean", case, tmp_path / "rules")
    found = inspect(folder).findings
    assert named(found, folder) == expected(case)
    assert {finding.code for finding in found} <= {rule.code for rule in RULES}


@pytest.mark.parametrize("case", cases("unreadable"), ids=lambda case: case.name)
def test_a_history_that_cannot_be_read_is_told_with_the_rules(case: Path, tmp_path: Path) -> None:
    folder = laid_over(EXAMPLES / "clean", case, tmp_path / "rules")
    with pytest.raises(RulebookError) as caught:
        inspect(folder)
    assert named(caught.value.problems, folder) == expected(case)


def test_every_lint_has_a_case() -> None:
    assert codes_in("lint") == {kind.code for kind in LINTS}


def test_every_rule_of_the_history_has_a_case() -> None:
    assert codes_in("history") == {rule.code for rule in RULES}


def test_codes_are_words_and_each_is_described() -> None:
    kinds = [(kind.code, kind.says) for kind in LINTS] + [(rule.code, rule.says) for rule in RULES]
    assert len({code for code, _ in kinds}) == len(kinds)
    assert [code for code, _ in kinds if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", code)] == []
    assert [says for _, says in kinds if not (says.endswith(".") and says[0].isupper())] == []


@pytest.mark.parametrize("kind", ["lint", "history", "unreadable"])
def test_no_finding_speaks_of_programs(kind: str) -> None:
    said = "\n".join(line for case in cases(kind) for line in expected(case))
    assert not re.search(r"Input should|Value error|\b(tuple|dict|NoneType|string)\b|<test>|<any>|\^\[", said)
