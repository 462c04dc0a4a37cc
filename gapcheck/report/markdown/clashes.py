"""Contradictions in Markdown: both sides, what would settle each, what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from gapcheck.report.markdown.blocks import Line, Strong, heading, paragraph, steps
from gapcheck.report.markdown.words import say
from gapcheck.report.story import Story, Tongue
from gapcheck.report.story.clashes import Clash, Repair, Side

_CLASHES = 30
_EFFECTS = 4


def clashes_part(story: Story, tongue: Tongue) -> Iterator[str]:
    """Yield the blocks of the contradictions, those first that weigh most."""
    yield heading(2, say(tongue, "clashes"))
    if not story.clashes:
        yield paragraph(say(tongue, "clashes_none"))
        return
    yield paragraph(say(tongue, "clashes_lead"))
    shown = story.clashes[:_CLASHES]
    yield steps((_headed(clash, tongue), list(_told(clash, tongue))) for clash in shown)
    if len(story.clashes) > len(shown):
        yield paragraph(say(tongue, "clashes_more", number=len(story.clashes) - len(shown)))


def _headed(clash: Clash, tongue: Tongue) -> Line:
    return Strong(say(tongue, "severity", severity=clash.severity_words)), clash.says


def _told(clash: Clash, tongue: Tongue) -> Iterator[Line]:
    if clash.left is not None and clash.right is not None:
        left, right = _side(clash.left, tongue), _side(clash.right, tongue)
        key = "sides_apart" if clash.difference else "sides"
        yield say(tongue, key, left=left, right=right, difference=clash.difference)
    if clash.repairs:
        words = [_repair(repair, tongue) for repair in clash.repairs]
        repairs = _cut(words, len(words) + clash.more_repairs, tongue)
        yield say(tongue, "settled", outcome=clash.outcome, repairs=repairs)
    else:
        yield clash.outcome
    effects = clash.effects or tuple(effect for repair in clash.repairs for effect in repair.effects)
    if effects:
        yield say(tongue, "effects", effects=_cut(effects[:_EFFECTS], len(effects), tongue))
    elif clash.effects_shown:
        yield say(tongue, "no_effect")


def _side(side: Side, tongue: Tongue) -> str:
    return say(tongue, "side", value=side.value, cells=side.cells) if side.cells else side.value


def _repair(repair: Repair, tongue: Tongue) -> str:
    cells = [say(tongue, "repair", cell=cell, before=before, after=after) for cell, before, after in repair.changes]
    changes = reduce(lambda one, other: say(tongue, "together", one=one, other=other), cells)
    return say(tongue, "repair_slip", changes=changes, slip=repair.slip) if repair.slip else changes


def _cut(words: Sequence[str], number: int, tongue: Tongue) -> str:
    """Return words in a row, and how many of the whole number are left out."""
    most = "; ".join(words)
    return say(tongue, "more", most=most, number=number - len(words)) if number > len(words) else most
