"""The report for people at a terminal, 80 columns wide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from tabulate import tabulate

from gapcheck.assessment.result import Assessment, ContradictionRecord
from gapcheck.report import clashes
from gapcheck.report.bar import PARTS
from gapcheck.report.instruments import instrument_part, percent, standing
from gapcheck.report.plaintext import WIDTH, clean, day, invented, listed, wrap
from gapcheck.report.rulings import reviews_part, voices_part
from gapcheck.rulebook.countries import FICTIONAL
from gapcheck.workbook.places import ranges

_CONTRADICTIONS = 20
_UNCHECKED = 20


def render(assessments: Sequence[Assessment]) -> str:
    """Return the report of each assessment, one below the other."""
    return "\n".join(map(render_one, assessments))


def render_one(assessment: Assessment) -> str:
    """Return the report of one assessment."""
    return "\n".join(_report(assessment)) + "\n"


def _report(assessment: Assessment) -> Iterator[str]:
    yield from _heading(assessment)
    yield from _not_said(assessment)
    yield from reviews_part(assessment)
    yield from _contradictions(assessment)
    yield from voices_part(assessment)
    yield from _unchecked(assessment)
    yield ""
    yield from _legend()
    for instrument in assessment.instruments:
        yield from instrument_part(instrument, assessment)
    yield from _provenance(assessment)


def _heading(assessment: Assessment) -> Iterator[str]:
    yield f"GAP ASSESSMENT: {clean(assessment.country.name)} ({assessment.country.code}), {assessment.year}"
    yield from invented(assessment.country.fictional)
    yield "=" * WIDTH
    speaker = "the state itself (self-report)" if assessment.source == "self" else "an outside body, not the state"
    by = f", submitted by {assessment.submitted_by}" if assessment.submitted_by else ""
    yield from _entry("Who speaks", f"{speaker}{by}")
    start, end = assessment.period.start, assessment.period.end
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    yield from _entry("Period", f"{day(start)} to {day(end)} ({days} days)")
    report = f", report {assessment.submission}" if assessment.submission else ""
    yield from _entry("Submitted", f"{day(assessment.submitted_on)}{report}")
    if assessment.transcribed_by:
        yield from _entry("Transcribed", f"into this workbook by {assessment.transcribed_by}")
    for instrument in assessment.instruments:
        yield from _entry("Held against", f"{instrument.title}. {standing(instrument, assessment.country.name)}")


def _entry(name: str, text: str) -> list[str]:
    return wrap(text, indent=" " * 14, first=f"{name:<14}")


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
        ["  of the answered, contradicted", sum(answer.contested for answer in answered), ""],
        ["  left blank", counts["blank"], ""],
        ["  not known, not available", counts["not_known"] + counts["not_available"], ""],
        ["  confidential", counts["confidential"], ""],
        ["  not applicable", counts["not_applicable"], _approved(assessment) if counts["not_applicable"] else ""],
        ["Checks that could not run", len(assessment.unchecked), "for want of an answer"],
    ]
    yield tabulate(
        [row for row in table if row[1] or row[2] or not str(row[0]).startswith("  ")],
        tablefmt="plain",
        preserve_whitespace=True,
    )
    rows = [[clean(held.title), percent(held.score.coverage)] for held in assessment.instruments]
    yield ""
    yield tabulate(rows, headers=["Coverage: how much of what the scores need is known", ""], maxcolwidths=[66, None])
    if assessment.problems:
        yield ""
        number = len(assessment.problems)
        remarks = "1 remark" if number == 1 else f"{number} remarks"
        yield from wrap(f"The reading of the workbook gave {remarks}; see the messages.")


def _approved(assessment: Assessment) -> str:
    approved = sum(answer.approved for answer in assessment.answers)
    return f"{approved} of them approved by a review"


def _contradictions(assessment: Assessment) -> Iterator[str]:
    if not assessment.contradictions:
        return
    yield ""
    yield f"CONTRADICTIONS: {len(assessment.contradictions)}"
    yield from wrap(
        "Nothing was corrected. A correction that is named follows from the arithmetic alone: it breaks no other "
        "check, and only the source can tell whether it is right.",
        indent="  ",
    )
    groups: dict[int, list[ContradictionRecord]] = {}
    for found in assessment.contradictions:
        groups.setdefault(found.group, []).append(found)
    told = 0
    for cluster in sorted((one for group in groups.values() for one in clashes.clusters(group)), key=_importance):
        if told < _CONTRADICTIONS:
            yield from _cluster(cluster)
            told += len(cluster.founds)
    if told < len(assessment.contradictions):
        yield f"  - and {len(assessment.contradictions) - told} more; all of them are in the JSON result."


def _importance(cluster: clashes.Cluster) -> tuple[bool, bool]:
    """Rank contradictions: errors before warnings, what changes a level before what does not."""
    founds = cluster.founds
    return all(found.severity != "error" for found in founds), not any(found.changes_a_level for found in founds)


def _cluster(cluster: clashes.Cluster) -> Iterator[str]:
    """Say contradictions that one repair would settle, one below the other, and that repair once, for all of them."""
    for found in cluster.founds[:_CONTRADICTIONS]:
        kind = "Warning, perhaps with an innocent explanation: " if found.severity == "warning" else ""
        yield from wrap(f"{kind}{found.says}", indent="    ", first="  - ")
        yield from wrap(clashes.sides(found), indent="      ")
    if len(cluster.founds) > _CONTRADICTIONS:
        yield f"  - and {len(cluster.founds) - _CONTRADICTIONS} more with them; all of them are in the JSON result."
    indent = "    " if cluster.repairs else "      "
    words = clashes.settled_together(cluster) if cluster.repairs else clashes.settled_by(cluster.founds[0])
    yield from wrap(words, indent=indent)
    yield from wrap(clashes.effect(cluster.founds), indent=indent)


def _unchecked(assessment: Assessment) -> Iterator[str]:
    """List the checks that could not run, each with what it lacks."""
    if not assessment.unchecked:
        return
    yield ""
    yield f"CHECKS THAT COULD NOT RUN: {len(assessment.unchecked)}"
    for entry in assessment.unchecked[:_UNCHECKED]:
        places = listed(ranges(entry.cells)) or listed(entry.missing)
        yield from wrap(f"{entry.says} Missing: {places or entry.why}.", indent="    ", first="  - ")
    if len(assessment.unchecked) > _UNCHECKED:
        yield f"  - and {len(assessment.unchecked) - _UNCHECKED} more; all of them are in the JSON result."


def _legend() -> Iterator[str]:
    yield "HOW TO READ A BAR"
    yield from wrap("; ".join(f"{letter} {name}" for letter, name in PARTS) + ".", indent="  ", first="  ")
    yield from wrap(
        "Levels are given as documented / claimed / possible: 0 not started or nothing documented yet, "
        "1 started, 2 in place, 3 implemented, 4 sustained. “Possible” takes everything unknown as done; “gap” is "
        "what is known not to be done. “Known” is the coverage: the share of the answers needed that were given.",
        indent="  ",
    )


def _provenance(assessment: Assessment) -> Iterator[str]:
    engines = " and ".join(f"{engine.name} {engine.version}" for engine in assessment.engines)
    agreed = f"{engines} agree" if len(assessment.engines) > 1 else f"{engines} alone ({assessment.tool.note})"
    yield ""
    yield "-" * WIDTH
    for fact in assessment.facts:
        yield from _entry("Country fact", f"{fact.id.replace('_', ' ')} {fact.value}. Source: {fact.source}")
    yield from _entry("Rules", f"version {assessment.rulebook.version}, sha256 {assessment.rulebook.sha256[:16]}")
    yield from _entry("Workbook", f"{assessment.workbook.file}, sha256 {assessment.workbook.sha256[:16]}")
    for review in assessment.reviews:
        yield from _entry("Review", f"{review.file}, sha256 {review.sha256[:16]}")
    yield from _entry("Engines", agreed)
    yield from _entry("Result", f"sha256 {assessment.result_sha256[:16]}, gapcheck {assessment.tool.version}")
    if assessment.country.fictional:
        yield from wrap(f"{FICTIONAL}. {assessment.country.name} ({assessment.country.code}) is invented.")
