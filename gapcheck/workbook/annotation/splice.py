"""Changing an XML part at the bytes where something stands, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Collection

from gapcheck.workbook.annotation.encodings import as_utf8, encoding_of, from_utf8
from gapcheck.workbook.annotation.nodes import Node, Seen, parsed
from gapcheck.workbook.annotation.notes import markup
from gapcheck.workbook.safety.markup import Damaged

_ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
# Excel leaves this one open in old drawings, as web pages do.
_BREAK = re.compile(rb"<br\s*>", re.IGNORECASE)


class Splice:
    """One part: its elements, and the changes to its bytes.

    ``loose`` lets pass the unclosed line breaks of an old drawing; ``skip`` and ``seen`` are as in ``parsed``.
    """

    def __init__(
        self, content: bytes, *, skip: Collection[str] = (), seen: Seen | None = None, loose: bool = False
    ) -> None:
        self._encoding = encoding_of(content)
        self._data = as_utf8(content, self._encoding)
        # Blanks of the same length keep every offset.
        data = _BREAK.sub(lambda match: b" " * len(match[0]), self._data) if loose else self._data
        self.root = parsed(data, skip, seen)
        self._edits: list[tuple[int, int, str]] = []
        self._children: dict[Node, list[str]] = {}

    def insert(self, at: int, text: str) -> None:
        """Put text at an offset; what is put at the same offset later stands after it."""
        self._edits.append((at, at, text))

    def replace(self, start: int, end: int, text: str) -> None:
        """Put text in the place of bytes."""
        self._edits.append((start, end, text))

    def remove(self, node: Node) -> None:
        """Take an element out."""
        self.replace(node.start, node.end, "")

    def append(self, node: Node, text: str) -> None:
        """Put text at the end of an element, also of one that is written without an end tag."""
        self._children.setdefault(node, []).append(text)

    def refill(self, node: Node, text: str) -> None:
        """Put text in the place of all that is in an element."""
        if node.empty:
            self.append(node, markup(text))
        else:
            self.replace(node.inner, node.close, markup(text))

    def set(self, node: Node, attribute: str, value: str) -> None:
        """Give an attribute without a prefix a value; nothing changes where it has it already."""
        if node.attributes.get(attribute) == value:
            return
        start = node.start + 1 + len(_written_name(self._data, node.start))
        at = start
        while (match := _ATTRIBUTE.match(self._data, at)) and match.end() <= node.inner:
            if match[1].decode() == attribute:
                self.replace(match.start(2), match.end(2), f'"{markup(value)}"')
                return
            at = match.end()
        self.insert(start, f' {attribute}="{markup(value)}"')

    def raw(self, node: Node) -> str:
        """Return an element as it stands in the part."""
        return self._data[node.start : node.end].decode()

    def content(self) -> bytes:
        """Return the part with its changes, in its own encoding."""
        edits = list(self._edits)
        for node, texts in self._children.items():
            if node.empty:
                name = _written_name(self._data, node.start).decode()
                edits.append((node.inner - 2, node.inner, f">{''.join(texts)}</{name}>"))
            else:
                edits.append((node.close, node.close, "".join(texts)))
        edits.sort(key=lambda edit: edit[:2])  # stable: what was put in first stands first
        pieces, at = [], 0
        for start, end, text in edits:
            if start < at:
                raise Damaged("two changes at one place")
            pieces += [self._data[at:start], text.encode()]
            at = end
        pieces.append(self._data[at:])
        return from_utf8(b"".join(pieces), self._encoding)


def _written_name(data: bytes, start: int) -> bytes:
    """Return an element's name as it is written, with its prefix."""
    match = re.compile(rb"<([^\s/>]+)").match(data, start)
    return match[1] if match else b""
