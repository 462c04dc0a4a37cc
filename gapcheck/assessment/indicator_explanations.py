"""Indicator explanations: a question or a derived figure, its answer, and everything that uses it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gapcheck.assessment import explanation as record
from gapcheck.assessment.check_outcomes import checks_explained
from gapcheck.assessment.leaf_explanations import answers_with_checks
from gapcheck.assessment.quantities import Quantity, quantity
from gapcheck.assessment.readings import Ledger
from gapcheck.assessment.rungs import as_level, criterion
from gapcheck.assessment.standpoint import Climbed, Standpoint
from gapcheck.assessment.trees import Found
from gapcheck.assessment.truths import Finding
from gapcheck.assessment.uses import resting_on, uses_of
from gapcheck.assessment.wording import label, value_words
from gapcheck.assessment.workings import facts_in, formula, working
from gapcheck.rulebook.expressions import Name
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.naming import criterion_place, level_place


def indicator_explanation(
    indicator: Indicator, climbed: Climbed, what_ifs: Sequence[record.WhatIf]
) -> record.IndicatorExplanation:
    """Return the explanation of a question or of a derived figure."""
    at = climbed.standpoint
    ledger, book = at.ledger, at.rulebook
    questions = book.underlying(indicator.id)
    chosen = ledger.answer(indicator.id).value
    derived = None if indicator.derived is None else quantity(Name(name=indicator.id), ledger)
    return record.IndicatorExplanation(
        id=indicator.id,
        question=indicator.title(),
        guidance=None if indicator.guidance is None else indicator.guidance["en"],
        type=indicator.type,
        unit=indicator.unit,
        pillar=indicator.pillar,
        not_applicable=indicator.not_applicable,
        options=[
            record.OptionExplained(
                code=code,
                label=label(indicator, code),
                exclusive=code in indicator.options and indicator.options[code].exclusive,
                chosen=code == chosen or (isinstance(chosen, tuple) and code in chosen),
            )
            for code in indicator.codes
        ],
        columns=[(column.title or {}).get("en", name) for name, column in indicator.columns.items()],
        place=book.places.get(indicator.id, ""),
        formula=formula(indicator, ledger),
        working=working(indicator, ledger),
        value=None if derived is None or derived.value is None else value_words(derived.value, indicator),
        why="" if derived is None else _why(derived),
        facts=[] if indicator.derived is None else list(facts_in(indicator.derived, ledger)),
        derives=sorted(resting_on(indicator.id, book) - {indicator.id}),
        answers=answers_with_checks(questions, at),
        uses=list(_uses(indicator, at)),
        shown_at=[
            node.id for item in at.instruments for node in item.walk() if any(name in node.shows for name in questions)
        ],
        checks=checks_explained([indicator.id, *questions], ledger, at.consistency),
        what_ifs=list(what_ifs),
    )


def _why(derived: Quantity) -> str:
    if derived.state == "not_applicable":
        return "An answer that it needs is “not applicable”, so it is not applicable too."
    if derived.state == "known":
        return ""
    if derived.missing:
        return "It cannot be worked out until every answer that it needs is there."
    if derived.why == "there was none to count":
        return "It cannot be worked out, because the number to divide by is 0: there was none to count."
    return f"It cannot be worked out: {derived.why}."


def _uses(indicator: Indicator, at: Standpoint) -> Iterator[record.UseExplained]:
    names = resting_on(indicator.id, at.rulebook)
    for use in uses_of(indicator.id, at.rulebook, at.instruments):
        leaf = at.by_id[use.provision.id]
        for level, found in leaf.levels.items():
            above = level_place(use.provision.id, level)
            named = [
                part
                for index, item in enumerate(found)
                for part in _of(item, names, level, criterion_place(above, index), at.ledger)
            ]
            if named:
                yield record.UseExplained(
                    instrument=use.instrument.id,
                    instrument_title=use.instrument.called(),
                    provision=use.provision.id,
                    clause=use.provision.clause,
                    title=use.provision.heading(),
                    level=as_level(level),
                    criteria=named,
                )


def _of(
    found: Found, names: frozenset[str], level: int, place: str, ledger: Ledger
) -> Iterator[record.CriterionExplained]:
    if isinstance(found, Finding):
        if found.test.indicator in names:
            yield criterion(found, level, place, ledger)
    else:
        for index, part in enumerate(found.parts):
            yield from _of(part, names, level, criterion_place(place, index), ledger)
