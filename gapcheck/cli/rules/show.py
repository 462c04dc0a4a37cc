"""``gapcheck rules show``: one part of the rules with all that is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from gapcheck.cli.shared import Exit, RulesOption
from gapcheck.report.formats import TextFormat


@dataclass(frozen=True, slots=True)
class ShowOptions:
    """What ``rules show`` was asked to do."""

    name: str
    rules: Path | None = None
    format: TextFormat = TextFormat.TABLE


def command(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="An instrument, a provision, an indicator, a check or a country's code.")
    ],
    rules: RulesOption = None,
    format: Annotated[TextFormat, typer.Option("-f", "--format", help="How it is written.")] = TextFormat.TABLE,  # noqa: A002
) -> None:
    """Show a part of the rules: what it says and where it stands, its ladder in words, and what the source says.

    Of an indicator: which provisions of which instruments its answer serves, at which levels, and through which derived
    figures. Exit codes: 0 done, 2 wrong use, 4 the rule files are not valid.
    """
    raise typer.Exit(execute(ShowOptions(name, rules, format)))


def execute(options: ShowOptions) -> int:
    """Say on stdout what an id stands for, and return the exit code."""
    from gapcheck.bench.showing import show
    from gapcheck.report.bench.portrait import render
    from gapcheck.report.json import dump
    from gapcheck.rulebook import load_rulebook

    portrait = show(options.name, load_rulebook(options.rules, as_given=True))
    as_json = options.format is TextFormat.JSON
    typer.echo(dump(portrait.model_dump(mode="json", by_alias=True)) if as_json else render(portrait), nl=False)
    return int(Exit.DONE)
