"""``gapcheck review``: the auditor's workbook, a queue of answers to decide on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Optional

import typer

from gapcheck.cli.shared import Exit, RulesOption, found, refuse_other_kind, refuse_to_overwrite, remark, tell, told
from gapcheck.errors import Problem, UsageError, WorkbookError


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """What ``review`` was asked to write; ``old`` is a review whose decisions are carried over."""

    workbook: Path
    output: Path
    old: Path | None = None
    rules: Path | None = None
    force: bool = False


def command(
    workbook: Annotated[Path, typer.Argument(metavar="WORKBOOK", help="A filled workbook (.xlsx).")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="REVIEW", help="The review to write (.xlsx).")],
    old: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--from", metavar="OLD-REVIEW", help="Carry over what an earlier review decided."),
    ] = None,
    rules: RulesOption = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
) -> None:
    """Write the workbook in which an auditor decides on answers, those first that most hangs on.

    Exit codes: 0 done, 2 wrong use, 3 the workbook or the earlier review cannot be used yet, 4 the rule files are
    not valid, 5 an internal fault or engines that disagree.
    """
    raise typer.Exit(execute(ReviewOptions(workbook, output, old, rules, force)))


def execute(options: ReviewOptions) -> int:
    """Write the review, or say what stands in the way; return the exit code."""
    from gapcheck.assessment.queue import queue
    from gapcheck.rulebook import recall_rulebook
    from gapcheck.workbook import read_workbook
    from gapcheck.workbook.reviewing.carrying import carry
    from gapcheck.workbook.reviewing.drawing import write_review
    from gapcheck.workbook.reviewing.entries import NOTHING
    from gapcheck.workbook.reviewing.old_reviews import read_old_review

    workbook = found(options.workbook)
    if not options.output.name:  # "." or nothing at all
        raise UsageError([Problem("-o", "a folder", "the name of the review to write", "Such as -o review.xlsx.")])
    refuse_other_kind(options.output)
    inputs = [workbook, *([options.old] if options.old is not None else [])]
    refuse_to_overwrite(options.output, inputs, force=options.force)
    rulebook = recall_rulebook(options.rules)
    path = workbook
    try:
        submission = read_workbook(workbook, rulebook)
        path = options.old or workbook
        carried, lines = NOTHING, list[str]()
        if options.old is not None:
            carried, lines = carry(read_old_review(options.old, rulebook), submission, rulebook)
    except WorkbookError as error:
        tell(error, str(path))
        return error.exit_code
    write_review(submission, rulebook, queue(submission, rulebook), options.output, carried)
    remark(submission.problems, str(options.workbook))
    told(lines)
    typer.echo(f"Written: {options.output}", err=True)
    return Exit.DONE
