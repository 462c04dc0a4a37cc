"""``gapcheck merge``: the parts that several bodies filled in, put together into one return."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gapcheck.cli.shared import (
    Exit,
    LanguageOption,
    RulesOption,
    languages_of,
    left_behind,
    refuse_other_kind,
    refuse_to_overwrite,
    tell,
    told,
)
from gapcheck.errors import UsageError, WorkbookError

if TYPE_CHECKING:
    from gapcheck.workbook.drafts.draft import Draft


@dataclass(frozen=True, slots=True)
class MergeOptions:
    """What ``merge`` was asked to put together."""

    parts: tuple[Path, ...]
    output: Path
    languages: str | None = None
    rules: Path | None = None
    force: bool = False


def command(
    parts: Annotated[list[Path], typer.Argument(metavar="PART...", help="Filled parts of one return (.xlsx).")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="WHOLE", help="The workbook to write (.xlsx).")],
    lang: LanguageOption = None,
    rules: RulesOption = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
) -> None:
    """Put the parts of one return together; two answers to one question are told with both cells.

    Exit codes: 0 done, 2 wrong use, 3 the parts cannot be put together yet, 4 the rule files are not valid.
    """
    raise typer.Exit(execute(MergeOptions(tuple(parts), output, lang, rules, force)))


def execute(options: MergeOptions) -> int:
    """Write the whole, or say of every part what stands in the way; return the exit code."""
    from gapcheck.rulebook import recall_rulebook
    from gapcheck.workbook.drafts.draft import read_draft
    from gapcheck.workbook.drafts.merging import merge
    from gapcheck.workbook.drafts.telling import told_of_kept
    from gapcheck.workbook.drawing.template import check_languages

    refuse_other_kind(options.output)
    refuse_to_overwrite(options.output, options.parts, force=options.force)
    languages = languages_of(options.languages)
    rulebook = recall_rulebook(options.rules)
    check_languages(rulebook, languages)
    names = [path.name for path in options.parts]
    drafts: list[Draft] = []
    code = int(Exit.DONE)
    for path in options.parts:
        try:
            drafts.append(read_draft(path, rulebook, str(path) if names.count(path.name) > 1 else path.name))
        except (WorkbookError, UsageError) as error:
            tell(error, str(path))
            code = max(code, error.exit_code)
    if code:
        return code
    drafts = _once(drafts)
    merged = merge(drafts, rulebook)
    merged.issue.write(rulebook, options.output, languages)
    for draft in drafts:
        left_behind(draft)
        told(told_of_kept(draft, rulebook))
    told(merged.remarks)
    typer.echo(f"Written: {options.output}", err=True)
    return code


def _once(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts by name, those of the same bytes once; say which were given twice."""
    first: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda draft: draft.file_name):
        other = first.setdefault(draft.sha256, draft)
        if other is not draft:
            told([f"{draft.file_name} is the same file as {other.file_name}, and is taken once."])
    return list(first.values())
