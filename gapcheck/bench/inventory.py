"""The inventory of a rulebook: instruments, indicators, checks, sources and countries, each with what counts of it."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from gapcheck.assessment.figures import Record
from gapcheck.assessment.uses import uses_of
from gapcheck.bench.texts import texts_of
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.countries import country_name
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.naming import country_place
from gapcheck.rulebook.provisions import Instrument, Source, tests_in


class InstrumentEntry(Record):
    """An instrument: its provisions, its tests that are scored, and the questions these rest on or that are shown."""

    id: str
    title: str
    status: str
    source: str
    applies_to: list[str] | None
    scored: bool
    provisions: int
    leaves: int
    scored_leaves: int
    questions: int
    place: str


class IndicatorEntry(Record):
    """A question, or a figure derived from others, with the number of scored tests that rest on it."""

    id: str
    title: str
    type: str
    pillar: str | None
    derived: bool
    leaves: int
    place: str


class CheckEntry(Record):
    """A check between answers."""

    id: str
    says: str
    severity: str
    place: str


class SourceEntry(Record):
    """A text that instruments quote."""

    file: str
    sha256: str
    quoted_by: list[str]


class CountryEntry(Record):
    """A country whose facts are held."""

    id: str
    name: str
    fictional: bool
    facts: int
    place: str


class LanguageEntry(Record):
    """A language, and for how many of the texts for people it has words."""

    code: str
    texts: int
    of: int
    reviewed: bool


class Inventory(Record):
    """Everything that a rulebook holds."""

    schema_: Literal["gapcheck.rules-list/1"] = Field("gapcheck.rules-list/1", alias="schema")
    version: str
    sha256: str
    languages: list[LanguageEntry]
    instruments: list[InstrumentEntry]
    indicators: list[IndicatorEntry]
    checks: list[CheckEntry]
    sources: list[SourceEntry]
    countries: list[CountryEntry]

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def inventory(rulebook: Rulebook) -> Inventory:
    """Return what there is in a rulebook."""
    places = rulebook.places
    return Inventory(
        version=rulebook.method.version,
        sha256=rulebook.sha256,
        languages=_languages(rulebook),
        instruments=[_instrument(instrument, rulebook) for instrument in rulebook.instruments],
        indicators=[_indicator(indicator, rulebook) for indicator in rulebook.indicators.values()],
        checks=[
            CheckEntry(id=check.id, says=check.says["en"], severity=check.severity, place=places[check.id])
            for check in rulebook.checks
        ],
        sources=_sources(rulebook),
        countries=[
            CountryEntry(
                id=code,
                name=country_name(code, country),
                fictional=country.fictional,
                facts=len(country.facts),
                place=places.get(country_place(code), ""),
            )
            for code, country in sorted(rulebook.countries.items())
        ],
    )


def _instrument(instrument: Instrument, rulebook: Rulebook) -> InstrumentEntry:
    nodes = list(instrument.walk())
    leaves = [node for node in nodes if node.is_leaf]
    scored = [leaf for leaf in leaves if leaf.is_scored]
    named = {test.indicator for leaf in scored for criteria in leaf.levels.values() for test in tests_in(criteria)}
    named |= {name for node in nodes for name in node.shows}
    return InstrumentEntry(
        id=instrument.id,
        title=instrument.title["en"],
        status=instrument.status["en"],
        source=instrument.source.file,
        applies_to=None if instrument.applies_to is None else list(instrument.applies_to),
        scored=instrument.scored,
        provisions=len(nodes),
        leaves=len(leaves),
        scored_leaves=len(scored),
        questions=len({question for name in named for question in rulebook.underlying(name)}),
        place=rulebook.places[instrument.id],
    )


def _indicator(indicator: Indicator, rulebook: Rulebook) -> IndicatorEntry:
    uses = uses_of(indicator.id, rulebook, rulebook.instruments)
    return IndicatorEntry(
        id=indicator.id,
        title=indicator.title(),
        type=indicator.type,
        pillar=indicator.pillar,
        derived=indicator.derived is not None,
        leaves=sum(use.provision.is_scored for use in uses),
        place=rulebook.places[indicator.id],
    )


def _sources(rulebook: Rulebook) -> list[SourceEntry]:
    quoted: dict[tuple[str, str], list[str]] = {}
    for instrument in rulebook.instruments:
        held: list[Source] = [instrument.source, *(edition.source for edition in instrument.endorsers)]
        for source in held:
            by = quoted.setdefault((source.file, source.sha256), [])
            if instrument.id not in by:
                by.append(instrument.id)
    return [SourceEntry(file=file, sha256=sum_, quoted_by=by) for (file, sum_), by in sorted(quoted.items())]


def _languages(rulebook: Rulebook) -> list[LanguageEntry]:
    texts = list(texts_of(rulebook).values())
    codes = sorted({code for text in texts for code in text} | {*rulebook.method.languages} - {"en"})
    held = rulebook.method.languages
    return [
        LanguageEntry(
            code=code,
            texts=sum(code in text for text in texts),
            of=len(texts),
            reviewed=code == "en" or (code in held and held[code].reviewed),
        )
        for code in ("en", *(code for code in codes if code != "en"))
    ]
