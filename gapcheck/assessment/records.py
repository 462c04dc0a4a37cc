"""Records of the result: what the assessment found, put into the words and shapes of the schema."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from gapcheck.assessment import result
from gapcheck.assessment.contradictions import Contradiction, Side, Unchecked
from gapcheck.assessment.gaps import Gap
from gapcheck.assessment.levels import Levels
from gapcheck.assessment.readings import READINGS, Ledger
from gapcheck.assessment.rounding import half_up
from gapcheck.assessment.scores import Points, Scored, ScoredInstrument
from gapcheck.assessment.trees import Found
from gapcheck.assessment.truths import Finding
from gapcheck.assessment.wording import gap_words, reason
from gapcheck.errors import Problem
from gapcheck.rulebook.criteria import AnyCriteria
from gapcheck.workbook.answers import DateInterval, Evidence, Status, Table, Value

_MOST_DECIMALS = 9  # enough for any share of persons; a result is read by people, exact scores are beside it


def plain(value: Value | Side) -> result.Plain:
    """Return a value as JSON has it: numbers whole where they are whole, dates as ISO text, tables as rows."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(half_up(value, _MOST_DECIMALS))
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, DateInterval):
        return str(value)
    if isinstance(value, Table):
        return [{name: plain(cell.value) for name, cell in row.items()} for row in value.rows]
    return value


def score_record(points: Points | None, coverage: Fraction | None) -> result.Score:
    """Return points of 100 and coverage in per cent, rounded and exact."""
    figures: dict[str, Any] = {
        reading: None if points is None else result.Figure.of(points[reading]) for reading in READINGS
    }
    covered = None if coverage is None else result.Figure.of(coverage * 100)
    return result.Score(**figures, coverage=covered)


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
    shared: dict[str, Any] = {
        "id": provision.id,
        "clause": provision.clause,
        "title": provision.heading(),
        "text": list(provision.text),
        "pillar": provision.pillar,
        "addressee": provision.addressee,
        "scored": node.counts,
        "no_score": node.no_score,
        "weight": str(provision.weight),
        "lineage": list(provision.lineage),
        "place": ledger.rulebook.places.get(provision.id, ""),
        "score": score_record(node.points, node.coverage),
        "levels": _levels(node.levels),
    }
    if node.leaf is None:
        children = [_provision(child, ledger) for child in node.children]
        return result.InnerProvision(**shared, combine=provision.combine or "mean", children=children)
    criteria = [_criterion(found, level, ledger) for level, items in node.leaf.levels.items() for found in items]
    return result.LeafProvision(**shared, criteria=criteria, shows=list(provision.shows))


def _levels(levels: Levels | None) -> result.LevelsReached | None:
    if levels is None:
        return None
    reached: dict[str, Any] = {reading: levels[reading] for reading in READINGS}
    return result.LevelsReached(**reached)


def _criterion(found: Found, level: int, ledger: Ledger) -> result.CriterionTree:
    if isinstance(found, Finding):
        test = found.test
        wanting = found.truth != "not_applicable" and not (found.truth == "met" and "documented" in found.counts_in)
        return result.Criterion(
            level=_level(level),
            indicator=test.indicator,
            operator=test.operator,
            expected=list(test.operand) if isinstance(test.operand, tuple) else test.operand,
            found=plain(found.value),
            truth=found.truth,
            counts_in=list(found.counts_in),
            grade=None if found.grade is None else found.grade.value,
            cells=list(found.cells),
            gap=f"{gap_words(test, ledger)} ({reason(found, ledger)})" if wanting else None,
            proposal=test.proposal,
        )
    parts = [_criterion(part, level, ledger) for part in found.parts]
    if isinstance(found.criterion, AnyCriteria):
        return result.AnyGroup(level=_level(level), any=parts)
    return result.AllGroup(level=_level(level), all=parts)


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
            result.MissingPart(words=part.words, indicators=list(part.indicators), cells=list(part.cells))
            for part in gap.missing
        ],
    )


def answer_records(ledger: Ledger) -> list[result.AnswerRecord]:
    """Return every asked question's answer as it counts, in the order of the workbook."""
    records = []
    for indicator in ledger.rulebook.asked():
        entry = ledger.entries.get(indicator.id)
        answer = ledger.answer(indicator.id)
        original = None
        if entry is not None and entry.original is not None and entry.verdict is not None:
            original = result.OriginalAnswer(
                status=entry.original.status.value, value=plain(entry.original.value), verdict=entry.verdict.value
            )
        records.append(
            result.AnswerRecord(
                indicator=indicator.id,
                question=indicator.title(),
                value=plain(answer.value),
                status=answer.status.value,
                grade=answer.grade.value if answer.status is Status.ANSWERED else None,
                contested=indicator.id in ledger.contested,
                approved=ledger.not_applicable(indicator.id),
                cell=answer.cell or None,
                evidence=_evidence(answer.evidence),
                original=original,
            )
        )
    return records


def _evidence(evidence: Evidence) -> result.EvidenceRecord:
    return result.EvidenceRecord(
        document=evidence.document,
        link=evidence.link,
        document_date=None if evidence.document_date is None else str(evidence.document_date),
        page=evidence.page,
        comment=evidence.comment,
        responsible_body=evidence.responsible_body,
    )


def contradiction_record(found: Contradiction, *, changes_a_level: bool) -> result.ContradictionRecord:
    """Return one failed check."""
    return result.ContradictionRecord(
        check=found.check,
        severity=found.severity,
        says=found.says["en"],
        cells=list(found.cells),
        indicators=sorted(found.inputs),
        left=plain(found.left),
        right=plain(found.right),
        share=found.share,
        repairs=[],
        changes_a_level=changes_a_level,
    )


def unchecked_record(entry: Unchecked) -> result.UncheckedRecord:
    """Return one check that could not run."""
    return result.UncheckedRecord(
        check=entry.check, says=entry.says["en"], missing=list(entry.missing), why=entry.why.replace("_", " ")
    )


def problem_record(problem: Problem) -> result.ProblemRecord:
    """Return one warning of the reading."""
    return result.ProblemRecord(
        where=problem.where,
        found=problem.found,
        expected=problem.expected,
        mend=problem.mend,
        severity=problem.severity,
    )


def differs(before: Mapping[str, Levels], after: Mapping[str, Levels]) -> bool:
    """Return whether any leaf has another level in any reading."""
    return any(before[name] != after[name] for name in before)
