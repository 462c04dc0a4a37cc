"""``gapcheck rules``: what a rule author needs."""

from __future__ import annotations

import typer

from gapcheck.cli.rules import coverage, mutate, test

app = typer.Typer(help="Write, check and test rules.", no_args_is_help=True)

app.command("coverage")(coverage.command)
app.command("mutate")(mutate.command)
app.command("test")(test.command)
