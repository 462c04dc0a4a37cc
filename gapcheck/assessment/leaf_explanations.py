"""Leaf explanations: a clause with its ladder, its answers, its checks, and what one answer would change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gapcheck.assessment import explanation as record
from gapcheck.assessment.check_outcomes import checks_explained, contesting
from gapcheck.assessment.figures import LevelsReached
from gapcheck.assessment.levels import Levels
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.records import score_record
from gapcheck.assessment.refusals import why_not
from gapcheck.assessment.rungs import answers_explained, next_level, rungs
from gapcheck.assessment.scores import questions_of
from gapcheck.assessment.standpoint import Climbed, Standpoint
from gapcheck.assessment.subjects import Part
from gapcheck.rulebook.provisions import Instrument, Provision


def leaf_explanation(
    part: Part, climbed: Climbed, what_ifs: Sequence[record.WhatIf], level: int | None
) -> record.LeafExplanation:
    """Return the explanation of a leaf; with ``level`` also why it does not reach that level."""
    at, provision = climbed.standpoint, part.provision
    ledger, leaf, node = at.ledger, at.by_id[provision.id], climbed.nodes[provision.id]
    questions = list(questions_of(leaf, ledger))
    return record.LeafExplanation(
        **named(part, ledger),
        addressee=provision.addressee,
        no_score=node.no_score,
        weight=str(provision.weight),
        levels=levels_reached(node.levels),
        score=score_record(node.points, node.coverage),
        ladder=rungs(leaf, ledger),
        next=None if node.levels is None else next_level(leaf, node.levels["documented"], ledger),
        answers=answers_with_checks(questions, at),
        checks=checks_explained(questions, ledger, at.consistency),
        what_ifs=list(what_ifs),
        why_not=None if level is None else why_not(leaf, node.levels, level, ledger),
    )


def named(part: Part, ledger: Ledger) -> dict[str, Any]:
    """Return what every explanation of a provision begins with: its names, its words, and where it stands."""
    provision = part.provision
    return {
        "id": provision.id,
        "clause": provision.clause,
        "title": provision.heading(),
        "text": list(provision.text),
        "above": [heading(above) for above in part.above],
        "instrument": instrument_standing(part.instrument, ledger),
        "place": ledger.rulebook.places.get(provision.id, ""),
    }


def answers_with_checks(questions: Sequence[str], at: Standpoint) -> list[record.AnswerExplained]:
    """Return the answers to some questions, each with the failed checks that contest it."""
    return [
        held.model_copy(update={"contested_by": contesting(held.answer.indicator, at.consistency)})
        if held.answer.contested
        else held
        for held in answers_explained(list(questions), at.ledger, at.reviews)
    ]


def levels_reached(levels: Levels | None) -> LevelsReached | None:
    """Return the levels of a leaf in the four readings."""
    return None if levels is None else LevelsReached.model_validate(dict(levels))


def heading(provision: Provision) -> record.Heading:
    """Return a provision that stands above others."""
    return record.Heading(
        id=provision.id,
        clause=provision.clause,
        title=provision.heading(),
        text=list(provision.text),
        combine=provision.combine or "mean",
    )


def instrument_standing(instrument: Instrument, ledger: Ledger) -> record.InstrumentStanding:
    """Return an instrument with its status, and whether the country is listed as an endorser."""
    issued = instrument.issued_on
    return record.InstrumentStanding(
        id=instrument.id,
        title=instrument.title["en"],
        status=instrument.status["en"],
        endorsed=instrument.endorsed(ledger.country),
        baseline=issued is not None and ledger.period_end < issued,
        issued_on=None if issued is None else issued.isoformat(),
        scored=instrument.scored,
        source_file=f"rules/{instrument.source.file}",
        source_sha256=instrument.source.sha256,
        place=ledger.rulebook.places.get(instrument.id, ""),
    )
