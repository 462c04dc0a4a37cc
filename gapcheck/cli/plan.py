"""``gapcheck plan``: which few steps would lift an instrument's documented score the most."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Optional

import typer

from gapcheck.cli.shared import Exit, FourEyesOption, ReviewOption, RulesOption, found, remark
from gapcheck.errors import Problem, UsageError
from gapcheck.report.formats import TextFormat


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """What ``plan`` was asked to do; numbers are as they were typed."""

    workbook: Path
    instrument: str
    steps: str | None = None
    target: str | None = None
    effort: Path | None = None
    format: TextFormat = TextFormat.TABLE
    rules: Path | None = None
    reviews: tuple[Path, ...] = ()
    four_eyes: bool = False


def command(
    workbook: Annotated[Path, typer.Argument(metavar="WORKBOOK", help="A filled workbook (.xlsx).")],
    instrument: Annotated[str, typer.Option("--instrument", metavar="ID", help="The instrument to plan for.")],
    steps: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--steps", metavar="N", help="At most so many steps, or so much effort; else 5."),
    ] = None,
    target: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--target", metavar="SCORE", help="The fewest steps to this documented score, of 100."),
    ] = None,
    effort: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--effort", metavar="FILE", help="What steps cost: lines such as 'mission_procedure: 2'."),
    ] = None,
    format: Annotated[TextFormat, typer.Option("-f", "--format", help="How it is written.")] = TextFormat.TABLE,  # noqa: A002
    review: ReviewOption = None,
    four_eyes: FourEyesOption = False,
    rules: RulesOption = None,
) -> None:
    """Plan which answers, given or documented, would lift an instrument's documented score the most.

    Exit codes: 0 done (also where a target cannot be reached), 2 wrong use, 3 the workbook cannot be assessed,
    4 the rule files are not valid, 5 an internal fault, or solver and method that disagree.
    """
    raise typer.Exit(
        execute(PlanOptions(workbook, instrument, steps, target, effort, format, rules, tuple(review or ()), four_eyes))
    )


def execute(options: PlanOptions) -> int:
    """Write the plan, and return the exit code."""
    from gapcheck.comparison.plans import Request, make_plan, read_efforts
    from gapcheck.report.plan import render, render_json
    from gapcheck.rulebook import recall_rulebook
    from gapcheck.workbook import read_workbook
    from gapcheck.workbook.reviewing.reading import read_review

    limit, target = _limits(options)
    rulebook = recall_rulebook(options.rules)
    efforts = read_efforts(options.effort, rulebook) if options.effort is not None else {}
    submission = read_workbook(found(options.workbook), rulebook)
    remark(submission.problems, str(options.workbook))
    name = options.effort.name if options.effort is not None else None
    reviews = tuple(read_review(path, submission, rulebook) for path in options.reviews)
    request = Request(options.instrument, limit, target, efforts, name)
    made = make_plan(submission, rulebook, request, reviews, four_eyes=options.four_eyes)
    typer.echo((render_json if options.format is TextFormat.JSON else render)(made), nl=False)
    return int(Exit.DONE)


def _limits(options: PlanOptions) -> tuple[Fraction, Fraction | None]:
    """Return the limit of steps and the target, or None; raises UsageError for what is no such number."""
    if options.steps is not None and options.target is not None:
        raise UsageError([Problem("--target", "--steps beside it", "one of the two", "")])
    whole = options.effort is None
    limit = _number("--steps", options.steps or "5", most=None, whole=whole)
    return limit, None if options.target is None else _number("--target", options.target, most=100, whole=False)


def _number(option: str, text: str, *, most: int | None, whole: bool) -> Fraction:
    from gapcheck.rulebook.numbers import is_percentage, parse_number

    what = "a whole number above 0, such as 5" if whole else "a number above 0, such as 7.5"
    expected = what if most is None else f"a number above 0 and up to {most}"
    try:
        number = parse_number(text)
    except ValueError:
        number = Fraction(0)
    wrong = number <= 0 or is_percentage(text) or (whole and number.denominator != 1)
    if wrong or (most is not None and number > most):
        raise UsageError([Problem(option, repr(text), expected, "")])
    return number
