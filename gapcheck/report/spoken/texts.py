"""Texts of the rulebook for what a result names: titles, checks, levels, units, facts, in a language."""

from __future__ import annotations

from collections.abc import Mapping

from gapcheck.assessment.nodes import InstrumentResult
from gapcheck.assessment.reasons import FIGURELESS
from gapcheck.assessment.result import Fact, UncheckedRecord
from gapcheck.assessment.share_bounds import SHARE_CHECK, bounds_words
from gapcheck.assessment.wording import PHRASES
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.phrases import ENGLISH, in_language
from gapcheck.rulebook.provisions import Instrument, Provision
from gapcheck.workbook.answers import Status

_STATUSES = tuple(status.value for status in Status if status is not Status.ANSWERED)


def same_words(texts: Mapping[str, str] | None, recorded: str, language: str) -> str:
    """Return a text of the rulebook in a language, if its English words are those of the result; else these."""
    return in_language(texts, language) if texts and texts.get(ENGLISH) == recorded else recorded


def question_title(indicator: str, rulebook: Rulebook, language: str, recorded: str | None = None) -> str:
    """Return a question, or the id in words where the rulebook does not have it and the result does not say it."""
    held = rulebook.indicators.get(indicator)
    if held is None or (recorded is not None and held.title() != recorded):
        return recorded or indicator.replace("_", " ").capitalize()
    return held.title(language)


def column_title(indicator: str, column: str, rulebook: Rulebook, language: str) -> str:
    """Return what a column of a table is called, or its id in words."""
    held = rulebook.indicators.get(indicator)
    entry = held.columns.get(column) if held is not None else None
    title = entry.title if entry is not None else None
    return in_language(title, language) if title else column.replace("_", " ").capitalize()


def instrument_title(instrument: InstrumentResult, rulebook: Rulebook, language: str) -> str:
    """Return the title of an instrument."""
    held = _instrument(instrument.id, rulebook)
    return same_words(held.title if held else None, instrument.title, language)


def instrument_short(instrument: InstrumentResult, rulebook: Rulebook, language: str) -> str:
    """Return the short title of an instrument, or its title: the result has no short one to compare."""
    held = _instrument(instrument.id, rulebook)
    return held.called(language) if held is not None and held.title[ENGLISH] == instrument.title else instrument.title


def instrument_status(instrument: InstrumentResult, rulebook: Rulebook, language: str) -> str:
    """Return what an instrument is: binding or not."""
    held = _instrument(instrument.id, rulebook)
    return same_words(held.status if held else None, instrument.status, language)


def provision_title(provision: str, recorded: str, rulebook: Rulebook, language: str) -> str:
    """Return the title of a provision by its id; quotations, which stand for missing titles, stay as they are."""
    held = _provision(provision, rulebook)
    return same_words(held.title if held else None, recorded, language)


def level_title(level: int, rulebook: Rulebook, language: str, recorded: str | None = None) -> str:
    """Return what a level is called; raises KeyError for a level that the method has not."""
    title = rulebook.method.levels[level].title
    return in_language(title, language) if recorded is None else same_words(title, recorded, language)


def fact_title(fact: Fact, country: str, rulebook: Rulebook, language: str) -> str:
    """Return what a country fact is called, or its id in words."""
    held = rulebook.fact(country, fact.id)
    title = held.title if held is not None else None
    return in_language(title, language) if title else fact.id.replace("_", " ").capitalize()


def check_says(check: str, recorded: str, rulebook: Rulebook, language: str) -> str:
    """Return what must hold by a check, with the innocent explanation where the result has it."""
    built_in, _, name = check.partition(".")
    if built_in == SHARE_CHECK and name in rulebook.indicators:
        return bounds_words(rulebook.indicators[name], recorded, language)
    held = next((one for one in rulebook.checks if one.id == check), None)
    texts = [] if held is None else [held.told, held.says]
    return next((in_language(text, language) for text in texts if text[ENGLISH] == recorded), recorded)


def unchecked_why(record: UncheckedRecord, language: str) -> str:
    """Return why a check could not run."""
    statuses = {PHRASES.say(status): status for status in _STATUSES} | {"blank": "blank"}
    if record.why in statuses:
        return record.why if language == ENGLISH else PHRASES.say(statuses[record.why], language)
    found = PHRASES.recognised(record.why, FIGURELESS)
    return PHRASES.say(found[0], language, **found[1]) if found is not None else record.why


def _instrument(name: str, rulebook: Rulebook) -> Instrument | None:
    return next((instrument for instrument in rulebook.instruments if instrument.id == name), None)


def _provision(name: str, rulebook: Rulebook) -> Provision | None:
    nodes = (node for instrument in rulebook.instruments for node in instrument.walk())
    return next((node for node in nodes if node.id == name), None)
