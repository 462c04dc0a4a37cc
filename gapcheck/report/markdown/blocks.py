"""Blocks of Markdown: headings, paragraphs, lists and tables. All text that is put in is made inert here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from gapcheck.report.markdown.inert import inert

Side: TypeAlias = Literal["left", "right"]
_RULES: Final[dict[Side, str]] = {"left": "---", "right": "---:"}
_PLAIN = re.compile(r"[0-9A-Za-z?·]+")


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that a reader sees first."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Letters and digits of equal width: a bar, a hash. Anything else is shown as plain text."""

    text: str


Piece: TypeAlias = str | Strong | Code
Line: TypeAlias = Piece | tuple[Piece, ...]
"""Text of one line; its pieces are set apart by a space, so that no two of them make something new together."""


@dataclass(frozen=True, slots=True)
class Column:
    """The heading of a column, and the side on which its cells stand; numbers stand on the right."""

    heading: str
    side: Side = "left"


def heading(level: int, text: str) -> str:
    """Return a heading of level 1 to 6."""
    return f"{'#' * level} {inert(text)}"


def paragraph(*pieces: Piece) -> str:
    """Return a paragraph."""
    return _line(pieces)


def notice(*lines: Line) -> str:
    """Return paragraphs that are set apart, as a quotation is."""
    return "\n>\n".join(f"> {_line(line)}" for line in lines)


def items(lines: Iterable[Line]) -> str:
    """Return a list without numbers."""
    return "\n".join(f"- {_line(line)}" for line in lines)


def outline(entries: Iterable[tuple[Line, Sequence[Line]]]) -> str:
    """Return a list without numbers, with a list under each entry."""
    return _nested(("- ", *entry) for entry in entries)


def steps(entries: Iterable[tuple[Line, Sequence[Line]]]) -> str:
    """Return a numbered list, with a list under each entry."""
    return _nested((f"{number}. ", *entry) for number, entry in enumerate(entries, start=1))


def table(columns: Sequence[Column], rows: Iterable[Sequence[Line]]) -> str:
    """Return a table; each row has a cell for each column."""
    lines = [_row(inert(column.heading) for column in columns), _row(_RULES[column.side] for column in columns)]
    lines += [_row(_line(cell) for _, cell in zip(columns, row, strict=True)) for row in rows]
    return "\n".join(lines)


def _nested(entries: Iterable[tuple[str, Line, Sequence[Line]]]) -> str:
    lines = []
    for mark, line, under in entries:
        lines.append(mark + _line(line))
        lines += [f"{' ' * len(mark)}- {_line(one)}" for one in under]
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _line(line: Line) -> str:
    pieces = line if isinstance(line, tuple) else (line,)
    return " ".join(filter(None, map(_piece, pieces)))


def _piece(piece: Piece) -> str:
    if isinstance(piece, str):
        return inert(piece)
    if isinstance(piece, Code):
        return f"`{piece.text}`" if _PLAIN.fullmatch(piece.text) else inert(piece.text)
    words = inert(piece.text)
    return f"**{words}**" if words else ""
