"""``gapcheck rules test``: whether leaves are at the levels that tests expect of given answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Optional

import typer

from gapcheck.cli.shared import Exit, RulesOption
from gapcheck.report.formats import TextFormat


@dataclass(frozen=True, slots=True)
class TestOptions:
    """What ``rules test`` was asked to do."""

    chosen: tuple[str, ...] = ()
    rules: Path | None = None
    format: TextFormat = TextFormat.TABLE


def command(
    chosen: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            metavar="[FILE|ID...]",
            help="Test files, or ids of instruments, provisions and checks; else all that is in tests/.",
        ),
    ] = None,
    rules: RulesOption = None,
    format: Annotated[TextFormat, typer.Option("-f", "--format", help="How it is written.")] = TextFormat.TABLE,  # noqa: A002
) -> None:
    """Try the cases in tests/*.yaml of a folder of rules: whether given answers give the level expected.

    Only failures are shown: the place of the case, the answers that differ from those of its group, the levels expected
    and found, and the criteria that decide. With -f json: cases[] with place, expected, found and passed; failed.
    Exit codes: 0 all pass, 1 a case fails, 2 wrong use, 4 rule or test files are not valid, 5 an internal fault.
    """
    raise typer.Exit(execute(TestOptions(tuple(chosen or ()), rules, format)))


def execute(options: TestOptions) -> int:
    """Try the cases, say on stdout what came of them, and return the exit code."""
    from gapcheck.bench.suites import load_suite
    from gapcheck.bench.trying import run
    from gapcheck.report.bench.trials import render, render_json
    from gapcheck.rulebook import load_rulebook

    rulebook = load_rulebook(options.rules, as_given=True)
    outcome = run(load_suite(rulebook, options.rules, options.chosen), rulebook)
    as_json = options.format is TextFormat.JSON
    typer.echo(render_json(outcome) if as_json else render(outcome, rulebook), nl=False)
    return int(Exit.DONE if outcome.passed else Exit.GATE)
