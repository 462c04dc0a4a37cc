"""``gapcheck template``: the empty workbook that officers fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gapcheck.cli.shared import RulesOption


def command(
    country: Annotated[str, typer.Option("--country", metavar="CODE", help="ISO 3166 alpha-3 code, such as KHM.")],
    year: Annotated[int, typer.Option("--year", min=1990, max=2100, help="The year the report is for.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The workbook to write (.xlsx).")],
    rules: RulesOption = None,
) -> None:
    """Write the empty input workbook of a country and a year."""
    execute(country, year, output, rules)


def execute(country: str, year: int, output: Path, rules: Path | None) -> None:
    """Write the template, whole or not at all, and say where."""
    from gapcheck.rulebook import load_rulebook
    from gapcheck.workbook import write_template

    write_template(load_rulebook(rules), country, year, output)
    typer.echo(f"Written: {output}", err=True)
