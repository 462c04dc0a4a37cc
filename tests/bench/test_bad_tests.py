"""Each folder in examples/bad lays test files over the good rulebook; expected.txt says every problem in full."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gapcheck.bench.suites import load_suite
from gapcheck.errors import RulebookError
from gapcheck.rulebook import load_rulebook

HERE = Path(__file__).parent
GOOD = HERE.parent / "rulebook" / "examples" / "good"
CASES = sorted(path for path in (HERE / "examples" / "bad").iterdir() if path.is_dir())


def problems_of(case: Path, folder: Path) -> list[str]:
    shutil.copytree(GOOD, folder)
    shutil.copytree(case / "tests", folder / "tests")
    with pytest.raises(RulebookError) as caught:
        load_suite(load_rulebook(folder), folder)
    assert caught.value.exit_code == 4
    return [str(problem).replace(folder.as_posix(), "rules") for problem in caught.value.problems]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_problem_is_told_at_its_place(case: Path, tmp_path: Path) -> None:
    expected = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert problems_of(case, tmp_path / "rules") == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_message_speaks_of_programs(case: Path) -> None:
    said = (case / "expected.txt").read_text(encoding="utf-8")
    for word in ("Input should", "Value error", "tuple", "dict", "regex", "NoneType", "string", "^["):
        assert word not in said


def test_there_is_a_case_for_every_kind_of_error() -> None:
    assert len(CASES) >= 50
