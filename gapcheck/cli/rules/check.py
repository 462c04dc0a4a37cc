"""``gapcheck rules check``: whether rule files load, and what is wrong with them all the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from gapcheck.cli.shared import Exit, RulesOption
from gapcheck.errors import Problem, UsageError
from gapcheck.report.formats import TextFormat


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What ``rules check`` was asked to do."""

    rules: Path | None = None
    lock: bool = False
    format: TextFormat = TextFormat.TABLE
    strays: tuple[str, ...] = ()


def command(
    context: typer.Context,
    rules: RulesOption = None,
    lock: Annotated[
        bool,
        typer.Option(
            "--lock",
            help="Write lock.yaml, the hashes of this version, where nothing else is wrong and every rule test passes.",
        ),
    ] = False,
    format: Annotated[TextFormat, typer.Option("-f", "--format", help="How it is written.")] = TextFormat.TABLE,  # noqa: A002
) -> None:
    """Look for mistakes in rule files: what does not load, what loads and is a mistake, and versions that do not hold.

    Files of rule tests are read too; 'gapcheck rules test' runs them, and so does --lock.
    Exit codes: 0 nothing found, 1 something found, or a rule test fails (with --lock), 2 wrong use, 4 rule or test
    files are not valid, 5 an internal fault.
    """
    raise typer.Exit(execute(CheckOptions(rules, lock, format, tuple(context.args))))


def execute(options: CheckOptions) -> int:
    """Say on stdout what was found, write the lock where that was asked for, and return the exit code."""
    from gapcheck.bench.suites import load_suite
    from gapcheck.bench.trying import run
    from gapcheck.report.bench.inspection import failed_tests, render, render_json
    from gapcheck.rulebook.inspection import inspect

    _refuse(options.strays)
    inspection = inspect(options.rules)
    rulebook = inspection.history.subject.rulebook
    suite = load_suite(rulebook, options.rules)
    failures = run(suite, rulebook).failures if options.lock else 0
    if options.lock and not failures and inspection.lockable and not inspection.locked:
        typer.echo(f"Written: {inspection.write_lock()}", err=True)
        inspection = inspect(options.rules)
    say = render_json if options.format is TextFormat.JSON else render
    typer.echo(say(inspection), nl=False)
    if options.lock and not inspection.lockable:
        typer.echo("The lock was not written: mend first what was found.", err=True)
    if failures:
        typer.echo(failed_tests(failures), err=True)
    return int(Exit.GATE if inspection.findings or failures else Exit.DONE)


def _refuse(strays: Iterable[str]) -> None:
    """Raise UsageError for arguments: a folder that a person typed without --rules must not be passed over."""
    from gapcheck.rulebook.whereabouts import meant_as_option

    problems = [Problem(name, "an argument", "options only", meant_as_option(name)) for name in strays]
    if problems:
        raise UsageError(problems)
