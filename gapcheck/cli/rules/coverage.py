"""``gapcheck rules coverage``: which levels of which leaves no test is at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Optional

import typer

from gapcheck.cli.rules.bounds import share_asked
from gapcheck.cli.shared import Exit, RulesOption
from gapcheck.report.formats import TextFormat


@dataclass(frozen=True, slots=True)
class CoverageOptions:
    """What ``rules coverage`` was asked to do; the bound is as it was typed."""

    chosen: tuple[str, ...] = ()
    rules: Path | None = None
    at_least: str = "100"
    format: TextFormat = TextFormat.TABLE


def command(
    chosen: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads this form on every supported version
        typer.Argument(metavar="[ID...]", help="Ids of instruments and provisions; else all."),
    ] = None,
    rules: RulesOption = None,
    at_least: Annotated[
        str, typer.Option("--at-least", metavar="PERCENT", help="The share of the levels that must be reached.")
    ] = "100",
    format: Annotated[TextFormat, typer.Option("-f", "--format", help="How it is written.")] = TextFormat.TABLE,  # noqa: A002
) -> None:
    """Tell which declared levels (0 is one) of which leaves no passing case of tests/*.yaml is at.

    With -f json: instruments[] with leaves, levels, reached and missing[]; share and at_least in per cent, passed.
    Exit codes: 0 enough is reached, 1 too little, 2 wrong use, 4 rule or test files are not valid, 5 an internal fault.
    """
    raise typer.Exit(execute(CoverageOptions(tuple(chosen or ()), rules, at_least, format)))


def execute(options: CoverageOptions) -> int:
    """Say on stdout what is covered, and return the exit code."""
    from gapcheck.bench.coverage import coverage, share_reached
    from gapcheck.bench.suites import load_suite
    from gapcheck.bench.trying import run
    from gapcheck.report.bench.coverage import render, render_json
    from gapcheck.rulebook import load_rulebook

    bound = share_asked(options.at_least)
    rulebook = load_rulebook(options.rules, as_given=True)
    outcome = run(load_suite(rulebook, options.rules), rulebook)
    found = coverage(rulebook, outcome.leaves, options.chosen)
    say = render_json if options.format is TextFormat.JSON else render
    typer.echo(say(found, bound, outcome.failures), nl=False)
    return int(Exit.DONE if share_reached(found) >= bound else Exit.GATE)
