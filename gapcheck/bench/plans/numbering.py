"""Numbering: the signs by which lists number their items, such as ``1.``, ``(ii)``, ``a)`` and ``Item 3:``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_NUMBER = r"[0-9]{1,3}"
_ROMAN = r"[ivxlc]{1,7}"
_LETTER = r"[a-z]"
_SHAPES: Final = {
    "{}.": r"{}\.",
    "{})": r"{}\)",
    "({})": r"\({}\)",
    "Item {}:": r"[Ii][Tt][Ee][Mm] +{} ?[:.)]",
}
_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_NUMBER = re.compile(r"c{0,3}(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")


@dataclass(frozen=True, slots=True)
class Marker:
    """The sign of one item: its line (from 1), its indentation, the label as written, its value, where the text begins.

    ``style`` is the same for all items of one list.
    """

    line: int
    indent: int
    label: str
    value: int
    style: str
    start: int


def markers_in(line: int, text: str) -> Iterator[Marker]:
    """Yield what a line's beginning can mean as a number: ``i.`` is the first of one list or the ninth of another."""
    bare = text.lstrip(" \t")
    indent = len(text[: len(text) - len(bare)].expandtabs(4))
    for shape, pattern in _SHAPES.items():
        for kind, label in (("1", _NUMBER), ("i", _ROMAN), ("I", _ROMAN.upper()), ("a", _LETTER), ("A", "[A-Z]")):
            found = re.match(rf"{pattern.format(f'({label})')}(?=\s|$)", bare)
            value = None if found is None else _value(kind, found[1])
            if found is not None and value is not None:
                start = len(text) - len(bare) + found.end()
                yield Marker(line, indent, found[1], value, shape.format(kind), start)


def _value(kind: str, label: str) -> int | None:
    if kind == "1":
        return int(label)
    if kind in ("a", "A"):
        return ord(label.lower()) - ord("a") + 1
    return _roman(label.lower())


def _roman(label: str) -> int | None:
    if not _ROMAN_NUMBER.fullmatch(label):
        return None
    values = [_VALUES[sign] for sign in label]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
