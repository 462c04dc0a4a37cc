"""``gapcheck rules diff``: what differs between two folders of rules, and what that does to scores."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Optional

import typer

from gapcheck.cli.shared import Exit, found
from gapcheck.report.formats import TextFormat


@dataclass(frozen=True, slots=True)
class DiffOptions:
    """What ``rules diff`` was asked to do."""

    old: Path
    new: Path
    workbooks: tuple[Path, ...] = ()
    words: bool = False
    exit_code: bool = False
    format: TextFormat = TextFormat.TABLE


def command(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A folder of rules as it was.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A folder of rules as it is now.")],
    workbooks: Annotated[
        Optional[list[Path]],  # noqa: UP045 - typer reads this form on every supported version
        typer.Argument(metavar="[WORKBOOK...]", help="Workbooks to assess under both."),
    ] = None,
    words: Annotated[bool, typer.Option("--words", help="List the changes of words too.")] = False,
    exit_code: Annotated[
        bool,
        typer.Option("--exit-code", help="End with 1 if a score differs; without workbooks, if a change can move one."),
    ] = False,
    format: Annotated[TextFormat, typer.Option("-f", "--format", help="How it is written.")] = TextFormat.TABLE,  # noqa: A002
) -> None:
    """Say what differs between two folders of rules, and which scores of given workbooks it moves.

    Questions that one of the two lacks are not there in its scores, and what a workbook lacks is unanswered. JSON lists
    every change of words too.
    Exit codes: 0 done, 1 scores are affected (with --exit-code), 2 wrong use, 3 a workbook cannot be assessed, 4 rule
    files are not valid.
    """
    raise typer.Exit(execute(DiffOptions(old, new, tuple(workbooks or ()), words, exit_code, format)))


def execute(options: DiffOptions) -> int:
    """Say on stdout what differs, and return the exit code."""
    from gapcheck.bench.differences import differences
    from gapcheck.bench.impact import impacts
    from gapcheck.report.bench.differences import render, render_json
    from gapcheck.rulebook import load_rulebook

    books = load_rulebook(options.old, as_given=True), load_rulebook(options.new, as_given=True)
    changes = differences(*books)
    done = impacts([found(path) for path in options.workbooks], books, changes)
    as_json = options.format is TextFormat.JSON
    text = render_json(books, changes, done) if as_json else render(books, changes, done, words=options.words)
    typer.echo(text, nl=False)
    affected = not all(impact.same for impact in done) if done else any(change.affects_scores for change in changes)
    return int(Exit.GATE if options.exit_code and affected else Exit.DONE)
