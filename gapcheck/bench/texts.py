"""Texts for people: everything in a rulebook that is written by language."""

from __future__ import annotations

from collections.abc import Mapping

from gapcheck.rulebook import Rulebook


def texts_of(rulebook: Rulebook) -> dict[str, Mapping[str, str]]:
    """Return every text for people that is written by language, by the names of what holds it and of the key."""
    held: dict[str, Mapping[str, str] | None] = {}
    for indicator in rulebook.indicators.values():
        held[f"{indicator.id} question"] = indicator.question
        held[f"{indicator.id} guidance"] = indicator.guidance
        for code, option in indicator.options.items():
            held[f"{indicator.id} option {code}"] = option.labels
        for name, column in indicator.columns.items():
            held[f"{indicator.id} column {name}"] = column.title
    for instrument in rulebook.instruments:
        held[f"{instrument.id} title"] = instrument.title
        held[f"{instrument.id} short_title"] = instrument.short_title
        held[f"{instrument.id} status"] = instrument.status
        for node in instrument.walk():
            held[f"{node.id} title"] = node.title
    for check in rulebook.checks:
        held[f"{check.id} says"] = check.says
        held[f"{check.id} explanation"] = check.explanation
    return {name: text for name, text in held.items() if text is not None}
