"""The language of a report: fixed words, texts of the rule files, numbers and days as its reader writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from gapcheck.assessment.figures import Figure
from gapcheck.assessment.rounding import shown
from gapcheck.errors import Problem, UsageError
from gapcheck.report.spoken.words import word
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.countries import country_name
from gapcheck.rulebook.phrases import ENGLISH, Phrases, in_language
from gapcheck.workbook.places import ranges

_PHRASES: Final = Phrases(Path(__file__).with_name("story.yaml"))


class Tongue:
    """Says everything in one language; what a text lacks in it is said in English.

    Raises UsageError where the rule files have no such language.
    """

    def __init__(self, rulebook: Rulebook, code: str = ENGLISH) -> None:
        known = (ENGLISH, *rulebook.method.languages)
        if code not in known:
            expected = f"one of {', '.join(known)}"
            raise UsageError([Problem("--lang", repr(code), expected, "A report is written in one language.")])
        self.code = code
        self.rulebook = rulebook

    def say(self, key: str, **filled: object) -> str:
        """Return fixed words, with what stands in braces filled in; short ones are shared with other reports."""
        words = {name: str(value) for name, value in filled.items()}
        return _PHRASES.say(key, self.code, **words) if key in _own() else word(key, self.code, **words)

    def text(self, texts: Mapping[str, str] | None) -> str:
        """Return a text of the rule files in this language, or in English; nothing where there is none."""
        return in_language(texts, self.code) if texts else ""

    def day(self, iso: str) -> str:
        """Return an ISO date, or the year or month that is known of one, as people write it: 18 November 2022."""
        parts = iso.split("-")
        if not (parts[0].isascii() and parts[0].isdigit()) or len(parts) > 3:
            return iso
        words = [parts[0]]
        if len(parts) > 1:
            words.insert(0, self.say("months").split()[int(parts[1]) - 1])
        if len(parts) > 2:
            words.insert(0, str(int(parts[2])))
        return " ".join(words)

    def days(self, start: str, end: str) -> int:
        """Return how many days a period has, both ends included."""
        return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1

    @staticmethod
    def points(figure: Figure) -> str:
        """Return points of 100 to one decimal, as every format shows them."""
        return shown(Fraction(figure.exact))

    @staticmethod
    def percent(figure: Figure | None) -> str:
        """Return a percentage to one decimal, or nothing where there is none."""
        return "" if figure is None else f"{shown(Fraction(figure.exact))}\u00a0%"

    @staticmethod
    def cells(cells: Iterable[str]) -> str:
        """Return cells of the workbook, runs of them as ranges."""
        return ", ".join(ranges(cells))

    def country(self, code: str, english: str) -> str:
        """Return a country's name in this language, where it is the name that is known here."""
        held = self.rulebook.countries.get(code)
        return country_name(code, held, self.code) if country_name(code, held) == english else english

    @cached_property
    def draft(self) -> str | None:
        """The name of this language, if no native reader has reviewed its words."""
        language = self.rulebook.method.languages.get(self.code)
        return language.name if language is not None and not language.reviewed else None


@cache
def _own() -> frozenset[str]:
    return frozenset(_PHRASES.keys())
