"""What hangs on cells or lies over them, and stays behind when the cells are carried over."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Final

from gapcheck.workbook.safety.container import open_parts
from gapcheck.workbook.texts import shown

_LOOSE: Final[Mapping[str, str]] = {
    "xl/comments": "comments on cells", "xl/threadedcomments": "comments on cells", "xl/media": "pictures",
    "xl/embeddings": "pasted documents", "xl/charts": "charts",
}  # fmt: skip
_DRAWING = re.compile(r"xl/drawings/[^/]+\.xml")
_TEXT = re.compile(r"<(?:\w+:)?t(?: [^<>]*)?>([^<]+)</")
_BOXES = 5  # texts of boxes that are quoted


def loose(data: bytes, file_name: str) -> list[str]:
    """Return what a workbook holds beside its cells, in words; the text of boxes is quoted."""
    parts = {name.casefold(): content for name, content in open_parts(data, file_name).items()}
    told = (words for beginning, words in _LOOSE.items() if any(name.startswith(beginning) for name in parts))
    boxes = [text for name, content in sorted(parts.items()) if _DRAWING.fullmatch(name) for text in _texts(content)]
    more = f" and {len(boxes) - _BOXES} more" if len(boxes) > _BOXES else ""
    quoted = [f"text over the cells ({', '.join(shown(text) for text in boxes[:_BOXES])}{more})"] if boxes else []
    return [*dict.fromkeys(told), *quoted]


def _texts(drawing: bytes) -> Iterator[str]:
    encoding = "utf-16" if drawing[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    for match in _TEXT.finditer(drawing.decode(encoding, "replace")):
        if text := html.unescape(match[1]).strip():
            yield text
