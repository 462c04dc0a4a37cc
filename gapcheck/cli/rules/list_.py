"""``gapcheck rules list``: what there is in a folder of rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from gapcheck.cli.shared import Exit, RulesOption
from gapcheck.report.formats import TextFormat


class Listed(StrEnum):
    """What can be listed by itself."""

    INSTRUMENTS = "instruments"
    INDICATORS = "indicators"
    CHECKS = "checks"
    SOURCES = "sources"
    COUNTRIES = "countries"


@dataclass(frozen=True, slots=True)
class ListOptions:
    """What ``rules list`` was asked to do."""

    what: Listed | None = None
    rules: Path | None = None
    format: TextFormat = TextFormat.TABLE


def command(
    what: Annotated[
        Optional[Listed],  # noqa: UP045 - typer reads this form on every supported version
        typer.Argument(help="What to list; left out: the instruments, and how much there is of the rest."),
    ] = None,
    rules: RulesOption = None,
    format: Annotated[TextFormat, typer.Option("-f", "--format", help="How it is written.")] = TextFormat.TABLE,  # noqa: A002
) -> None:
    """List what a rulebook holds: ids, titles, counts, languages, version. JSON always lists everything.

    Exit codes: 0 done, 2 wrong use, 4 the rule files are not valid.
    """
    raise typer.Exit(execute(ListOptions(what, rules, format)))


def execute(options: ListOptions) -> int:
    """Say on stdout what there is, and return the exit code."""
    from gapcheck.bench.inventory import inventory
    from gapcheck.report.bench.inventory import render
    from gapcheck.report.json import dump
    from gapcheck.rulebook import load_rulebook

    held = inventory(load_rulebook(options.rules, as_given=True))
    as_json = options.format is TextFormat.JSON
    what = None if options.what is None else options.what.value
    typer.echo(dump(held.model_dump(mode="json", by_alias=True)) if as_json else render(held, what), nl=False)
    return int(Exit.DONE)
