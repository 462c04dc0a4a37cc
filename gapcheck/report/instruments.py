"""One instrument in the terminal report: its standing, its score, its provisions, its first gaps."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tabulate import tabulate

from gapcheck.assessment.result import (
    Assessment,
    Figure,
    GapEntry,
    InnerProvision,
    InstrumentResult,
    ProvisionTree,
)
from gapcheck.assessment.rounding import shown
from gapcheck.report.bar import PARTS, bar_of
from gapcheck.report.plaintext import WIDTH, listed, ranges, wrap

_BAR = 20  # characters; one stands for five points, so every level ends on a whole one
_TITLE = 28
_GAPS = 10
_ASKED_OF = {"un": "(asked of the UN)", "donors": "(asked of donors)"}
_NO_SCORE = {"instrument": "(shown, not scored)", "not_applicable": "(not applicable)"}


def instrument_part(instrument: InstrumentResult, assessment: Assessment) -> Iterator[str]:
    """Yield the lines about one instrument."""
    yield ""
    yield "-" * WIDTH
    yield from wrap(instrument.title.upper())
    yield from wrap(standing(instrument, assessment.country.name))
    yield ""
    yield from _headline(instrument, assessment)
    yield ""
    rows = [row for provision in instrument.provisions for row in _rows(provision, 0, "")]
    yield tabulate(
        rows,
        headers=["Clause", "What is asked", "Level", "0 to 100", "Known"],
        colalign=("left", "left", "left", "left", "right"),
        disable_numparse=True,
        preserve_whitespace=True,
    )
    if instrument.gaps:
        yield ""
        yield f"THE {min(_GAPS, len(instrument.gaps))} GAPS THAT RANK FIRST (of {len(instrument.gaps)})"
        for rank, gap in enumerate(instrument.gaps[:_GAPS], start=1):
            yield from _gap(rank, gap)


def _headline(instrument: InstrumentResult, assessment: Assessment) -> Iterator[str]:
    score, bar = instrument.score, bar_of(instrument.score)
    if bar is None or score.documented is None or score.possible is None:
        yield from wrap("This instrument is shown with its answers and coverage only; it is not scored.")
        return
    low, high = _points(score.documented), _points(score.possible)
    covered = "" if score.coverage is None else f"{_points(score.coverage)} %"
    yield f"Coverage {covered}"
    if instrument.headline is None:
        threshold = percent(assessment.coverage_threshold)
        yield from wrap(
            f"INSUFFICIENT INFORMATION: coverage is below {threshold}, so there is no headline. The documented "
            f"score lies between {low} and {high} of 100, depending on what is not yet known."
        )
    else:
        band = f", band {instrument.band.level} ({instrument.band.title})" if instrument.band else ""
        yield from wrap(f"HEADLINE {_points(instrument.headline)} of 100{band}; range {low} to {high}.")
    if instrument.level_counts["documented"]["0"] == sum(instrument.level_counts["documented"].values()):
        yield "Nothing documented yet."
    yield f"[{bar.drawn(_BAR * 2)}]"
    yield from wrap("; ".join(f"{name} {shown(part)}" for (_, name), part in zip(PARTS, bar.parts(), strict=True)))
    counts = instrument.level_counts["documented"]
    total = sum(counts.values())
    yield from wrap(
        f"Of {total} scored items, documented at level " + ", ".join(f"{k}: {v}" for k, v in counts.items()) + "."
    )
    without = instrument.score_without_not_applicable
    if without is not None and without.documented is not None and without.possible is not None:
        yield from wrap(
            f"Were every approved “not applicable” taken as not met: {_points(without.documented)} to "
            f"{_points(without.possible)} of 100."
        )


def _rows(provision: ProvisionTree, depth: int, above: str) -> Iterator[list[str]]:
    bar = bar_of(provision.score)
    drawn = bar.drawn(_BAR) if bar is not None else _no_score(provision)
    levels = ""
    if provision.levels is not None:
        levels = f"{provision.levels.documented} / {provision.levels.claimed} / {provision.levels.possible}"
    # A child without a clause of its own stands below its parent's; saying the clause again would hide that.
    clause = "" if provision.clause == above else provision.clause
    title = "\n".join(wrap(provision.title, indent="  " * depth + "  ", first="  " * depth, width=_TITLE))
    yield [clause, title, levels, drawn, percent(provision.score.coverage)]
    if isinstance(provision, InnerProvision):
        for child in provision.children:
            yield from _rows(child, depth + 1, provision.clause)


def _no_score(provision: ProvisionTree) -> str:
    if provision.no_score == "addressee":
        return _ASKED_OF.get(provision.addressee, "asked of others")
    return _NO_SCORE.get(provision.no_score or "", "")


def _gap(rank: int, gap: GapEntry) -> Iterator[str]:
    head = f"{gap.clause} {gap.title}: level {gap.level} to {gap.next_level} (+{_points(gap.gain)} points)"
    yield from wrap(head, indent="    ", first=f"{rank:>2}. ")
    for part in gap.missing:
        cells = f" Fill in {listed(ranges(part.cells))}." if part.cells else ""
        yield from wrap(f"{part.words}.{cells}", indent="      ", first="    - ")


def standing(instrument: InstrumentResult, country: str) -> str:
    """Return an instrument's status, and whether a country endorsed it in the sources held."""
    status = instrument.status.rstrip(".")
    if instrument.endorsed is None:
        return f"{status}."
    listing = "listed as an endorser" if instrument.endorsed else "not listed as an endorser"
    return f"{status}; {country} is {listing} in the sources held."


def percent(figure: Figure | None) -> str:
    """Return a percentage to the whole, or nothing where there is none."""
    return "" if figure is None else f"{figure.value:.0f} %"


def _points(figure: Figure) -> str:
    return shown(Fraction(figure.exact))
