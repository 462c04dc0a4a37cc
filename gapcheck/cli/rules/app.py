"""``gapcheck rules``: what an author of rules works with."""

from __future__ import annotations

import typer

from gapcheck.cli.rules import schema

app = typer.Typer(
    name="rules",
    help="Look at rule files, check and test them, see what a change does, and begin a new plan.",
    no_args_is_help=True,
    add_completion=False,
)

app.command("schema")(schema.command)
