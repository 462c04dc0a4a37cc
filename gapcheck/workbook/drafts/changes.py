"""Which questions a workbook did not ask, or asked in other words."""

from __future__ import annotations

from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.drafts.draft import Draft
from gapcheck.workbook.drafts.forms import codes_of, furnitures
from gapcheck.workbook.drafts.rows import DraftRow
from gapcheck.workbook.drawing.guidance import PROMPT_TITLE_LENGTH, prompt
from gapcheck.workbook.languages import joined
from gapcheck.workbook.plan import Change
from gapcheck.workbook.sheets.start_checks import HASH_SHOWN
from gapcheck.workbook.texts import matching
from gapcheck.workbook.values.choices import options_of
from gapcheck.workbook.words import words_of


def same_rulebook(draft: Draft, rulebook: Rulebook) -> bool:
    """Return whether a draft was made under the very rulebook in use, so that its words can be compared."""
    return rulebook.sha256[:HASH_SHOWN] in draft.start.text("rulebook").casefold()


class Changes:
    """Holds a workbook's questions against those of a rulebook."""

    def __init__(self, draft: Draft, rulebook: Rulebook) -> None:
        self._draft = draft
        self._same = same_rulebook(draft, rulebook)
        self._words = words_of(rulebook.method)
        self._codes = codes_of(rulebook)
        self._furnitures = list(furnitures(rulebook))
        self._offered = {text for column in draft.offered for text in column}

    def of(self, indicator: Indicator) -> Change:
        """Return whether a question is new to the workbook, or changed: its words, its unit or type, its options."""
        row = self._draft.rows.get(indicator.id)
        if row is None:
            return "new"
        if self._same or not row.question:
            return ""  # whatever stands there was typed; without a question nothing tells what was asked
        same = self.same_words(indicator, row) and self.same_unit(indicator, row) and self._same_options(indicator)
        return "" if same and self._same_columns(indicator) and self._same_guidance(indicator, row) else "changed"

    def same_words(self, indicator: Indicator, row: DraftRow) -> bool:
        """Compare line by line: languages stand below each other, and guidance may stand below them."""
        lines = _lines(row.question)
        ours = {line for code in self._codes for line in _lines(indicator.title(code))}
        guidance = {line for text in (indicator.guidance or {}).values() for line in _lines(text)}
        return lines[0] in ours and all(line in ours | guidance for line in lines)

    def same_unit(self, indicator: Indicator, row: DraftRow) -> bool:
        """Return whether the unit, which tells the type too, is one that a template shows."""
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

    def _same_guidance(self, indicator: Indicator, row: DraftRow) -> bool:
        """Look whether the message at the answer's cell begins with the guidance of today, cut off as it may be.

        Where there was no message, or no guidance is left, nothing can be told.
        """
        said = self._draft.prompts.get(matching(indicator.id[:PROMPT_TITLE_LENGTH]))
        if not said or not indicator.guidance:
            return True
        guidance = {line for text in indicator.guidance.values() for line in _lines(text)}
        if guidance.intersection(_lines(row.question)):
            return True  # it stands with the question, where a message cannot hold it, and is compared there
        if matching(said) in {matching(prompt(indicator, furniture)[0]) for furniture in self._furnitures}:
            return True
        beginning, cut, _ = said.partition("…")
        texts = {code: " ".join(text.split()) for code, text in indicator.guidance.items()}
        forms = {matching(furniture.languages.text(texts)) for furniture in self._furnitures}
        return any(matching(said).startswith(form) or (cut and form.startswith(matching(beginning))) for form in forms)

    def _same_columns(self, indicator: Indicator) -> bool:
        table = self._draft.tables.get(indicator.id)
        return indicator.type != "table" or table is None or set(table.columns) == set(indicator.columns)


def _lines(text: str) -> list[str]:
    return [line for line in map(matching, text.split("\n")) if line] or [""]
