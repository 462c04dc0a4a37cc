"""The ``gapcheck`` command: its subcommands, and how errors leave it."""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated, Final

import typer

from gapcheck import __version__
from gapcheck.cli.commands import Entry, new_app
from gapcheck.cli.shared import Exit, tell
from gapcheck.errors import GapcheckError


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
    finally:
        # The process is at its end: to look through all it made for what is still in use took 10 % of a run.
        gc.freeze()


def _version(value: bool) -> None:
    if value:
        typer.echo(f"gapcheck {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Options of the command as a whole."""


COMMANDS: Final = {
    "assess": Entry("gapcheck.cli.assess", "Assess workbooks and write a scored gap report."),
    "check": Entry(
        "gapcheck.cli.check", "Say everything that is to be corrected in workbooks, with its cell and how to write it."
    ),
    "compare": Entry(
        "gapcheck.cli.compare",
        "Compare reports of a country: what was done, documented or newly answered, and what only the rules changed.",
    ),
    "explain": Entry(
        "gapcheck.cli.explain",
        "Explain one provision, instrument or question: what was found, in which cell, against what, and what comes "
        "next.",
    ),
    "merge": Entry(
        "gapcheck.cli.merge",
        "Put the parts of one return together; two answers to one question are told with both cells.",
    ),
    "plan": Entry(
        "gapcheck.cli.plan",
        "Plan which answers, given or documented, would lift an instrument's documented score the most.",
    ),
    "review": Entry(
        "gapcheck.cli.review",
        "Write the workbook in which an auditor decides on answers, those first that most hangs on.",
    ),
    "template": Entry(
        "gapcheck.cli.template",
        "Write the input workbook of a country and a year: empty, after last year's, or a part of one.",
    ),
    "trend": Entry(
        "gapcheck.cli.trend",
        "Show several years of each country with their gaps, and between which ranks countries lie.",
    ),
    "verify": Entry(
        "gapcheck.cli.verify",
        "Repeat an assessment with the evaluator that is not the engine, and compare every value of the result.",
    ),
    "rules": Entry("gapcheck.cli.rules.app", "Look at, write, check and test rules."),
}

app = new_app(
    COMMANDS,
    "Hold a country's own report against the commitments and recommendations on human trafficking.",
    _options,
)
