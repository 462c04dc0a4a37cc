"""What a change touches: the leaves that rest on what changed."""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.bench.differences.change import Change
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.book import names_in, references
from gapcheck.rulebook.provisions import Instrument, Provision, tests_in


def touching(leaf: str, changes: list[Change], books: tuple[Rulebook, Rulebook]) -> list[Change]:
    """Return the changes that can move a leaf: of it, of what is above it, of what it rests on in either rulebook."""
    names = {name for book in books for name in _names(leaf, book)}
    return [
        change for change in changes if change.affects_scores and (change.about == "method" or _named(change, names))
    ]


def _named(change: Change, names: set[str]) -> bool:
    if change.about == "country":
        return change.part in names
    return change.id in names


def _names(leaf: str, book: Rulebook) -> Iterator[str]:
    """Yield the ids of a leaf, of all above it, and of the indicators, facts and checks that it rests on."""
    for instrument in book.instruments:
        for way in _ways(instrument):
            if way[-1].id == leaf:
                yield instrument.id
                yield from (node.id for node in way)
                yield from _rests_on(way[-1], book)


def _ways(instrument: Instrument) -> Iterator[tuple[Provision, ...]]:
    waiting: list[tuple[Provision, ...]] = [(top,) for top in instrument.provisions]
    while waiting:
        way = waiting.pop()
        yield way
        waiting += [(*way, child) for child in way[-1].children]


def _rests_on(leaf: Provision, book: Rulebook) -> set[str]:
    waiting = [test.indicator for level in leaf.levels.values() for test in tests_in(level)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        indicator = book.indicators.get(name)
        if indicator is not None and indicator.derived is not None:
            waiting += references(indicator.derived)
    # A check that fails makes answers contested; so do the checks on figures made from the same questions.
    found |= {check.id for check in book.checks if found & _looks_at(names_in(check), book)}
    return found


def _looks_at(names: frozenset[str], book: Rulebook) -> set[str]:
    return {question for name in names for question in (name, *book.underlying(name))}
