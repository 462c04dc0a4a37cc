"""What the commands share: exit codes, the option for other rules, and how errors are said."""

from __future__ import annotations

import os
from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from gapcheck.errors import GapcheckError, Problem, UsageError
from gapcheck.resources import shipped_input

if TYPE_CHECKING:
    from gapcheck.report.formats import ComparedFormat
    from gapcheck.workbook.drafts.draft import Draft
    from gapcheck.workbook.languages import Languages

RulesOption = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads this form on every supported version
    typer.Option("--rules", metavar="DIR", help="A folder of rule files instead of the shipped ones."),
]
LanguageOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--lang", metavar="CODE,...", help="Languages of the questions, such as km or en,km; else en."),
]

ReviewOption = Annotated[
    Optional[list[Path]],  # noqa: UP045
    typer.Option(
        "--review",
        metavar="REVIEW.xlsx",
        help="An auditor's review to apply; may be repeated. Of two decisions the one of the later day stands.",
    ),
]
FourEyesOption = Annotated[
    bool, typer.Option("--four-eyes", help="Verify an answer only where two different reviewers decided alike.")
]

PathOption = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("-o", "--output", metavar="PATH", help="A file to write to; for csv and parquet, a folder."),
]
ReportLanguageOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--lang", metavar="CODE", help="The language of html, xlsx and md, such as km; else en."),
]
InternalOption = Annotated[
    bool,
    typer.Option("--internal", help="Show small counts of persons in every format: not to be passed on."),
]


class Exit(IntEnum):
    """Exit codes, as the README lists them."""

    DONE = 0
    GATE = 1
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


def found(workbook: Path) -> Path:
    """Return the workbook named, or the shipped one of that name where the folder at hand has none."""
    shipped = None if workbook.exists() else shipped_input(workbook)
    if shipped is None:
        return workbook
    typer.echo(f"No {workbook} here: taking the one that ships with gapcheck.", err=True)
    return shipped


def languages_of(written: str | None) -> Languages:
    """Return the languages that an option lists; what the rule files lack is refused when it comes to writing."""
    from gapcheck.workbook.languages import Languages

    return Languages(tuple(code.strip() for code in (written or "en").split(",")))


def refuse_to_overwrite(output: Path, inputs: Iterable[Path], *, force: bool, option: str = "-o") -> None:
    """Raise UsageError where a file is there, which may hold an officer's answers; an input never gives way."""
    if any(output.exists() and path.exists() and output.samefile(path) for path in inputs):
        problem = Problem(
            str(output), "the workbook that is read", "another file to write to", f"Name it with {option}."
        )
        raise UsageError([problem])
    # A folder is refused in words of its own when it comes to writing.
    if not force and os.path.lexists(output) and not output.is_dir():
        mend = f"Name another file with {option}, or write over it with --force."
        raise UsageError([Problem(str(output), "a file that is there already", "a file that is not there yet", mend)])


def refuse_other_kind(output: Path) -> None:
    """Raise UsageError where a workbook would get a name that no spreadsheet program opens."""
    # A folder is refused in words of its own when it comes to writing.
    if output.suffix.casefold() != ".xlsx" and not output.is_dir():
        raise UsageError([Problem(str(output), "another kind of file", "a name that ends with .xlsx", "")])


def told(lines: Iterable[str]) -> None:
    """Say lines on stderr, made plain: words of a workbook are among them."""
    from gapcheck.report.plaintext import clean

    for line in lines:
        indent = " " * (len(line) - len(line.lstrip(" ")))
        typer.echo(f"{indent}{clean(line)}", err=True)


def left_behind(draft: Draft) -> None:
    """Say on stderr what a workbook holds that cannot be carried over; it stays where it is."""
    if draft.foreign:
        told([f"{draft.file_name}: not carried over, and still there: {'; '.join(draft.foreign)}."])


def refuse_input(output: Path | None, inputs: Iterable[Path]) -> None:
    """Raise UsageError where a report would be written over one of the files that it is about."""
    if output is not None and output.is_file() and any(path.exists() and output.samefile(path) for path in inputs):
        raise UsageError([Problem(str(output), "a file that is read", "another file for the report", "")])


def refuse_language(language: str | None, kind: ComparedFormat) -> None:
    """Raise UsageError where a language was named for a format that is in English only."""
    if language is not None and not kind.has_language:
        problem = Problem("--lang", f"-f {kind}", "html, which can be in another language", "Leave it out.")
        raise UsageError([problem])


def emit(text: str, output: Path | None) -> None:
    """Write a report to a file, whole, or to stdout."""
    from gapcheck.files import write_whole

    if output is None:
        typer.echo(text, nl=False)
    else:
        write_whole(output, text.encode())
        typer.echo(f"Written: {output}", err=True)
