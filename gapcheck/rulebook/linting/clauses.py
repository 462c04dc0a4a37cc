"""Lint on clauses: each numbered or bulleted item of a source is quoted, or said to be left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gapcheck.errors import Problem
from gapcheck.rulebook.linting.findings import warning
from gapcheck.rulebook.linting.subject import Subject
from gapcheck.rulebook.provisions import Instrument
from gapcheck.rulebook.quotations import collapse
from gapcheck.rulebook.words import quoted

# "1." "1)" "(1)" "iv." "(iv)" "a)" "(a)" "-" "•", at the start of a line, perhaps bold.
_MARKER = re.compile(r"\s*(?:\*\*)?(?:\(?(?:[0-9]{1,3}|[ivxIVX]{1,5}|[a-zA-Z])[.)]|[-*•–])(?:\*\*)?\s+(?=\S)")
_TELLING = 4  # words of a quotation that make it certain to be of this place


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered or bulleted item of a source: its words, and where they stand in the collapsed text."""

    words: str
    start: int
    end: int


def without_provision(subject: Subject) -> Iterator[Problem]:
    """Yield each item between the first and the last quotation of an instrument that nothing of it quotes.

    A short quotation such as "establish" may stand in many places, so it only counts where it is the whole item.
    """
    for instrument in subject.rulebook.instruments:
        document = subject.document(instrument)
        text = (subject.root / instrument.source.file).read_text(encoding="utf-8-sig")
        whole = collapse(text)
        fragments = {collapse(words) for words in _quoted(instrument)}
        long = [span for words in fragments if words.count(" ") >= _TELLING - 1 for span in _spans(words, whole)]
        asked = {collapse(part) for node in instrument.walk() for part in node.text}
        bounds = [span for words in asked if words.count(" ") >= _TELLING - 1 for span in _spans(words, whole)]
        if not bounds:
            continue
        first, last = min(start for start, _ in bounds), max(end for _, end in bounds)
        for item in items(text, whole):
            inside = first <= item.start and item.end <= last
            if inside and item.words not in fragments and not any(s < item.end and item.start < e for s, e in long):
                yield warning(
                    document.place(("provisions",), key=True),
                    f"no provision for {quoted(item.words)} of {instrument.source.file}",
                    "a provision that quotes it",
                    'Add one, or enter {text: "...", why: "..."} under \'left_out\' of the instrument.',
                )


def _quoted(instrument: Instrument) -> Iterator[str]:
    for node in instrument.walk():
        yield from node.text
    yield from (out.text for out in instrument.left_out)
    for edition in instrument.endorsers:
        if edition.source.file == instrument.source.file:
            yield from edition.states.values()


def items(text: str, whole: str) -> Iterator[Item]:
    """Yield the items of a source, each from its marker to the next blank line, marker or heading."""
    at = 0
    for words in _blocks(text):
        start = whole.find(words, at)
        if words and start >= 0:
            at = start + len(words)
            yield Item(words, start, at)


def _blocks(text: str) -> Iterator[str]:
    lines: list[str] | None = None
    for line in [*text.splitlines(), ""]:
        marker = _MARKER.match(line)
        if lines is not None and (marker or not line.strip() or line.startswith("#")):
            yield collapse(" ".join(lines))
            lines = None
        if marker:
            lines = [line[marker.end() :]]
        elif lines is not None:
            lines.append(line)


def _spans(words: str, whole: str) -> Iterator[tuple[int, int]]:
    start = whole.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = whole.find(words, start + 1)
