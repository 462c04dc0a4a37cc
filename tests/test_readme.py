import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^python3 -m venv .*$", README, flags=re.MULTILINE)


def test_the_readme_opens_with_two_commands_that_set_up_and_run():
    assert len(COMMANDS) == 2
    assert COMMANDS[0].endswith(".venv/bin/gapcheck assess inputs/khm-2022.xlsx")
    assert COMMANDS[1].endswith(".venv/bin/pytest")


def test_ci_runs_the_test_command_of_the_readme_as_it_is_printed():
    assert COMMANDS[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_every_dependency_has_a_reason_in_one_line():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    needed = tomllib.loads("\n".join(lines))["project"]["dependencies"]
    for requirement in needed:
        index = next(number for number, line in enumerate(lines) if f'"{requirement}"' in line)
        assert lines[index - 1].strip().startswith("# "), requirement
