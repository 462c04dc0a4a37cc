"""``gapcheck explain``: how one number of an assessment came about, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from gapcheck.cli.shared import Exit, FourEyesOption, ReviewOption, RulesOption, found
from gapcheck.errors import Problem, UsageError
from gapcheck.report.formats import TextFormat

if TYPE_CHECKING:
    from gapcheck.rulebook import Rulebook
    from gapcheck.workbook.answers import Submission
    from gapcheck.workbook.decisions import Review


@dataclass(frozen=True, slots=True)
class ExplainOptions:
    """What ``explain`` was asked to do."""

    source: Path
    name: str
    why_not: int | None
    format: TextFormat
    rules: Path | None
    reviews: tuple[Path, ...] = ()
    four_eyes: bool = False


def command(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="WORKBOOK|RESULT", help="A filled workbook (.xlsx), or a result of 'assess -f json' (.json)."
        ),
    ],
    name: Annotated[
        str,
        typer.Argument(
            metavar="PROVISION|INDICATOR",
            help="The id of a provision, an instrument or a question; or a clause, such as 2(i).",
        ),
    ],
    why_not: Annotated[
        Optional[int],  # noqa: UP045 - typer reads this form on every supported version
        typer.Option("--why-not", metavar="LEVEL", min=0, max=4, help="Say why this level is not reached."),
    ] = None,
    format: Annotated[  # noqa: A002
        TextFormat, typer.Option("-f", "--format", help="How the explanation is written.")
    ] = TextFormat.TABLE,
    review: ReviewOption = None,
    four_eyes: FourEyesOption = False,
    rules: RulesOption = None,
) -> None:
    """Explain one provision, instrument or question: what was found, in which cell, against what, and what comes next.

    Exit codes: 0 done, 2 wrong use or an unknown name, 3 the workbook or the result cannot be used,
    4 the rule files are not valid, 5 an internal fault or engines that disagree.
    """
    raise typer.Exit(execute(ExplainOptions(source, name, why_not, format, rules, tuple(review or ()), four_eyes)))


def execute(options: ExplainOptions) -> int:
    """Write the explanation, and return the exit code."""
    from gapcheck.assessment.explanations import explain
    from gapcheck.report import explanation as view
    from gapcheck.rulebook import recall_rulebook

    rulebook = recall_rulebook(options.rules)
    submission, reviews, four_eyes = _answers(options, rulebook)
    told = explain(submission, rulebook, options.name, why_not=options.why_not, reviews=reviews, four_eyes=four_eyes)
    render = view.render_json if options.format is TextFormat.JSON else view.render
    typer.echo(render(told), nl=False)
    return int(Exit.DONE)


def _answers(options: ExplainOptions, rulebook: Rulebook) -> tuple[Submission, tuple[Review, ...], bool]:
    """Return the answers of a workbook with its reviews, or those of a result, and whether two reviewers must agree."""
    from gapcheck.assessment.restoring import read_result
    from gapcheck.assessment.stored import looks_stored
    from gapcheck.workbook import read_workbook
    from gapcheck.workbook.reviewing.reading import read_review

    path = found(options.source)
    if looks_stored(path):
        if options.reviews or options.four_eyes:
            mend = "Leave it out, or name the workbook."
            problem = Problem("--review or --four-eyes", "a result", "a workbook: a result holds its reviews", mend)
            raise UsageError([problem])
        restored = read_result(path, rulebook)
        return restored.submission, restored.reviews, restored.four_eyes
    submission = read_workbook(path, rulebook)
    return submission, tuple(read_review(name, submission, rulebook) for name in options.reviews), options.four_eyes
