"""The languages of a template: one, or several side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from typing import Final, NamedTuple

JOINT: Final = " / "  # between the words of two languages in one cell or list
_MOST = 3  # languages that one label may be written in


class Languages(NamedTuple):
    """The codes of a template's languages, the first of them first; a text that lacks one is in English."""

    codes: tuple[str, ...] = ("en",)

    def label(self, texts: Mapping[str, str]) -> str:
        """Return a short text in every language on one line."""
        return JOINT.join(self.each(texts))

    def text(self, texts: Mapping[str, str]) -> str:
        """Return a text in every language, a line each."""
        return "\n".join(self.each(texts))

    def each(self, texts: Mapping[str, str]) -> list[str]:
        """Return the text in every language; what is the same in two stands once."""
        found = (texts.get(code) or texts.get("en") or "" for code in self.codes)
        return [text for text in dict.fromkeys(found) if text]


ENGLISH: Final = Languages()


def joined(texts: Iterable[str]) -> Iterator[str]:
    """Yield a label's forms in bilingual templates: two or three of its languages in any order."""
    different = list(dict.fromkeys(text for text in texts if text))
    for several in range(2, min(len(different), _MOST) + 1):
        for order in permutations(different, several):
            yield JOINT.join(order)
