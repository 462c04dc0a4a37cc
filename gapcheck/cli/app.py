"""The ``gapcheck`` command: its subcommands, and how errors leave it."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from gapcheck import __version__
from gapcheck.cli import assess, check, compare, explain, merge, plan, review, template, trend, verify
from gapcheck.cli.rules.app import app as rules_app
from gapcheck.cli.shared import Exit, tell
from gapcheck.errors import GapcheckError

app = typer.Typer(
    name="gapcheck",
    help="Hold a country's own report against the commitments and recommendations on human trafficking.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line; every error leaves in words, with the exit code of its kind."""
    # A terminal of another encoding must not turn a Khmer name into a crash.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except GapcheckError as error:
        tell(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output (a pager, head) has gone: nothing more can be said, and nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.DONE)
    except Exception as error:
        if os.environ.get("GAPCHECK_DEBUG"):
            raise
        typer.echo(
            f"gapcheck failed inside: {type(error).__name__}: {error}\n"
            "This is a fault of gapcheck, not of your file. No file was left half written. Please report it with the "
            "output of the same command run with GAPCHECK_DEBUG=1.",
            err=True,
        )
        sys.exit(Exit.INTERNAL)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"gapcheck {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Options of the command as a whole."""


app.command("assess")(assess.command)
app.command("check")(check.command)
app.command("compare")(compare.command)
app.command("explain")(explain.command)
app.command("merge")(merge.command)
app.command("plan")(plan.command)
app.command("review")(review.command)
app.command("template")(template.command)
app.command("trend")(trend.command)
app.command("verify")(verify.command)
app.add_typer(rules_app, name="rules")
