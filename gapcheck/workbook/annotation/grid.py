"""How large a sheet's rows and columns are, so that a comment's box stands beside its cell and holds its text."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable

from gapcheck.workbook.annotation.nodes import Node, whole
from gapcheck.workbook.annotation.notes import MAX_COLUMN, MAX_ROW
from gapcheck.workbook.places import row_and_column

_PIXELS_OF_A_POINT = 4 / 3
_PIXELS_OF_A_CHARACTER = 7
_ROW, _COLUMN = 20, 64  # pixels, where the sheet says nothing
_MOST_MERGED = 20_000  # each is compared with every note of its rows
_SMALLEST = 1  # a hidden row takes no room; the steps must end all the same

# Left column and pixels into it, top row and pixels, right column, bottom row: counted from 0.
Anchor = tuple[int, int, int, int, int, int, int, int]


class Grid:
    """Takes a sheet's rows as they pass, then its other measures from the root."""

    def __init__(self) -> None:
        self._heights: dict[int, int] = {}
        self._widths: dict[int, int] = {}
        self._row, self._column = _ROW, _COLUMN
        self._merged: list[tuple[int, int, int, int]] = []

    def row(self, attributes: dict[str, str]) -> None:
        """Take the attributes of a row."""
        number = whole(attributes.get("r"))
        hidden = attributes.get("hidden") in ("1", "true")
        if number is not None and (hidden or "ht" in attributes):
            self._heights[number - 1] = 0 if hidden else _pixels(attributes["ht"], _PIXELS_OF_A_POINT, _ROW)

    def measure(self, root: Node) -> None:
        """Take the widths, the defaults and the merged ranges of a worksheet."""
        for plain in root.all("sheetFormatPr"):
            self._row = _pixels(plain.attributes.get("defaultRowHeight"), _PIXELS_OF_A_POINT, _ROW)
            self._column = _pixels(plain.attributes.get("defaultColWidth"), _PIXELS_OF_A_CHARACTER, _COLUMN)
        steps = 4 * MAX_COLUMN
        for column in (column for columns in root.all("cols") for column in columns.all("col")):
            least, most = whole(column.attributes.get("min")), whole(column.attributes.get("max"))
            if least is None or most is None or steps < 0:
                break
            width = _pixels(column.attributes.get("width"), _PIXELS_OF_A_CHARACTER, self._column)
            hidden = column.attributes.get("hidden") in ("1", "true")
            # Overlapping ones are no sheet's; where they are, the last holds.
            steps -= max(most - least, 0)
            self._widths.update(dict.fromkeys(range(least - 1, min(most, MAX_COLUMN)), 0 if hidden else width))
        for merge in (merge for merges in root.all("mergeCells") for merge in merges.all("mergeCell")):
            first, _, last = merge.attributes.get("ref", "").partition(":")
            start, end = row_and_column(first), row_and_column(last)
            if start and end and len(self._merged) < _MOST_MERGED:
                self._merged.append((*start, *end))

    def shown_at(self, cells: Iterable[tuple[int, int]]) -> dict[tuple[int, int], tuple[int, int]]:
        """Return for each cell the one at which a comment is seen: the first of its merged range, else itself."""
        waiting = sorted(cells)
        found = {cell: cell for cell in waiting}
        for top, left, bottom, right in self._merged:
            at = bisect_left(waiting, (top, 0))
            while at < len(waiting) and waiting[at][0] <= bottom:
                if left <= waiting[at][1] <= right:
                    found[waiting.pop(at)] = (top, left)
                else:
                    at += 1
        return found

    def beside(self, row: int, column: int, width: int, height: int) -> Anchor:
        """Return the anchor of a box right of a cell (counted from 1), of about that size in pixels."""
        left, top = min(column, MAX_COLUMN - 8), min(row - 1, MAX_ROW - 40)
        return (left, 15, top, 4, *self._across(left, 15 + width), *self._down(top, 4 + height))

    def stretched(self, anchor: Anchor, width: int, height: int) -> Anchor:
        """Return an anchor made so large that the box has at least that size; it is never made smaller."""
        left, into, top, below, *end = anchor
        right = max(self._across(left, into + width), (end[0], end[1]))
        bottom = max(self._down(top, below + height), (end[2], end[3]))
        return (left, into, top, below, *right, *bottom)

    def _across(self, column: int, pixels: int) -> tuple[int, int]:
        while column < MAX_COLUMN - 1:
            width = self._widths.get(column, self._column)
            if pixels <= width:
                break
            pixels -= max(width, _SMALLEST)
            column += 1
        return column, pixels

    def _down(self, row: int, pixels: int) -> tuple[int, int]:
        while row < MAX_ROW - 1:
            height = self._heights.get(row, self._row)
            if pixels <= height:
                break
            pixels -= max(height, _SMALLEST)
            row += 1
        return row, pixels


def _pixels(text: str | None, unit: float, otherwise: int) -> int:
    try:
        value = float(text) if text else -1.0
    except ValueError:
        return otherwise
    return round(value * unit) if math.isfinite(value) and 0 <= value < 10_000 else otherwise
