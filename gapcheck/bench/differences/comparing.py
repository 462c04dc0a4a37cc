"""Comparing two rulebooks: every change, in the order of the new rules, those of words apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from gapcheck.bench.differences import aspects
from gapcheck.bench.differences.change import NOT_SCORING, About, Change, Kind, compared
from gapcheck.bench.differences.ladders import ladder_changes, meaning
from gapcheck.bench.texts import texts_of
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.naming import country_place
from gapcheck.rulebook.provisions import Provision

_Thing = TypeVar("_Thing")
_INHERITED = ("scored", "addressee", "pillar", "clause")


def differences(old: Rulebook, new: Rulebook) -> list[Change]:
    """Return every change from one rulebook to another."""
    return [*_changes(old, new), *_texts(old, new)]


def _changes(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    yield from compared("method", "method.yaml", aspects.of_method(old.method), aspects.of_method(new.method))
    yield from _each("indicator", old.indicators, new.indicators, aspects.of_indicator, (old, new))
    checks = [{check.id: check for check in book.checks} for book in (old, new)]
    yield from _each("check", checks[0], checks[1], aspects.of_check, (old, new))
    yield from _each("country", old.countries, new.countries, aspects.of_country, (old, new))
    instruments = [{item.id: item for item in book.instruments} for book in (old, new)]
    yield from _each("instrument", instruments[0], instruments[1], aspects.of_instrument, (old, new))
    yield from _provisions(old, new)
    yield from _sources(old, new)


def _each(
    about: About,
    old: Mapping[str, _Thing],
    new: Mapping[str, _Thing],
    say: Callable[[_Thing], aspects.Aspects],
    books: tuple[Rulebook, Rulebook],
) -> Iterator[Change]:
    """Yield what came, what went, and the changes of what is in both."""
    gone = {name: _content(say(old[name])) for name in old if name not in new}
    come = {name: _content(say(new[name])) for name in new if name not in old}
    yield from _came_and_went(about, gone, come, books)
    for name, thing in new.items():
        if name in old:
            yield from compared(about, name, say(old[name]), say(thing), _place(about, name, books[1]))


def _came_and_went(
    about: About, gone: Mapping[str, object], come: Mapping[str, object], books: tuple[Rulebook, Rulebook]
) -> Iterator[Change]:
    texts = [_texts_by_owner(book) for book in books]
    sides: list[tuple[Kind, str, Mapping[str, object], Mapping[str, object], int]] = [
        ("removed", "to", gone, come, 0),
        ("added", "from", come, gone, 1),
    ]
    for kind, word, names, others, side in sides:
        for name, content in names.items():
            said = content, texts[side].get(name)
            same = [other for other, held in others.items() if (held, texts[1 - side].get(other)) == said]
            hint = f"Perhaps renamed {word} {same[0]}, which says the same." if same else ""
            place = _place(about, name, books[side])
            yield Change(kind=kind, about=about, id=name, old=None, new=None, place=place, hint=hint)


def _texts_by_owner(book: Rulebook) -> dict[str, list[tuple[str, Mapping[str, str]]]]:
    held: dict[str, list[tuple[str, Mapping[str, str]]]] = {}
    for key, texts in texts_of(book).items():
        name, _, part = key.partition(" ")
        held.setdefault(name, []).append((part, texts))
    return held


def _content(said: aspects.Aspects) -> object:
    """Return what decides a score, comparable; nothing of it is in words."""
    return frozenset((key, value) for key, value in said.items() if key[0] not in NOT_SCORING)


def _provisions(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    before, after = _nodes(old), _nodes(new)
    gone = {name: _ladder(*before[name]) for name in before if name not in after}
    come = {name: _ladder(*after[name]) for name in after if name not in before}
    yield from _came_and_went("provision", gone, come, (old, new))
    for name, (node, above) in after.items():
        if name not in before:
            continue
        was, was_above = before[name]
        said_before, said_after = aspects.of_provision(was, was_above), aspects.of_provision(node, above)
        for change in compared("provision", name, said_before, said_after, new.places.get(name, "")):
            if not (change.kind in _INHERITED and _changed_above(change, above, before, after)):
                yield change
        yield from ladder_changes(was, node, (old.places, new.places))


def _nodes(book: Rulebook) -> dict[str, tuple[Provision, str]]:
    """Return every provision by its id, with the id of what it belongs to."""
    held: dict[str, tuple[Provision, str]] = {}

    def walk(nodes: tuple[Provision, ...], above: str) -> None:
        for node in nodes:
            held[node.id] = node, above
            walk(node.children, node.id)

    for instrument in book.instruments:
        walk(instrument.provisions, instrument.id)
    return held


def _changed_above(
    change: Change,
    above: str,
    before: Mapping[str, tuple[Provision, str]],
    after: Mapping[str, tuple[Provision, str]],
) -> bool:
    """Return whether what a provision belongs to has the same change, so that it was handed down."""
    if above not in before or above not in after:
        return False
    key = (change.kind, change.part)
    said = [aspects.of_provision(*nodes[above])[key] for nodes in (before, after)]
    return said == [change.old, change.new]


def _ladder(node: Provision, _: str) -> object:
    criteria = {level: tuple(map(meaning, held)) for level, held in node.levels.items()}
    return (tuple(sorted(criteria.items())), node.text, tuple(child.text for child in node.children))


def _sources(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    before, after = aspects.of_sources(old), aspects.of_sources(new)
    for file in dict.fromkeys([*before, *after]):
        if file not in before:
            yield Change(kind="added", about="source", id=file, old=None, new=None)
        elif file not in after:
            yield Change(kind="removed", about="source", id=file, old=None, new=None)
        elif before[file] != after[file]:
            yield Change(kind="file", about="source", id=file, part="sha256", old=before[file], new=after[file])


def _texts(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    """Yield the changes of texts for people, by language, of things that are in both."""
    before, after = texts_of(old), texts_of(new)
    both = _owners(old) & _owners(new)
    abouts = _abouts(new)
    for key in dict.fromkeys([*before, *after]):
        name, _, part = key.partition(" ")
        if name not in both:
            continue
        texts = before.get(key, {}), after.get(key, {})
        for code in dict.fromkeys([*texts[0], *texts[1]]):
            was, now = texts[0].get(code), texts[1].get(code)
            if was != now:
                about, place = abouts[name], new.places.get(name, "")
                at = f"{part} ({code})"
                yield Change(kind="words", about=about, id=name, part=at, old=was, new=now, place=place)


def _abouts(book: Rulebook) -> dict[str, About]:
    held: dict[str, About] = dict.fromkeys(book.indicators, "indicator")
    held |= {check.id: "check" for check in book.checks}
    for instrument in book.instruments:
        held[instrument.id] = "instrument"
        held |= {node.id: "provision" for node in instrument.walk()}
    return held


def _owners(book: Rulebook) -> set[str]:
    return set(_abouts(book))


def _place(about: About, name: str, book: Rulebook) -> str:
    return book.places.get(country_place(name) if about == "country" else name, "")
