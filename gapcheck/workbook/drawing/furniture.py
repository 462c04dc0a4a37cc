"""The template's own words, in the languages of one template."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.phrases import Phrases
from gapcheck.workbook.languages import Languages
from gapcheck.workbook.words import SPECIAL, Words

PHRASES: Final = Phrases(Path(__file__).with_name("furniture.yaml"))
# What a mark before a status says; the formulas of the workbook look at it.
OPEN, SPECIAL_WORD, ANSWERED, DOCUMENTED, CHECK = "○", "–", "◐", "●", "!"
STATUSES: Final = ("status_open", "status_special", "status_answered", "status_dateless", "status_documented")
CHECKS: Final = (
    "check_answer", "check_reason", "check_listed", "check_number", "check_whole", "check_negative", "check_table",
    "check_contradiction",
)  # fmt: skip


class Furniture:
    """Looks up what a template says, in its languages; the rulebook may add a language under the same keys."""

    def __init__(self, rulebook: Rulebook, languages: Languages) -> None:
        self.languages = languages
        self.words = Words(rulebook.method)
        self._method = rulebook.method
        self.phrases = PHRASES.with_more(rulebook.method.words)

    def of(self, key: str, /, **filled: str) -> str:
        """Return a paragraph: a line in each language, with the words in braces filled in."""
        return self.languages.text(self.phrases.texts(key, **filled))

    def fitting(self, key: str, length: int, /, **filled: str) -> str:
        """Return a paragraph of at most so many characters: in every language, or where that is longer in the first."""
        whole = self.of(key, **filled)
        if len(whole) <= length:
            return whole
        first = Languages(self.languages.codes[:1]).text(self.phrases.texts(key, **filled))
        return first if len(first) <= length else f"{first[: length - 1]}…"

    def label(self, key: str, /, **filled: str) -> str:
        """Return a label: its languages on one line."""
        return self.languages.label(self.phrases.texts(key, **filled))

    def word(self, key: str) -> str:
        """Return a word that the reader knows: a heading, a special word, yes or no."""
        return self.languages.label(self.words.labels(key))

    def specials(self, *, not_applicable: bool = True) -> list[str]:
        """Return the special words, with or without "not applicable"."""
        return [self.word(status.value) for status in (SPECIAL if not_applicable else SPECIAL[:-1])]

    def unit(self, indicator: Indicator) -> str:
        """Return what stands in the column Unit."""
        if indicator.unit:
            return self.languages.label({"en": indicator.unit} | self._method.units.get(indicator.unit, {}))
        return self.label(f"unit_{indicator.type}", sheet=indicator.id)

    def drafts(self) -> Iterator[str]:
        """Yield the names of the languages whose words no native reader has reviewed."""
        for code in self.languages.codes:
            language = self._method.languages.get(code)
            if language is not None and not language.reviewed:
                yield language.name


def keys() -> tuple[str, ...]:
    """Return the keys that a translator finds in the shipped file."""
    return PHRASES.keys()
