"""The spreadsheet's own words, and those that the officers' workbook has for the same things."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gapcheck.report.story.tongue import Tongue
from gapcheck.rulebook.phrases import Phrases, in_language
from gapcheck.workbook.words import Words

_SPECIAL: Final = ("not_known", "not_available", "confidential", "not_applicable")
_PHRASES: Final = Phrases(Path(__file__).with_name("spreadsheet.yaml"))


class Wording:
    """Says the fixed words of the spreadsheet in the language of a tongue; those of every report are the tongue's."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue
        self._words = Words(tongue.rulebook.method)

    def say(self, key: str, **filled: object) -> str:
        """Return words of this room, with what stands in braces filled in."""
        return _PHRASES.say(key, self.tongue.code, **{name: str(value) for name, value in filled.items()})

    def word(self, key: str) -> str:
        """Return a word that the officers' workbook uses: a heading, a special word, yes or no."""
        return in_language(self._words.labels(key), self.tongue.code)

    def state(self, status: str) -> str:
        """Return in words whether there is an answer, or why there is none; what is no such status stays as it is."""
        if status in ("answered", "blank"):
            return self.say(status)
        return self.word(status) if status in _SPECIAL else status

    def unit(self, unit: str | None) -> str:
        """Return a unit of the rule files in this language, or as it is there."""
        return self.tongue.text({"en": unit, **self.tongue.rulebook.method.units.get(unit, {})}) if unit else ""


def keys() -> tuple[str, ...]:
    """Return the keys that a translator finds in the shipped file."""
    return _PHRASES.keys()


def in_all(key: str) -> dict[str, str]:
    """Return a phrase by language, as a translator finds it."""
    return _PHRASES.unfilled(key)
