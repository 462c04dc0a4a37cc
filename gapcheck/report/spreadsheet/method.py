"""The last sheet: how to read the report, and exactly what it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from gapcheck.report.spreadsheet.matter import Matter
from gapcheck.report.spreadsheet.page import Column, Line, Page
from gapcheck.report.story.bars import KEYS
from gapcheck.report.story.spoken import level_title
from gapcheck.workbook.drawing.styling import for_print

_WIDTHS: Final = (30, 16, 74)  # characters
_READINGS: Final = ("verified", "documented", "claimed", "possible")
_SHEETS: Final = ("gaps", "provisions", "criteria", "answers", "tables", "clashes", "unchecked", "reviews")


def method(page: Page, matter: Matter) -> None:
    """Write how to read the report, and its provenance."""
    page.widths(_WIDTHS)
    say, tell = matter.words.say, matter.tongue.say
    readings = [(tell(f"reading_{name}"), say(f"reading_{name}")) for name in _READINGS]
    parts = [(tell(f"part_{key}"), say(f"bar_{key}")) for key in KEYS]
    row = _pairs(page, 4, say("readings"), readings)
    row = _pairs(page, row, say("bar"), parts)
    row = _levels(page, matter, row)
    threshold = matter.tongue.percent(matter.assessment.coverage_threshold)
    row = _paragraph(page, row, say("coverage_title"), say("coverage_means", threshold=threshold))
    row = _paragraph(page, row, say("gaps_title"), say("gaps_means"))
    hidden = say("hidden_means") if matter.story.suppressed else say("hidden_nothing")
    row = _paragraph(page, row, say("hidden_title"), hidden)
    row = _pairs(page, row, say("pages_title"), [(say(f"sheet_{name}"), say(f"about_{name}")) for name in _SHEETS])
    row = _pairs(page, row, say("sources_title"), list(_sources(matter)))
    _pairs(page, row, say("remarks_title"), list(_remarks(matter)))
    page.sheet.sheet_view.showGridLines = False
    for_print(page.sheet)


def _pairs(page: Page, row: int, title: str, pairs: Sequence[tuple[str, str]]) -> int:
    """Write names with what is said of each, and return the row of the next section; nothing where there is none."""
    if not pairs:
        return row
    page.section(row, title)
    for number, (name, words) in enumerate(pairs, start=row + 1):
        page.prose(number, 1, 1, name, "key")
        page.prose(number, 2, len(_WIDTHS), words)
    return row + len(pairs) + 2


def _paragraph(page: Page, row: int, title: str, words: str) -> int:
    page.section(row, title)
    page.prose(row + 1, 1, len(_WIDTHS), words)
    return row + 3


def _levels(page: Page, matter: Matter, row: int) -> int:
    say, tongue = matter.words.say, matter.tongue
    page.section(row, say("levels_title"))
    columns = [
        Column(say("level"), _WIDTHS[0]),
        Column(say("level_points"), _WIDTHS[1], "whole"),
        Column(say("level_means"), _WIDTHS[2]),
    ]
    lines = [
        Line((f"{level} {level_title(level, tongue)}", meaning.points, tongue.text(meaning.meaning)))
        for level, meaning in sorted(tongue.rulebook.method.levels.items())
    ]
    return page.table("Meanings", row + 1, columns, lines, filters=False) + 2


def _sources(matter: Matter) -> Iterator[tuple[str, str]]:
    yield from ((entry.name, entry.value) for entry in matter.story.provenance)
    if matter.story.four_eyes:
        yield "", matter.words.say("four_eyes")


def _remarks(matter: Matter) -> Iterator[tuple[str, str]]:
    for remark in matter.story.remarks:
        yield (
            remark.where,
            matter.words.say("remark_says", found=remark.found, expected=remark.expected, mend=remark.mend),
        )
