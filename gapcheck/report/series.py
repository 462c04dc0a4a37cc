"""Several years and countries in words for a terminal: series with gaps, rank ranges, recommendations made again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from tabulate import tabulate

from gapcheck.assessment.figures import Score
from gapcheck.assessment.result import Period
from gapcheck.assessment.rounding import shown
from gapcheck.comparison.series_records import BestLevel, CountrySeries, Line, Lineage, Ranks, Series, Span
from gapcheck.report.plaintext import WIDTH, day, invented, wrap

_ABREAST = 3
_TITLE = 28
_LEVELS = ("Not started", "Started", "In place", "Implemented", "Sustained")  # the same in every rule


def render(held: Series) -> str:
    """Return the report of every series, one below the other, and the rank ranges."""
    parts = [line for country in held.series for line in [*_country(country), ""]]
    return (
        "\n".join([*parts, *_ranks(held.ranks, {each.country for each in held.series if each.fictional})]).rstrip("\n")
        + "\n"
    )


def _country(held: CountrySeries) -> Iterator[str]:
    speaker = "the state itself (self-reports)" if held.source == "self" else "an outside body, not the state"
    yield from wrap(f"YEARS: {held.name} ({held.country})")
    yield from invented(held.fictional)
    yield "=" * WIDTH
    yield from wrap(f"Who speaks: {speaker}. Each entry is the documented score to the possible one, and the coverage.")
    rules = list(dict.fromkeys(span.rulebook.sha256 for span in held.spans if span.rulebook is not None))
    if len(rules) > 1:
        yield from wrap(
            "THE RULES CHANGED between these reports (see the heads of the columns): what differs across a change of "
            "letter may be the rules alone. Compare two reports under one ruler with: gapcheck compare."
        )
    lines = [line for line in held.lines if line.kind == "instrument" or any(map(_known, line.scores))]
    yield from _tables(held, lines, rules)
    if left := len(held.lines) - len(lines):
        yield from wrap(f"Left out: {left} entries of which nothing is known in any of the years.")
    if held.lineage:
        yield ""
        yield "ASKED BEFORE"
        for entry in held.lineage:
            yield from wrap(_lineage(entry), indent="    ", first="  - ")


def _tables(held: CountrySeries, lines: Sequence[Line], rules: Sequence[str]) -> list[str]:
    """Return the years in tables beside one another, as many abreast as fit the width."""
    for abreast in range(_ABREAST, 0, -1):
        told: list[str] = []
        for first in range(0, len(held.spans), abreast):
            told.extend(_table(held, lines, rules, range(first, min(first + abreast, len(held.spans)))))
        if all(len(line) <= WIDTH for table in told for line in table.split("\n")):
            break
    return told


def _table(held: CountrySeries, lines: Sequence[Line], rules: Sequence[str], numbers: range) -> Iterator[str]:
    heads = [_head(held.spans[number], rules) for number in numbers]
    rows = [
        [
            _name(line),
            "\n".join(wrap(line.title, width=_TITLE)),
            *(_entry(line.scores[number], held.spans[number]) for number in numbers),
        ]
        for line in lines
        if any(_scored(line.scores[number]) for number in numbers)
    ]
    yield ""
    yield tabulate(rows, headers=["Clause", "What is asked", *heads], disable_numparse=True, preserve_whitespace=True)


def _head(span: Span, rules: Sequence[str]) -> str:
    years = _years(span.period)
    if span.missing or span.rulebook is None:
        return f"{years}\n"
    letter = f"\nrules {chr(ord('A') + rules.index(span.rulebook.sha256) % 26)}" if len(rules) > 1 else ""
    return f"{years}{letter}"


def _years(period: Period) -> str:
    first, last = period.start[:4], period.end[:4]
    if period.start.endswith("-01-01") and period.end.endswith("-12-31") and first == last:
        return first
    return f"{period.start[:7]} to\n{period.end[:7]}"


def _name(line: Line) -> str:
    return line.clause or ("(pillar)" if line.kind == "pillar" else "")


def _known(score: Score | None) -> bool:
    return score is not None and score.coverage is not None and score.coverage.exact != "0"


def _scored(score: Score | None) -> bool:
    return score is not None and score.documented is not None


def _entry(score: Score | None, span: Span) -> str:
    if span.missing:
        return "no report"
    if score is None or score.documented is None or score.possible is None:
        return "not scored"
    low, high = (shown(Fraction(figure.exact)) for figure in (score.documented, score.possible))
    known = f"\n{shown(Fraction(score.coverage.exact), 0)} %" if score.coverage is not None else ""
    return f"{low}-{high}{known}"


def _lineage(entry: Lineage) -> str:
    best = "; ".join(filter(None, (_best(getattr(entry, reading), reading) for reading in ("documented", "claimed"))))
    asked = f"{entry.clause} {entry.title}: {entry.words} ({', '.join(entry.asked_before)})"
    return f"{asked}; {best or 'no level reached so far, counting its weakest part'}"


def _best(best: BestLevel | None, reading: str) -> str:
    # Level 0 is also where nothing is known: it is no level that was reached.
    if best is None or best.level == 0:
        return ""
    level = f"{best.level} ({_LEVELS[best.level]})"
    return f"best level so far {reading}: {level}, in the period to {day(best.period.end)}"


def _ranks(ranks: Sequence[Ranks], invented_ones: Collection[str]) -> Iterator[str]:
    if ranks:
        yield "RANK RANGES"
        yield from wrap(
            "Between which ranks each country lies, whatever its open questions turn out to be. Ranges that overlap "
            "have no order.",
            indent="  ",
            first="  ",
        )
    for held in ranks:
        yield ""
        yield from wrap(
            f"{held.instrument}, {held.period.start} to {held.period.end}, rules version {held.rulebook.version}:"
        )
        rows = [
            [
                f"{each.name} ({each.country}){', invented' if each.country in invented_ones else ''}",
                f"{each.best} to {each.worst}" if each.best != each.worst else str(each.best),
                f"{shown(Fraction(each.documented.exact))} to {shown(Fraction(each.possible.exact))}",
            ]
            for each in held.countries
        ]
        yield tabulate(rows, headers=["Country", "Rank", "Documented to possible"], disable_numparse=True)
