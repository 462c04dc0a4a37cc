"""Text made safe and fitted for a terminal."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable
from datetime import date

from gapcheck.rulebook.countries import FICTIONAL

WIDTH = 80
_PER_CENT = re.compile(r"(?<=\d) (?=%)")
# Spelt out: the month names of strftime follow the machine's language.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# Control characters could move the cursor or recolour the screen; format characters could reverse what is read.
# Zero width joiners and the like are kept: Khmer needs them.
_KEPT = {"\u200b", "\u200c", "\u200d"}


def clean(text: str) -> str:
    """Return text on one line, without control characters and direction overrides."""
    spaced = " ".join(text.split())
    if spaced.isprintable():  # nearly every text, and many times faster than looking at each of its signs
        return spaced
    kept = "".join(c for c in spaced if c in _KEPT or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    return " ".join(kept.split())  # what stood between two spaces may be gone


def invented(fictional: bool) -> list[str]:
    """Return the line that marks a report on an invented country, or none."""
    return [f"{FICTIONAL}. Figures, documents and bodies are invented."] if fictional else []


def day(text: str) -> str:
    """Return an ISO date as people write it: 18 November 2022."""
    parsed = date.fromisoformat(text)
    return f"{parsed.day} {_MONTHS[parsed.month - 1]} {parsed.year}"


def wrap(text: str, *, indent: str = "", first: str | None = None, width: int = WIDTH) -> list[str]:
    """Return text as lines no wider than ``width``, indented; ``first`` begins the first line instead."""
    first, text = indent if first is None else first, clean(text)
    if text and len(first) + len(text) <= width:
        return [first + text]
    lines = textwrap.wrap(
        _PER_CENT.sub("\u00a0", text),  # a number and its sign stay on one line
        width,
        initial_indent=first,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )
    return [line.replace("\u00a0", " ") for line in lines]


def listed(words: Iterable[str], *, most: int = 6) -> str:
    """Return words as a list in prose, cut after so many."""
    words = list(words)
    if len(words) > most:
        return f"{', '.join(words[:most])} and {len(words) - most} more"
    return ", ".join(words)
