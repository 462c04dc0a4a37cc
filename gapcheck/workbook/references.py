"""Whether a few words name one thing, or only say that there is something."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from gapcheck.workbook.texts import matching

_FEWEST_LETTERS: Final = 3
_WORD = re.compile(r"[^\W\d_]+")
# Words that stand for no document of their own, alone or with each other: "various documents", "see the law".
_GENERIC_WORDS = (
    # no answer at all
    "yes no not none nil null nothing unknown known available applicable confidential tbd tba tbc todo pending xxx "
    "ok okay true false same ditto idem attached enclosed above below later "
    # which, how many, of what kind
    "a an the this that these our its their all any some several many various different other others such relevant "
    "existing official internal public national domestic local government of and or see in on as per from to etc "
    # what
    "document documents documentation doc docs paper papers file files record records report reports register "
    "registers registry statistic statistics stats data database law laws legislation act acts regulation regulations "
    "rule rules decree decrees decision decisions order orders policy policies plan plans strategy guideline "
    "guidelines letter letters note notes minutes source sources evidence proof reference references website websites "
    "web internet online link links annex annexes attachment attachments title number name date text"
)
_GENERIC: Final = frozenset(_GENERIC_WORDS.split())


def identifies(reference: str) -> bool:
    """Return whether a text can name one document: it has a digit, or three letters and not only generic words."""
    text = matching(reference)
    if any(letter.isdecimal() for letter in text):
        return True
    # Without its marks (vowels, accents) a word of any script is letters only.
    marks = {letter for letter in text if unicodedata.category(letter).startswith("M")}
    words = _WORD.findall("".join(letter for letter in text if letter not in marks))
    return sum(map(len, words)) >= _FEWEST_LETTERS and not _GENERIC.issuperset(words)
