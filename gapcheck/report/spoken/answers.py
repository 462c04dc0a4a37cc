"""Answers of a result in words of a language: as they count, as the officer gave them, as a review made them."""

from __future__ import annotations

from typing import Final

from gapcheck.assessment.figures import Plain
from gapcheck.assessment.result import AnswerRecord, OriginalAnswer
from gapcheck.assessment.rulings import DecisionRecord, VoiceRecord
from gapcheck.assessment.wording import PHRASES, status_words, value_words
from gapcheck.report.spoken.words import recognised, word
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import Status

_KEPT_BACK: Final = ("not_shown", "withheld")


def answer_words(answer: AnswerRecord, rulebook: Rulebook, language: str) -> str:
    """Return an answer as it counts: labels for codes, the special word where there is none, "not shown"."""
    return _answered(answer, rulebook.indicators.get(answer.indicator), language)


def original_words(answer: AnswerRecord, rulebook: Rulebook, language: str) -> str:
    """Return what the officer answered, whatever a review made of it."""
    return _answered(answer.original or answer, rulebook.indicators.get(answer.indicator), language)


def decision_words(decision: DecisionRecord, rulebook: Rulebook, language: str) -> str:
    """Return the value of a correction; nothing for any other decision."""
    if decision.value is None:
        return free_words(decision.words, language)
    return recorded_words(decision.value, decision.words, rulebook.indicators.get(decision.indicator), language)


def voiced_words(voice: VoiceRecord, language: str) -> str:
    """Return what an outside voice says: its own words, or that they are kept back."""
    return free_words(voice.says, language)


def free_words(text: str, language: str) -> str:
    """Return somebody's own words as they are, or, where they are kept back, that they are."""
    kept_back = recognised(text, *_KEPT_BACK)
    return word(kept_back[0], language) if kept_back else text


def recorded_words(value: Plain, words: str, indicator: Indicator | None, language: str) -> str:
    """Return a value of a result in words; numbers, dates and texts as the result writes them.

    The numbers in a result are rounded, its words are not: so these are what is said.
    """
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return _rows_words(words, language)
    if indicator is not None and indicator.codes and isinstance(value, (str, list)):
        coded = tuple(map(str, value)) if isinstance(value, list) else value
        if value_words(coded, indicator) == words:
            return value_words(coded, indicator, language)
    return _rows_words(words, language) if value == [] else words


def _answered(record: AnswerRecord | OriginalAnswer, indicator: Indicator | None, language: str) -> str:
    if record.value is not None:
        return recorded_words(record.value, record.words, indicator, language)
    status = next((held for held in Status if held.value == record.status), Status.ANSWERED)
    if status is not Status.ANSWERED and status_words(status) == record.words:
        return status_words(status, language)
    return free_words(record.words, language)


def _rows_words(words: str, language: str) -> str:
    """Return how many rows a table has, and how many of its numbers are not shown."""
    cut = recognised(words, "some_not_shown")
    if cut is not None:
        return word("some_not_shown", language, **{**cut[1], "said": _rows_words(cut[1]["said"], language)})
    found = PHRASES.recognised(words, ["rows"])
    return PHRASES.say("rows", language, **found[1]) if found is not None else words
