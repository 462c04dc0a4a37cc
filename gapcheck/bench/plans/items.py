"""Items: the text of a plan cut into its numbered items, word for word, with what could not be understood."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gapcheck.bench.plans.numbering import Marker, markers_in
from gapcheck.errors import Problem
from gapcheck.rulebook.quotations import collapse

_SAME_COLUMN = 1  # numbers may be set flush right: " 9." stands above "10."
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Item:
    """One item: the line it begins in, its number as written, and its words with white space collapsed."""

    line: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a text in their order, and all problems: errors where the items cannot be told, else warnings."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether the items can be used."""
        return all(problem.severity == "warning" for problem in self.problems)


def items_in(text: str, name: str) -> Items:
    """Return the numbered items of a text; ``name`` is what its file is called.

    An item ends at the next one, at a heading, or at a blank line after which the text is not indented: text before the
    first item and after the last belongs to none.
    """
    lines = text.splitlines()
    markers = _list_of(lines)
    if not markers:
        mend = "Begin each item on a line of its own with its number: 1. 2. 3."
        return Items((), (Problem(f"{name}:1:1", "no numbered items", "items such as '1. Train officials.'", mend),))
    items, problems = [], list(_out_of_order(markers, name))
    for marker, following in zip(markers, [*markers[1:], None], strict=True):
        end = following.line - 1 if following is not None else len(lines)
        kept, left = _body(lines, marker, end)
        words = collapse("\n".join(kept))
        place = f"{name}:{marker.line}:1"
        if not words:
            problems.append(Problem(place, f"the item {marker.label} without words", "the words of the item", ""))
        items.append(Item(marker.line, marker.label, words))
        if left is not None and following is not None:
            mend = f"Indent it if it belongs to item {marker.label}."
            found = f"text between two items, {_shown(lines[left - 1])}"
            problems.append(Problem(f"{name}:{left}:1", found, "items only", f"It was left out. {mend}", "warning"))
    return Items(tuple(items), tuple(problems))


def _list_of(lines: Sequence[str]) -> list[Marker]:
    """Return the items of the one list that is meant: the longest whose numbers rise, else the first."""
    styles: dict[str, list[Marker]] = defaultdict(list)
    for number, line in enumerate(lines, start=1):
        for marker in markers_in(number, line):
            held = styles[marker.style]
            # Deeper ones are items within an item.
            if not held or marker.indent <= held[0].indent + _SAME_COLUMN:
                held.append(marker)
    lists = [held for held in styles.values() if held]
    rising = [held for held in lists if _rises(held) and held[0].value == 1]
    if rising:
        return max(rising, key=len)  # of equally long ones the first
    return max(lists, key=lambda held: (held[0].value == 1, -held[0].line), default=[])


def _rises(markers: Sequence[Marker]) -> bool:
    return all(one.value < other.value for one, other in itertools.pairwise(markers))


def _body(lines: Sequence[str], marker: Marker, end: int) -> tuple[list[str], int | None]:
    """Return the lines of an item, and the line where text begins that is not its own."""
    kept = [lines[marker.line - 1][marker.start :]]
    blank = False
    for number in range(marker.line + 1, end + 1):
        line = lines[number - 1]
        bare = line.lstrip(" \t")
        if not bare:
            blank = True
        elif bare.startswith("#") or (blank and len(line) - len(bare) <= marker.indent):
            return kept, number
        else:
            kept.append(line)
    return kept, None


def _out_of_order(markers: Sequence[Marker], name: str) -> Iterator[Problem]:
    """Yield numbers that come twice, and warn of those that are left out or not in order."""
    first: dict[int, Marker] = {}
    before = 0
    for marker in markers:
        place = f"{name}:{marker.line}:1"
        if marker.value in first:
            expected = f"each number once (it is first in line {first[marker.value].line})"
            mend = "Keep one list in the file, and number its items through."
            yield Problem(place, f"the number {marker.label} a second time", expected, mend)
            continue
        first[marker.value] = marker
        if marker.value != before + 1:
            after = f"the number after {before}" if before else "a list that begins with its first number"
            mend = "See whether an item is missing; the items are taken as they stand."
            yield Problem(place, f"the number {marker.label}", after, mend, "warning")
        before = marker.value


def _shown(line: str) -> str:
    words = " ".join(line.split())
    return repr(words if len(words) <= _SHOWN else f"{words[: _SHOWN - 3]}...")
