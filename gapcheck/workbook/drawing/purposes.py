"""Why a question is asked: the provisions that its answer serves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.book import names_in
from gapcheck.rulebook.criteria import Check
from gapcheck.rulebook.provisions import Provision, tests_in
from gapcheck.workbook.drawing.furniture import Furniture

_LISTED = 5  # provisions that one cell names


def purposes(rulebook: Rulebook, country: str, furniture: Furniture) -> Mapping[str, str]:
    """Return, for every question, the words that say what it is asked for in a country (alpha-3 code)."""
    served: dict[str, list[str]] = {indicator.id: [] for indicator in rulebook.asked()}
    shown: dict[str, list[str]] = {indicator.id: [] for indicator in rulebook.asked()}
    language = furniture.languages.codes[0]
    for instrument in rulebook.instruments:
        if not instrument.applies(country):
            continue
        called = instrument.called(language)
        for provision in instrument.walk():
            texts = (provision.title or {}).get(language) or (provision.title or {}).get("en") or ""
            named = furniture.label("why_scored", instrument=called, clause=provision.clause, title=texts).rstrip(": ")
            for question in _questions(rulebook, provision):
                served[question].append(named)
            for indicator in provision.shows:
                for question in rulebook.underlying(indicator):
                    shown[question].append(f"{called}, {provision.clause}")
    checked = {question for check in rulebook.checks for question in _compared(rulebook, check)}
    return {name: _words(served[name], shown[name], name in checked, furniture) for name in served}


def _questions(rulebook: Rulebook, provision: Provision) -> Iterator[str]:
    """Yield the questions that a leaf's ladder rests on, each once."""
    tests = (test for criteria in provision.levels.values() for test in tests_in(criteria))
    yield from dict.fromkeys(question for test in tests for question in rulebook.underlying(test.indicator))


def _compared(rulebook: Rulebook, check: Check) -> Iterator[str]:
    """Yield the questions that a check compares."""
    for name in names_in(check):
        yield from rulebook.underlying(name)


def _words(served: list[str], shown: list[str], compared: bool, furniture: Furniture) -> str:
    if served:
        lines = served if len(served) <= _LISTED + 1 else served[:_LISTED]
        more = [furniture.label("why_more", number=str(len(served) - _LISTED))] if len(lines) < len(served) else []
        return "\n".join([*lines, *more])
    if shown:
        return furniture.of("why_shown", clauses="; ".join(dict.fromkeys(shown)))
    return furniture.of("why_checked" if compared else "why_unused")
