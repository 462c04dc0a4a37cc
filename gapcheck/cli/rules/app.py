"""``gapcheck rules``: what a rule author needs."""

from __future__ import annotations

import typer

from gapcheck.cli.rules import check, coverage, diff, list_, mutate, new, schema, show, test

app = typer.Typer(help="Look at, write, check and test rules.", no_args_is_help=True)

# Arguments are let through, so that the command can tell a person which option was meant.
app.command("check", context_settings={"allow_extra_args": True})(check.command)
app.command("coverage")(coverage.command)
app.command("diff")(diff.command)
app.command("list")(list_.command)
app.command("mutate")(mutate.command)
app.command("new")(new.command)
app.command("schema")(schema.command)
app.command("show")(show.command)
app.command("test")(test.command)
