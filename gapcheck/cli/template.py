"""``gapcheck template``: the empty workbook that officers fill in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from gapcheck.cli.shared import RulesOption
from gapcheck.errors import Problem, UsageError


def command(
    country: Annotated[str, typer.Option("--country", metavar="CODE", help="ISO 3166 alpha-3 code, such as KHM.")],
    year: Annotated[int, typer.Option("--year", min=1990, max=2100, help="The year the report is for.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The workbook to write (.xlsx).")],
    rules: RulesOption = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
) -> None:
    """Write the empty input workbook of a country and a year."""
    execute(country, year, output, rules, force=force)


def execute(country: str, year: int, output: Path, rules: Path | None, *, force: bool = False) -> None:
    """Write the template, whole or not at all, and say where; over a file that is there only by force."""
    from gapcheck.rulebook import load_rulebook
    from gapcheck.workbook import write_template

    if not force:
        _keep(output)
    write_template(load_rulebook(rules), country, year, output)
    typer.echo(f"Written: {output}", err=True)


def _keep(output: Path) -> None:
    """Raise UsageError where a file is there: it may hold an officer's answers."""
    # A folder is refused in words of its own when it comes to writing.
    if os.path.lexists(output) and not output.is_dir():
        mend = "Name another file with -o, or write over it with --force."
        raise UsageError([Problem(str(output), "a file that is there already", "a file that is not there yet", mend)])
