"""Contradictions of a result in words of a language: slips, cut searches, and sides that are answers in words."""

from __future__ import annotations

import re
from typing import Final

from gapcheck.assessment.clashes import ContradictionRecord
from gapcheck.assessment.disputes import CELLS
from gapcheck.assessment.repairs import PAIR_CELLS
from gapcheck.assessment.wording import PHRASES, label
from gapcheck.report.spoken.words import recognised, word
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import Criterion
from gapcheck.rulebook.model import Indicator
from gapcheck.rulebook.phrases import ENGLISH
from gapcheck.rulebook.provisions import tests_in

_SLIPS: Final = ("slip_swapped", "slip_one_other", "slip_one_left_out", "slip_one_too_many")


def slip_words(slip: str, language: str) -> str:
    """Return the slip of one digit that a result names, such as "two digits swapped"."""
    found = recognised(slip, *_SLIPS)
    return word(found[0], language) if found is not None else slip


def cut_words(language: str = ENGLISH) -> str:
    """Return that not every cell could be tried, and how many are."""
    return word("search_cut", language, cells=f"{CELLS:,}", pairs=str(PAIR_CELLS))


def side_words(found: ContradictionRecord, side: str, rulebook: Rulebook, language: str) -> str | None:
    """Return a side (``left`` or ``right``) that is told in words: the answers that do not go with the other side's.

    None where it is a number or a date, or not shown.
    """
    words = found.left if side == "left" else found.right
    check = next((check for check in rulebook.checks if check.id == found.check), None)
    if not isinstance(words, str) or check is None or check.implies is None:
        return None
    rule = check.implies.if_ if side == "left" else check.implies.then
    return _answers(words, rule, rulebook, language) or words


def _answers(words: str, rule: Criterion, rulebook: Rulebook, language: str) -> str | None:
    """Return the answers that a criterion rests on; None where they are not found again in the English words."""
    names = dict.fromkeys(test.indicator for test in tests_in((rule,)))
    if any(name not in rulebook.indicators for name in names):
        return None
    indicators = [rulebook.indicators[name] for name in names]
    pattern = "; ".join(f"{re.escape(indicator.title())} (.*)" for indicator in indicators)
    match = re.fullmatch(pattern, words, re.DOTALL)
    if match is None:
        return None
    told = [
        f"{indicator.title(language)} {_answer(answer, indicator, language)}"
        for indicator, answer in zip(indicators, match.groups(), strict=True)
    ]
    return "; ".join(told)


def _answer(words: str, indicator: Indicator, language: str) -> str:
    """Return an answer whose English words are known; numbers and dates are the same in every language."""
    if words == PHRASES.say("not_known"):
        return PHRASES.say("not_known", language)
    codes = {label(indicator, code): code for code in indicator.codes}
    chosen = words.split(PHRASES.say("list_choices"))
    if not all(one in codes for one in chosen):
        return words
    return PHRASES.say("list_choices", language).join(label(indicator, codes[one], language) for one in chosen)
