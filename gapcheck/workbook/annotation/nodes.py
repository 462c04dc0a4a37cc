"""The elements of one XML part with the bytes at which they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Never
from xml.parsers import expat

from gapcheck.workbook.safety.markup import MAX_DEPTH, MAX_ELEMENTS, Damaged, Forbidden

# Elements that are kept, not only counted: each costs some 600 bytes.
MAX_NODES = 200_000
# From where expat says that a well-formed tag starts; quoted values may hold a ">".
_TAG = re.compile(rb"""<(?:[^"'>]+|"[^"]*"|'[^']*')*>""")

Seen = Callable[[dict[str, str]], None]


@dataclass(slots=True, eq=False)
class Node:
    """An element: ``start`` and ``end`` enclose it, ``inner`` and ``close`` what is in it."""

    name: str
    prefix: str
    attributes: dict[str, str]
    declared: dict[str, str]
    parent: Node | None
    start: int
    inner: int
    empty: bool
    close: int = 0
    end: int = 0
    texts: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def local(self) -> str:
        """The name without its namespace."""
        return self.name.rpartition(" ")[2]

    @property
    def text(self) -> str:
        """The text that stands in this element itself."""
        return "".join(self.texts)

    def all(self, local: str) -> list[Node]:
        """Return the children of that name in this element's own namespace."""
        name = f"{self.name.rpartition(' ')[0]} {local}".lstrip()
        return [child for child in self.children if child.name == name]

    def first(self, local: str) -> Node | None:
        """Return the first child of that name, if there is one."""
        return next(iter(self.all(local)), None)

    def need(self, local: str) -> Node:
        """Return the first child of that name; Damaged where there is none."""
        child = self.first(local)
        if child is None:
            raise Damaged(f"no element {local} in {self.local}")
        return child

    def walk(self) -> list[Node]:
        """Return this element and all below it, in their order."""
        found: list[Node] = []
        waiting = [self]
        while waiting:
            node = waiting.pop()
            found.append(node)
            waiting.extend(reversed(node.children))
        return found

    def tag(self, local: str) -> str:
        """Return how an element of this one's namespace is written inside it."""
        return f"{self.prefix}:{local}" if self.prefix else local

    def prefix_of(self, namespace: str) -> str | None:
        """Return a prefix that stands for a namespace inside this element, or None where none does."""
        hidden: set[str] = set()
        node: Node | None = self
        while node is not None:
            for prefix, uri in node.declared.items():
                if prefix and uri == namespace and prefix not in hidden:
                    return prefix
            hidden.update(node.declared)
            node = node.parent
        return None


class _Builder:
    """Takes expat's events; what is skipped is told to ``seen`` and not kept, nor is what is in it."""

    def __init__(self, data: bytes, skip: Collection[str], seen: Seen | None) -> None:
        self.data, self.skip, self.seen = data, skip, seen
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.namespace_prefixes = True
        self.parser.buffer_text = True
        self.parser.StartNamespaceDeclHandler = self.declare
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = _refuse
        self.declared: dict[str, str] = {}
        self.root: Node | None = None
        self.open: Node | None = None
        self.depth = self.elements = self.kept = self.skipping = 0

    def declare(self, prefix: str | None, uri: str | None) -> None:
        self.declared[prefix or ""] = uri or ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        declared, self.declared = self.declared, {}
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH or self.elements > MAX_ELEMENTS or self.kept > MAX_NODES:
            raise Forbidden("more XML elements than can be worked on")
        space, local, prefix = _split(name)
        if self.skipping or local in self.skip:
            if self.seen is not None and not self.skipping:
                self.seen(attributes)
            self.skipping += 1
            return
        at = self.parser.CurrentByteIndex
        tag = _TAG.match(self.data, at)
        if tag is None:
            raise Damaged("a tag that does not end")
        self.kept += 1
        plain = {" ".join(_split(key)[:2]).lstrip(): value for key, value in attributes.items()}
        whole = f"{space} {local}".lstrip()
        empty = tag[0].endswith(b"/>")
        node = Node(whole, prefix, plain, declared, self.open, at, tag.end(), empty)
        if self.open is not None:
            self.open.children.append(node)
        else:
            self.root = node
        self.open = node

    def end(self, _: str) -> None:
        self.depth -= 1
        if self.skipping:
            self.skipping -= 1
            return
        node = self.open
        if node is None:
            raise Damaged("an end without a beginning")
        if node.empty:
            node.close = node.end = node.inner
        else:
            node.close = self.parser.CurrentByteIndex
            node.end = self.data.index(b">", node.close) + 1
        self.open = node.parent

    def text(self, data: str) -> None:
        if self.open is not None and not self.skipping:
            self.open.texts.append(data)


def parsed(data: bytes, skip: Collection[str] = (), seen: Seen | None = None) -> Node:
    """Return the root of a part in UTF-8, without the elements whose local names are to be skipped."""
    builder = _Builder(data, skip, seen)
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Damaged(f"not well-formed XML ({expat.ErrorString(error.code)})") from error
    if builder.root is None:
        raise Damaged("an empty part")
    return builder.root


def whole(text: str | None) -> int | None:
    """Return the whole number that an attribute holds, or None where it holds none that a sheet can need."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _split(name: str) -> tuple[str, str, str]:
    pieces = name.split(" ")
    if len(pieces) == 1:
        return "", pieces[0], ""
    return pieces[0], pieces[1], pieces[2] if len(pieces) > 2 else ""


def _refuse(*_: object) -> Never:
    raise Forbidden("a document type declaration (DOCTYPE)")
