"""Instruments and provisions as they are shown: the quotation, the ladder in words, what lies below."""

from __future__ import annotations

from collections.abc import Sequence

from gapcheck.assessment.wording import expected_words
from gapcheck.bench.portrait import CriterionShown, InstrumentShown, LevelShown, NodeShown, ProvisionShown
from gapcheck.bench.wording import criterion_line
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import AnyCriteria, Criterion, Test
from gapcheck.rulebook.naming import criterion_place, level_place
from gapcheck.rulebook.provisions import Instrument, Provision, tests_in


def instrument_shown(instrument: Instrument, rulebook: Rulebook) -> InstrumentShown:
    """Return an instrument with its tree."""
    return InstrumentShown(
        id=instrument.id,
        title=instrument.title["en"],
        status=instrument.status["en"],
        source=instrument.source.file,
        issued_on=None if instrument.issued_on is None else instrument.issued_on.isoformat(),
        applies_to=None if instrument.applies_to is None else list(instrument.applies_to),
        scored=instrument.scored,
        combine=instrument.combine,
        endorsers=[f"{edition.edition['en']}: {len(edition.states)} states" for edition in instrument.endorsers],
        lineages=sum(bool(node.lineage) for node in instrument.walk()),
        place=rulebook.places[instrument.id],
        provisions=[_node(provision) for provision in instrument.provisions],
    )


def provision_shown(name: str, instrument: Instrument, rulebook: Rulebook) -> ProvisionShown:
    """Return a provision of an instrument with its ladder, or with those below it."""
    above, provision = next(way for top in instrument.provisions for way in _ways(top, ()) if way[1].id == name)
    criteria = [test for level in provision.levels.values() for test in tests_in(level)]
    questions = {question for test in criteria for question in rulebook.underlying(test.indicator)}
    return ProvisionShown(
        id=provision.id,
        instrument=instrument.id,
        instrument_title=instrument.title["en"],
        above=[node.id for node in above],
        clause=provision.clause,
        title=provision.heading(),
        text=list(provision.text),
        source=instrument.source.file,
        pillar=provision.pillar,
        addressee=provision.addressee,
        scored=provision.is_scored,
        weight=str(provision.weight),
        combine=(provision.combine or "mean") if provision.children else None,
        lineage=list(provision.lineage),
        shows=list(provision.shows),
        place=rulebook.places[provision.id],
        levels=[_level(level, provision, rulebook) for level in sorted(provision.levels)],
        children=[_node(child) for child in provision.children],
        questions=sorted(questions),
    )


def _ways(node: Provision, above: tuple[Provision, ...]) -> list[tuple[tuple[Provision, ...], Provision]]:
    below = [way for child in node.children for way in _ways(child, (*above, node))]
    return [(above, node), *below]


def _node(provision: Provision) -> NodeShown:
    return NodeShown(
        id=provision.id,
        clause=provision.clause,
        title=provision.heading(),
        scored=provision.is_scored,
        addressee=provision.addressee,
        levels=sorted(provision.levels),
        children=[_node(child) for child in provision.children],
    )


def _level(level: int, provision: Provision, rulebook: Rulebook) -> LevelShown:
    place = level_place(provision.id, level)
    meaning = rulebook.method.levels[level]
    return LevelShown(
        level=level,
        title=meaning.title["en"],
        points=meaning.points,
        place=rulebook.places[place],
        criteria=_criteria(provision.levels[level], place, rulebook),
    )


def _criteria(criteria: Sequence[Criterion], above: str, rulebook: Rulebook) -> list[CriterionShown]:
    return [_criterion(item, criterion_place(above, index), rulebook) for index, item in enumerate(criteria)]


def _criterion(criterion: Criterion, place: str, rulebook: Rulebook) -> CriterionShown:
    where = rulebook.places[place]
    if isinstance(criterion, Test):
        indicator = rulebook.indicators[criterion.indicator]
        return CriterionShown(
            rule=criterion_line(criterion),
            words=f"{_sentence(indicator.title())} Needed: {expected_words(criterion, indicator)}.",
            indicator=criterion.indicator,
            proposal=criterion.proposal,
            anchor=criterion.anchor,
            place=where,
        )
    parts = criterion.any if isinstance(criterion, AnyCriteria) else criterion.all
    words = "at least one of these" if isinstance(criterion, AnyCriteria) else "all of these"
    wanted = "" if criterion.gap is None else f" In short: {criterion.gap['en']}."
    return CriterionShown(
        rule=criterion_line(criterion),
        words=f"{words[:1].upper()}{words[1:]}.{wanted}",
        place=where,
        parts=_criteria(parts, place, rulebook),
    )


def _sentence(words: str) -> str:
    return words if words.endswith(("?", ".", "!")) else f"{words}."
