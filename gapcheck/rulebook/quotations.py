"""Quotations and the sources they stand in."""

from __future__ import annotations

import hashlib
import re

_TAGS = re.compile(r"</?[A-Za-z][^<>]*>|<!--[^<>]*>")
_MARKUP = re.compile(r"[*`#]")
_LAST_SPACED = "\u0600"  # Latin, Greek, Cyrillic; Khmer, Lao and Thai are written without spaces
_SPACE = re.compile(r"\s+")


def collapse(text: str) -> str:
    """Return text with markup removed and white space collapsed, as quotations are compared.

    Collapsing twice is the same as collapsing once. A ``<`` that opens no tag stays: it may mean *less than*.
    """
    text = _MARKUP.sub("", text)
    found = 1
    while found:  # a tag taken away may leave another one behind
        text, found = _TAGS.subn("", text)
    return _SPACE.sub(" ", text).strip()


def stands_in(quotation: str, source: str) -> bool:
    """Return whether collapsed words stand in a collapsed source, not starting or ending inside a word of it.

    So "Niger" does not stand in "Nigeria".
    """
    start = source.find(quotation)
    while start >= 0:
        end = start + len(quotation)
        if not (_joined(source, start) or _joined(source, end)):
            return True
        start = source.find(quotation, start + 1)
    return False


def agreeing_words(quotation: str, source: str) -> str:
    """Return the longest beginning of a quotation, in whole words, that stands in the source."""
    words = quotation.split(" ")
    low, high = 0, len(words)
    while low < high:  # what stands there shortened stands there too, so halving finds the last word
        middle = (low + high + 1) // 2
        if stands_in(" ".join(words[:middle]), source):
            low = middle
        else:
            high = middle - 1
    return " ".join(words[:low])


def unix_lines(data: bytes) -> bytes:
    """Return bytes with every line end as LF, so that a checkout on any system gives the same hash."""
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of a text file, line ends taken as LF."""
    return hashlib.sha256(unix_lines(data)).hexdigest()


def _joined(text: str, at: int) -> bool:
    """Return whether a place in a text is inside a word, in scripts that set words apart."""
    return 0 < at < len(text) and all(sign.isalnum() and sign < _LAST_SPACED for sign in text[at - 1 : at + 1])
