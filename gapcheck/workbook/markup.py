"""Streaming one XML part of a workbook: no document type, no entities, bounded elements and depth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Never
from xml.parsers import expat

# A filled-in workbook has some 10,000 elements, one with a ministry's own data beside it perhaps 300,000;
# openpyxl needs some 10 microseconds for one, so more than this would take it many seconds.
MAX_ELEMENTS = 600_000
# Spreadsheet parts nest about 10 deep; parsers that recurse fail at some hundreds.
MAX_DEPTH = 64

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MARKS = b"\x00\xfe\xff\xef\xbb\xbf \t\r\n"


class Damaged(Exception):  # noqa: N818 - turned into a WorkbookError where the part's name is known
    """The part is not what a spreadsheet program writes; the text says in which way."""


class Forbidden(Exception):  # noqa: N818 - as above
    """The part holds something no workbook needs and that can do harm; the text names it."""


@dataclass(slots=True)
class Budget:
    """How many elements the whole file may still have."""

    elements: int = MAX_ELEMENTS


class Listener:
    """Counts elements and depth and keeps the root's name; a subclass listens for more."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.depth = 0
        self.root = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element; names are ``namespace local``."""
        del attributes
        self.depth += 1
        self.budget.elements -= 1
        if self.depth == 1:
            self.root = name
        if self.depth > MAX_DEPTH or self.budget.elements < 0:
            raise Forbidden("more XML elements than a workbook of answers can have")

    def end(self, name: str) -> None:
        """Take the end of an element."""
        del name
        self.depth -= 1


class TextListener(Listener):
    """A listener that also takes text."""

    def text(self, data: str) -> None:
        """Take a piece of text."""


def looks_like_markup(data: bytes) -> bool:
    """Return whether a part would be taken for XML by any parser, in UTF-8 or UTF-16, with or without a mark."""
    return data[:64].lstrip(_MARKS).startswith(b"<")


def stream(data: bytes, listener: Listener) -> None:
    """Send a part through expat to a listener.

    Raises Forbidden at a document type declaration (the door to entity expansion and to outside files),
    Damaged where the part is not well-formed.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
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


def _refuse(*_: object) -> Never:
    raise Forbidden("a document type declaration (DOCTYPE), which can hide harmful contents")
