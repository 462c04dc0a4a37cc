"""Aspects: what each part of a rulebook says, as text by kind and part, so that two of them can be set side by side."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

from gapcheck.bench.differences.change import Kind
from gapcheck.bench.wording import expression_line, relation_line
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import Check
from gapcheck.rulebook.model import Country, Indicator, Method
from gapcheck.rulebook.provisions import Instrument, Provision

Aspects: TypeAlias = dict[tuple[Kind, str], str | None]


def of_method(method: Method) -> Aspects:
    """Return what the method says, words by key and language included."""
    held: Aspects = {
        ("version", ""): method.version,
        ("coverage threshold", ""): _share(method.coverage_threshold),
        ("words", "bands_source"): method.bands_source,
    }
    for level, entry in method.levels.items():
        held["points", f"level {level}"] = str(entry.points)
        held |= _words(f"level {level} title", entry.title) | _words(f"level {level} meaning", entry.meaning)
    for name, share in method.bands.items():
        held["words", f"band {name}"] = _share(share)
    for key, texts in method.words.items():
        held |= _words(f"word {key}", texts)
    for key, texts in method.units.items():
        held |= _words(f"unit {key}", texts)
    for code, language in method.languages.items():
        held["words", f"language {code}"] = f"{language.name}{', reviewed' if language.reviewed else ''}"
    return held


def of_indicator(indicator: Indicator) -> Aspects:
    """Return what a question or a derived figure is; its words are told with all texts."""
    held: Aspects = {
        ("type", ""): indicator.type,
        ("unit", ""): indicator.unit,
        ("pillar", ""): indicator.pillar,
        ("measures", ""): indicator.kind,
        ("not applicable", ""): "may be" if indicator.not_applicable else "may not be",
        ("zero", ""): indicator.zero,
        ("derived", ""): None if indicator.derived is None else expression_line(indicator.derived),
    }
    for code, option in indicator.options.items():
        held["options", code] = "stands alone" if option.exclusive else "an option"
    for name, column in indicator.columns.items():
        marks = [column.type, *(["key"] if column.key else []), *(["persons"] if column.persons else [])]
        held["columns", name] = ", ".join(marks)
    return held


def of_country(country: Country) -> Aspects:
    """Return the facts about a country with their sources."""
    held: Aspects = {**_words("name", country.name), ("words", "fictional"): "yes" if country.fictional else "no"}
    for name, fact in country.facts.items():
        held["fact", name] = f"{fact.value}"
        held["unit", name] = fact.unit
        held["words", f"source of {name}"] = fact.source
        held |= _words(f"title of {name}", fact.title)
    return held


def of_instrument(instrument: Instrument) -> Aspects:
    """Return what an instrument says of itself; its provisions and words are told apart from it."""
    held: Aspects = {
        ("applies to", ""): "any country" if instrument.applies_to is None else ", ".join(instrument.applies_to),
        ("scored", ""): _yes(instrument.scored),
        ("combine", ""): instrument.combine,
        ("issued on", ""): None if instrument.issued_on is None else instrument.issued_on.isoformat(),
        ("file", ""): instrument.source.file,
    }
    for left in instrument.left_out:
        held["words", f"left out: {left.text}"] = left.why
    for edition in instrument.endorsers:
        for code, name in edition.states.items():
            held["endorsers", f"{edition.edition['en']}, {code}"] = name
    return held


def of_provision(provision: Provision, above: str) -> Aspects:
    """Return what a provision says, its ladder left out; ``above`` is the id of what it belongs to."""
    return {
        ("parent", ""): above,
        ("clause", ""): provision.clause,
        ("quotation", ""): " [...] ".join(provision.text) or None,
        ("pillar", ""): provision.pillar,
        ("addressee", ""): provision.addressee,
        ("scored", ""): _yes(provision.scored),
        ("weight", ""): str(provision.weight),
        ("combine", ""): (provision.combine or "mean") if provision.children else None,
        ("lineage", ""): ", ".join(provision.lineage) or None,
        ("shows", ""): ", ".join(provision.shows) or None,
    }


def of_check(check: Check) -> Aspects:
    """Return what a check compares; its words are told with all texts."""
    return {("rule", ""): relation_line(check), ("severity", ""): check.severity}


def of_sources(rulebook: Rulebook) -> dict[str, str]:
    """Return the hash of every source that instruments quote, by its file."""
    held = {}
    for instrument in rulebook.instruments:
        for source in (instrument.source, *(edition.source for edition in instrument.endorsers)):
            held[source.file] = source.sha256
    return held


def _words(part: str, texts: Mapping[str, str] | None) -> Aspects:
    return {("words", f"{part} ({code})"): text for code, text in (texts or {}).items()}


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"


def _share(share: Fraction) -> str:
    return f"{share * 100}%"
