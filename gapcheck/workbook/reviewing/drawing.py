"""A review workbook as a file: drawn from a submission, its queue and perhaps an old review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gapcheck.files import write_whole
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Answer, Grade, Status, Submission, Table
from gapcheck.workbook.reviewing.columns import LEFT, QUEUE, REVIEW, VOICES, sheet_of
from gapcheck.workbook.reviewing.entries import NOTHING, Carried, CarriedRow, Entry
from gapcheck.workbook.reviewing.values import Typed, table_cells
from gapcheck.workbook.words import Words


def review_bytes(
    submission: Submission, rulebook: Rulebook, entries: Sequence[Entry], carried: Carried = NOTHING
) -> bytes:
    """Return the review workbook of a submission; the same arguments give the same bytes."""
    from openpyxl import Workbook  # 80 ms or more, and most commands do without

    from gapcheck.workbook.drawing.packing import packed
    from gapcheck.workbook.reviewing.other_pages import draw_left_over, draw_table, draw_voices
    from gapcheck.workbook.reviewing.queue_page import QueuePage
    from gapcheck.workbook.reviewing.review_page import draw_review

    workbook, words = Workbook(), Words(rulebook.method)
    asked = {indicator.id: indicator for indicator in rulebook.asked()}
    answers = {name: submission.answers.get(name) or _blank(indicator) for name, indicator in asked.items()}
    first = workbook.worksheets[0]
    first.title = REVIEW
    draw_review(first, review_values(submission, rulebook), len(entries))
    QueuePage(workbook.create_sheet(QUEUE), words, carried).draw(entries, asked, answers)
    draw_voices(workbook.create_sheet(VOICES), carried.voices, len(entries))
    if carried.left:
        draw_left_over(workbook.create_sheet(LEFT), carried.left)
    for table in asked.values():
        if table.type == "table":
            rows = list(_rows(table, answers[table.id], carried.rows.get(table.id, CarriedRow())))
            draw_table(workbook.create_sheet(sheet_of(table)), table, rows)
    # The formulas have no saved values: every program is asked to work them out when it opens the file.
    workbook.calculation.fullCalcOnLoad = True
    return packed(workbook)


def write_review(
    submission: Submission, rulebook: Rulebook, entries: Sequence[Entry], path: Path, carried: Carried = NOTHING
) -> None:
    """Write the review workbook of a submission whole; raises UsageError where the place cannot be written."""
    write_whole(path, review_bytes(submission, rulebook, entries, carried))


def review_values(submission: Submission, rulebook: Rulebook) -> Mapping[str, str]:
    """Return what the sheet Review says of the workbook and the rules that a review is about, by key."""
    return {
        "workbook": submission.file_name,
        "workbook_sha256": submission.sha256,
        "rulebook": rulebook.method.version,
        "rulebook_sha256": rulebook.sha256,
        "country": submission.country,
        "year": str(submission.year),
        "period": f"{submission.period_start} to {submission.period_end}",
        "source": Words(rulebook.method).label(submission.source),
    }


def _rows(table: Indicator, answer: Answer, carried: CarriedRow) -> Iterator[Mapping[str, Typed]]:
    if carried.rows is not None:
        for row in carried.rows:
            yield {name: (cell.value, cell.number_format) for name, cell in row.items()}  # type: ignore[misc]
    elif isinstance(answer.value, Table):
        yield from table_cells(answer.value, table.columns)


def _blank(indicator: Indicator) -> Answer:
    return Answer(indicator.id, Status.BLANK, None, Grade.CLAIMED, (indicator.pillar or "").capitalize())
