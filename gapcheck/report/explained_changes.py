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
_BY = {
    "documented": "",
    "claimed": ", counting answers without a document too",
    "verified": ", counting only what an auditor accepted",
}


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
            words = f"It can count as documented only together with {listed(held.together)}."
            yield from wrap(words, indent="     ")
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
    falls = {change.provision: change for change in levels if change.reading == "possible" and change.to < change.from_}
    counted = [change for change in levels if change.reading in ("documented", reading)]
    named = {change.provision for change in counted}
    claimed = [change for change in levels if change.reading == "claimed" and change.provision not in named]
    for change in (*counted, *claimed):
        fall = falls.pop(change.provision, None)
        beyond = "" if fall is None else f"; no more than level {fall.to} would still be possible"
        yield f"{_place(change, explanation, here)}: level {change.from_} to {change.to}{_BY[change.reading]}{beyond}."
    if not counted and not claimed:
        yield "No level changes by this alone."
    yield from _completed(outcome, named, explanation, here)
    for fall in falls.values():
        place = _place(fall, explanation, here)
        yield f"{place}: no more than level {fall.to} would still be possible, where it is {fall.from_} now."
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


def _place(change: LevelChange, explanation: Explanation, here: str) -> str:
    if change.provision == here:
        return "Here"
    instrument = explanation.headings.get(change.instrument, change.instrument)
    return f"{instrument}, clause {change.clause}, {change.title} ({change.provision})"


def _title(name: str, explanation: Explanation) -> str:
    return f"{explanation.headings.get(name, name)} ({name})"
