"""Records of what was found: instruments, provisions, criteria and gaps, in the words and shapes of the schema."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from gapcheck.assessment import result
from gapcheck.assessment.figures import plain
from gapcheck.assessment.gaps import Gap
from gapcheck.assessment.keeping import kept
from gapcheck.assessment.levels import Levels
from gapcheck.assessment.missing import shortfall
from gapcheck.assessment.readings import READINGS, Ledger
from gapcheck.assessment.scores import Points, Scored, ScoredInstrument
from gapcheck.assessment.shortfalls import Compound, Shortfall, shortfall_words
from gapcheck.assessment.trees import Found, three_valued
from gapcheck.assessment.truths import Finding
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import AnyCriteria, Test
from gapcheck.rulebook.provisions import Provision


def score_record(points: Points | None, coverage: Fraction | None) -> result.Score:
    """Return points of 100 and coverage in per cent, rounded and exact."""
    each = (None for _ in READINGS) if points is None else (points[reading] for reading in READINGS)
    return result.Score.of(each, coverage)


def instrument_record(
    scored: ScoredInstrument, strict: Points | None, gaps: list[Gap], ledger: Ledger
) -> result.InstrumentResult:
    """Return one instrument; ``strict`` are its points with every "not applicable" taken as not met."""
    instrument, method = scored.instrument, ledger.rulebook.method
    headline = band = None
    if scored.points is not None and scored.coverage is not None and scored.coverage >= method.coverage_threshold:
        exact = scored.points["documented"]
        headline = result.Figure.of(exact)
        level = max(level for level, meaning in method.levels.items() if meaning.points <= exact)
        band = result.Band(level=_level(level), title=method.levels[level].title["en"])
    differs = strict is not None and strict != scored.points
    levels = [leaf.levels for leaf in scored.leaves() if leaf.levels is not None]
    return result.InstrumentResult(
        id=instrument.id,
        title=instrument.title["en"],
        status=instrument.status["en"],
        issued_on=None if instrument.issued_on is None else instrument.issued_on.isoformat(),
        baseline=instrument.issued_on is not None and ledger.period_end < instrument.issued_on,
        scored=instrument.scored,
        endorsed=instrument.endorsed(ledger.country),
        score=score_record(scored.points, scored.coverage),
        score_without_not_applicable=score_record(strict, scored.coverage) if differs else None,
        headline=headline,
        band=band,
        level_counts={
            reading: {str(level): sum(1 for held in levels if held[reading] == level) for level in method.levels}
            for reading in READINGS
        },
        provisions=[_provision(child, ledger) for child in scored.children],
        gaps=[_gap(gap) for gap in gaps],
    )


def _provision(node: Scored, ledger: Ledger) -> result.ProvisionTree:
    provision = node.provision
    shared = _stated(provision, ledger.rulebook) | {
        "scored": node.counts,
        "no_score": node.no_score,
        "score": score_record(node.points, node.coverage),
        "levels": _levels(node.levels),
    }
    if node.leaf is None:
        children = [_provision(child, ledger) for child in node.children]
        return result.InnerProvision(**shared, combine=provision.combine or "mean", children=children)
    criteria = [
        _criterion(found, shortfall(found, ledger), level, ledger.rulebook)
        for level, items in node.leaf.levels.items()
        for found in items
    ]
    return result.LeafProvision(**shared, criteria=criteria, shows=list(provision.shows))


@kept
def _stated(provision: Provision, rulebook: Rulebook) -> dict[str, Any]:
    """Return what the rules themselves say of a provision."""
    return {
        "id": provision.id,
        "clause": provision.clause,
        "title": provision.heading(),
        "text": list(provision.text),
        "pillar": provision.pillar,
        "addressee": provision.addressee,
        "weight": str(provision.weight),
        "lineage": list(provision.lineage),
        "place": rulebook.places.get(provision.id, ""),
    }


def _levels(levels: Levels | None) -> result.LevelsReached | None:
    if levels is None:
        return None
    return _reached(tuple(levels[reading] for reading in READINGS))


@cache  # there are few ways to reach five levels in four readings, each at least the one before
def _reached(levels: tuple[int, ...]) -> result.LevelsReached:
    reached: dict[str, Any] = dict(zip(READINGS, levels, strict=True))
    return result.LevelsReached(**reached)


def _criterion(found: Found, short: Shortfall, level: int, rulebook: Rulebook) -> result.CriterionTree:
    if isinstance(found, Finding):
        return _atom(found, short, level, rulebook)
    gap = shortfall_words(short, rulebook) if short.is_open else None
    assert isinstance(short, Compound)  # noqa: S101 - it was made of the group
    within = zip(found.parts, short.parts, strict=True)
    parts, truth = [_criterion(part, lack, level, rulebook) for part, lack in within], three_valued(found)
    if isinstance(found.criterion, AnyCriteria):
        return result.AnyGroup(level=_level(level), truth=truth, gap=gap, any=parts)
    return result.AllGroup(level=_level(level), truth=truth, gap=gap, all=parts)


def _atom(found: Finding, short: Shortfall, level: int, rulebook: Rulebook) -> result.Criterion:
    return result.Criterion(
        **_asked(found.test, rulebook),
        level=_level(level),
        found=plain(found.value),
        truth=found.truth,
        counts_in=list(found.counts_in),
        grade=None if found.grade is None else found.grade.value,
        cells=list(found.cells),
        gap=shortfall_words(short, rulebook) if short.is_open else None,
    )


@kept
def _asked(test: Test, _rulebook: Rulebook) -> dict[str, Any]:
    """Return what the rules themselves say of a criterion."""
    return {
        "indicator": test.indicator,
        "operator": test.operator,
        "expected": list(test.operand) if isinstance(test.operand, tuple) else test.operand,
        "proposal": test.proposal,
    }


def _level(level: int) -> Any:
    return level


def _gap(gap: Gap) -> result.GapEntry:
    return result.GapEntry(
        provision=gap.leaf.provision.id,
        clause=gap.leaf.provision.clause,
        title=gap.leaf.provision.heading(),
        level=_level(gap.level),
        next_level=_level(gap.next_level),
        gain=result.Figure.of(gap.gain),
        share=result.Figure.of(gap.share * 100),
        missing=[
            result.MissingPart(
                words=part.words,
                indicators=list(part.indicators),
                fill=list(part.fill),
                document=list(part.document),
                see=list(part.see),
            )
            for part in gap.missing
        ],
    )
