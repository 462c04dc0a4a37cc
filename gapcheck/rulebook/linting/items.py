"""The numbered and bulleted items of a source, in runs: 1. 2. 3., (i) (ii), a) b), or bullets one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gapcheck.rulebook.quotations import collapse

_BULLETS = "-*•–✓"
# At the start of a line, perhaps bold: "1." "1)" "(1)" "iv." "(iv)" "a)" "(a)", or a bullet.
_MARKER = re.compile(
    rf"\s*(?:\*\*)?(?P<marker>\(?(?P<number>[0-9]{{1,3}}|[ivx]{{1,5}}|[IVX]{{1,5}}|[a-zA-Z])[.)]|[{_BULLETS}])"
    r"(?:\*\*)?\s+(?=\S)"
)
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its words, where they stand in the collapsed source, and the number of the run that it is in."""

    words: str
    start: int
    end: int
    run: int


def items(text: str, whole: str) -> Iterator[Item]:
    """Yield the items of a source, each from its marker to the next blank line, marker or heading.

    ``whole`` is the same text collapsed. A run goes on where a number follows the last one of the same style, whatever
    stands between them; bullets go on until other text comes between.
    """
    runs = _Runs()
    at = 0
    for marker, words in _blocks(text):
        if marker is None:
            runs.bullets.clear()
            continue
        start = whole.find(words, at)
        run = runs.of(marker)
        if words and start >= 0:
            at = start + len(words)
            yield Item(words, start, at, run)


class _Runs:
    """Gives each marker the number of its run."""

    def __init__(self) -> None:
        self.last: dict[tuple[str, int], int] = {}  # by style and the number that comes next
        self.bullets: dict[str, int] = {}
        self.count = 0

    def of(self, marker: re.Match[str]) -> int:
        number = marker["number"]
        if number is None:
            return self.bullets.setdefault(marker["marker"], self._new())
        around = marker["marker"].replace(number, "", 1)
        readings = [(f"{kind} {around}", value) for kind, value in _readings(number)]
        going_on = next((reading for reading in readings if reading in self.last), None)
        style, value = going_on or min(readings, key=lambda reading: reading[1])
        run = self.last.pop((style, value)) if going_on else self._new()
        self.last[style, value + 1] = run
        return run

    def _new(self) -> int:
        self.count += 1
        return self.count


def _readings(number: str) -> Iterator[tuple[str, int]]:
    """Yield what a number may mean: "i" is the first of Roman numbers or the ninth letter."""
    if number.isdecimal():
        yield "digits", int(number)
        return
    case = "small" if number.islower() else "capital"
    if number.lower() in _ROMAN:
        yield f"{case} Roman", _ROMAN.index(number.lower()) + 1
    if len(number) == 1:
        yield f"{case} letters", ord(number.lower()) - ord("a") + 1


def _blocks(text: str) -> Iterator[tuple[re.Match[str] | None, str]]:
    """Yield each item with its marker, and the other paragraphs with none."""
    marker: re.Match[str] | None = None
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        found = _MARKER.match(line)
        if lines and (found or not line.strip() or line.startswith("#")):
            yield marker, collapse(" ".join(lines))
            marker, lines = None, []
        if found:
            marker, lines = found, [line[found.end() :]]
        elif line.strip():
            lines.append(line)
