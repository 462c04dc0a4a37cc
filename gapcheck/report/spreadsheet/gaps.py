"""The list of gaps: what would raise each score next, with columns to fill in for who does it by when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openpyxl.worksheet.datavalidation import DataValidation

from gapcheck.assessment.nodes import GapEntry
from gapcheck.report.spreadsheet.matter import Matter
from gapcheck.report.spreadsheet.page import HEADER, Column, Line, Page
from gapcheck.report.spreadsheet.wording import Wording
from gapcheck.report.story.steps import Step
from gapcheck.workbook.places import letters

_PROGRESS: Final = ("progress_open", "progress_under_way", "progress_done")
_FIRST_DAY: Final = "36526"  # 1 January 2000, in the days that a spreadsheet counts: far enough back for any due date


def gaps(page: Page, matter: Matter) -> None:
    """Write a row for each gap of each instrument, in the order of the method."""
    columns = _columns(matter.words)
    lines = [
        Line(_line(step, gap, matter))
        for view, held in zip(matter.story.instruments, matter.assessment.instruments, strict=True)
        for step, gap in zip(view.steps, held.gaps, strict=True)
    ]
    last = page.listing("Gaps", columns, lines, none=matter.words.say("none_gaps"), frozen=4)
    if lines:
        _validate(page, columns, last, matter.words)


def _columns(words: Wording) -> list[Column]:
    say = words.say
    return [
        Column(say("rank"), 7, "whole"),
        Column(say("instrument"), 16),
        Column(say("clause"), 8.5),
        Column(say("provision"), 24),
        Column(say("level_now"), 8, "whole"),
        Column(say("next_level"), 8, "whole"),
        Column(say("next_title"), 13),
        Column(say("gain"), 9, "points"),
        Column(say("share"), 10, "points"),
        Column(say("work"), 12),
        Column(say("missing"), 44),
        Column(say("fill"), 21),
        Column(say("owner"), 16, "blank"),
        Column(say("due"), 12, "date"),
        Column(say("progress"), 12, "blank"),
        Column(say("remark"), 20, "blank"),
    ]


def _line(step: Step, gap: GapEntry, matter: Matter) -> tuple[str | float | None, ...]:
    works = "; ".join(matter.tongue.say(f"work_{work}") for work in step.works)
    missing = [deed.words for deed in step.deeds]
    if len(missing) > 1:
        missing = [f"{number}. {words}" for number, words in enumerate(missing, start=1)]
    return (
        step.rank, step.instrument, step.clause, step.title, step.level, step.next_level, step.next_title,
        gap.gain.value, gap.share.value, works, "\n".join(missing), "\n".join(_cells(step, matter)),
        None, None, None, None,
    )  # fmt: skip


def _cells(step: Step, matter: Matter) -> Iterator[str]:
    for deed in step.deeds:
        for key, cells in (("fill_in", deed.fill), ("name_document", deed.document), ("see", deed.see)):
            if cells:
                yield matter.tongue.say(key, cells=cells)


def _validate(page: Page, columns: list[Column], last: int, words: Wording) -> None:
    """Let a due date be a date, and a status one of three."""
    looks = [column.heading for column in columns]
    listed = ",".join(words.say(key) for key in _PROGRESS)
    rules = {
        "due": DataValidation(type="date", operator="greaterThanOrEqual", formula1=_FIRST_DAY, allow_blank=True),
        "progress": DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True),
    }
    for key, rule in rules.items():
        rule.showErrorMessage = rule.showInputMessage = True
        rule.errorTitle = rule.promptTitle = words.say(f"{key}_title")
        rule.error = rule.prompt = words.say(f"{key}_expected")
        letter = letters(looks.index(words.say(key)) + 1)
        rule.add(f"{letter}{HEADER + 1}:{letter}{last}")
        page.sheet.add_data_validation(rule)
