"""``gapcheck rules``: what a rule author needs."""

from __future__ import annotations

import typer

from gapcheck.cli.rules import check

app = typer.Typer(help="Write, check and test rules.", no_args_is_help=True)

app.command("check")(check.command)
