"""Lineage: recommendations that were made before, in which years, and the best that came of them."""

from __future__ import annotations

from dataclasses import dataclass

from gapcheck.comparison.series_records import BestLevel, Lineage
from gapcheck.report.pages.contrasts.voice import Voice


@dataclass(frozen=True, slots=True)
class LineageView:
    """One recommendation with a past; ``times`` counts this edition too, ``best`` are the levels reached, in words."""

    clause: str
    title: str
    id: str
    instrument: str
    asked_before: tuple[str, ...]
    times: int
    best: tuple[str, ...]


def lineage_view(held: Lineage, voice: Voice) -> LineageView:
    """Return one recommendation with a past."""
    found = [_best(getattr(held, reading), reading, voice) for reading in ("documented", "claimed")]
    return LineageView(
        clause=held.clause,
        title=voice.provision(held.provision, held.title),
        id=held.provision,
        instrument=voice.short(held.instrument),
        asked_before=tuple(held.asked_before),
        times=held.times,
        best=tuple(filter(None, found)) or (voice.say("trd_no_level"),),
    )


def _best(best: BestLevel | None, reading: str, voice: Voice) -> str:
    # Level 0 is also where nothing is known: it is no level that was reached.
    if best is None or best.level == 0:
        return ""
    name, end = voice.say(f"reading_{reading}"), voice.tongue.day(best.period.end)
    return voice.say("trd_best", reading=name, level=best.level, title=voice.level(best.level), day=end)
