"""``gapcheck rules schema``: JSON Schema for editors, for each kind of rule file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Optional

import typer

from gapcheck.cli.shared import Exit


@dataclass(frozen=True, slots=True)
class SchemaOptions:
    """What ``rules schema`` was asked to do."""

    kind: str | None
    output: Path | None


def command(
    kind: Annotated[
        Optional[str],  # noqa: UP045 - typer reads this form on every supported version
        typer.Argument(metavar="[KIND]", help="A kind of rule file, such as instrument; left out: every kind."),
    ] = None,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("-o", "--output", metavar="DIR", help="A folder to write KIND.schema.json into."),
    ] = None,
) -> None:
    """Write the JSON Schema (2020-12) of rule files, by which an editor completes keys and marks mistakes.

    The shipped rules carry theirs in the folder schemas, and the first line of each rule file names it. Without KIND
    and -o the kinds are listed. Exit codes: 0 done, 2 wrong use.
    """
    raise typer.Exit(execute(SchemaOptions(kind, output)))


def execute(options: SchemaOptions) -> int:
    """Write the schemas that were asked for, and return the exit code."""
    from gapcheck.bench.schemas.kinds import KINDS, file_name, hint, named, text_of
    from gapcheck.files import write_whole

    kinds = [named(options.kind)] if options.kind is not None else list(KINDS)
    if options.output is not None:
        for kind in kinds:
            path = options.output / file_name(kind)
            write_whole(path, text_of(kind).encode())
            typer.echo(f"Written: {path}", err=True)
    elif options.kind is not None:
        typer.echo(text_of(kinds[0]), nl=False)
    else:
        for kind in kinds:
            typer.echo(f"{kind:<12} {KINDS[kind].about}\n{'':<12} {hint(kind)}")
    return int(Exit.DONE)
