"""Merged cells: which cell holds what is shown in all of them."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gapcheck.workbook.places import letters, place


class Span(NamedTuple):
    """Cells merged into one, which shows what its first cell holds."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def place(self, sheet: str) -> str:
        """Return the range as a spreadsheet program writes it."""
        return f"{place(sheet, self.first_row, self.first_column)}:{letters(self.last_column)}{self.last_row}"

    def has_column(self, column: int) -> bool:
        """Return whether the span reaches a column."""
        return self.first_column <= column <= self.last_column

    @property
    def several_rows(self) -> bool:
        """Whether it goes down over more than one row."""
        return self.last_row > self.first_row


class Spans:
    """The merged cells of one sheet, each a first row, first column, last row and last column."""

    def __init__(self, ranges: Iterable[tuple[int, int, int, int]] = ()) -> None:
        spans = (
            Span(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
            for top, left, bottom, right in ranges
        )
        self._spans = sorted(span for span in spans if span.several_rows or span.last_column > span.first_column)
        self._by_column: dict[int, list[Span]] = {}
        for span in self._spans:
            for column in range(span.first_column, span.last_column + 1):
                self._by_column.setdefault(column, []).append(span)

    def __iter__(self) -> Iterator[Span]:
        return iter(self._spans)

    def __bool__(self) -> bool:
        return bool(self._spans)

    def at(self, row: int, column: int) -> Span | None:
        """Return the span that a cell belongs to, or None."""
        spans = self._by_column.get(column, [])
        before = bisect.bisect_right(spans, row, key=lambda span: span.first_row)
        span = spans[before - 1] if before else None
        return span if span is not None and row <= span.last_row else None

    def covers(self, row: int, column: int) -> bool:
        """Return whether a cell is merged into another one, so that nobody sees what it holds itself."""
        span = self.at(row, column)
        return span is not None and (row, column) != (span.first_row, span.first_column)
