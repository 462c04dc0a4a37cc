"""Gates: bounds that an assessment must keep for an automated run to pass."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from gapcheck.assessment.result import Assessment, InstrumentResult
from gapcheck.assessment.rounding import shown
from gapcheck.errors import Problem, UsageError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.words import near

_NUMBER = re.compile(r"\d{1,9}(\.\d{1,9})?", re.ASCII)
_WHOLE = 100
_MOST_DECIMALS = 6


FailOn: TypeAlias = Literal["contradiction", "error"]
"""What must not be in a report: any failed check, or only those that are errors."""


class Gates(NamedTuple):
    """The bounds: documented scores of 100 by instrument, coverage of every scored instrument in per cent."""

    min_scores: Mapping[str, Fraction] = MappingProxyType({})
    min_coverage: Fraction | None = None
    fail_on: tuple[FailOn, ...] = ()


def gates_of(min_scores: Sequence[str], min_coverage: str | None, fail_on: Sequence[FailOn], book: Rulebook) -> Gates:
    """Return gates from what was typed, ``INSTRUMENT=N`` and ``N``; raises UsageError for all that cannot be read."""
    problems: list[Problem] = []
    scores: dict[str, Fraction] = {}
    for text in min_scores:
        name, _, number = text.partition("=")
        bound = _bound("--min-score", text, number, "INSTRUMENT=N with N from 0 to 100", problems)
        problems += _instrument(name, book)
        if name in scores:
            problems.append(Problem("--min-score", f"{name} a second time", "each instrument once", ""))
        if bound is not None:
            scores[name] = bound
    coverage = None
    if min_coverage is not None:
        coverage = _bound("--min-coverage", min_coverage, min_coverage.rstrip("% "), "N from 0 to 100", problems)
    if problems:
        raise UsageError(problems)
    return Gates(scores, coverage, tuple(dict.fromkeys(fail_on)))


def tripped(assessment: Assessment, gates: Gates) -> list[str]:
    """Return every gate that an assessment trips, each with the number found and the bound."""
    return [*_scores(assessment, gates), *_coverages(assessment, gates), *_contradictions(assessment, gates)]


def _bound(option: str, text: str, number: str, expected: str, problems: list[Problem]) -> Fraction | None:
    if _NUMBER.fullmatch(number.strip()) and Fraction(number.strip()) <= _WHOLE:
        return Fraction(number.strip())
    mend = "Such as --min-coverage 80." if option == "--min-coverage" else "Such as --min-score call-to-action-2017=40."
    problems.append(Problem(option, repr(text), expected, mend))
    return None


def _instrument(name: str, book: Rulebook) -> Iterator[Problem]:
    known = {instrument.id: instrument for instrument in book.instruments}
    if name not in known:
        mend = near(name, known) or f"These rules hold {', '.join(known)}."
        yield Problem("--min-score", f"the unknown instrument {name!r}", "the id of an instrument", mend)
    elif not known[name].scored:
        yield Problem("--min-score", f"{name}, which is shown and not scored", "an instrument that is scored", "")


def _scores(assessment: Assessment, gates: Gates) -> Iterator[str]:
    instruments = {instrument.id: instrument for instrument in assessment.instruments}
    for name, bound in gates.min_scores.items():
        figure = instruments[name].score.documented if name in instruments else None
        gate = f"--min-score {name}={_written(bound)}"
        if figure is None:
            yield f"{gate}: {assessment.country.name} is not scored on {name}"
        elif Fraction(figure.exact) < bound:
            yield f"{gate}: the documented score is {_below(Fraction(figure.exact), bound)}, below {_written(bound)}"


def _coverages(assessment: Assessment, gates: Gates) -> Iterator[str]:
    bound = gates.min_coverage
    for instrument in assessment.instruments if bound is not None else ():
        coverage = _coverage(instrument)
        if coverage is not None and bound is not None and coverage < bound:
            number = _below(coverage, bound)
            gate = f"--min-coverage {_written(bound)}"
            yield f"{gate}: the coverage of {instrument.id} is {number} %, below {_written(bound)} %"


def _coverage(instrument: InstrumentResult) -> Fraction | None:
    figure = instrument.score.coverage
    return Fraction(figure.exact) if instrument.scored and figure is not None else None


def _contradictions(assessment: Assessment, gates: Gates) -> Iterator[str]:
    for kind in gates.fail_on:
        counted = [found for found in assessment.contradictions if kind == "contradiction" or found.severity == "error"]
        if counted:
            named = ", ".join(dict.fromkeys(found.check for found in counted))
            yield f"--fail-on {kind}: {len(counted)} found, none allowed ({named})"


def _below(number: Fraction, bound: Fraction) -> str:
    """Return a number with as many decimals as it takes to show that it is below its bound."""
    for decimals in range(1, _MOST_DECIMALS):
        if Fraction(shown(number, decimals)) < bound:
            return shown(number, decimals)
    return f"just below {_written(bound)} ({number})"


def _written(number: Fraction) -> str:
    return str(number) if number.denominator == 1 else f"{float(number):g}"
