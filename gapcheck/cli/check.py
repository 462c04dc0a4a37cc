"""``gapcheck check``: everything to correct in a workbook before it is assessed, and a copy with notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from gapcheck.cli.shared import Exit, RulesOption, found, refuse_to_overwrite, tell
from gapcheck.errors import Problem, UsageError, WorkbookError
from gapcheck.report.formats import TextFormat

if TYPE_CHECKING:
    from gapcheck.assessment.checkup import CheckUp
    from gapcheck.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What ``check`` was asked to do; ``annotate`` is a file, or a folder for one copy of each workbook."""

    workbooks: tuple[Path, ...]
    annotate: Path | None
    format: TextFormat
    rules: Path | None
    force: bool


def command(
    workbooks: Annotated[list[Path], typer.Argument(metavar="WORKBOOK...", help="Filled workbooks (.xlsx).")],
    annotate: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            metavar="OUT.xlsx",
            help="Also write a copy of the workbook with comments at the cells and a list of what to correct; "
            "for several workbooks, a folder.",
        ),
    ] = None,
    format: Annotated[  # noqa: A002
        TextFormat, typer.Option("-f", "--format", help="How the report is written.")
    ] = TextFormat.TABLE,
    rules: RulesOption = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a copy that is there already.")] = False,
) -> None:
    """Say everything that is to be corrected in workbooks, with its cell and how to write it.

    Exit codes: 0 nothing stands in the way of an assessment (warnings and contradictions alone are no error),
    2 wrong use, 3 a workbook cannot be assessed yet, 4 the rule files are not valid.
    """
    raise typer.Exit(execute(CheckOptions(tuple(workbooks), annotate, format, rules, force)))


def execute(options: CheckOptions) -> int:
    """Check every workbook, write the report and the copies asked for, and return the worst exit code."""
    from gapcheck.rulebook import recall_rulebook

    paths = [found(workbook) for workbook in options.workbooks]
    copies = _copies(paths, options)
    rulebook = recall_rulebook(options.rules)
    check_ups, code = [], int(Exit.DONE)
    for path, copy in zip(paths, copies, strict=True):
        try:
            check_up = _check(path, copy, rulebook)
        except UsageError as error:
            tell(error)
            code = max(code, error.exit_code)
        else:
            check_ups.append(check_up)
            code = max(code, int(WorkbookError.exit_code if check_up.errors else Exit.DONE))
    if check_ups:
        typer.echo(_report(check_ups, options), nl=False)
    return code


def _check(path: Path, copy: Path | None, rulebook: Rulebook) -> CheckUp:
    """Check one workbook, and write its copy where one is asked for; raises UsageError where either is impossible."""
    from gapcheck.assessment.checkup import check_up
    from gapcheck.workbook.reading import file_bytes

    data = file_bytes(path)
    checked = check_up(data, path.name, rulebook)
    if copy is not None:
        _annotate(data, checked, copy)
    return checked


def _annotate(data: bytes, check_up: CheckUp, copy: Path) -> None:
    """Write the copy with notes; where the file cannot be opened or changed safely say so, and write none."""
    from gapcheck.files import write_whole
    from gapcheck.report.annotated import annotated

    if check_up.completeness is None:
        typer.echo(f"Not written: {copy} (the workbook cannot be opened).", err=True)
        return
    try:
        content = annotated(data, check_up)
    except WorkbookError as error:
        error.heading = f"Not written: {copy}"
        tell(error)
        return
    write_whole(copy, content)
    typer.echo(f"Written: {copy}", err=True)


def _copies(paths: Sequence[Path], options: CheckOptions) -> list[Path | None]:
    """Return the copy to write of each workbook; raises UsageError where it would be written over something."""
    annotate = options.annotate
    if annotate is None:
        return [None] * len(paths)
    if annotate.is_dir():
        copies = [annotate / f"{path.stem}-checked.xlsx" for path in paths]
    elif len(paths) == 1:
        copies = [annotate]
    else:
        mend = "Make a folder and name it, or check the workbooks one by one."
        raise UsageError([Problem(str(annotate), "no folder", "a folder for the copies of several workbooks", mend)])
    for copy in copies:
        if copies.count(copy) > 1:
            mend = "Rename one of the workbooks, or check them one by one."
            raise UsageError([Problem(str(copy), "the copy of two workbooks", "one copy for each workbook", mend)])
        if copy.suffix.casefold() != ".xlsx":
            mend = f"Write {copy}.xlsx; or, if a folder is meant, make it first."
            raise UsageError([Problem(str(copy), "no folder, and no workbook's name", "a name with .xlsx", mend)])
        refuse_to_overwrite(copy, paths, force=options.force, option="--annotate")
    return list(copies)


def _report(check_ups: Sequence[CheckUp], options: CheckOptions) -> str:
    from gapcheck.report import checkup

    if options.format is TextFormat.JSON:
        one, several = checkup.render_one_json, checkup.render_json
    else:
        one, several = checkup.render_one, checkup.render
    # What was asked for decides: a program must know beforehand whether it gets an array.
    return several(check_ups) if len(options.workbooks) > 1 else one(check_ups[0])
