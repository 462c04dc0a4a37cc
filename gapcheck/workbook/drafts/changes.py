"""Which questions a workbook did not ask, or asked in other words."""

from __future__ import annotations

from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.drafts.draft import Draft
from gapcheck.workbook.drafts.forms import codes_of, furnitures
from gapcheck.workbook.drafts.rows import DraftRow
from gapcheck.workbook.languages import joined
from gapcheck.workbook.plan import Change
from gapcheck.workbook.texts import matching
from gapcheck.workbook.values.choices import options_of
from gapcheck.workbook.words import Words


class Changes:
    """Holds a workbook's questions against those of a rulebook."""

    def __init__(self, draft: Draft, rulebook: Rulebook) -> None:
        self._draft = draft
        self._words = Words(rulebook.method)
        self._codes = codes_of(rulebook)
        self._furnitures = list(furnitures(rulebook))
        self._offered = {text for column in draft.offered for text in column}

    def of(self, indicator: Indicator) -> Change:
        """Return whether a question is new to the workbook, or changed: its words, its unit or type, its options."""
        row = self._draft.rows.get(indicator.id)
        if row is None:
            return "new"
        if not row.question:
            return ""  # the row was copied without its question: nothing tells what was asked
        same = self._same_words(indicator, row) and self._same_unit(indicator, row) and self._same_options(indicator)
        return "" if same and self._same_columns(indicator) else "changed"

    def _same_words(self, indicator: Indicator, row: DraftRow) -> bool:
        """Compare line by line: languages stand below each other, and guidance may stand below them."""
        lines = _lines(row.question)
        ours = {line for code in self._codes for line in _lines(indicator.title(code))}
        guidance = {line for text in (indicator.guidance or {}).values() for line in _lines(text)}
        return lines[0] in ours and all(line in ours | guidance for line in lines)

    def _same_unit(self, indicator: Indicator, row: DraftRow) -> bool:
        return not row.unit or matching(row.unit) in {matching(item.unit(indicator)) for item in self._furnitures}

    def _same_options(self, indicator: Indicator) -> bool:
        """Look for a list in the workbook that offered all the options and, besides special words, no other."""
        if not indicator.options or not self._draft.offered:
            return True
        forms = [
            {matching(text) for text in (code, *labels.values(), *joined(labels.values()))}
            for code, labels in options_of(indicator, self._words).labels.items()
        ]
        known = set().union(*forms)
        for offered in self._draft.offered:
            others = {text for text in offered - known if self._words.status(text) is None}
            if not others and all(form & offered for form in forms):
                return True
        return False

    def _same_columns(self, indicator: Indicator) -> bool:
        table = self._draft.tables.get(indicator.id)
        return indicator.type != "table" or table is None or set(table.columns) == set(indicator.columns)


def _lines(text: str) -> list[str]:
    return [line for line in map(matching, text.split("\n")) if line] or [""]
