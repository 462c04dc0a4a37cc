"""Lints on words: every language is there, quotes are no part of them, and no two mean the same.

A label is no special word of the workbook, and no two siblings have one title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from gapcheck.errors import Problem
from gapcheck.rulebook.documents import Data, Path
from gapcheck.rulebook.linting.findings import warning
from gapcheck.rulebook.linting.subject import Subject
from gapcheck.rulebook.model import Method
from gapcheck.rulebook.phrases import ENGLISH
from gapcheck.rulebook.provisions import Provision
from gapcheck.rulebook.words import quoted, shortened

STATUS_TO_WRITE: Final = "Status not described yet"
"""What the draft of an instrument says of its status."""

_SPECIAL = {
    "not_known": "Not known", "not_available": "Not available", "confidential": "Confidential",
    "not_applicable": "Not applicable", "complete_none": "Complete, none",
}  # fmt: skip
_LINES_TOLD = 20
_PARTNERS = {"“": "”", "„": "“”", "«": "»", "‘": "’"}


def untranslated(subject: Subject) -> Iterator[Problem]:
    """Yield, for each file and language of the method, the texts for people that lack it, at the first of them."""
    languages = (ENGLISH, *subject.rulebook.method.languages)
    for document in subject.documents:
        lacking: dict[str, list[str]] = {}
        for path, texts in _texts(document.data, ()):
            place = document.place(path, key=bool(path) and isinstance(path[-1], str))
            for code in languages:
                if code not in texts:
                    lacking.setdefault(code, []).append(place)
        for code, places in lacking.items():
            yield warning(
                places[0], f"{_number(places)} without {code}, {_lines(places)}",
                f"words in every language of the method: {', '.join(languages)}",
                f'Add {code}: "...". A draft will do until a native reader has reviewed it.',
            )  # fmt: skip


def _number(places: Sequence[str]) -> str:
    return "1 text" if len(places) == 1 else f"{len(places)} texts"


def _lines(places: Sequence[str]) -> str:
    lines = list(dict.fromkeys(place.rsplit(":", 2)[1] for place in places))
    told, rest = lines[:_LINES_TOLD], len(lines) - _LINES_TOLD
    more = f" and {rest} more" if rest > 0 else ""
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(told)}{more}"


def _texts(data: Data, path: Path) -> Iterator[tuple[Path, dict[str, Data]]]:
    if isinstance(data, dict):
        if ENGLISH in data:
            yield path, data
        else:
            for key, value in data.items():
                yield from _texts(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*path, index))


def curly_quotes(subject: Subject) -> Iterator[Problem]:
    """Yield each text without straight quotes that stands in curly ones, which are then a part of it."""
    for document in subject.documents:
        for path, text in _scalars(document.data, ()):
            if text[-1:] in tuple(_PARTNERS.get(text[:1], "")) and len(text) > 1 and document.spot(path).plain:
                yield warning(
                    document.place(path), f"{quoted(text)}, whose curly quotes are a part of the text",
                    "straight quotes around a text", f'Write straight quotes: "{shortened(text[1:-1])}".',
                )  # fmt: skip


def _scalars(data: Data, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, str):
        yield path, data
    elif data is not None:
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _scalars(value, (*path, step))


def status_unwritten(subject: Subject) -> Iterator[Problem]:
    """Yield the status of each instrument that nobody has written yet."""
    for instrument in subject.rulebook.instruments:
        if _form(instrument.status[ENGLISH]) == _form(STATUS_TO_WRITE):
            yield warning(
                subject.document(instrument).place(("status", ENGLISH)), quoted(instrument.status[ENGLISH]),
                "what the instrument is and whom it binds, since every report prints it",
                'Describe it in a few words, such as "A plan that the state gave itself; voluntary".',
            )  # fmt: skip


def special_labels(subject: Subject) -> Iterator[Problem]:
    """Yield each option whose label is read as a special word of the workbook."""
    special = dict(_special(subject.rulebook.method))
    for document in subject.documents:
        for path, texts in _texts(document.data, ()):
            if "options" not in path:
                continue
            for language, label in texts.items():
                key = special.get(_form(label)) if isinstance(label, str) else None
                if key is not None:
                    yield warning(
                        document.place((*path, language)), f"the label {label!r}, which also means {key!r}",
                        "a label that is no special word of the workbook",
                        "An answer by it could not be told from the special word. Say it otherwise.",
                    )  # fmt: skip


def _special(method: Method) -> Iterator[tuple[str, str]]:
    for key, default in _SPECIAL.items():
        for text in {ENGLISH: default, **method.words.get(key, {})}.values():
            yield _form(text), key


def _form(text: str) -> str:
    return " ".join(text.split()).casefold()


def same_titles(subject: Subject) -> Iterator[Problem]:
    """Yield each provision with the title of another one under the same parent."""
    for instrument in subject.rulebook.instruments:
        for siblings in _families(instrument.provisions):
            seen: dict[tuple[str, str], str] = {}
            for node in siblings:
                others = {seen.setdefault((code, _form(text)), node.id) for code, text in (node.title or {}).items()}
                for other in sorted(others - {node.id}):
                    yield warning(
                        subject.rulebook.places[node.id], f"the title of {other} a second time",
                        "a title that tells it from its neighbours", "Say in the title what this one asks for.",
                    )  # fmt: skip


def _families(provisions: Sequence[Provision]) -> Iterator[Sequence[Provision]]:
    yield provisions
    for provision in provisions:
        yield from _families(provision.children)
