"""Contradictions with what would settle them, and checks that could not run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gapcheck.report.spreadsheet.looks import Value
from gapcheck.report.spreadsheet.matter import Matter
from gapcheck.report.spreadsheet.page import Column, Line, Page
from gapcheck.report.story.clashes import Clash, Repair, Side

_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def clashes(page: Page, matter: Matter) -> None:
    """Write a row for each contradiction, errors first."""
    say = matter.words.say
    columns = [
        Column(say("number"), 9, "whole"),
        Column(say("severity"), 14),
        Column(say("says"), 44),
        Column(say("left"), 14, "decimal"),
        Column(say("left_cells"), 22),
        Column(say("right"), 14, "decimal"),
        Column(say("right_cells"), 22),
        Column(say("difference"), 13, "decimal"),
        Column(say("repairs"), 44),
        Column(say("effects"), 44),
        Column(say("questions"), 28),
        Column(say("check"), 24),
    ]
    lines = [Line(_clash(number, clash, matter)) for number, clash in enumerate(matter.story.clashes, start=1)]
    page.listing("Contradictions", columns, lines, none=say("none_clashes"), frozen=3)


def _clash(number: int, clash: Clash, matter: Matter) -> tuple[Value, ...]:
    repairs = [clash.outcome, *(words for repair in clash.repairs for words in _repair(repair, matter))]
    if clash.more_repairs:
        repairs.append(matter.tongue.say("more_repairs", number=clash.more_repairs))
    return (
        number, clash.severity_words, clash.says, *_side(clash.left), *_side(clash.right), _apart(clash.difference),
        "\n".join(repairs), "\n".join(_effects(clash, matter)), "\n".join(clash.questions), clash.check,
    )  # fmt: skip


def _side(side: Side | None) -> tuple[Value, Value]:
    if side is None:
        return "", ""
    return side.value if side.number is None else side.number, side.cells


def _apart(words: str) -> Value:
    """Return a difference as a number, or in words where it is one of shares."""
    digits = words.replace(",", "")
    if not _NUMBER.fullmatch(digits):
        return words
    return float(digits) if "." in digits else int(digits)


def _effects(clash: Clash, matter: Matter) -> tuple[str, ...]:
    """Return what its answers change as they stand; that nothing hangs on it is said only where it may be told."""
    hangs = clash.effects or any(repair.effects for repair in clash.repairs)
    return clash.effects if hangs or not clash.effects_shown else (matter.words.say("no_effect"),)


def _repair(repair: Repair, matter: Matter) -> Iterator[str]:
    """Yield the changes of cells, then what they would do to levels and scores."""
    changes = "; ".join(
        matter.words.say("repair", cell=cell, before=before, after=after) for cell, before, after in repair.changes
    )
    yield f"• {changes} ({repair.slip})" if repair.slip else f"• {changes}"
    yield from (f"   {words}" for words in repair.effects)


def unchecked(page: Page, matter: Matter) -> None:
    """Write a row for each check that could not run."""
    say = matter.words.say
    columns = [
        Column(say("says"), 60),
        Column(say("lacking"), 40),
        Column(say("cells"), 40),
        Column(say("reason"), 18),
        Column(say("check"), 32),
    ]
    lines = [
        Line((entry.says, "\n".join(entry.missing), entry.cells, matter.words.state(entry.why), entry.check))
        for entry in matter.story.unchecked
    ]
    page.listing("Unchecked", columns, lines, none=say("none_unchecked"), frozen=1)
