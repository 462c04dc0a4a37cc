"""What gapcheck itself says, by key and language: catalogues of phrases that stand beside the modules that say them.

A catalogue is a YAML file of ``key: {en: "...", km: "..."}``. Words in braces are filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

ENGLISH: Final = "en"
# Resolves nothing, so the keys `yes` and `no` are text. The C build is many times faster.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Phrases:
    """The phrases of one catalogue file, read when the first of them is wanted.

    ``more`` gives words under the same keys that a rulebook brings; they add a language or replace ours.
    """

    def __init__(self, file: Path, more: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._file = file
        self._more = more or {}
        self._read: dict[str, dict[str, str]] | None = None

    def with_more(self, more: Mapping[str, Mapping[str, str]]) -> Phrases:
        """Return the same phrases with those of a rulebook; the file is not read again."""
        phrases = Phrases(self._file, more)
        phrases._read = self._shipped()
        return phrases

    def keys(self) -> tuple[str, ...]:
        """Return the keys that a translator finds in the file."""
        return tuple(self._shipped())

    def unfilled(self, key: str) -> dict[str, str]:
        """Return a phrase by language as a translator finds it; raises KeyError for an unknown key."""
        texts, more = self._shipped()[key], self._more.get(key)
        return {**texts, **more} if more else texts

    def texts(self, key: str, /, **filled: str) -> dict[str, str]:
        """Return a phrase by language, filled in; raises KeyError for an unknown key or word in braces."""
        return {code: _fill(text, filled) for code, text in self.unfilled(key).items()}

    def say(self, key: str, language: str = ENGLISH, /, **filled: str) -> str:
        """Return a phrase in a language, or in English; raises KeyError for an unknown key or word in braces."""
        return _fill(in_language(self.unfilled(key), language), filled)

    def recognised(self, words: str, keys: Iterable[str]) -> tuple[str, dict[str, str]] | None:
        """Return which of some phrases an English text is, with the words that were filled in; None for none of them.

        Said again in English it is the same text, letter by letter.
        """
        for key in keys:
            found = re.fullmatch(_pattern(self._shipped()[key][ENGLISH]), words, re.DOTALL)
            if found is not None:
                return key, found.groupdict()
        return None

    def _shipped(self) -> dict[str, dict[str, str]]:
        if self._read is None:
            self._read = yaml.load(self._file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 # builds text only
        return self._read


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return a text in a language, or in English where it lacks that language."""
    return texts.get(language) or texts[ENGLISH]


def _pattern(text: str) -> str:
    (_, first), *pieces = _pieces(text)
    return re.escape(first) + "".join(f"(?P<{name}>.*){re.escape(rest)}" for name, rest in pieces)


def _fill(text: str, filled: Mapping[str, str]) -> str:
    # Not str.format: a word filled in may come from a workbook and hold braces of its own.
    first, *pieces = _pieces(text)
    return first[1] + "".join([f"{filled[name]}{rest}" for name, rest in pieces]) if pieces else text


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[tuple[str, str], ...]:
    """Return a phrase as the words in braces, each with the text after it; with none for the text before them all."""
    first, *pieces = text.split("{")
    parts = (piece.partition("}") for piece in pieces)
    return ("", first), *((name, rest) for name, _, rest in parts)
