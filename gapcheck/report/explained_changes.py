"""What one answer, one document or one decision would change, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from gapcheck.assessment.clashes import LevelChange
from gapcheck.assessment.explanation import Explanation, Outcome, RungHeld, WhatIf
from gapcheck.assessment.rounding import shown
from gapcheck.report.explained_parts import section
from gapcheck.report.plaintext import listed, wrap

_LEAD = (
    "One answer is changed at a time; all others stay as they are. The levels are those that count answers with "
    "documents, where nothing else is said."
)


def what_if_lines(what_ifs: Sequence[WhatIf], explanation: Explanation, here: str = "") -> Iterator[str]:
    """Yield what hangs on each question; ``here`` is the provision that is explained, if it is one."""
    yield from section("WHAT ONE ANSWER OR ONE DOCUMENT WOULD CHANGE", _LEAD)
    if not what_ifs:
        yield "  There is no question here."
    for number, held in enumerate(what_ifs, start=1):
        cell = f" ({held.cell})" if held.cell else ""
        yield from wrap(f"{held.question}{cell}", indent="     ", first=f"{number:>3}. ")
        if held.untold is not None:
            yield from wrap(held.untold, indent="     ")
        for bound in held.bounds:
            place = "Here" if bound.provision == here else _title(bound.provision, explanation)
            rises = f"stays {bound.level} or rises, to {bound.at_most} at most"
            level = (
                f"level {bound.level} stays, whatever it says" if bound.at_most == bound.level else f"the level {rises}"
            )
            yield from wrap(f"{place}: {level}.", indent="       ", first="     - ")
        if held.together:
            yield from wrap(f"It is of use only together with an answer in {listed(held.together)}.", indent="     ")
        for told, outcomes in _alike(held.outcomes, explanation, here):
            for outcome in outcomes:
                yield from wrap(f"{outcome.words}:", indent="       ", first="     - ")
            for line in told:
                yield from wrap(line, indent="         ", first="       ")


def _alike(
    outcomes: Sequence[Outcome], explanation: Explanation, here: str
) -> Iterator[tuple[Sequence[str], list[Outcome]]]:
    """Yield outcomes with their words, those of which the same is said together."""
    groups: dict[tuple[str, ...], list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(tuple(_told(outcome, explanation, here)), []).append(outcome)
    yield from groups.items()


def _told(outcome: Outcome, explanation: Explanation, here: str) -> Iterator[str]:
    for check in outcome.fails:
        yield f"Other answers would contradict it, so it would not count. What should be true: {check}"
    for check in outcome.mends:
        yield f"This would be true again: {check}"
    reading = "verified" if outcome.step == "acceptance" else "documented"
    levels = sorted(outcome.levels, key=lambda change: change.provision != here)
    counted = [change for change in levels if change.reading in ("documented", reading)]
    for change in counted:
        yield _level(change, explanation, here, "" if change.reading == "documented" else " as verified")
    named = {change.provision for change in counted}
    claimed = [change for change in levels if change.reading == "claimed" and change.provision not in named]
    for change in claimed:
        yield _level(change, explanation, here, " as claimed")
    if not counted and not claimed:
        yield "No level changes by this alone."
    yield from _completed(outcome, named, explanation, here)
    for change in levels:
        if change.reading == "possible" and change.to < change.from_:
            place = _place(change.provision, change.instrument, change.clause, change.title, explanation, here)
            yield f"{place}: the highest level still possible would be {change.to}, not {change.from_}."
    for score in outcome.scores:
        if score.node == score.instrument and score.reading == "documented":
            before, after = (shown(Fraction(figure.exact)) for figure in (score.from_, score.to))
            title = explanation.headings.get(score.instrument, score.instrument)
            yield f"Documented score of {title}: {before} to {after} of 100."


def _completed(outcome: Outcome, moved: set[str], explanation: Explanation, here: str) -> Iterator[str]:
    """Yield the levels that would get all they ask for, and do not count because a lower one lacks something."""
    by_provision: dict[str, list[RungHeld]] = {}
    for held in outcome.completes:
        if held.provision not in moved:
            by_provision.setdefault(held.provision, []).append(held)
    for name, rungs in by_provision.items():
        place = "Here" if name == here else _title(name, explanation)
        levels = [str(rung.level) for rung in rungs]
        asked = f"level {levels[0]} needs" if len(levels) == 1 else f"levels {' and '.join(levels)} need"
        yield f"{place}: what {asked} would be there, but it counts only when the lower levels are complete."


def _level(change: LevelChange, explanation: Explanation, here: str, reading: str) -> str:
    place = _place(change.provision, change.instrument, change.clause, change.title, explanation, here)
    return f"{place}: level {change.from_} to {change.to}{reading}."


def _place(
    provision: str, instrument: str, clause: str, title: str, explanation: Explanation, here: str
) -> str:  # fmt: skip
    if provision == here:
        return "Here"
    return f"{explanation.headings.get(instrument, instrument)}, clause {clause}, {title} ({provision})"


def _title(name: str, explanation: Explanation) -> str:
    return f"{explanation.headings.get(name, name)} ({name})"
