"""Showing: the part of a rulebook that an id names, whatever kind it is of."""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.bench.portrait import CheckShown, CountryShown, FactShown, Portrait, Shown
from gapcheck.bench.shown_indicators import indicator_shown
from gapcheck.bench.shown_provisions import instrument_shown, provision_shown
from gapcheck.bench.wording import relation_line
from gapcheck.errors import Problem, UsageError
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.book import names_in, references
from gapcheck.rulebook.countries import country_name
from gapcheck.rulebook.criteria import Check
from gapcheck.rulebook.model import Country
from gapcheck.rulebook.naming import country_place
from gapcheck.rulebook.words import near


def show(name: str, rulebook: Rulebook) -> Portrait:
    """Return the part of a rulebook that has an id; raises UsageError where nothing has it."""
    for shown in _found(name, rulebook):
        return Portrait(version=rulebook.method.version, sha256=rulebook.sha256, shown=shown)
    known = [*_ids(rulebook)]
    mend = near(name, known) or "gapcheck rules list gives the ids."
    expected = "the id of an instrument, a provision, an indicator or a check, or the code of a country"
    raise UsageError([Problem("ID", f"the unknown id {name!r}", expected, mend)])


def _ids(rulebook: Rulebook) -> Iterator[str]:
    for instrument in rulebook.instruments:
        yield instrument.id
        yield from (node.id for node in instrument.walk())
    yield from rulebook.indicators
    yield from (check.id for check in rulebook.checks)
    yield from rulebook.countries


def _found(name: str, rulebook: Rulebook) -> Iterator[Shown]:
    for instrument in rulebook.instruments:
        if instrument.id == name:
            yield instrument_shown(instrument, rulebook)
        if any(node.id == name for node in instrument.walk()):
            yield provision_shown(name, instrument, rulebook)
    if name in rulebook.indicators:
        yield indicator_shown(rulebook.indicators[name], rulebook)
    for check in rulebook.checks:
        if check.id == name:
            yield _check(check, rulebook)
    if name in rulebook.countries:
        yield _country(rulebook.countries[name], rulebook)


def _check(check: Check, rulebook: Rulebook) -> CheckShown:
    return CheckShown(
        id=check.id,
        says=check.says["en"],
        severity=check.severity,
        explanation=None if check.explanation is None else check.explanation["en"],
        rule=relation_line(check),
        indicators=sorted(names_in(check) & rulebook.indicators.keys()),
        place=rulebook.places[check.id],
    )


def _country(country: Country, rulebook: Rulebook) -> CountryShown:
    return CountryShown(
        id=country.country,
        name=country_name(country.country, country),
        fictional=country.fictional,
        facts=[
            FactShown(
                id=name, value=str(fact.value), unit=fact.unit, source=fact.source, used_by=_using(name, rulebook)
            )
            for name, fact in country.facts.items()
        ],
        instruments=[item.id for item in rulebook.instruments if item.applies(country.country)],
        place=rulebook.places[country_place(country.country)],
    )


def _using(fact: str, rulebook: Rulebook) -> list[str]:
    return [
        indicator.id
        for indicator in rulebook.indicators.values()
        if indicator.derived is not None and fact in references(indicator.derived)
    ]
