"""Lint on clauses: where one item of a run is quoted, each item of it is, or is said to be left out."""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.errors import Problem
from gapcheck.rulebook.linting.findings import warning
from gapcheck.rulebook.linting.items import items
from gapcheck.rulebook.linting.subject import Subject
from gapcheck.rulebook.provisions import Instrument
from gapcheck.rulebook.quotations import collapse
from gapcheck.rulebook.words import quoted

_TELLING = 4  # words of a quotation that make it certain to be of this place


def without_provision(subject: Subject) -> Iterator[Problem]:
    """Yield each item of a source that nothing quotes while a provision of the instrument quotes others of its run.

    What another instrument quotes of the same source counts as quoted. A short quotation such as "establish" may stand
    in many places, so it only counts where it is the whole item.
    """
    for instrument in subject.rulebook.instruments:
        file = instrument.source.file
        text = (subject.root / file).read_text(encoding="utf-8-sig")
        whole = collapse(text)
        own = _Quotations((part for node in instrument.walk() for part in node.text), whole)
        others = (other for other in subject.rulebook.instruments if other.source.file == file)
        every = _Quotations((part for other in others for part in _quoted(other)), whole)
        found = list(items(text, whole))
        runs = {item.run for item in found if own.touch(item.words, item.start, item.end)}
        for item in found:
            if item.run in runs and not every.touch(item.words, item.start, item.end):
                yield warning(
                    subject.document(instrument).place(("provisions",), key=True),
                    f"no provision for {quoted(item.words)} of {file}",
                    "a provision that quotes it, as others quote its neighbours",
                    'Add one, or enter {text: "...", why: "..."} under \'left_out\' of the instrument.',
                )


class _Quotations:
    """Quotations of a source, and where they stand in it."""

    def __init__(self, texts: Iterator[str], whole: str) -> None:
        self.texts = {collapse(text) for text in texts}
        telling = (text for text in self.texts if text.count(" ") >= _TELLING - 1)
        self.spans = [span for text in telling for span in _spans(text, whole)]

    def touch(self, words: str, start: int, end: int) -> bool:
        """Whether a quotation is an item, or stands partly or wholly where the item does."""
        return words in self.texts or any(first < end and start < last for first, last in self.spans)


def _quoted(instrument: Instrument) -> Iterator[str]:
    """Yield all that an instrument quotes of its source: in provisions, as left out, and in a list of states."""
    for node in instrument.walk():
        yield from node.text
    yield from (out.text for out in instrument.left_out)
    for edition in instrument.endorsers:
        if edition.source.file == instrument.source.file:
            yield from edition.states.values()


def _spans(words: str, whole: str) -> Iterator[tuple[int, int]]:
    start = whole.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = whole.find(words, start + 1)
