"""``gapcheck rules new``: the rule files of a new plan, made from its text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Optional

import typer

from gapcheck.cli.shared import Exit, remark


@dataclass(frozen=True, slots=True)
class NewOptions:
    """What ``rules new`` was asked to do."""

    plan: Path
    rules: Path
    id: str
    title: str
    applies_to: tuple[str, ...] = ()
    issued_on: str | None = None
    origin: str = ""


def command(
    plan: Annotated[Path, typer.Argument(metavar="PLAN.txt", help="The text of the plan, with numbered items.")],
    rules: Annotated[
        Path,
        typer.Option(
            "--rules", metavar="DIR", help="Your folder of rules; a copy of the shipped ones if not there yet."
        ),
    ],
    id: Annotated[str, typer.Option("--id", metavar="ID", help="Its id, such as tip-khm-2024: stable for ever.")],  # noqa: A002
    title: Annotated[str, typer.Option("--title", metavar="TITLE", help="Its title in English.")],
    applies_to: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads this form on every supported version
        typer.Option("--applies-to", metavar="CODE", help="The country it is put to, such as KHM; may be repeated."),
    ] = None,
    issued_on: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--issued-on", metavar="DAY", help="The day it was issued, such as 2024-06-24."),
    ] = None,
    origin: Annotated[str, typer.Option("--from", metavar="ADDRESS", help="Where the text was taken from.")] = "",
) -> None:
    """Begin a plan: copy its text into sources/, and write one provision for each numbered item, quoted word for word.

    The instrument loads at once and is not scored until its ladders are written; comments guess the pillar and name the
    nearest questions. Nothing is written over, and all files are written or none.
    Exit codes: 0 done, 2 wrong use, also where the items cannot be told, 4 the rules would not be valid.
    """
    raise typer.Exit(
        execute(NewOptions(plan, rules, id, title, tuple(applies_to or ()), issued_on, " ".join(origin.split())))
    )


def execute(options: NewOptions) -> int:
    """Write the files, say what was made and what to look at, and return the exit code."""
    from gapcheck.bench.plans.asked import plan_asked
    from gapcheck.bench.plans.beginning import begin, read_plan
    from gapcheck.report.bench.beginning import render

    text, found = read_plan(options.plan)
    plan = plan_asked(options.id, options.title, found.items, options.applies_to, options.issued_on, options.origin)
    files, new_folder = begin(plan, text, options.rules)
    remark(found.problems, "To look at")
    typer.echo(render(plan, files, options.rules if new_folder else None), nl=False)
    return int(Exit.DONE)
