"""``gapcheck rules``: what a rule author needs."""

from __future__ import annotations

import typer

from gapcheck.cli.rules import check, coverage, mutate, test

app = typer.Typer(help="Look at, write, check and test rules.", no_args_is_help=True)

app.command("check")(check.command)
app.command("coverage")(coverage.command)
app.command("mutate")(mutate.command)
app.command("test")(test.command)
