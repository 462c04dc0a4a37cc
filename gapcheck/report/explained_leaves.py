"""The explanation of a leaf: the clause, where it stands, its ladder, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from gapcheck.assessment.explanation import (
    Blocker,
    Explanation,
    Heading,
    InstrumentStanding,
    LeafExplanation,
    RefusedReading,
    Rung,
    WhyNot,
)
from gapcheck.assessment.figures import Figure
from gapcheck.assessment.rounding import shown
from gapcheck.report.explained_changes import what_if_lines
from gapcheck.report.explained_parts import answer_lines, check_lines, criterion, ended, entry, numbered, section
from gapcheck.report.plaintext import WIDTH, day, listed, wrap
from gapcheck.workbook.places import ranges

_NOTHING: Mapping[str, str] = {
    "documented": "nothing documented yet",
    "claimed": "nothing stated yet that counts",
    "verified": "nothing verified yet",
}
_MEANS = {
    "documented": "answers with a document; this is the score that counts",
    "claimed": "also answers without a document",
    "verified": "only answers that an auditor accepted",
    "possible": "everything not known is taken as done",
}
_READINGS = ("documented", "claimed", "verified", "possible")
_NO_SCORE = {
    "addressee": "It is not addressed to the state, so it has no level and no score.",
    "instrument": "The instrument is shown with its answers only; it is not scored.",
    "provision": "It is shown with its answers only; it is not scored.",
    "not_applicable": "Everything that it asks is “not applicable” here, so it counts nowhere.",
}


def leaf_part(leaf: LeafExplanation, explanation: Explanation) -> Iterator[str]:
    """Yield the lines about a leaf."""
    yield from clause(leaf.clause, leaf.title, leaf.text, leaf.above, leaf.instrument, leaf.place, explanation)
    yield from _standing(leaf, explanation)
    if leaf.why_not is not None:
        yield from _why_not(leaf.why_not)
    numbers = numbered(leaf.answers)
    if leaf.ladder:
        yield from section(
            "THE LADDER: WHAT EACH LEVEL NEEDS",
            "A level counts only if everything it needs holds, and everything that the lower levels need.",
        )
    for rung in leaf.ladder:
        yield from _rung(rung, leaf, numbers)
    yield from _next(leaf)
    title = "THE ANSWERS THAT THIS RESTS ON" if leaf.ladder else "THE ANSWERS SHOWN BESIDE IT"
    yield from section(title)
    yield from answer_lines(leaf.answers)
    if not leaf.answers:
        yield "  None."
    yield from check_lines(leaf.checks)
    if leaf.ladder:
        yield from what_if_lines(leaf.what_ifs, explanation, leaf.id)


def clause(
    number: str | None,
    title: str,
    text: Sequence[str],
    above: Sequence[Heading],
    instrument: InstrumentStanding,
    place: str,
    explanation: Explanation,
) -> Iterator[str]:
    """Yield what is asked, word for word, by whom, and with what standing."""
    yield from section("WHAT IS ASKED")
    if number is not None:
        yield from entry("Clause", f"{number}. {title}" if title != " ".join(text) else number, "  ")
    if text:
        yield from entry("Text", f"“{' '.join(text)}”", "  ")
    for held in above:
        words = f": “{' '.join(held.text)}”" if held.text and held.title != " ".join(held.text) else ""
        yield from entry("Part of", f"{held.title}{words} ({held.id})", "  ")
    yield from entry("Instrument", f"{instrument.title} ({instrument.id})", "  ")
    yield from entry("Standing", f"{instrument.status.rstrip('.')}.{_endorsed(instrument, explanation)}", "  ")
    if instrument.baseline and instrument.issued_on:
        issued = day(instrument.issued_on)
        yield from entry("Baseline", f"issued on {issued}, after the period of this report had ended", "  ")
    yield from entry("Source", f"{instrument.source_file}, sha256 {instrument.source_sha256[:16]}", "  ")
    if place:
        yield from entry("Rule", place, "  ")


def _endorsed(instrument: InstrumentStanding, explanation: Explanation) -> str:
    if instrument.endorsed is None:
        return ""
    listing = "is listed" if instrument.endorsed else "is not listed"
    return f" {explanation.country.name} {listing} as an endorser in the sources held."


def _standing(leaf: LeafExplanation, explanation: Explanation) -> Iterator[str]:
    yield from section("WHERE IT STANDS")
    if leaf.levels is None:
        yield from wrap(_NO_SCORE.get(leaf.no_score or "", "It has no level."), indent="  ")
        return
    for reading in _READINGS:
        level = getattr(leaf.levels, reading)
        figure: Figure | None = getattr(leaf.score, reading)
        points = "" if figure is None else f", {shown(Fraction(figure.exact), 0)} of 100 points"
        # A zero is named as what it is: where more is possible nothing has been shown, which is not "not started".
        unknown = level == 0 < leaf.levels.possible
        title = _NOTHING[reading] if unknown else explanation.levels[str(level)]
        yield from entry(reading, f"level {level}, {title}{points}: {_MEANS[reading]}", "  ")
    if leaf.score.coverage is not None:
        yield from entry(
            "known", f"{shown(Fraction(leaf.score.coverage.exact))} % of the answers that it needs are there", "  "
        )


def _rung(rung: Rung, leaf: LeafExplanation, numbers: dict[str, int]) -> Iterator[str]:
    own = "what it needs holds" if "documented" in rung.holds_in else "not everything it needs holds"
    reached = leaf.levels is not None and leaf.levels.documented >= rung.level
    verdict = "REACHED" if reached else f"NOT REACHED, {own}" if leaf.levels is not None else "not counted"
    yield ""
    yield from wrap(f"Level {rung.level}, {rung.title} ({rung.points} points): {verdict}", indent="    ", first="  ")
    if rung.place:
        yield from wrap(f"Rule: {rung.place}", indent="    ")
    for item in rung.criteria:
        yield from criterion(item, "    ", numbers)


def _next(leaf: LeafExplanation) -> Iterator[str]:
    if leaf.levels is None:
        return
    if leaf.next is None:
        yield from section("WHAT COMES NEXT", "The highest level is reached with documents. Nothing is missing.")
        return
    yield from section(f"WHAT THE NEXT LEVEL, {leaf.next.level} ({leaf.next.title}), STILL NEEDS")
    for need in leaf.next.needs:
        acts = [("Fill in", need.fill), ("Name a document in", need.document), ("Look again at", need.see)]
        told = "".join(f" {act} {listed(ranges(cells))}." for act, cells in acts if cells)
        yield from wrap(f"{need.words}.{told}", indent="    ", first="  - ")


def _why_not(refusal: WhyNot) -> Iterator[str]:
    yield from section(f"WHY NOT LEVEL {refusal.level}?", refusal.words)
    for held in refusal.readings:
        yield from _first(held, refusal) if held.reading == "documented" else _short(held, refusal)


def _first(held: RefusedReading, refusal: WhyNot) -> Iterator[str]:
    told, lead = (held.shown_by, "It is shown by:") if held.reached else (held.blockers, "These criteria do not hold.")
    ways = any(blocker.way for blocker in told)
    yield from wrap(f"{lead} Where there are several ways, one of them is enough." if ways else lead, indent="  ")
    for number, blocker in enumerate(told, start=1):
        yield from _blocker(blocker, number, reached=held.reached)
    if not told:
        yield from wrap(f"Nothing that applies can show level {refusal.level}.", indent="    ")


def _blocker(blocker: Blocker, number: int, *, reached: bool) -> Iterator[str]:
    either = f" ({blocker.way})" if blocker.way else ""
    cells = f" {listed(ranges(blocker.cells))}." if reached and blocker.cells else ""
    words = (
        f"Level {blocker.level}{either}: {ended(blocker.question or '')} Needed: {blocker.asks}. {blocker.why}{cells}"
    )
    yield from wrap(words, indent="       ", first=f"  {number:>3}. ")


def _short(held: RefusedReading, refusal: WhyNot) -> Iterator[str]:
    """Yield one line on another reading."""
    name = held.reading.capitalize()
    if held.reached:
        words = f"{name}: level {refusal.level} is reached."
    else:
        number, upto = len(held.blockers), f"up to level {refusal.level}"
        lacking = f"1 criterion {upto} does not hold" if number == 1 else f"{number} criteria {upto} do not hold"
        words = f"{name}: level {held.level}; {lacking}."
    yield from wrap(words, indent="    ", first="  ", width=WIDTH)
