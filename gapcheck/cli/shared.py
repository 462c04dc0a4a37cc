"""What the commands share: exit codes, the option for other rules, and how errors are said."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from gapcheck.errors import GapcheckError, Problem

RulesOption = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads this form on every supported version
    typer.Option("--rules", metavar="DIR", help="A folder of rule files instead of the shipped ones."),
]


class Exit(IntEnum):
    """Exit codes, as the README lists them."""

    DONE = 0
    USAGE = 2
    INTERNAL = 5


def tell(error: GapcheckError, about: str = "") -> None:
    """Say an error and all its problems on stderr."""
    from gapcheck.report.plaintext import clean

    prefix = f"{about}: " if about else ""
    typer.echo(f"{prefix}{error.heading}", err=True)
    for problem in error.problems:
        typer.echo(f"  {clean(str(problem))}", err=True)


def remark(problems: Iterable[Problem], about: str) -> None:
    """Say warnings on stderr: the work was done, and something could be better."""
    from gapcheck.report.plaintext import clean

    for problem in problems:
        typer.echo(f"{about}: {clean(str(problem))}", err=True)
