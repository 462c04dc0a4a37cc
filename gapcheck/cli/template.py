"""``gapcheck template``: the workbook that officers fill in, empty, from last year's, again, or in parts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from gapcheck.cli.shared import LanguageOption, RulesOption, found, languages_of, left_behind, refuse_to_overwrite
from gapcheck.errors import Problem, UsageError

if TYPE_CHECKING:
    from gapcheck.rulebook import Rulebook
    from gapcheck.workbook.drafts.reissue import Issue


@dataclass(frozen=True, slots=True)
class TemplateOptions:
    """What ``template`` was asked to make."""

    output: Path
    country: str | None = None
    year: int | None = None
    languages: str | None = None
    previous: Path | None = None
    origin: Path | None = None
    bodies: tuple[str, ...] = ()
    unassigned: bool = False
    rules: Path | None = None
    force: bool = False

    @property
    def partly(self) -> bool:
        """Whether a part was asked for."""
        return bool(self.bodies) or self.unassigned


def command(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The workbook to write (.xlsx).")],
    country: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--country", metavar="CODE", help="ISO 3166 alpha-3 code, such as KHM."),
    ] = None,
    year: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--year", min=1990, max=2100, help="The year the report is for."),
    ] = None,
    lang: LanguageOption = None,
    previous: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--previous", metavar="FILE", help="Last year's workbook: its answers stand beside empty cells."),
    ] = None,
    origin: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--from", metavar="FILE", help="A workbook to issue again, with its answers, under these rules."),
    ] = None,
    body: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--body", metavar="NAME", help="Only the questions of this responsible body; may be repeated."),
    ] = None,
    unassigned: Annotated[
        bool, typer.Option("--unassigned", help="Only, or also, the questions that no body is responsible for.")
    ] = False,
    rules: RulesOption = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
) -> None:
    """Write the input workbook of a country and a year: empty, after last year's, or a part of one."""
    bodies = tuple(body or ())
    options = TemplateOptions(output, country, year, lang, previous, origin, bodies, unassigned, rules, force)
    raise typer.Exit(execute(options))


def execute(options: TemplateOptions) -> int:
    """Write the template, whole or not at all, say on stderr what there is to know, and return the exit code."""
    from gapcheck.rulebook import load_rulebook
    from gapcheck.workbook import write_template
    from gapcheck.workbook.drafts.parts import part_of

    check(options)
    languages = languages_of(options.languages)
    previous, origin = (found(path) if path else None for path in (options.previous, options.origin))
    refuse_to_overwrite(options.output, [path for path in (previous, origin) if path], force=options.force)
    rulebook = load_rulebook(options.rules)
    if previous is None and origin is None:
        write_template(rulebook, options.country or "", options.year or 0, options.output, languages=languages)
    else:
        issue = _after(previous, rulebook, options) if previous else _again(origin or Path(), rulebook)
        if options.partly:
            issue = part_of(issue, rulebook, options.bodies, unassigned=options.unassigned)
        _summary(issue)
        issue.write(rulebook, options.output, languages)
    typer.echo(f"Written: {options.output}", err=True)
    return 0


def check(options: TemplateOptions) -> None:
    """Raise UsageError for options that make no sense together."""
    problems = []
    source = options.previous or options.origin
    if options.previous and options.origin:
        mend = "--previous begins the next year, --from issues the same year again: leave one out."
        problems.append(Problem("--previous and --from", "both", "one of them", mend))
    elif options.origin and (options.country or options.year):
        mend = "Country and year are those of the workbook: leave them out."
        problems.append(Problem("--country or --year", "one beside --from", "neither", mend))
    if source is None:
        for name, value in (("--country", options.country), ("--year", options.year)):
            if value is None:
                problems.append(Problem(name, "nothing", "a value", "Or name a workbook with --previous or --from."))
        if options.partly:
            expected = "a workbook whose column Responsible body says whose each question is"
            problems.append(Problem("--body or --unassigned", "no workbook", expected, "Name it with --from."))
    if any(not name.strip() for name in options.bodies):
        problems.append(Problem("--body", "an empty name", "the name of a responsible body", "Or use --unassigned."))
    if problems:
        raise UsageError(problems)


def _again(path: Path, rulebook: Rulebook) -> Issue:
    from gapcheck.workbook.drafts.draft import read_draft
    from gapcheck.workbook.drafts.reissue import reissue

    draft = read_draft(path, rulebook)
    left_behind(draft)
    return reissue(draft, rulebook)


def _after(path: Path, rulebook: Rulebook, options: TemplateOptions) -> Issue:
    from gapcheck.assessment.carryover import assess_draft, bodies, carry_over
    from gapcheck.workbook.drafts.draft import read_draft
    from gapcheck.workbook.drafts.reissue import Issue
    from gapcheck.workbook.drafts.years import year_after

    draft = read_draft(path, rulebook)
    left_behind(draft)
    header = year_after(draft, options.country, options.year)
    assessed, why = assess_draft(draft, path, rulebook)
    for line in why:
        typer.echo(line, err=True)
    return Issue(header, bodies(draft, rulebook), {}, carry_over(draft, rulebook, assessed))


def _summary(issue: Issue) -> None:
    from gapcheck.workbook.drafts.remainders import DERIVED, RETIRED

    changes = [carried.change for carried in issue.plan.carried.values()]
    new, changed = changes.count("new"), changes.count("changed")
    retired = {kept.indicator for kept in issue.plan.kept if kept.reason in (RETIRED, DERIVED)}
    if new or changed or retired:
        told = (
            f"New questions: {new}; changed: {changed} (see the last column of their sheets); retired: {len(retired)}."
        )
        typer.echo(told, err=True)
    if issue.plan.kept:
        kept = f"Entries that have no row of their own: {len(issue.plan.kept)}, on the sheet Kept with the reasons."
        typer.echo(kept, err=True)
