"""The hidden sheet: what drop-down lists offer, what formulas compare with, and the live checks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gapcheck.rulebook.model import YES_NO, Indicator
from gapcheck.workbook.drawing import styling
from gapcheck.workbook.drawing.furniture import CHECKS, STATUSES, Furniture
from gapcheck.workbook.drawing.layout import LISTS, Layout
from gapcheck.workbook.drawing.marks import Lists
from gapcheck.workbook.languages import joined
from gapcheck.workbook.live.checks import LiveCheck, live_checks
from gapcheck.workbook.places import letters
from gapcheck.workbook.values.choices import options_of
from gapcheck.workbook.words import COMPLETE_NONE, SPECIAL

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LISTED = ("choice", "yes_no")
_FAILED, _SAYS, _FIRST = 1, 2, 3  # columns: of the live checks, of their words, of the first list


class ListsPage:
    """Writes columns to the hidden sheet, each once however often it is needed."""

    def __init__(self, sheet: Worksheet, layout: Layout, furniture: Furniture, country: str) -> None:
        self._sheet = sheet
        self._layout = layout
        self._country = country
        self._furniture = furniture
        self._columns: dict[tuple[str, ...], str] = {}

    def draw(self) -> Lists:
        """Write what the formulas of the template need, and return where it stands."""
        words = self._furniture.words
        statuses = {key: self._furniture.label(key) for key in (*STATUSES, *CHECKS)}
        area = self.column(statuses.values())
        letter = area.split("$")[1]
        checks = live_checks(self._layout.rulebook, self._layout, words=words, country=self._country)
        return Lists(
            labels={key: f"{LISTS}!${letter}${row}" for row, key in enumerate(statuses, 1)},
            specials=self.column(form for status in SPECIAL for form in self._written(status.value)),
            not_applicable=self.column(self._written("not_applicable")),
            complete_none=self.column(self._written(COMPLETE_NONE)),
            options={
                indicator.id: self.column(self._known(indicator))
                for indicator in self._layout.asked()
                if indicator.type in _LISTED
            },
            contradictions=self._live(checks),
            longest=self._longest(checks),
        )

    def column(self, texts: Iterable[str]) -> str:
        """Write texts below each other, and return their range."""
        texts = tuple(dict.fromkeys(texts))
        if texts not in self._columns:
            column = len(self._columns) + _FIRST
            letter = letters(column)
            for row, text in enumerate(texts, 1):
                styling.put(styling.at(self._sheet, row, column), text)
            self._columns[texts] = f"{LISTS}!${letter}$1:${letter}${len(texts)}"
        return self._columns[texts]

    def offered(self, indicator: Indicator) -> list[str]:
        """Return what the drop-down list of an answer offers: options, then special words."""
        furniture = self._furniture
        offered = []
        if indicator.type == "table":
            offered = [furniture.word(COMPLETE_NONE)]
        elif indicator.type == "yes_no":
            offered = [furniture.word(code) for code in YES_NO]
        elif indicator.options:
            offered = [furniture.languages.label(option.labels) for option in indicator.options.values()]
        return offered + furniture.specials(not_applicable=indicator.not_applicable)

    def _written(self, word: str) -> list[str]:
        """Return every way to write a special word that the reader knows, apart from case: its key is one."""
        return [word, *_forms(self._furniture.words.labels(word).values())]

    def _known(self, indicator: Indicator) -> Iterable[str]:
        """Yield every way to write an option that the reader knows, apart from case."""
        for code, labels in options_of(indicator, self._furniture.words).labels.items():
            yield code
            yield from _forms(labels.values())

    def _longest(self, checks: Iterable[LiveCheck]) -> dict[str, str]:
        """Return the longest words that a question's live checks can put into its status."""
        longest: dict[str, str] = {}
        for check in checks:
            text = f"{self._furniture.label('check_contradiction')}: {self._furniture.languages.label(check.says)}"
            for indicator in check.indicators:
                longest[indicator] = max(longest.get(indicator, ""), text, key=len)
        return longest

    def _live(self, checks: Iterable[LiveCheck]) -> dict[str, list[tuple[str, str]]]:
        """Write the live checks, a row each, and return the cells of each question's."""
        furniture = self._furniture
        found: dict[str, list[tuple[str, str]]] = {}
        for row, check in enumerate(checks, 1):
            styling.formula(styling.at(self._sheet, row, _FAILED), f"={check.formula}")
            styling.put(styling.at(self._sheet, row, _SAYS), furniture.languages.label(check.says))
            cells = (f"{LISTS}!${letters(_FAILED)}${row}", f"{LISTS}!${letters(_SAYS)}${row}")
            for indicator in check.indicators:
                found.setdefault(indicator, []).append(cells)
        return found


def _forms(labels: Iterable[str]) -> list[str]:
    labels = list(labels)
    return [*labels, *joined(labels)]
