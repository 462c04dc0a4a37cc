"""Whether a few words name one thing, or only say that there is something."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from gapcheck.workbook.texts import matching

_WORD = re.compile(r"[^\W\d_]+")
# Words that name nothing, alone or with each other: "n/a", "various documents", "see above". A short title such as
# "Labour law" is a title all the same, and for an auditor to judge.
_GENERIC_WORDS = (
    # no answer at all
    "yes no not none nil null nothing n na unknown known available applicable confidential tbd tba tbc todo pending "
    "xxx ok okay true false internal "
    # it stands elsewhere, or is to come
    "same as ditto idem ibid ibidem attached attachment attachments enclosed enclosure above below later before "
    "previous row annex annexes appendix comment comments remark remarks email emails e mail link links on upon by "
    "request to be is are it will send sent submitted provided follow follows come soon "
    # that there is something, not what
    "a an the these this our its their all any some several many various different other others such relevant "
    "existing and or see in of for document documents documentation docs paper papers file files record records "
    "source sources report reports"
)
_GENERIC: Final = frozenset(_GENERIC_WORDS.split())
# The same in Khmer, which sets no spaces between words: they are looked for one behind the other. None of them is made
# of others here, so that a text can be taken apart in one way only.
_GENERIC_KHMER = (
    "ដូច ខាង លើ ក្រោម គ្មាន មិន មាន ដឹង នឹង ផ្ញើ ឧបសម្ព័ន្ធ សូម មើល ឯកសារ របាយការណ៍ ភ្ជាប់ ទាំង អស់ នេះ នោះ"
    " ក្នុង នៅ តាម អ៊ីមែល មតិ យោបល់ ផ្ទៃ ជូន ពេល ក្រោយ ទេ"
)
_KHMER_RUN = re.compile("[\u1780-\u17d3\u17dc\u17dd]+")
_LONGEST = 100  # letters of Khmer that can be such words; a longer text says something


def identifies(reference: str) -> bool:
    """Return whether a text can name a document: it has a digit, or a word that is not only generic."""
    text = matching(reference)
    if any(letter.isdecimal() for letter in text):
        return True
    khmer = _KHMER_RUN.findall(text)
    if any(len(run) > _LONGEST or not _generic_khmer().fullmatch(run) for run in khmer):
        return True
    text = _KHMER_RUN.sub(" ", text)
    # Without its marks (vowels, accents) a word of any script is letters only.
    if not text.isascii():
        marks = {letter for letter in text if unicodedata.category(letter).startswith("M")}
        text = "".join(letter for letter in text if letter not in marks)
    words = _WORD.findall(text)
    return not _GENERIC.issuperset(words)


@cache
def _generic_khmer() -> re.Pattern[str]:
    return re.compile("(?:{})+".format("|".join(re.escape(matching(word)) for word in _GENERIC_KHMER.split())))
