"""Words that messages about rule files share: what was found, and which name was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

_LONGEST_NAME = 120

NEEDS_QUOTES = "Text with a colon, comma or # needs quotes."
SPACE_AFTER_COLON = "Put a space after the colon."


def described(value: Any) -> str:
    """Return what a reader of the file sees at a place, in a few words."""
    match value:
        case None | "":
            return "nothing"
        case str():
            return quoted(value)
        case list() | tuple():
            return "a list" if value else "an empty list"
        case dict():
            keys = ", ".join(quoted(str(key), 30) for key in list(value)[:4])
            return f"an entry with the key{'s' if len(value) > 1 else ''} {keys}" if value else "an empty entry"
    return "something else"


def quoted(text: str, limit: int = 60) -> str:
    """Return text in quotes, cut to a number of characters, with dots where it was cut."""
    return repr(shortened(text, limit))


def shortened(text: str, limit: int = 60) -> str:
    """Return text cut to a number of characters, with dots where it was cut."""
    return text if len(text) <= limit else f"{text[: limit - 3]}..."


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return the nearest known name, or nothing where none is near; ``cutoff`` is how near, from 0 to 1."""
    # Names are short: a longer word is no misspelling of one, and comparing it would take long.
    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=cutoff) if len(word) <= _LONGEST_NAME else []
    return matches[0] if matches else ""


def near(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return a sentence that suggests the nearest known name, or nothing where none is near."""
    name = nearest(word, known, cutoff=cutoff)
    return f"Did you mean {name!r}?" if name else ""
