"""Text as OSCAL takes it: strings on one line, and markup in which nothing that people wrote is markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote

from gapcheck.report.plaintext import clean

# Every mark that CommonMark, or the forms that OSCAL adds to it, could take for more than itself within a line.
_INLINE: Final = re.compile(r"""[\\`*_~^"\[\]{}<>&]""")
# What makes a list, a heading or a line across the page does so at the beginning only.
_BEGINNING: Final = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[-+#=]))(.)")
INCLUDE_ALL: Final = "include-all"
"""The one key of OSCAL whose object is always empty."""

_WEB: Final = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+", re.IGNORECASE)


def string(text: str) -> str:
    """Return text as the value of a property: one line, without control characters and direction overrides."""
    return " ".join(clean(text).split())  # a mark that is left out may have stood between two spaces


def line(text: str) -> str:
    """Return text as one line of markup that a reader of Markdown shows as it stands."""
    return _BEGINNING.sub(r"\1\\\2", _INLINE.sub(r"\\\g<0>", string(text)))


def lines(texts: Iterable[str]) -> str:
    """Return texts as markup, each a paragraph; those without words are left out."""
    return "\n\n".join(filter(None, map(line, texts)))


def web_address(text: str | None) -> str | None:
    """Return an address of the web as it may be followed, or None for everything else that stands in such a field."""
    return text if text is not None and _WEB.fullmatch(text) else None


def file_reference(name: str) -> str:
    """Return the relative reference to a file that lies beside the document."""
    return "./" + quote(string(name), safe="")


def pruned(held: Any) -> Any:
    """Return data without what is empty: OSCAL has no empty texts, lists or objects."""
    if isinstance(held, dict):
        return {key: kept for key, value in held.items() if not _empty(kept := pruned(value)) or key == INCLUDE_ALL}
    if isinstance(held, list):
        return [kept for value in held if not _empty(kept := pruned(value))]
    return held


def _empty(held: Any) -> bool:
    return held is None or held in ("", [], {})
