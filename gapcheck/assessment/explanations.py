"""Explanations: one part of an assessment, told so that it can be defended line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gapcheck.assessment import result
from gapcheck.assessment.assessment import country_record
from gapcheck.assessment.explanation import Explanation, IndicatorExplanation, LeafExplanation, TreeExplanation, WhatIf
from gapcheck.assessment.indicator_explanations import indicator_explanation
from gapcheck.assessment.leaf_explanations import leaf_explanation
from gapcheck.assessment.outcomes import what_if
from gapcheck.assessment.scores import questions_of
from gapcheck.assessment.standpoint import Climbed, Standpoint, standpoint
from gapcheck.assessment.subjects import Part, Subject, subject_of
from gapcheck.assessment.tree_explanations import instrument_explanation, provision_explanation
from gapcheck.assessment.what_if import inquire
from gapcheck.errors import Problem, UsageError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.provisions import Instrument
from gapcheck.workbook.answers import Submission
from gapcheck.workbook.decisions import Review


def explain(
    submission: Submission,
    rulebook: Rulebook,
    name: str,
    *,
    why_not: int | None = None,
    reviews: Sequence[Review] = (),
    four_eyes: bool = False,
) -> Explanation:
    """Return the explanation of what a name means: an instrument, a provision, a question or a derived figure.

    ``why_not`` asks of a leaf why it does not reach a level. Raises UsageError where the name means nothing, or the
    level is asked of anything but a leaf; EngineError where the two engines do not agree.
    """
    return explain_from(standpoint(submission, rulebook, reviews, four_eyes=four_eyes), name, why_not=why_not)


def explain_from(at: Standpoint, name: str, *, why_not: int | None = None) -> Explanation:
    """Return the explanation of one part, from a standpoint that serves many."""
    subject = subject_of(name, at.rulebook, at.submission.country)
    is_leaf = isinstance(subject, Part) and subject.provision.is_leaf
    if why_not is not None and not is_leaf:
        raise UsageError([_not_a_leaf(subject)])
    climbed, what_ifs = _asked(at, list(_questions(subject, at)))
    if isinstance(subject, Part) and is_leaf:
        told: LeafExplanation | TreeExplanation | IndicatorExplanation = leaf_explanation(
            subject, climbed, what_ifs, why_not
        )
    elif isinstance(subject, Part):
        told = provision_explanation(subject, climbed)
    elif isinstance(subject, Instrument):
        told = instrument_explanation(subject, climbed)
    else:
        told = indicator_explanation(subject, climbed, what_ifs)
    submission = at.submission
    return Explanation(
        about=told.id,
        engines=[result.Engine(name=e.name, version=e.version, agreed=e.agreed) for e in climbed.ladder.engines],
        rulebook=result.RulebookRecord(version=at.rulebook.method.version, sha256=at.rulebook.sha256),
        workbook=result.FileRecord(file=submission.file_name, sha256=submission.sha256),
        reviews=[result.FileRecord(file=review.file_name, sha256=review.sha256) for review in at.reviews],
        country=country_record(at.rulebook, submission.country),
        year=submission.year,
        period=result.Period(start=submission.period_start.isoformat(), end=submission.period_end.isoformat()),
        source=submission.source,
        levels={str(level): meaning.title["en"] for level, meaning in at.rulebook.method.levels.items()},
        headings=_headings(what_ifs, at),
        subject=told,
    )


def _questions(subject: Subject, at: Standpoint) -> Iterable[str]:
    """Return the questions of which it is told what hangs on them."""
    if isinstance(subject, Part):
        return questions_of(at.by_id[subject.provision.id], at.ledger) if subject.provision.is_leaf else ()
    return at.rulebook.underlying(subject.id) if isinstance(subject, Indicator) else ()


def _asked(at: Standpoint, questions: Sequence[str]) -> tuple[Climbed, list[WhatIf]]:
    """Ask the engines once, of the answers as they are and of every case."""
    inquiries = [inquire(at.rulebook.indicators[name], at.ledger, at.consistency) for name in questions]
    climbed = at.climbed([case.ledger for inquiry in inquiries for case in inquiry.cases])
    effects = iter(climbed.effects)
    return climbed, [
        what_if(item, [next(effects) for _ in item.cases], at, climbed.ladder.levels) for item in inquiries
    ]


def _headings(what_ifs: Sequence[WhatIf], at: Standpoint) -> dict[str, str]:
    """Return the titles of everything that a change names, so that a reader need not know the ids."""
    outcomes = [outcome for held in what_ifs for outcome in held.outcomes]
    named = {change.provision for outcome in outcomes for change in outcome.levels}
    named |= {change.node for outcome in outcomes for change in outcome.scores}
    named |= {change.instrument for outcome in outcomes for change in outcome.levels}
    named |= {held.provision for outcome in outcomes for held in (*outcome.completes, *outcome.loses)}
    named |= {held.provision for item in what_ifs for held in item.bounds}
    titles = {node.id: node.heading() for item in at.instruments for node in item.walk()}
    titles |= {item.id: item.called() for item in at.instruments}
    return {name: titles[name] for name in sorted(named)}


def _not_a_leaf(subject: Subject) -> Problem:
    expected = "a provision with levels of its own, for --why-not"
    if isinstance(subject, Indicator):
        return Problem("--why-not", f"the indicator {subject.id}", expected, "Leave --why-not out.")
    tree = subject.provision if isinstance(subject, Part) else subject
    leaves = [node.id for node in tree.walk() if node.is_leaf and node.levels]
    more = " and others" if len(leaves) > 6 else ""
    return Problem(
        "--why-not", f"{tree.id}, which has others below it", expected, f"Ask of {', '.join(leaves[:6])}{more}."
    )
