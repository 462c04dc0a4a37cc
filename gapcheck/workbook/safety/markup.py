"""Streaming one XML part of a workbook: no document type, no entities, bounded elements, depth and pieces."""

from __future__ import annotations

import re
from typing import ClassVar, Final, Never
from xml.parsers import expat

# A filled-in workbook has some 10,000 elements, one with a ministry's own data beside it perhaps 300,000;
# openpyxl needs some 10 microseconds for one, so more than this would take it many seconds.
MAX_ELEMENTS: Final = 600_000
# Spreadsheet parts nest about 10 deep; parsers that recurse fail at some hundreds.
MAX_DEPTH: Final = 64
# Parsers that are fed piece by piece begin a tag or a comment anew with every piece until it ends.
MAX_TAG_BYTES: Final = 1024 * 1024
MAX_COMMENT: Final = 64 * 1024
# Every name is handed over with its namespace in full: a long one, used often, fills the memory.
MAX_NAMESPACE: Final = 255

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MARKS = b"\x00\xfe\xff\xef\xbb\xbf \t\r\n"
# The standard allows UTF-8 and UTF-16; the others are part of UTF-8, or harmless and met in drawings.
_ENCODINGS = frozenset({"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1"})
_LONG = re.compile(rb"<[^<]{%d}" % MAX_TAG_BYTES)
_TAG = re.compile(rb"""<(?:[^<>"']|"[^<"]*"|'[^<']*')*>""")
_FORBIDDEN: Final = {
    f"{MAIN} ddeLink": "a link that starts another program (DDE)",
    "http://www.w3.org/2001/XInclude include": "an order to include another file (XInclude)",
}


class Damaged(Exception):  # noqa: N818 - turned into a WorkbookError where the part's name is known
    """The part is not what a spreadsheet program writes; the text says in which way."""


class Forbidden(Exception):  # noqa: N818 - as above
    """The part holds something no workbook needs and that can do harm; the text names it."""


class Budget:
    """How many elements the whole file may still have."""

    __slots__ = ("elements",)

    def __init__(self) -> None:
        self.elements = MAX_ELEMENTS


class Listener:
    """Counts elements and depth and keeps the root's name; a subclass listens for more."""

    # How many elements of a sheet one of these costs: openpyxl builds some parts up as a whole.
    weight: ClassVar[int] = 1

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.depth = 0
        self.root = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element; names are ``namespace local``."""
        del attributes
        self.depth = depth = self.depth + 1
        self.budget.elements = left = self.budget.elements - self.weight
        if not 1 < depth <= MAX_DEPTH or left < 0 or name in _FORBIDDEN:
            self._uncommon(name, depth, left)

    def _uncommon(self, name: str, depth: int, left: int) -> None:
        if depth == 1:
            self.root = name
        if depth > MAX_DEPTH:
            raise Forbidden(f"XML nested more than {MAX_DEPTH} deep")
        if left < 0:
            local = name.rpartition(" ")[2][:40]
            raise Forbidden(f"more than a workbook of answers can have: hundreds of thousands of elements ({local})")
        if name in _FORBIDDEN:
            raise Forbidden(_FORBIDDEN[name])

    def end(self, name: str) -> None:
        """Take the end of an element."""
        del name
        self.depth -= 1


class WholeListener(Listener):
    """A listener for a part that openpyxl reads as a whole."""

    weight = 3


class TextListener(Listener):
    """A listener that also takes text."""

    def text(self, data: str) -> None:
        """Take a piece of text."""


def looks_like_markup(data: bytes) -> bool:
    """Return whether a part would be taken for XML by any parser, in UTF-8 or UTF-16, with or without a mark."""
    return data[:64].lstrip(_MARKS).startswith(b"<")


def stream(data: bytes, listener: Listener) -> None:
    """Send a part through expat to a listener.

    Raises Forbidden at a document type declaration (the door to entity expansion and to outside files) and at
    pieces of a size that only an attack has, Damaged where the part is not well-formed.
    """
    _check_tags(data)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.XmlDeclHandler = _check_encoding
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.StartNamespaceDeclHandler = _check_namespace
    parser.CommentHandler = _check_comment
    parser.ProcessingInstructionHandler = lambda _, content: _check_comment(content)
    parser.StartElementHandler = listener.start
    parser.EndElementHandler = listener.end
    if isinstance(listener, TextListener):
        parser.CharacterDataHandler = listener.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Damaged(f"not well-formed XML ({expat.ErrorString(error.code)})") from error
    except (LookupError, ValueError, UnicodeError) as error:  # an encoding that does not exist
        raise Damaged("XML in an unknown encoding") from error


def _check_tags(data: bytes) -> None:
    if len(data) <= MAX_TAG_BYTES:
        return
    if b"\x00" in data[:4] or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        order = "utf-16" if data[:1] in (b"\xff", b"\xfe") else "utf-16-be" if data[:1] == b"\x00" else "utf-16-le"
        data = data.decode(order, "replace").encode("utf-8", "replace")
    for piece in _LONG.finditer(data):
        # Long text behind a short tag is no matter here.
        if not _TAG.match(data, piece.start(), piece.start() + MAX_COMMENT):
            raise Forbidden("an element with a megabyte of attributes")


def _check_encoding(version: str, encoding: str | None, standalone: int) -> None:
    del version, standalone
    if encoding is not None and encoding.casefold() not in _ENCODINGS:
        raise Damaged(f"XML in an encoding that no spreadsheet program writes ({encoding[:20]})")


def _check_namespace(prefix: str | None, name: str | None) -> None:
    del prefix
    if len(name or "") > MAX_NAMESPACE:
        raise Forbidden("a namespace of hundreds of letters")


def _check_comment(content: str) -> None:
    if len(content) > MAX_COMMENT:
        raise Forbidden("a hidden remark of more than 64 kB in the XML")


def _refuse(*_: object) -> Never:
    raise Forbidden("a document type declaration (DOCTYPE), which can hide harmful contents")
