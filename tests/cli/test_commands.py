from __future__ import annotations

import importlib
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from gapcheck.cli import app as whole
from gapcheck.cli.rules import app as rules

ENTRIES = {**whole.COMMANDS, **{f"rules {name}": entry for name, entry in rules.COMMANDS.items()}}
LOADED = """
import sys
from gapcheck.cli import main
sys.argv = ["gapcheck", *{arguments!r}]
try:
    main()
except SystemExit:
    print("\\n", *sorted(name for name in sys.modules if name.split(".")[0] in {watched!r}))
"""


@pytest.mark.parametrize("name", [name for name in ENTRIES if name != "rules"])
def test_the_list_of_commands_says_what_each_command_says_first(name):
    module = importlib.import_module(ENTRIES[name].module)
    assert ENTRIES[name].help == " ".join(module.command.__doc__.split("\n\n")[0].split())


def test_the_list_says_of_rules_what_rules_says():
    said = CliRunner().invoke(whole.app, ["rules", "--help"]).output
    assert whole.COMMANDS["rules"].help in said


@pytest.mark.parametrize("name", ENTRIES)
def test_every_command_is_listed_and_has_help(name):
    *above, last = name.split()
    listed = CliRunner().invoke(whole.app, [*above, "--help"])
    shown = CliRunner().invoke(whole.app, [*name.split(), "--help"])
    assert f"\n  {last} " in listed.output
    assert shown.exit_code == 0
    assert f"{name} [OPTIONS]" in shown.output


def test_a_slip_in_a_name_is_met_with_the_name():
    said = CliRunner().invoke(whole.app, ["asess"])
    assert said.exit_code == 2
    assert "'assess'" in said.output


def loaded(*arguments: str) -> set[str]:
    watched = ("gapcheck", "rich", "openpyxl", "yaml", "jinja2", "numpy", "pycountry", "tabulate")
    program = LOADED.format(arguments=list(arguments), watched=watched)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [("--help",), ("rules", "--help"), ("--version",)])
def test_help_imports_no_command_and_nothing_that_is_slow(arguments):
    own = {"gapcheck", "gapcheck.cli", "gapcheck.cli.app", "gapcheck.cli.commands", "gapcheck.cli.shared"}
    own |= {"gapcheck.errors", "gapcheck.resources", "gapcheck.cli.rules", "gapcheck.cli.rules.app"}
    assert loaded(*arguments) <= own


def test_a_command_is_imported_alone():
    names = loaded("assess", "--help")
    assert "gapcheck.cli.assess" in names
    assert not names & {"gapcheck.cli.trend", "openpyxl", "rich", "yaml"}
