"""Refusals: why a leaf does not reach a level, in each reading, or by what it does."""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.assessment import explanation as record
from gapcheck.assessment.holding import holds, lacking, level_holds, why
from gapcheck.assessment.levels import Levels
from gapcheck.assessment.readings import Ledger, Reading
from gapcheck.assessment.rungs import as_level, asked_words
from gapcheck.assessment.trees import Found, Leaf, findings_in
from gapcheck.assessment.truths import Finding
from gapcheck.rulebook.naming import level_place

_TOLD: tuple[Reading, ...] = ("documented", "claimed", "verified")


def why_not(leaf: Leaf, levels: Levels | None, level: int, ledger: Ledger) -> record.WhyNot:
    """Return, for three readings, the criteria up to a level that do not hold, each with the reason, in order."""
    declared = list(leaf.levels)
    told = levels is not None and level in leaf.levels
    readings = (
        [] if levels is None or not told else [_reading(leaf, levels, level, reading, ledger) for reading in _TOLD]
    )
    return record.WhyNot(
        level=as_level(level),
        declared=[as_level(item) for item in declared],
        words=_words(leaf, levels, level, ledger),
        readings=readings,
    )


def _words(leaf: Leaf, levels: Levels | None, level: int, ledger: Ledger) -> str:
    named = ", ".join(str(item) for item in leaf.levels)
    if not leaf.levels:
        return "This provision has no levels: it is not addressed to the state, so no rule measures it."
    if levels is None:
        return "This provision gets no level here: it is not scored, or everything it asks about is “not applicable”."
    if level == 0:
        return "Level 0 asks for nothing, so every provision is at least there."
    if level not in leaf.levels:
        higher = min(item for item in leaf.levels if item > level)
        return (
            f"The rules of this provision declare no level {level}. They declare: {named}. "
            f"What lies below level {higher} counts as the level under it."
        )
    title = ledger.rulebook.method.levels[level].title["en"]
    if levels["documented"] >= level:
        return f"Level {level} ({title}) is reached with documents: the level that counts is {levels['documented']}."
    return f"Level {level} ({title}) is not reached with documents: the level that counts is {levels['documented']}."


def _reading(leaf: Leaf, levels: Levels, level: int, reading: Reading, ledger: Ledger) -> record.RefusedReading:
    upto = {number: found for number, found in leaf.levels.items() if number <= level}
    blockers = [
        _blocker(finding, number, leaf, reading, ledger, way=way)
        for number, found in upto.items()
        for finding, way in _lacking(found, reading)
    ]
    reached = levels[reading] >= max(upto, default=0)
    shown = [
        _blocker(finding, number, leaf, reading, ledger)
        for number, found in upto.items()
        for finding in findings_in(found)
        if reached and holds(finding, reading)
    ]
    return record.RefusedReading(
        reading=reading, reached=reached, level=as_level(levels[reading]), blockers=blockers, shown_by=shown
    )


def _lacking(found: tuple[Found, ...], reading: Reading) -> Iterator[tuple[Finding, str]]:
    """Yield what keeps a level from holding; all of it where nothing applies, so that nothing can show it."""
    named = list(lacking(found, reading))
    if not named and not level_holds(found, reading):
        named = [(finding, "") for finding in findings_in(found)]
    yield from named


def _blocker(
    finding: Finding, level: int, leaf: Leaf, reading: Reading, ledger: Ledger, *, way: str = ""
) -> record.Blocker:
    indicator = ledger.rulebook.indicators[finding.test.indicator]
    return record.Blocker(
        level=as_level(level),
        way=way or None,
        asks=asked_words(finding.test, ledger),
        question=indicator.title(),
        why=why(finding, reading, ledger),
        cells=list(finding.cells),
        place=ledger.rulebook.places.get(level_place(leaf.provision.id, level), ""),
    )
