"""Parsing YAML into documents, with every problem of form: syntax, duplicate keys, tags, aliases, depth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from gapcheck.errors import Problem
from gapcheck.rulebook.documents import Data, Document, Spot
from gapcheck.rulebook.syntax import syntax_problem
from gapcheck.rulebook.words import quoted

# The base loader resolves nothing: `no` stays "no" and 1.10 stays "1.10". The C build is twenty times faster.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_STANDARD = "tag:yaml.org,2002:"

# Deeper nesting overflows the stack of parser and models alike; no rule needs a quarter of it.
DEEPEST = 40


def parse(name: str, text: str) -> tuple[Document, list[Problem]]:
    """Parse one YAML file, giving its data and every problem of form.

    The data is None where the file is empty or its form cannot be followed to the end.
    """
    composer = _Composer(name)
    try:
        composer.run(_Loader(text))
    except yaml.YAMLError as error:
        return Document(name, None, Spot(1, 1)), [*composer.problems, syntax_problem(name, text, error)]
    except _TooDeepError:
        return Document(name, None, Spot(1, 1)), composer.problems
    # What a second document takes away would be missed in the first.
    data = composer.data if composer.documents <= 1 else None
    return Document(name, data, composer.root), composer.problems


class _TooDeepError(Exception):
    """Stops the parsing of a file nested without reason."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been reached; ``key`` waits for its value."""

    data: Any
    spot: Spot
    key: str | None = None
    key_at: tuple[int, int] = (1, 1)
    waits: bool = False


@dataclass(slots=True)
class _Composer:
    """Builds data and spots in one walk over the events of the parser, without recursion."""

    name: str
    data: Data = None
    root: Spot = field(default_factory=lambda: Spot(1, 1))
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    documents: int = 0

    def run(self, parser: Any) -> None:
        # Asking the parser itself takes two thirds of the time that yaml.parse takes.
        while (kind := type(event := parser.get_event())) is not yaml.StreamEndEvent:
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._open(event, mapping=kind is yaml.MappingStartEvent)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.stack.pop()
            elif kind is yaml.AliasEvent:
                self._add(event, "the YAML alias '*" + event.anchor + "'", "the value itself", "Write the value out.")
                # The text stands for itself: what is said of it later is dropped, since the place is the same.
                self._put(f"*{event.anchor}", self._spot(event), event, text=False)
            elif kind is yaml.DocumentStartEvent:
                self.documents += 1
                if self.documents == 2:
                    self._add(event, "a second document, after '---'", "one document in each file", "Remove the line.")

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._plain(event)
        # Nothing after a colon is no value; two quotes with nothing between them are an empty text.
        spot = self._spot(event)
        spot.plain = event.implicit[0]
        value = None if event.value == "" and spot.plain else event.value
        self._put(value, spot, event, text=True)

    def _open(self, event: Any, *, mapping: bool) -> None:
        self._plain(event)
        if len(self.stack) >= DEEPEST:
            self._add(event, f"lists or entries nested more than {DEEPEST} deep", "less nesting", "Check the brackets.")
            raise _TooDeepError
        data: Any = {} if mapping else []
        spot = self._spot(event)
        spot.keys, spot.parts = ({}, {}) if mapping else (None, [])
        self._put(data, spot, event, text=False)
        self.stack.append(_Open(data, spot))

    def _plain(self, event: Any) -> None:
        """Report what hides from a reader what the file says."""
        if event.anchor is not None:
            self._add(event, f"the YAML anchor '&{event.anchor}'", "no anchors", "Remove it.")
        if event.tag is not None:
            self._add(event, f"the YAML tag {event.tag.replace(_STANDARD, '!!')!r}", "no tags", "Remove the tag.")

    def _put(self, value: Any, spot: Spot, event: Any, *, text: bool) -> None:
        """Put a value where it belongs: the file itself, the list at hand, or as key or value in the mapping."""
        if not self.stack:
            if self.documents == 1:
                self.data, self.root = value, spot
            return
        top = self.stack[-1]
        if isinstance(top.data, list):
            top.data.append(value)
            top.spot.parts.append(spot)  # type: ignore[union-attr] # a list has a list of spots
        elif top.waits:
            if top.key is not None:
                top.data[top.key] = value
                top.spot.parts[top.key] = spot  # type: ignore[index,call-overload] # a mapping has a mapping of spots
                top.spot.keys[top.key] = top.key_at  # type: ignore[index]
            top.waits = False
        else:
            top.waits = True
            top.key = self._key(value, top.data, event, text=text)
            top.key_at = (spot.line, spot.column)

    def _key(self, value: str | None, data: dict[str, Any], event: Any, *, text: bool) -> str | None:
        """Return the key, or None where its value is to be passed over."""
        if not text:
            if type(event) is not yaml.AliasEvent:
                self._add(event, "a list or entry where a key belongs", "a plain key", "Write the key as one word.")
            return None
        key = value or ""
        if key in data:
            self._add(event, f"the key {quoted(key)} a second time", "each key once", "Remove or rename one.")
            return None
        return key

    def _spot(self, event: Any) -> Spot:
        mark = event.start_mark
        return Spot(mark.line + 1, mark.column + 1)

    def _add(self, event: Any, found: str, expected: str, mend: str) -> None:
        mark = event.start_mark
        place = f"{self.name}:{mark.line + 1}:{mark.column + 1}"
        self.problems.append(Problem(place, found, expected, mend))
