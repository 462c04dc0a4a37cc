"""A rulebook damaged in any way loads, or is refused with problems at their places; never a crash, never a hang."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gapcheck.errors import Problem, RulebookError, UsageError
from gapcheck.rulebook import load_rulebook

GOOD = Path(__file__).parent / "examples" / "good"
FILES = {path.relative_to(GOOD).as_posix(): path.read_text(encoding="utf-8") for path in GOOD.rglob("*.*")}
TOKENS = sorted(set(re.findall(r"[A-Za-z0-9_.%]+", "".join(FILES.values()))))
JUNK = [
    "{",
    "}",
    "[",
    "]",
    ":",
    "- ",
    "*a",
    "&a ",
    "!!int ",
    "\t",
    "\0",
    '"',
    "#",
    "%",
    "{}",
    "[]",
    "~",
    "\n",
    "- - ",
    "²",
    "-1",
]

change = st.one_of(
    st.tuples(st.just("delete"), st.integers(0, 60), st.none()),
    st.tuples(st.just("repeat"), st.integers(0, 60), st.none()),
    st.tuples(st.just("indent"), st.integers(0, 60), st.integers(-4, 4)),
    st.tuples(st.just("swap"), st.integers(0, 60), st.integers(0, 60)),
    st.tuples(st.just("token"), st.integers(0, 300), st.sampled_from(TOKENS + JUNK)),
    st.tuples(st.just("insert"), st.integers(0, 3000), st.sampled_from(JUNK) | st.text(max_size=3)),
    st.tuples(st.just("drop"), st.integers(0, 3000), st.integers(1, 6)),
)
changes = st.lists(st.tuples(st.sampled_from(sorted(FILES)), change), min_size=1, max_size=4)


def changed(text: str, kind: str, where: int, how: object) -> str:
    lines = text.splitlines(keepends=True) or [""]
    line = where % len(lines)
    match kind, how:
        case "delete", _:
            del lines[line]
        case "repeat", _:
            lines.insert(line, lines[line])
        case "indent", int(by):
            lines[line] = " " * by + lines[line] if by > 0 else lines[line][-by:]
        case "swap", int(other):
            other %= len(lines)
            lines[line], lines[other] = lines[other], lines[line]
        case "token", str(new):
            found = list(re.finditer(r"[A-Za-z0-9_.%]+", text))
            if found:
                match = found[where % len(found)]
                return text[: match.start()] + new + text[match.end() :]
        case "insert", str(new):
            return text[: where % (len(text) + 1)] + new + text[where % (len(text) + 1) :]
        case "drop", int(length):
            return text[: where % (len(text) + 1)] + text[where % (len(text) + 1) + length :]
    return "".join(lines)


def problems_of(folder: Path) -> tuple[Problem, ...]:
    """Load a rulebook, and return what is wrong with it; any other error than ours is one of the test."""
    try:
        load_rulebook(folder)
    except (RulebookError, UsageError) as error:
        return error.problems
    return ()


@settings(max_examples=300, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=changes)
def test_damage_is_told_and_never_a_crash(tmp_path: Path, changes: list[tuple[str, tuple[str, int, object]]]) -> None:
    folder = tmp_path / "rules"
    shutil.rmtree(folder, ignore_errors=True)
    texts = dict(FILES)
    for name, (kind, where, how) in changes:
        texts[name] = changed(texts[name], kind, where, how)
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    for problem in problems_of(folder):
        assert re.fullmatch(r"/[a-zA-Z/]+(\.[a-z]+)?:\d+:\d+", problem.where.removeprefix(folder.as_posix()))
        assert problem.found
        assert problem.expected
        assert len(str(problem)) < 900


@settings(max_examples=100, deadline=5000)
@given(st.sampled_from(sorted(FILES)), st.binary(max_size=60))
def test_any_bytes_in_place_of_a_file_are_told(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("rules") / "rules"
    shutil.copytree(GOOD, folder)
    (folder / name).write_bytes(data)
    assert all(problem.where.startswith(f"{folder.as_posix()}/") for problem in problems_of(folder))
    shutil.rmtree(folder)
