"""Whether a few words name one thing, or only say that there is something."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from gapcheck.workbook.texts import matching

_WORD = re.compile(r"[^\W\d_]+")
# Words that name nothing, alone or with each other: "n/a", "various documents", "see above". A short title such as
# "Labour law" is a title all the same, and for an auditor to judge.
_GENERIC_WORDS = (
    # no answer at all
    "yes no not none nil null nothing n unknown known available applicable confidential tbd tba tbc todo pending xxx "
    "ok okay true false same ditto idem attached enclosed above below later "
    # that there is something, not what
    "a an the these our its their all any some several many various different other others such relevant existing and "
    "or see in on of documents documentation docs papers files records sources"
)
_GENERIC: Final = frozenset(_GENERIC_WORDS.split())


def identifies(reference: str) -> bool:
    """Return whether a text can name a document: it has a digit, or a word that is not only generic."""
    text = matching(reference)
    if any(letter.isdecimal() for letter in text):
        return True
    # Without its marks (vowels, accents) a word of any script is letters only.
    marks = {letter for letter in text if unicodedata.category(letter).startswith("M")}
    words = _WORD.findall("".join(letter for letter in text if letter not in marks))
    return not _GENERIC.issuperset(words)
