"""``gapcheck assess``: from workbooks to a scored gap report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from gapcheck.cli.shared import Exit, RulesOption, found, remark, tell
from gapcheck.errors import Problem, UsageError, WorkbookError
from gapcheck.report.formats import Format, renderer

if TYPE_CHECKING:
    from gapcheck.assessment.result import Assessment


@dataclass(frozen=True, slots=True)
class AssessOptions:
    """What ``assess`` was asked to do."""

    workbooks: tuple[Path, ...]
    format: Format
    output: Path | None
    rules: Path | None


def command(
    workbooks: Annotated[list[Path], typer.Argument(metavar="WORKBOOK...", help="Filled workbooks (.xlsx).")],
    format: Annotated[Format, typer.Option("-f", "--format", help="How the report is written.")] = Format.TABLE,  # noqa: A002
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("-o", "--output", metavar="PATH", help="A file to write to, or a folder for one file a workbook."),
    ] = None,
    rules: RulesOption = None,
) -> None:
    """Assess workbooks and write a scored gap report.

    Exit codes: 0 done (gaps alone are no error), 2 wrong use, 3 a workbook cannot be assessed,
    4 the rule files are not valid, 5 an internal fault or engines that disagree.
    """
    raise typer.Exit(execute(AssessOptions(tuple(workbooks), format, output, rules)))


def execute(options: AssessOptions) -> int:
    """Assess every workbook that can be, say what is wrong with the others, and return the exit code."""
    from gapcheck.assessment import assess
    from gapcheck.rulebook import load_rulebook
    from gapcheck.workbook import read_workbook

    _refuse_to_overwrite(options)
    rulebook = load_rulebook(options.rules)
    assessments, code = [], int(Exit.DONE)
    for workbook in options.workbooks:
        try:
            submission = read_workbook(found(workbook), rulebook)
            assessments.append(assess(submission, rulebook))
        except (WorkbookError, UsageError) as error:
            tell(error, str(workbook))
            code = error.exit_code
        else:
            remark(submission.problems, str(workbook))
    if assessments:
        _write(assessments, options)
    return code


def _refuse_to_overwrite(options: AssessOptions) -> None:
    """Raise UsageError where the report would be written over a workbook that it is about."""
    output = options.output
    if output is not None and output.is_file() and any(_same(output, workbook) for workbook in options.workbooks):
        raise UsageError([Problem(str(output), "a workbook to assess", "another file for the report", "")])


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)


def _write(assessments: Sequence[Assessment], options: AssessOptions) -> None:
    from gapcheck.files import write_whole

    written = renderer(options.format)
    output = options.output
    if output is not None and output.is_dir():
        names = [Path(assessment.workbook.file).stem + written.suffix for assessment in assessments]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            found = f"{', '.join(twice)} more than once"
            mend = "Rename one of the workbooks, or assess them one by one."
            raise UsageError([Problem(str(output), found, "one file name for each workbook", mend)])
        for name, assessment in zip(names, assessments, strict=True):
            write_whole(output / name, written.one(assessment).encode())
            typer.echo(f"Written: {output / name}", err=True)
        return
    text = written.several(assessments) if len(options.workbooks) > 1 else written.one(assessments[0])
    if output is None:
        typer.echo(text, nl=False)
    else:
        write_whole(output, text.encode())
        typer.echo(f"Written: {output}", err=True)
