"""``gapcheck template``: the workbook that officers fill in, empty, from last year's, again, or in parts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from gapcheck.cli.shared import (
    LanguageOption,
    RulesOption,
    found,
    languages_of,
    left_behind,
    refuse_other_kind,
    refuse_to_overwrite,
    told,
)
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
    from gapcheck.rulebook import recall_rulebook
    from gapcheck.workbook import write_template
    from gapcheck.workbook.drafts.parts import part_of, told_of
    from gapcheck.workbook.drawing.template import check_languages

    check(options)
    refuse_other_kind(options.output)
    languages, rulebook = languages_of(options.languages), recall_rulebook(options.rules)
    check_languages(rulebook, languages)
    previous, origin = (found(path) if path else None for path in (options.previous, options.origin))
    refuse_to_overwrite(options.output, [path for path in (previous, origin) if path], force=options.force)
    if previous is None and origin is None:
        write_template(rulebook, options.country or "", options.year or 0, options.output, languages=languages)
    else:
        issue = _after(previous, rulebook, options) if previous else _again(origin or Path(), rulebook)
        if options.partly:
            whole = issue
            issue = part_of(whole, rulebook, options.bodies, unassigned=options.unassigned)
            told(told_of(whole, issue, rulebook))
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
    from gapcheck.workbook.drafts.telling import told_of_kept

    draft = read_draft(path, rulebook)
    issue = reissue(draft, rulebook)
    left_behind(draft)
    told(told_of_kept(draft, rulebook))
    return issue


def _after(path: Path, rulebook: Rulebook, options: TemplateOptions) -> Issue:
    from gapcheck.assessment.carryover import bodies, carry_over
    from gapcheck.assessment.last_year import assess_draft
    from gapcheck.workbook.drafts.draft import read_draft
    from gapcheck.workbook.drafts.reissue import Issue
    from gapcheck.workbook.drafts.telling import told_of_kept
    from gapcheck.workbook.drafts.years import period_told, year_after

    draft = read_draft(path, rulebook)
    header = year_after(draft, options.country, options.year)
    left_behind(draft)
    told(told_of_kept(draft, rulebook))
    told(filter(None, [period_told(draft, header)]))
    assessed, why = assess_draft(draft, path, rulebook)
    told(why)
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
        typer.echo(f"Entries on the sheet Kept, with the reasons: {len(issue.plan.kept)}.", err=True)
