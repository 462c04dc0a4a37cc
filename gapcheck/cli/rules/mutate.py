"""``gapcheck rules mutate``: how well the tests hold the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from gapcheck.cli.rules.bounds import share_asked
from gapcheck.cli.shared import Exit, RulesOption
from gapcheck.errors import Problem, UsageError
from gapcheck.report.formats import TextFormat

if TYPE_CHECKING:
    from gapcheck.rulebook import Rulebook
    from gapcheck.rulebook.provisions import Instrument, Provision


@dataclass(frozen=True, slots=True)
class MutateOptions:
    """What ``rules mutate`` was asked to do; the bound is as it was typed."""

    instruments: tuple[str, ...] = ()
    rules: Path | None = None
    at_least: str = "90"
    format: TextFormat = TextFormat.TABLE


def command(
    instruments: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(metavar="[INSTRUMENT...]", help="Ids of instruments; else all."),
    ] = None,
    rules: RulesOption = None,
    at_least: Annotated[
        str, typer.Option("--at-least", metavar="PERCENT", help="The share of the mutants that must be killed.")
    ] = "90",
    format: Annotated[TextFormat, typer.Option("-f", "--format", help="How it is written.")] = TextFormat.TABLE,  # noqa: A002
) -> None:
    """Make small mistakes in the ladders, one at a time, and see whether a case of tests/*.yaml fails.

    The mistakes: a threshold moved to the next value, a criterion dropped or moved a level up or down, any and all
    swapped, a code taken from a list, at_least and more_than (at_most and less_than) swapped. A mutant that no answers
    can tell from its rule is left out: by proof, or for a reason written under 'equivalent' in a test file. The others
    that survive are listed, with answers that would tell them apart where a short search finds some. With -f json:
    instruments[], survivors[] and unfounded_reasons[], share and at_least in per cent, passed.
    Exit codes: 0 enough are killed, 1 too few, or a written reason does not hold, 2 wrong use, 4 rule or test files are
    not valid, 5 an internal fault.
    """
    raise typer.Exit(execute(MutateOptions(tuple(instruments or ()), rules, at_least, format)))


def execute(options: MutateOptions) -> int:
    """Say on stdout what became of the mutants, and return the exit code."""
    from gapcheck.bench.killing import hunt
    from gapcheck.bench.suites import load_suite
    from gapcheck.bench.survivors import leftover
    from gapcheck.bench.trying import run
    from gapcheck.report.bench.mutants import MutantReport, render, render_json
    from gapcheck.rulebook import load_rulebook

    bound = share_asked(options.at_least)
    rulebook = load_rulebook(options.rules, as_given=True)
    instruments = _chosen(options.instruments, rulebook)
    suite = load_suite(rulebook, options.rules, options.instruments)
    outcome = run(suite, rulebook)
    trials = [found.trial for found in outcome.leaves if found.passed]
    with _progress(instruments) as step:
        hunts = hunt(rulebook, instruments, trials, suite.excuses, step=step)
    report = MutantReport(hunts, leftover(hunts, trials, rulebook), bound, outcome.failures)
    typer.echo((render_json if options.format is TextFormat.JSON else render)(report), nl=False)
    return int(Exit.DONE if report.passed else Exit.GATE)


def _chosen(ids: tuple[str, ...], rulebook: Rulebook) -> list[Instrument]:
    """Return the instruments named, or all that have scored leaves; raises UsageError for an id that is none."""
    from gapcheck.rulebook.whereabouts import meant_as_option
    from gapcheck.rulebook.words import near

    scored = [item for item in rulebook.instruments if any(node.is_leaf and node.is_scored for node in item.walk())]
    known = [item.id for item in scored]
    of = {node.id: item.id for item in scored for node in item.walk()}
    problems = [
        Problem(name, f"a provision of {of[name]}", "the id of an instrument", f"Name {of[name]} instead.")
        if name in of
        else Problem(
            name, "no scored instrument", f"one of {', '.join(known)}", meant_as_option(name) or near(name, known)
        )
        for name in ids
        if name not in known
    ]
    if problems:
        raise UsageError(problems)
    return [item for item in scored if not ids or item.id in ids]


@contextmanager
def _progress(instruments: list[Instrument]) -> Iterator[Callable[[Provision], None]]:
    """Show on stderr which leaf is at hand, where a person looks on."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    leaves = sum(node.is_leaf and node.is_scored for item in instruments for node in item.walk())
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=leaves)
        yield lambda leaf: progress.update(task, advance=1, description=leaf.id)
