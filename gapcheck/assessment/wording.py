"""Words for criteria and answers, in any language: what a criterion needs, what an answer says."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Final

from gapcheck.assessment.keeping import kept
from gapcheck.assessment.rounding import half_up, shown
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import Test
from gapcheck.rulebook.model import YES_NO, Indicator
from gapcheck.rulebook.operands import COMPARISONS
from gapcheck.rulebook.phrases import ENGLISH, Phrases, in_language
from gapcheck.workbook.answers import Answer, Status, Table, Value

PHRASES: Final = Phrases(Path(__file__).with_name("wording.yaml"))


def gap_words(test: Test, rulebook: Rulebook, language: str = ENGLISH) -> str:
    """Return what a criterion needs, in the rule author's words or built from question and threshold."""
    if test.gap is not None:
        return in_language(test.gap, language)
    return _english_need(test, rulebook) if language == ENGLISH else _need(test, rulebook, language)


def _need(test: Test, rulebook: Rulebook, language: str) -> str:
    indicator = rulebook.indicators[test.indicator]
    question = indicator.title(language).rstrip("?.។")
    return PHRASES.say("needs", language, question=question, needed=expected_words(test, indicator, language))


@kept
def _english_need(test: Test, rulebook: Rulebook) -> str:
    return _need(test, rulebook, ENGLISH)


def expected_words(test: Test, indicator: Indicator, language: str = ENGLISH) -> str:
    """Return a criterion's operator and operand in words."""
    operand = test.operand
    if isinstance(operand, tuple):
        return _codes_words(test.operator, [label(indicator, code, language) for code in operand], language)
    if test.operator in COMPARISONS:
        compared = PHRASES.say(test.operator, language, bound=operand.replace("%", " %"))
        return PHRASES.say("of_them", language, compared=compared) if indicator.type == "choices" else compared
    return PHRASES.say(test.operator, language, operand=operand)


def _codes_words(operator: str, labels: list[str], language: str) -> str:
    quoted = [PHRASES.say("quoted", language, text=text) for text in labels]
    either = PHRASES.say("list_or", language).join(quoted)
    match operator:
        case "is_not":
            return PHRASES.say("any_but", language, listed=either)
        case "includes" if len(labels) == 1:
            return PHRASES.say("among", language, listed=either)
        case "includes":
            return PHRASES.say("all_of", language, listed=PHRASES.say("list_all", language).join(quoted))
        case "includes_any":
            return PHRASES.say("any_of", language, listed=either)
    return either


def label(indicator: Indicator, code: str, language: str = ENGLISH) -> str:
    """Return an option's label in a language, or in English, or its code where there is none."""
    option = indicator.options.get(code)
    if option is not None:
        return option.labels.get(language) or option.labels.get(ENGLISH, code)
    return PHRASES.say(code, language) if code in YES_NO else code.replace("_", " ").capitalize()


def answer_words(answer: Answer, indicator: Indicator, language: str = ENGLISH) -> str:
    """Return an answer in words, or why there is none."""
    if answer.value is None:
        return status_words(answer.status, language)
    return value_words(answer.value, indicator, language)


def status_words(status: Status, language: str = ENGLISH) -> str:
    """Return why there is no answer, in words."""
    return PHRASES.say(status.value, language)


def value_words(value: Value, indicator: Indicator, language: str = ENGLISH) -> str:
    """Return an answer in words: labels for codes, per cent for shares, at most two decimals."""
    if isinstance(value, str):
        return label(indicator, value, language) if value in indicator.codes else value
    if isinstance(value, Fraction):
        if indicator.type == "share":
            return f"{shown(value * 100)} %"
        return f"{int(value):,}" if value.denominator == 1 else f"{shown(half_up(value, 2), 2)}"
    if isinstance(value, tuple):
        return PHRASES.say("list_choices", language).join(label(indicator, code, language) for code in value)
    if isinstance(value, Table):
        return PHRASES.say("rows", language, number=str(len(value.rows)))
    return str(value)
