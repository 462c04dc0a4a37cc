"""Quotations and the sources they stand in."""

from __future__ import annotations

import hashlib
import re

_TAGS = re.compile(r"<[^<>]*>")
_MARKUP = re.compile(r"[*`#]")
_SPACE = re.compile(r"\s+")


def collapse(text: str) -> str:
    """Return text with markup removed and white space collapsed, as quotations are compared."""
    return _SPACE.sub(" ", _MARKUP.sub("", _TAGS.sub("", text))).strip()


def unix_lines(data: bytes) -> bytes:
    """Return bytes with every line end as LF, so that a checkout on any system gives the same hash."""
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of a text file, line ends taken as LF."""
    return hashlib.sha256(unix_lines(data)).hexdigest()
