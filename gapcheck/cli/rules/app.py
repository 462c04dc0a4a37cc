"""``gapcheck rules``: what a rule author needs."""

from __future__ import annotations

from typing import Final

from gapcheck.cli.commands import Entry, new_app

COMMANDS: Final = {
    "check": Entry(
        "gapcheck.cli.rules.check",
        "Look for mistakes in rule files: what does not load, what loads and is a mistake, and versions that do not "
        "hold.",
        lenient=True,
    ),
    "coverage": Entry(
        "gapcheck.cli.rules.coverage",
        "Tell which declared levels (0 is one) of which leaves no passing case of tests/*.yaml is at.",
    ),
    "diff": Entry(
        "gapcheck.cli.rules.diff",
        "Say what differs between two folders of rules, and which scores of given workbooks it moves.",
    ),
    "list": Entry(
        "gapcheck.cli.rules.list_",
        "List what a rulebook holds: ids, titles, counts, languages, version. JSON always lists everything.",
    ),
    "mutate": Entry(
        "gapcheck.cli.rules.mutate",
        "Make small mistakes in the ladders, one at a time, and see whether a case of tests/*.yaml fails.",
    ),
    "new": Entry(
        "gapcheck.cli.rules.new",
        "Begin a plan: copy its text into sources/, and write one provision for each numbered item, quoted word for "
        "word.",
    ),
    "schema": Entry(
        "gapcheck.cli.rules.schema",
        "Write the JSON Schema (2020-12) of rule files, by which an editor completes keys and marks mistakes.",
    ),
    "show": Entry(
        "gapcheck.cli.rules.show",
        "Show a part of the rules: what it says and where it stands, its ladder in words, and what the source says.",
    ),
    "test": Entry(
        "gapcheck.cli.rules.test",
        "Try the cases in tests/*.yaml of a folder of rules: whether given answers give the level expected.",
    ),
}


def _options() -> None:
    """Options of all these commands: none."""


app = new_app(COMMANDS, "Look at, write, check and test rules.", _options)
