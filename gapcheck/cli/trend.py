"""``gapcheck trend``: many years and many countries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gapcheck.cli.outputs import write_tables
from gapcheck.cli.shared import (
    Exit,
    InternalOption,
    PathOption,
    ReportLanguageOption,
    RulesOption,
    emit,
    found,
    refuse_input,
    refuse_language,
)
from gapcheck.errors import Problem, UsageError
from gapcheck.report.formats import ComparedFormat

if TYPE_CHECKING:
    from gapcheck.assessment.result import Assessment
    from gapcheck.comparison.series_records import Series
    from gapcheck.rulebook import Rulebook


JOURNAL = "batch.jsonl"
"""What marks the folder that a batch wrote its results to, each in a tree like that of its workbooks."""


@dataclass(frozen=True, slots=True)
class TrendOptions:
    """What ``trend`` was asked to do."""

    files: tuple[Path, ...]
    format: ComparedFormat
    output: Path | None
    rules: Path | None
    internal: bool = False
    language: str | None = None


def command(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="RESULT|WORKBOOK|FOLDER...", help="Results (.json), workbooks (.xlsx), or folders of them."
        ),
    ],
    format: Annotated[  # noqa: A002
        ComparedFormat, typer.Option("-f", "--format", help="How the trend is written.")
    ] = ComparedFormat.TABLE,
    output: PathOption = None,
    lang: ReportLanguageOption = None,
    internal: InternalOption = False,
    rules: RulesOption = None,
) -> None:
    """Show several years of each country with their gaps, and between which ranks countries lie.

    Results are taken as they were published; workbooks are assessed under the rules at hand. Where a result and its own
    workbook are both named, the result counts.
    Exit codes: 0 done, 2 wrong use, 3 a file cannot be used, 4 the rule files are not valid, 5 an internal fault.
    """
    raise typer.Exit(execute(TrendOptions(tuple(files), format, output, rules, internal, lang)))


def execute(options: TrendOptions) -> int:
    """Write the trend, and return the exit code."""
    from gapcheck.comparison.gathering import published_or_assessed
    from gapcheck.comparison.years import series
    from gapcheck.report import series as view
    from gapcheck.report.json import dump
    from gapcheck.rulebook import recall_rulebook

    files = list(_listed(options.files))
    refuse_input(options.output, files)
    refuse_language(options.language, options.format)
    rulebook = recall_rulebook(options.rules)
    results = published_or_assessed(files, rulebook)
    held = series(results)
    if options.format.is_tables:
        write_tables(results, rulebook, options.format.value, options.output, internal=options.internal)
        return int(Exit.DONE)
    if options.format is ComparedFormat.HTML:
        emit(_page(held, results, rulebook, options), options.output)
        return int(Exit.DONE)
    as_json = options.format is ComparedFormat.JSON
    emit(dump(held.model_dump(mode="json", by_alias=True)) if as_json else view.render(held), options.output)
    return int(Exit.DONE)


def _page(held: Series, results: Sequence[Assessment], rulebook: Rulebook, options: TrendOptions) -> str:
    """Return the page, without what its results keep back where it may leave the house."""
    from gapcheck.cli.passing_on import passed_on
    from gapcheck.disclosure.comparisons import told
    from gapcheck.report.pages import render_series
    from gapcheck.report.story import Tongue

    tongue = Tongue(rulebook, options.language or "en")
    shown = passed_on(results, rulebook, internal=options.internal)
    return render_series(told(held, shown), tongue, internal=options.internal)


def _listed(named: Sequence[Path]) -> Iterator[Path]:
    """Yield the files named and, by name, the results and workbooks in the folders named; of a batch its whole tree."""
    for path in named:
        if not path.is_dir():
            yield found(path)
            continue
        below = path.rglob("*") if (path / JOURNAL).is_file() else path.iterdir()
        held = sorted(item for item in below if item.suffix.casefold() in (".json", ".xlsx") and item.is_file())
        kept = [item for item in held if not item.name.startswith((".", "~"))]
        if not kept:
            problem = Problem(str(path), "no result and no workbook", "files that end with .json or .xlsx", "")
            raise UsageError([problem])
        yield from kept
