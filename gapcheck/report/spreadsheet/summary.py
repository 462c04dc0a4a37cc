"""The first sheet: where the country stands, in words, numbers and two charts, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from gapcheck.assessment.figures import Figure, Score
from gapcheck.comparison.pillars import pillar_scores
from gapcheck.report.spreadsheet import charts
from gapcheck.report.spreadsheet.looks import Value
from gapcheck.report.spreadsheet.matter import Matter
from gapcheck.report.spreadsheet.page import Column, Line, Page
from gapcheck.report.story.bars import KEYS, BarView
from gapcheck.report.story.heat import BUCKETS
from gapcheck.report.story.standing import Standing
from gapcheck.workbook.drawing.styling import for_print

_NAME, _FIGURE = 34, 13  # characters: the width of the first column, and of the others
_COLUMNS: Final = 10
_FIRST_PART: Final = 6  # the column of the first part of a bar
_SCALE: Final = 72  # per cent, at which so many columns are as wide as a page


def summary(page: Page, matter: Matter) -> None:
    """Write the summary; its tables are those that the charts are drawn from."""
    page.widths([_NAME, *[_FIGURE] * (_COLUMNS - 1)])
    row = _above(page, matter)
    row = _standing(page, matter, row)
    row = _certainty(page, matter, row)
    page.sheet.row_breaks.append(Break(id=row - 1))
    row = _scores(page, matter, row)
    page.sheet.row_breaks.append(Break(id=row - 1))
    _levels(page, matter, row)
    page.sheet.sheet_view.showGridLines = False
    for_print(page.sheet)
    page.sheet.page_setup.orientation = "landscape"
    # Fitted to a page's width, breaks between pages would not count, and a chart could be torn apart.
    page.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    page.sheet.page_setup.scale = _SCALE


def _above(page: Page, matter: Matter) -> int:
    page.title(matter.title)
    row = 2
    for mark in matter.marks():
        page.prose(row, 1, _COLUMNS, mark, "mark")
        row += 1
    for entry in matter.story.about:
        page.put(row, 1, entry.name, "key")
        page.prose(row, 2, _COLUMNS, entry.value)
        row += 1
    return row + 1


def _section(page: Page, row: int, words: str) -> int:
    page.section(row, words)
    return row + 1


def _standing(page: Page, matter: Matter, row: int) -> int:
    row = _section(page, row, matter.words.say("standing"))
    for view in matter.story.instruments:
        page.put(row, 1, view.short_title, "key")
        page.prose(row, 2, _COLUMNS, "\n".join(_told(view.standing, matter)))
        row += 1
    return row + 1


def _told(standing: Standing, matter: Matter) -> Iterator[str]:
    if standing.headline is not None:
        yield matter.words.say("standing_headline", headline=standing.headline, band=standing.band or "")
    yield standing.lead
    if standing.nothing is not None:
        yield standing.nothing
    yield standing.status
    if standing.baseline:
        yield standing.baseline
    yield from standing.notes


def _certainty(page: Page, matter: Matter, row: int) -> int:
    say = matter.words.say
    row = _section(page, row, say("certainty"))
    columns = [Column(say("what_is_counted"), _NAME, tree=True), Column(say("number"), _FIGURE, "whole")]
    lines = [Line((count.name, count.number), int(count.part)) for count in matter.story.certainty]
    last = page.table("Certainty", row, columns, lines, filters=False)
    for number, count in enumerate(matter.story.certainty, start=row + 1):
        if count.note:
            page.put(number, 3, count.note, "plain")
    return last + 2


def _scores(page: Page, matter: Matter, row: int) -> int:
    """Write the scores of instruments and their pillars, and draw their bars."""
    say, tell = matter.words.say, matter.tongue.say
    row = _section(page, row, say("scores"))
    columns = [
        Column(say("instrument_or_pillar"), _NAME, tree=True),
        *(Column(say(key), _FIGURE, "points") for key in ("headline", "documented", "possible", "coverage")),
        *(Column(tell(f"part_{key}"), _FIGURE, "points") for key in KEYS),
    ]
    lines, told = [], []
    for view, held in zip(matter.story.instruments, matter.assessment.instruments, strict=True):
        standing = view.standing
        headline: Value = say("no_headline") if standing.scored else say("not_scored")
        if held.headline is not None:
            headline = held.headline.value
        lines.append(Line((view.short_title, headline, *_figures(held.score, standing.bar)), strong=True))
        scores = pillar_scores(held)
        lines += [Line((heat.name, None, *_figures(scores[heat.pillar], heat.bar)), 1) for heat in view.heat]
        if standing.bar is not None:
            told.append(f"{view.short_title}: {standing.bar.words}.")
    last = page.table("Scores", row, columns, lines, filters=False)
    if not lines:
        return last + 2
    words = say("chart_scores", bars=" ".join(told))
    area = (row, last, _FIRST_PART, _COLUMNS)
    return charts.stacked(
        page.sheet, area, charts.PARTS, at=last + 2, unit=say("points_of_100"), most=100, words=words
    )  # fmt: skip


def _figures(score: Score, bar: BarView | None) -> Iterator[Value]:
    """Yield documented, possible, coverage and the five parts."""
    figures: tuple[Figure | None, ...] = (score.documented, score.possible, score.coverage)
    yield from (None if figure is None else figure.value for figure in figures)
    yield from [None] * len(KEYS) if bar is None else [float(part.value) for part in bar.parts]


def _levels(page: Page, matter: Matter, row: int) -> int:
    """Write how many provisions stand at which level, and draw them."""
    say, tell = matter.words.say, matter.tongue.say
    row = _section(page, row, say("levels"))
    buckets = [tell(f"bucket_{bucket}") for bucket in BUCKETS]
    columns = [
        Column(say("instrument_or_pillar"), _NAME, tree=True),
        *(Column(bucket, _FIGURE, "whole") for bucket in buckets),
        Column(say("all"), _FIGURE, "whole"),
    ]
    lines, told = [], []
    for view in matter.story.instruments:
        numbers = [number for _, number in view.standing.levels]
        if not numbers:
            continue
        lines.append(Line((view.short_title, *numbers, sum(numbers)), strong=True))
        lines += [Line((heat.name, *(cell.number for cell in heat.cells), heat.number), 1) for heat in view.heat]
        shown = "; ".join(f"{bucket} {number}" for bucket, number in zip(buckets, numbers, strict=True))
        told.append(f"{view.short_title}: {shown}.")
    last = page.table("Levels", row, columns, lines, filters=False)
    if not lines:
        return last + 2
    words = say("chart_levels", bars=" ".join(told))
    area = (row, last, 2, len(columns) - 1)
    return charts.stacked(
        page.sheet, area, charts.LEVELS, at=last + 2, unit=say("provisions"), most=None, words=words
    )  # fmt: skip
