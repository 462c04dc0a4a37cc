"""Reports as files: the bytes of one assessment in one format, under names that are always the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from gapcheck.report.formats import Format

if TYPE_CHECKING:  # each format's own imports are left until it is asked for
    from gapcheck.assessment.result import Assessment
    from gapcheck.rulebook import Rulebook

ENDINGS: Mapping[Format, tuple[str, ...]] = {
    Format.TABLE: (".txt",),
    Format.JSON: (".json",),
    Format.HTML: (".html",),
    # Never the name of the workbook itself, which may lie in the same folder.
    Format.XLSX: (".report.xlsx",),
    Format.MD: (".md",),
    Format.OSCAL: (".oscal-catalog.json", ".oscal-results.json"),
}
"""What the names of a format's files end with, after the name of the workbook."""


class Making(NamedTuple):
    """How reports are made: for which rules, in which language, and whether they stay in the house."""

    rulebook: Rulebook
    language: str = "en"
    internal: bool = False


def report_files(assessment: Assessment, stem: str, kind: Format, making: Making) -> dict[str, bytes]:
    """Return the files of one assessment by name, which begins with ``stem``; tidy tables are none of them.

    The assessment is shown as it is: where a format is made to be passed on, publish it first. Raises UsageError where
    the rule files do not have the language.
    """
    names = file_names(stem, kind, internal=making.internal)
    return dict(zip(names, _made(assessment, names, kind, making), strict=True))


def file_names(stem: str, kind: Format, *, internal: bool) -> list[str]:
    """Return the names of a format's files; an internal one never takes the name of one to be passed on."""
    inside = ".internal" if internal and not kind.is_internal else ""
    return [f"{stem}{inside}{ending}" for ending in ENDINGS.get(kind, ())]


def _made(assessment: Assessment, names: list[str], kind: Format, making: Making) -> tuple[bytes, ...]:
    match kind:
        case Format.TABLE:
            from gapcheck.report import terminal

            return (terminal.render_one(assessment).encode(),)
        case Format.JSON:
            from gapcheck.report import json

            return (json.render_bytes(assessment),)
        case Format.OSCAL:
            from gapcheck.report import oscal

            catalog = oscal.catalog(assessment, making.rulebook)
            return catalog.encode(), oscal.results(
                assessment, making.rulebook, names[0], internal=making.internal
            ).encode()
    return (_told(assessment, kind, making),)


def _told(assessment: Assessment, kind: Format, making: Making) -> bytes:
    """Return a report that tells a story, in a language."""
    from gapcheck.report.story import Tongue, story_of

    tongue = Tongue(making.rulebook, making.language)
    story = story_of(assessment, tongue, internal=making.internal)
    if kind is Format.HTML:
        from gapcheck.report.pages import render_assessment

        return render_assessment(story, tongue).encode()
    if kind is Format.MD:
        from gapcheck.report import markdown

        return markdown.render(story, tongue).encode()
    from gapcheck.report import spreadsheet

    return spreadsheet.render(story, assessment, tongue)
