"""The last sheet: how to read the report, and exactly what it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from gapcheck.report.spreadsheet.matter import Matter
from gapcheck.report.spreadsheet.page import HEADER, Column, Line, Page
from gapcheck.workbook.drawing.styling import for_print

_WIDTHS: Final = (28, 46, 32, 18)  # characters
_SHEETS: Final = ("gaps", "provisions", "criteria", "answers", "tables", "clashes", "unchecked", "reviews")


def method(page: Page, matter: Matter) -> None:
    """Write how to read the report, and its provenance."""
    page.widths(_WIDTHS)
    say, told = matter.words.say, matter.story.method
    row = _readings(page, matter, HEADER + 1)
    row = _pairs(page, row, say("bar"), [(part.name, part.meaning) for part in told.parts])
    row = _levels(page, matter, row)
    for topic in told.topics:
        row = _paragraph(page, row, topic.title, topic.words)
    row = _pairs(page, row, say("pages_title"), [(say(f"sheet_{name}"), say(f"about_{name}")) for name in _SHEETS])
    row = _pairs(page, row, say("sources_title"), list(_sources(matter)))
    _pairs(page, row, say("remarks_title"), list(_remarks(matter)))
    page.sheet.sheet_view.showGridLines = False
    for_print(page.sheet)


def _readings(page: Page, matter: Matter, row: int) -> int:
    say = matter.words.say
    page.section(row, say("readings"))
    headings = ("reading", "reading_counts", "reading_contested", "reading_unknown")
    columns = [Column(say(key), width) for key, width in zip(headings, _WIDTHS, strict=True)]
    lines = [Line((held.name, held.counts, held.contested, held.unknown)) for held in matter.story.method.readings]
    return page.table("Readings", row + 1, columns, lines, filters=False) + 2


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
    say = matter.words.say
    page.section(row, say("levels_title"))
    columns = [
        Column(say("level"), _WIDTHS[0]),
        Column(say("level_means"), _WIDTHS[1]),
        Column(say("level_points"), _WIDTHS[2], "whole"),
    ]
    lines = [
        Line((f"{held.level} {held.title}", held.meaning, int(held.points))) for held in matter.story.method.levels
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
