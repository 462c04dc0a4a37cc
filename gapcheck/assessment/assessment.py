"""The assessment: one submission under one rulebook, from answers to the result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import gapcheck
from gapcheck.assessment import records, result, statements
from gapcheck.assessment.clash_records import contradiction_record
from gapcheck.assessment.contradictions import checked
from gapcheck.assessment.figures import plain
from gapcheck.assessment.fingerprints import hashed
from gapcheck.assessment.gaps import rank_gaps
from gapcheck.assessment.levels import Ladder
from gapcheck.assessment.readings import Ledger, open_ledger
from gapcheck.assessment.ruling_records import rejected, restored, review_records, voices_on
from gapcheck.assessment.scores import score_instrument
from gapcheck.assessment.trees import Leaf, look_at_all
from gapcheck.assessment.weighing import weigh
from gapcheck.engine.conditions import Evaluator
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.countries import country_name
from gapcheck.rulebook.provisions import Instrument
from gapcheck.workbook.answers import Submission
from gapcheck.workbook.decisions import Review

if TYPE_CHECKING:
    from gapcheck.assessment.consistency import Contradiction
    from gapcheck.assessment.disputes import Dispute


def assess(
    submission: Submission,
    rulebook: Rulebook,
    reviews: Sequence[Review] = (),
    *,
    four_eyes: bool = False,
    evaluators: Sequence[Evaluator] | None = None,
) -> result.Assessment:
    """Return the whole result of a submission: reviews applied, checks run, every provision scored.

    The order of the reviews does not matter. With ``four_eyes`` an answer is verified only where two reviewers agree.
    ``evaluators`` decide instead of every engine that runs here. Raises EngineError where the engines do not agree,
    WorkbookError where the reviews contradict each other.
    """
    reviews = sorted(reviews, key=lambda review: review.sha256)
    ledger, consistency = checked(open_ledger(rulebook, submission, reviews, four_eyes=four_eyes))
    instruments = [item for item in rulebook.instruments if item.applies(submission.country)]
    leaves = look_at_all(instruments, ledger)
    rejections = rejected(ledger)
    ladder, weighed, effects = weigh(
        _disputes(ledger, consistency.contradictions),
        leaves,
        instruments,
        ledger,
        beside=[restored(ledger, name) for name in rejections],
        evaluators=evaluators,
    )
    assessment = result.Assessment(
        tool=result.Tool(name="gapcheck", version=gapcheck.__version__, note=ladder.note),
        engines=[result.Engine(name=e.name, version=e.version, agreed=e.agreed) for e in ladder.engines],
        rulebook=result.RulebookRecord(version=rulebook.method.version, sha256=rulebook.sha256),
        workbook=result.FileRecord(file=submission.file_name, sha256=submission.sha256),
        reviews=review_records(reviews, ledger, dict(zip(rejections, effects, strict=True))),
        four_eyes=four_eyes,
        result_sha256="",
        country=country_record(rulebook, submission.country),
        year=submission.year,
        period=result.Period(start=submission.period_start.isoformat(), end=submission.period_end.isoformat()),
        source=submission.source,
        submitted_by=submission.submitted_by,
        submitted_on=submission.submitted_on.isoformat(),
        submission=submission.submission,
        transcribed_by=submission.transcribed_by,
        coverage_threshold=result.Figure.of(rulebook.method.coverage_threshold * 100),
        facts=_facts(rulebook, submission.country),
        instruments=[_instrument(instrument, leaves, ladder, ledger) for instrument in instruments],
        answers=statements.answer_records(ledger, voices_on(reviews)),
        contradictions=[contradiction_record(found) for found in weighed],
        unchecked=[statements.unchecked_record(entry) for entry in consistency.unchecked],
        problems=[statements.problem_record(problem) for problem in submission.problems],
    )
    return hashed(assessment)


def _disputes(ledger: Ledger, contradictions: Sequence[Contradiction]) -> list[Dispute]:
    if not contradictions:
        return []
    # What looks for repairs is not needed where nothing contradicts, and takes time to import.
    from gapcheck.assessment.disputes import disputes

    return disputes(ledger, contradictions)


def _instrument(instrument: Instrument, leaves: list[Leaf], ladder: Ladder, ledger: Ledger) -> result.InstrumentResult:
    by_id = {leaf.provision.id: leaf for leaf in leaves}
    scored = score_instrument(instrument, by_id, ladder.levels, ledger)
    same = ladder.strict is ladder.levels  # no approved “not applicable” anywhere
    strict = scored if same else score_instrument(instrument, by_id, ladder.strict, ledger)
    gaps = rank_gaps(scored, ledger) if scored.points is not None else []
    return records.instrument_record(scored, strict.points, gaps, ledger)


def country_record(rulebook: Rulebook, code: str) -> result.CountryRecord:
    """Return a country by its code, with its name and whether it is invented."""
    name = country_name(code, rulebook.countries.get(code))
    return result.CountryRecord(code=code, name=name, fictional=rulebook.is_fictional(code))


def _facts(rulebook: Rulebook, country: str) -> list[result.Fact]:
    held = rulebook.countries.get(country)
    return [
        result.Fact(id=name, value=plain(fact.value), unit=fact.unit, source=fact.source)
        for name, fact in sorted(held.facts.items() if held is not None else ())
    ]
