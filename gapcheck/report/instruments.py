"""One instrument in the terminal report: its standing, its score, its provisions, its first gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tabulate import tabulate

from gapcheck.assessment.result import (
    Assessment,
    Figure,
    GapEntry,
    InnerProvision,
    InstrumentResult,
    LeafProvision,
    ProvisionTree,
)
from gapcheck.assessment.rounding import exactly, shown
from gapcheck.report.bar import PARTS, bar_of
from gapcheck.report.plaintext import WIDTH, day, listed, wrap
from gapcheck.report.proposals import proposals
from gapcheck.workbook.places import ranges

_BAR = 20  # characters; one stands for five points, so every level ends on a whole one
_NAMED = 36  # characters for the clause and the title together
_CLAUSE = (8, 12)  # the least and the most of them for the clause
_GAPS = 10
_ASKED_OF = {
    "un": "(asked of the UN)", "donors": "(asked of donors)", "parties": "(political parties)",
    "others": "(asked of others)",
}  # fmt: skip
_NO_SCORE = {
    "instrument": "(shown, not scored)",
    "provision": "(shown, not scored)",
    "not_applicable": "(not applicable)",
}


def instrument_part(instrument: InstrumentResult, assessment: Assessment) -> Iterator[str]:
    """Yield the lines about one instrument."""
    yield ""
    yield "-" * WIDTH
    yield from wrap(instrument.title.upper())
    yield from wrap(standing(instrument, assessment.country.name))
    if instrument.baseline and instrument.issued_on is not None:
        yield from wrap(
            f"BASELINE: the period reported on ended before this instrument was issued ({day(instrument.issued_on)}). "
            "The report shows where the country stood, not how it answered."
        )
    yield ""
    yield from _headline(instrument, assessment)
    yield ""
    least, most = _CLAUSE
    width = max(least, min(most, max(len(node.clause) for node in _walk(instrument.provisions))))
    rows = [row for provision in instrument.provisions for row in _rows(provision, 0, "", width)]
    yield tabulate(
        rows,
        headers=["Clause", "What is asked", "Level", "0 to 100", "Known"],
        colalign=("left", "left", "left", "left", "right"),
        disable_numparse=True,
        preserve_whitespace=True,
    )
    yield from _beside(instrument, assessment)
    if instrument.gaps:
        yield ""
        shown_gaps = min(_GAPS, len(instrument.gaps))
        yield f"GAPS THAT RANK FIRST: {shown_gaps} of {len(instrument.gaps)}"
        yield from wrap(
            "Ranked by what the documented score would gain if this item alone rose one level. Where a heading "
            "counts its weakest item, one item alone may gain nothing until the others rise too.",
            indent="  ",
            first="  ",
        )
        for rank, gap in enumerate(instrument.gaps[:_GAPS], start=1):
            yield from _gap(rank, gap)


def _headline(instrument: InstrumentResult, assessment: Assessment) -> Iterator[str]:
    score, bar = instrument.score, bar_of(instrument.score)
    if bar is None or score.documented is None or score.possible is None:
        yield from wrap("This instrument is shown with its answers and coverage only; it is not scored.")
        return
    low, high = _points(score.documented), _points(score.possible)
    unchecked = len(assessment.unchecked)
    checks = "1 check" if unchecked == 1 else f"{unchecked} checks"
    beside = f"; {checks} could not run for want of an answer" if unchecked else ""
    yield f"Coverage {percent(score.coverage)}{beside}"
    if instrument.headline is None:
        threshold = percent(assessment.coverage_threshold)
        # What is compared is exact: 79.96 % is shown as 80.0 % and is still below.
        below = "just below" if percent(score.coverage) == threshold else "below"
        yield from wrap(
            f"INSUFFICIENT INFORMATION: coverage is {below} {threshold}, so there is no headline. The documented "
            f"score lies between {low} and {high} of 100, depending on what is not yet known."
        )
    else:
        yield from wrap(f"HEADLINE {_points(instrument.headline)} of 100, {_band(instrument)}; range {low} to {high}.")
    if instrument.level_counts["documented"]["0"] == sum(instrument.level_counts["documented"].values()):
        yield "Nothing documented yet."
    elif score.documented.exact == "0":
        yield from wrap(
            "Nothing documented yet that counts here: a heading that counts its weakest item stays at 0 until each of "
            "its items rises."
        )
    yield f"[{bar.drawn(_BAR * 2)}]"
    yield from wrap("; ".join(f"{name} {shown(part)}" for (_, name), part in zip(PARTS, bar.parts(), strict=True)))
    counts = instrument.level_counts["documented"]
    spread = "; ".join(f"{number} at level {level}" for level, number in counts.items() if number)
    yield from wrap(f"Of {sum(counts.values())} scored items, as documented: {spread}.")
    proposed, criteria = proposals(instrument.provisions)
    if proposed:
        yield from wrap(
            f"{proposed} of the {criteria} criteria rest on thresholds that are proposals; "
            "no specialist has reviewed them yet."
        )
    without = instrument.score_without_not_applicable
    if without is not None and without.documented is not None and without.possible is not None:
        yield from wrap(
            f"Were every approved “not applicable” taken as not met: {_points(without.documented)} to "
            f"{_points(without.possible)} of 100."
        )


def _band(instrument: InstrumentResult) -> str:
    band = instrument.band
    if band is None or band.level == 0:
        return "below level 1"
    return f"level {band.level} ({band.title})"


def _rows(provision: ProvisionTree, depth: int, above: str, width: int) -> Iterator[list[str]]:
    """Yield the rows of a provision and all below it; ``width`` is what the clause has, and the title has the rest."""
    bar = bar_of(provision.score)
    drawn = bar.drawn(_BAR) if bar is not None else _no_score(provision)
    levels = ""
    if provision.levels is not None:
        levels = f"{provision.levels.documented} / {provision.levels.claimed} / {provision.levels.possible}"
    # A child without a clause of its own stands below its parent's; saying the clause again would hide that.
    clause = "" if provision.clause == above else "\n".join(wrap(provision.clause, width=width))
    title = "\n".join(wrap(provision.title, indent="  " * depth + "  ", first="  " * depth, width=_NAMED - width))
    yield [clause, title, levels, drawn, percent(provision.score.coverage)]
    if isinstance(provision, InnerProvision):
        for child in provision.children:
            yield from _rows(child, depth + 1, provision.clause, width)


def _beside(instrument: InstrumentResult, assessment: Assessment) -> Iterator[str]:
    """Yield what stands beside the table: answers that are shown and not scored, and what was asked before."""
    answers = {answer.indicator: answer for answer in assessment.answers if answer.value is not None}
    nodes = list(_walk(instrument.provisions))
    leaves = [node for node in nodes if isinstance(node, LeafProvision)]
    beside = [(leaf, held) for leaf in leaves if (held := [answers[name] for name in leaf.shows if name in answers])]
    if beside:
        yield ""
        yield "ANSWERS BESIDE WHAT IS NOT SCORED"
    for leaf, held in beside:
        yield from wrap(f"{leaf.clause} {leaf.title}", indent="    ", first="  ")
        for answer in held:
            at = f" ({answer.cell})" if answer.cell else ""
            yield from wrap(f"{answer.question} {answer.words}{at}", indent="      ", first="    - ")
    before = [f"{node.clause} ({', '.join(node.lineage)})" for node in nodes if node.lineage]
    if before:
        yield ""
        yield from wrap(f"Asked before, as far as known: {'; '.join(before)}.", indent="  ")


def _walk(provisions: Sequence[ProvisionTree]) -> Iterator[ProvisionTree]:
    for provision in provisions:
        yield provision
        if isinstance(provision, InnerProvision):
            yield from _walk(provision.children)


def _no_score(provision: ProvisionTree) -> str:
    if provision.no_score == "addressee":
        return _ASKED_OF[provision.addressee]
    return _NO_SCORE.get(provision.no_score or "", "")


def _gap(rank: int, gap: GapEntry) -> Iterator[str]:
    head = f"{gap.clause} {gap.title}: level {gap.level} to {gap.next_level} (+{_points(gap.gain)} points)"
    yield from wrap(head, indent="    ", first=f"{rank:>2}. ")
    for part in gap.missing:
        acts = [("Fill in", part.fill), ("Name a document in", part.document), ("See", part.see)]
        told = "".join(f" {act} {listed(ranges(cells))}." for act, cells in acts if cells)
        yield from wrap(f"{part.words}.{told}", indent="      ", first="    - ")


def standing(instrument: InstrumentResult, country: str) -> str:
    """Return an instrument's status, and whether a country endorsed it in the sources held."""
    status = instrument.status.rstrip(".")
    if instrument.endorsed is None:
        return f"{status}."
    listing = "listed as an endorser" if instrument.endorsed else "not listed as an endorser"
    return f"{status}; {country} is {listing} in the sources held."


def percent(figure: Figure | None) -> str:
    """Return a percentage to one decimal, or nothing where there is none."""
    return "" if figure is None else f"{_points(figure)} %"


def _points(figure: Figure) -> str:
    return shown(exactly(figure.exact))
