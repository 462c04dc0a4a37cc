"""``gapcheck rules check``: whether rule files load, and what is wrong with them all the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from gapcheck.cli.shared import Exit, RulesOption
from gapcheck.report.formats import TextFormat


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What ``rules check`` was asked to do."""

    rules: Path | None = None
    lock: bool = False
    format: TextFormat = TextFormat.TABLE


def command(
    rules: RulesOption = None,
    lock: Annotated[
        bool, typer.Option("--lock", help="Write lock.yaml, the hashes of this version, where nothing else is wrong.")
    ] = False,
    format: Annotated[TextFormat, typer.Option("-f", "--format", help="How it is written.")] = TextFormat.TABLE,  # noqa: A002
) -> None:
    """Look for mistakes in rule files: what does not load, what loads and is a mistake, and versions that do not hold.

    Exit codes: 0 nothing found, 1 something found, 2 wrong use, 4 the rule files do not load.
    """
    raise typer.Exit(execute(CheckOptions(rules, lock, format)))


def execute(options: CheckOptions) -> int:
    """Say on stdout what was found, write the lock where that was asked for, and return the exit code."""
    from gapcheck.report.bench.inspection import render, render_json
    from gapcheck.rulebook.inspection import inspect

    inspection = inspect(options.rules)
    if options.lock and inspection.lockable and not inspection.locked:
        typer.echo(f"Written: {inspection.write_lock()}", err=True)
        inspection = inspect(options.rules)
    say = render_json if options.format is TextFormat.JSON else render
    typer.echo(say(inspection), nl=False)
    if options.lock and not inspection.lockable:
        typer.echo("The lock was not written: mend first what was found.", err=True)
    return int(Exit.GATE if inspection.findings else Exit.DONE)
