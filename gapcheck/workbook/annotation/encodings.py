"""The encoding of an XML part: spliced as UTF-8, written back as it was."""

from __future__ import annotations

import re

from gapcheck.workbook.safety.markup import Damaged

_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# What the first bytes of a part without a declaration say; the mark itself stays, as a character.
_BEGINNINGS = (
    (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"),
    (b"\xef\xbb\xbf", "utf-8"),
)  # fmt: skip


def encoding_of(content: bytes) -> str:
    """Return the name of the encoding in which a part is written, with its byte order."""
    for beginning, name in _BEGINNINGS:
        if content.startswith(beginning):
            return name
    declared = _DECLARED.match(content)
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    return "utf-8" if name in ("utf8", "us-ascii", "ascii") else name


def as_utf8(content: bytes, encoding: str) -> bytes:
    """Return a part in UTF-8; Damaged where it would not come back byte for byte."""
    if encoding == "utf-8":
        return content
    try:
        text = content.decode(encoding)
        if text.encode(encoding) == content:
            return text.encode()
    except (LookupError, ValueError) as error:
        raise Damaged("XML in an encoding that does not hold") from error
    raise Damaged("XML in an encoding that does not hold")


def from_utf8(content: bytes, encoding: str) -> bytes:
    """Return a part in its own encoding; what it cannot hold is written by its number."""
    return content if encoding == "utf-8" else content.decode().encode(encoding, "xmlcharrefreplace")
