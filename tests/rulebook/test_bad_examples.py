"""Each folder in examples/bad lays its files over the good rulebook; expected.txt says every problem, word for word.

A file without.txt names the files that the case takes away.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from rulebook_laying import laid_over

from gapcheck.errors import RulebookError
from gapcheck.rulebook import load_rulebook

EXAMPLES = Path(__file__).parent / "examples"
CASES = sorted(path for path in (EXAMPLES / "bad").iterdir() if path.is_dir())


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)
    assert caught.value.exit_code == 4
    return [str(problem).replace(folder.as_posix(), "rules") for problem in caught.value.problems]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_problem_is_told_at_its_place(case: Path, tmp_path: Path) -> None:
    expected = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert problems_of(laid_over(EXAMPLES / "good", case, tmp_path / "rules")) == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_message_speaks_of_programs(case: Path) -> None:
    said = (case / "expected.txt").read_text(encoding="utf-8")
    for word in (
        "Input should",
        "Value error",
        "tuple",
        "dict",
        "<test>",
        "<any>",
        "regex",
        "NoneType",
        "string",
        "^[",
    ):
        assert word not in said


def test_there_is_a_case_for_every_kind_of_error() -> None:
    assert len(CASES) >= 150


def test_four_kinds_of_error_in_one_file_are_told_in_one_run(tmp_path: Path) -> None:
    told = problems_of(laid_over(EXAMPLES / "good", EXAMPLES / "bad" / "four_kinds_in_one_file", tmp_path / "rules"))
    assert len(told) == 4
    kinds = ("a second time", "unknown key", "of type date", "unknown id")
    assert all(kind in line for kind, line in zip(kinds, told, strict=True))


def test_problems_come_in_the_same_order_each_time(tmp_path: Path) -> None:
    folder = laid_over(EXAMPLES / "good", EXAMPLES / "bad" / "many_kinds_in_many_files", tmp_path / "rules")
    assert problems_of(folder) == problems_of(folder)
