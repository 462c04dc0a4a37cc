"""Texts as a cell can hold them: nothing that XML forbids, nothing that a program takes for more than text."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 32_767
"""How much a cell holds, in units of UTF-16, as spreadsheet programs count."""
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS: Final = re.compile("\r\n?")
# Spreadsheet programs read _x0041_ as an A; an underscore written in the same way keeps it as it stands.
_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPE: Final = "_x005F_"
_RISKY: Final = tuple("=+-@\t'＝＋－＠")
_LETTERS: Final = r"(?:[A-Za-z0-9._~:/?@!$&()*+,;=-]|%[0-9A-Fa-f]{2})*"  # of a path, a query or a fragment (RFC 3986)
_HOST: Final = r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
_WEB: Final = re.compile(rf"https?://{_HOST}(?:[/?]{_LETTERS})?(?:#{_LETTERS})?")
_LONGEST_LINK: Final = 2_000  # characters; beyond 2,079 Excel calls the file damaged


def held(text: str, mark: str) -> str:
    """Return a text as a cell holds it; one that is too long is cut and ends with ``mark``."""
    clean = _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))
    written = _ESCAPED.sub(_ESCAPE, clean)
    if _units(written) <= LONGEST:
        return written
    clean = _first(clean, LONGEST)
    more = _units(_ESCAPED.sub(_ESCAPE, clean)) - _units(clean)
    return _ESCAPED.sub(_ESCAPE, _first(clean, LONGEST - more - _units(mark))) + mark


def is_risky(text: str) -> bool:
    """Return whether a text would be taken for a formula when somebody edits its cell."""
    return text.lstrip(" \u00a0\n").startswith(_RISKY)


def is_web(link: str) -> bool:
    """Return whether a link opens a page of the web and is written as one: no other kind is made to open anything."""
    return len(link) <= _LONGEST_LINK and _WEB.fullmatch(link) is not None


def _units(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)


def _first(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")
