"""The short words of reports, by key and language."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gapcheck.rulebook.phrases import ENGLISH, Phrases

_PHRASES: Final = Phrases(Path(__file__).with_name("words.yaml"))


def word(key: str, language: str = ENGLISH, /, **filled: str) -> str:
    """Return the words for a key of words.yaml, such as ``grade_claimed`` or ``outcome_only_one``, filled in.

    Raises KeyError for an unknown key or word in braces.
    """
    return _PHRASES.say(key, language, **filled)


def recognised(words: str, *candidates: str) -> tuple[str, dict[str, str]] | None:
    """Return which of some keys an English text of a result is, with the words that were filled in; None for none."""
    return _PHRASES.recognised(words, candidates)


def keys() -> tuple[str, ...]:
    """Return the keys that a translator finds in the file."""
    return _PHRASES.keys()
