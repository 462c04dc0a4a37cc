"""``gapcheck verify``: an assessment repeated by somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Optional

import typer

from gapcheck.cli.shared import Exit, RulesOption, found


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """What ``verify`` was asked to do."""

    result: Path
    workbook: Path
    reviews: tuple[Path, ...]
    rules: Path | None


def command(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="A result written by: gapcheck assess -f json.")],
    workbook: Annotated[Path, typer.Argument(metavar="WORKBOOK", help="The workbook that was assessed.")],
    reviews: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Argument(metavar="[REVIEW...]", help="Every review that was applied, in any order."),
    ] = None,
    rules: RulesOption = None,
) -> None:
    """Repeat an assessment with the evaluator that is not the engine, and compare every value of the result.

    Exit codes: 0 reproduced, 1 something differs, and it is named, 2 wrong use, 3 a file cannot be read,
    4 the rule files are not valid.
    """
    raise typer.Exit(execute(VerifyOptions(result, workbook, tuple(reviews or ()), rules)))


def execute(options: VerifyOptions) -> int:
    """Repeat the assessment, say on stdout what came of it, and return the exit code."""
    from gapcheck.assessment.repetition import repeat
    from gapcheck.assessment.stored import read_stored
    from gapcheck.report.verification import render
    from gapcheck.rulebook import load_rulebook

    stated = read_stored(options.result)
    workbook = found(options.workbook)
    repetition = repeat(stated, workbook, options.reviews, load_rulebook(options.rules))
    typer.echo(render(repetition, stated, (options.result.name, workbook.name)), nl=False)
    return int(Exit.DONE if repetition.reproduced else Exit.GATE)
