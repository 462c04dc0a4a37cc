"""The report for people at a terminal, 80 columns wide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from tabulate import tabulate

from gapcheck.assessment.result import (
    Assessment,
    ContradictionRecord,
    Figure,
    GapEntry,
    InnerProvision,
    InstrumentResult,
    ProvisionTree,
)
from gapcheck.assessment.rounding import shown
from gapcheck.report.bar import PARTS, bar_of
from gapcheck.report.plaintext import WIDTH, clean, listed, ranges, wrap

_BAR = 20  # characters; one stands for five points, so every level ends on a whole one
_TITLE = 29
_GAPS = 10
_ASKED_OF = {"un": "(asked of the UN)", "donors": "(asked of donors)"}
_NO_SCORE = {"instrument": "(shown, not scored)", "not_applicable": "(not applicable)"}


def render(assessments: Sequence[Assessment]) -> str:
    """Return the report of each assessment, one below the other."""
    return "\n".join("\n".join(_report(assessment)) + "\n" for assessment in assessments)


def _report(assessment: Assessment) -> Iterator[str]:
    yield from _heading(assessment)
    yield from _not_said(assessment)
    yield from _contradictions(assessment)
    yield ""
    yield from _legend()
    for instrument in assessment.instruments:
        yield from _instrument(instrument, assessment)
    yield from _provenance(assessment)


def _heading(assessment: Assessment) -> Iterator[str]:
    yield f"GAP ASSESSMENT: {clean(assessment.country.name)} ({assessment.country.code}), {assessment.year}"
    yield "=" * WIDTH
    speaker = "the state itself (self-report)" if assessment.source == "self" else "an outside body, not the state"
    by = f", submitted by {assessment.submitted_by}" if assessment.submitted_by else ""
    yield from _entry("Who speaks", f"{speaker}{by}")
    yield from _entry("Period", f"{_day(assessment.period.start)} to {_day(assessment.period.end)}")
    yield from _entry("Submitted", _day(assessment.submitted_on))
    for instrument in assessment.instruments:
        yield from _entry("Held against", f"{instrument.title}. {_standing(instrument, assessment.country.name)}")


def _entry(name: str, text: str) -> list[str]:
    return wrap(text, indent=" " * 14, first=f"{name:<14}")


def _standing(instrument: InstrumentResult, country: str) -> str:
    standing = instrument.status.rstrip(".")
    if instrument.endorsed is None:
        return f"{standing}."
    listing = "listed as an endorser" if instrument.endorsed else "not listed as an endorser"
    return f"{standing}; {country} is {listing} in the sources held."


def _not_said(assessment: Assessment) -> Iterator[str]:
    """Say what was answered and what was not, before any score."""
    answers = assessment.answers
    counts = Counter(answer.status for answer in answers)
    answered = [answer for answer in answers if answer.status == "answered"]
    grades = Counter(answer.grade for answer in answered)
    yield ""
    yield "HOW MUCH IS KNOWN"
    table = [
        ["Questions asked", len(answers), ""],
        ["  answered", len(answered), ""],
        ["    with a document cited", grades["documented"] + grades["verified"], ""],
        ["    verified by an auditor", grades["verified"], "" if assessment.reviews else "no review was given"],
        ["    stated only", grades["claimed"], ""],
        ["    contradicted", sum(answer.contested for answer in answered), ""],
        ["  left blank", counts["blank"], ""],
        ["  not known, not available", counts["not_known"] + counts["not_available"], ""],
        ["  confidential", counts["confidential"], ""],
        ["  not applicable", counts["not_applicable"], _approved(assessment)],
        ["Checks that could not run", len(assessment.unchecked), "for want of an answer"],
    ]
    yield tabulate(
        [row for row in table if row[1] or not str(row[0]).startswith("  ")], tablefmt="plain", preserve_whitespace=True
    )
    rows = [[clean(held.title), _percent(held.score.coverage)] for held in assessment.instruments]
    yield ""
    yield tabulate(rows, headers=["Coverage: how much of the score is settled", ""], maxcolwidths=[66, None])
    if assessment.problems:
        yield ""
        yield from wrap(f"{len(assessment.problems)} remarks on the workbook (warnings) are in the JSON result.")


def _approved(assessment: Assessment) -> str:
    approved = sum(answer.approved for answer in assessment.answers)
    return f"{approved} of them approved by a review"


def _contradictions(assessment: Assessment) -> Iterator[str]:
    if not assessment.contradictions:
        return
    yield ""
    yield f"CONTRADICTIONS: {len(assessment.contradictions)}"
    for found in assessment.contradictions:
        yield from wrap(_contradiction(found), indent="    ", first="  - ")


def _contradiction(found: ContradictionRecord) -> str:
    kind = "Warning, perhaps with an innocent explanation: " if found.severity == "warning" else ""
    effect = "It changes a level." if found.changes_a_level else "It changes no level."
    sides = f"{_side(found.left, found)} against {_side(found.right, found)}"
    return f"{kind}{found.says} Found {sides}: {listed(ranges(found.cells))}. {effect}"


def _side(value: object, found: ContradictionRecord) -> str:
    if isinstance(value, (int, float)):
        return f"{shown(Fraction(str(value)) * 100, 2)} %" if found.share else f"{value:,}"
    return str(value)


def _legend() -> Iterator[str]:
    yield "HOW TO READ A BAR"
    yield from wrap("; ".join(f"{letter} {name}" for letter, name in PARTS) + ".", indent="  ", first="  ")
    yield from wrap(
        "Levels are given as documented / claimed / possible: 0 not started or nothing documented yet, "
        "1 started, 2 in place, 3 implemented, 4 sustained. “Possible” takes everything unknown as done.",
        indent="  ",
    )


def _instrument(instrument: InstrumentResult, assessment: Assessment) -> Iterator[str]:
    yield ""
    yield "-" * WIDTH
    yield from wrap(instrument.title.upper())
    yield from wrap(_standing(instrument, assessment.country.name))
    yield ""
    yield from _headline(instrument, assessment)
    yield ""
    rows = [row for provision in instrument.provisions for row in _rows(provision, 0, "")]
    yield tabulate(
        rows,
        headers=["Clause", "What is asked", "Level", "0" + " " * (_BAR - 4) + "100", "Known"],
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
        threshold = _percent(assessment.coverage_threshold)
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
    yield [clause, title, levels, drawn, _percent(provision.score.coverage)]
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


def _provenance(assessment: Assessment) -> Iterator[str]:
    engines = " and ".join(f"{engine.name} {engine.version}" for engine in assessment.engines)
    agreed = f"{engines} agree" if len(assessment.engines) > 1 else f"{engines} alone ({assessment.tool.note})"
    yield ""
    yield "-" * WIDTH
    yield from _entry("Rules", f"version {assessment.rulebook.version}, sha256 {assessment.rulebook.sha256[:16]}")
    yield from _entry("Workbook", f"{assessment.workbook.file}, sha256 {assessment.workbook.sha256[:16]}")
    yield from _entry("Engines", agreed)
    yield from _entry("Result", f"sha256 {assessment.result_sha256[:16]}, gapcheck {assessment.tool.version}")


def _percent(figure: Figure | None) -> str:
    return "" if figure is None else f"{figure.value:.0f} %"


def _points(figure: Figure) -> str:
    return shown(Fraction(figure.exact))


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"
