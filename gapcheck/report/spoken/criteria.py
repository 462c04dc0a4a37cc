"""Criteria of a result in words of a language: what is asked and needed, what was found, and why it does not do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from gapcheck.assessment.reasons import FIGURELESS, STATED, Reason
from gapcheck.assessment.result import Criterion
from gapcheck.assessment.wording import PHRASES, expected_words, gap_words, value_words
from gapcheck.report.spoken.texts import question_title
from gapcheck.report.spoken.words import word
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import Test
from gapcheck.workbook.answers import Value

_REASONS: Final = (
    "why_rejected", "why_blank", "why_not_known", "why_not_available", "why_confidential", "why_not_applicable",
    "why_contested", "why_undocumented", "why_untold", *FIGURELESS, STATED,
)  # fmt: skip
FIGURE: Final = re.compile(r"-?[\d,]+(?:\.\d+)?(?: %)?")
"""A number as a result states it, and a year."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a criterion asks about, and what it needs of the answer, such as "at least 75 %"."""

    question: str
    needed: str


def criterion_words(criterion: Criterion, rulebook: Rulebook, language: str) -> Asked:
    """Return what a criterion asks and needs; by ids and codes where the rulebook does not have the question."""
    question = question_title(criterion.indicator, rulebook, language)
    indicator, test = rulebook.indicators.get(criterion.indicator), test_of(criterion)
    if indicator is None or test is None:
        expected = criterion.expected if isinstance(criterion.expected, str) else ", ".join(criterion.expected)
        return Asked(question, f"{criterion.operator.replace('_', ' ')} {expected}")
    return Asked(question, expected_words(test, indicator, language))


def found_words(criterion: Criterion, rulebook: Rulebook, language: str) -> str:
    """Return what was found for a criterion: the value in words, "not shown", or why there is none."""
    if criterion.truth == "suppressed" or (criterion.found is None and criterion.truth in ("met", "not_met")):
        return word("not_shown", language)
    if criterion.truth == "not_applicable":
        return word("truth_not_applicable", language)
    indicator, value = rulebook.indicators.get(criterion.indicator), stated_value(criterion, rulebook)
    if indicator is not None and value is not None:
        return value_words(value, indicator, language)
    if criterion.found is not None:
        return "; ".join(map(str, criterion.found)) if isinstance(criterion.found, list) else str(criterion.found)
    return reason_words(criterion, rulebook, language) or word("cannot_be_told", language)


def reason_words(criterion: Criterion, rulebook: Rulebook, language: str) -> str | None:
    """Return why a criterion does not hold as documented; None where it holds or does not apply.

    Where the reason is not known here, what the result says is missing, in English.
    """
    if criterion.gap is None:
        return None
    if criterion.truth == "suppressed":
        return word("not_shown", language)
    reason, indicator = reason_in(criterion, rulebook), rulebook.indicators.get(criterion.indicator)
    if reason is None or indicator is None:
        return criterion.gap
    return reason.words(indicator, language)


def test_of(criterion: Criterion) -> Test | None:
    """Return the criterion as rule files have it; None where it is none of these rules."""
    try:
        return Test.model_validate({"indicator": criterion.indicator, criterion.operator: criterion.expected})
    except ValueError:
        return None


def reason_in(criterion: Criterion, rulebook: Rulebook, test: Test | None = None) -> Reason | None:
    """Return why a criterion does not hold, from the words of the result; None where they are not known here.

    ``test`` is the criterion with the words of its author, where there are any.
    """
    found = None
    if criterion.gap is not None and test is not None:
        before, _, after = PHRASES.say("lack", needed=gap_words(test, rulebook), reason="\0").partition("\0")
        inside = criterion.gap.removeprefix(before).removesuffix(after)
        found = PHRASES.recognised(inside, _REASONS) if criterion.gap == f"{before}{inside}{after}" else None
    elif criterion.gap is not None:
        # Words before the reason, and labels in it, may hold brackets too; the reason is what we know of the end.
        starts = reversed([at.end() for at in re.finditer(r"\(", criterion.gap)])
        tails = (criterion.gap[start:-1] for start in starts)
        found = next(filter(None, (PHRASES.recognised(tail, _REASONS) for tail in tails)), None)
    if found is None:
        return None
    key, filled = found
    if key != STATED:
        return Reason(key, filled=filled)
    return Reason(key, value=_stated(criterion, filled["value"]))


def stated_value(criterion: Criterion, rulebook: Rulebook) -> Value | None:
    """Return what was found, as the words for values take it; a number as the result words it, where it does."""
    found = criterion.found
    if isinstance(found, list):
        return tuple(map(str, found))
    if isinstance(found, (int, float)) and not isinstance(found, bool):
        reason = reason_in(criterion, rulebook)
        if reason is not None and isinstance(reason.value, str):
            return reason.value
        return Fraction(str(found))
    return None if found is None else str(found)


def _stated(criterion: Criterion, words: str) -> Value:
    """Return what was stated: codes as codes; figures in their words, since those are exact and the number is not."""
    if isinstance(criterion.found, list):
        return tuple(map(str, criterion.found))
    return criterion.found if isinstance(criterion.found, str) else words
