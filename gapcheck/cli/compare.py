"""``gapcheck compare``: years of one country, or two voices, and what really changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from gapcheck.cli.outputs import write_tables
from gapcheck.cli.shared import (
    Exit,
    FourEyesOption,
    InternalOption,
    PathOption,
    ReportLanguageOption,
    ReviewOption,
    RulesOption,
    emit,
    found,
    refuse_input,
    refuse_language,
)
from gapcheck.report.formats import ComparedFormat

if TYPE_CHECKING:
    from gapcheck.comparison.account import Account
    from gapcheck.comparison.gathering import Gathered
    from gapcheck.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """What ``compare`` was asked to do."""

    files: tuple[Path, ...]
    reviews: tuple[Path, ...]
    four_eyes: bool
    format: ComparedFormat
    output: Path | None
    rules: Path | None
    earlier_rules: Path | None
    internal: bool = False
    language: str | None = None


def command(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="WORKBOOK|RESULT...", help="Workbooks (.xlsx) and results of 'assess -f json' (.json)."),
    ],
    review: ReviewOption = None,
    four_eyes: FourEyesOption = False,
    format: Annotated[  # noqa: A002
        ComparedFormat, typer.Option("-f", "--format", help="How the comparison is written.")
    ] = ComparedFormat.TABLE,
    output: PathOption = None,
    rules: RulesOption = None,
    rulebook: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--rulebook", metavar="DIR", help="The one ruler for all: the same as --rules."),
    ] = None,
    earlier_rules: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--earlier-rules", metavar="DIR", help="The rules that earlier reports were made for."),
    ] = None,
    lang: ReportLanguageOption = None,
    internal: InternalOption = False,
) -> None:
    """Compare reports of a country: what was done, documented or newly answered, and what only the rules changed.

    Each year is compared with the one before it, under one ruler. A result goes with its workbook, and a review too.
    Exit codes: 0 done, 2 wrong use, 3 a file cannot be used, 4 the rule files are not valid, 5 an internal fault.
    """
    options = CompareOptions(
        tuple(files), tuple(review or ()), four_eyes, format, output, rules or rulebook, earlier_rules, internal, lang
    )
    raise typer.Exit(execute(options))


def execute(options: CompareOptions) -> int:
    """Write the comparison, and return the exit code."""
    from gapcheck.comparison.account import account
    from gapcheck.comparison.gathering import Rulers, gather
    from gapcheck.rulebook import recall_rulebook

    refuse_input(options.output, [*options.files, *options.reviews])
    refuse_language(options.language, options.format)
    ruler = recall_rulebook(options.rules)
    earlier = recall_rulebook(options.earlier_rules) if options.earlier_rules else None
    files = [found(path) for path in options.files]
    gathered = gather(files, options.reviews, Rulers(ruler, earlier), four_eyes=options.four_eyes)
    if options.format.is_tables:
        write_tables(gathered.results(ruler), ruler, options.format.value, options.output, internal=options.internal)
        return int(Exit.DONE)
    if options.format is ComparedFormat.HTML:
        emit(_page(gathered, ruler, earlier, options), options.output)
        return int(Exit.DONE)
    made = account(gathered, ruler)
    emit(_json(made) if options.format is ComparedFormat.JSON else "\n".join(_tables(made, ruler)), options.output)
    return int(Exit.DONE)


def _page(gathered: Gathered, ruler: Rulebook, earlier: Rulebook | None, options: CompareOptions) -> str:
    """Return the page, without what its results keep back where it may leave the house."""
    from gapcheck.cli.passing_on import passed_on
    from gapcheck.comparison.account import account, check_comparable
    from gapcheck.disclosure.comparisons import Compared, compared, together
    from gapcheck.report.pages import render_comparisons
    from gapcheck.report.story import Tongue

    tongue = Tongue(ruler, options.language or "en")
    raw = gathered.results(ruler)
    if options.internal:
        return render_comparisons(Compared(account(gathered, ruler)), raw, tongue, internal=True)
    check_comparable(gathered, ruler)  # before anything is said of passing it on
    shown = passed_on(raw, ruler, internal=False)
    groups = together(raw, shown, *filter(None, (ruler, earlier)))
    return render_comparisons(compared(account(gathered, ruler, together=groups), raw, shown), shown, tongue)


def _json(made: Account) -> str:
    from gapcheck.report.json import dump

    return dump(made.model_dump(mode="json", by_alias=True))


def _tables(made: Account, ruler: Rulebook) -> Iterator[str]:
    from gapcheck.assessment.assessment import country_record
    from gapcheck.report import comparison, two_voices, unchanged

    for compared in made.comparisons:
        yield comparison.render(compared, country_record(ruler, compared.later.country))
    for pair in made.unchanged:
        yield unchanged.render(pair, country_record(ruler, pair.later.country))
    for voices in made.voices:
        yield two_voices.render(voices, country_record(ruler, voices.state.country))
