"""Free text: whether words may tell a number, so that a comment does not repeat what a table keeps back.

Where numbers are hidden, words that tell any number are (`tells_a_number`); elsewhere those that tell a small one. Both
rather keep back too much: "Article 4" reads as a small number.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import unquote

WITHHELD: Final = "not shown: it may repeat a figure that is not shown"
"""What stands in the place of words that may tell a number."""

# Addresses write words with underscores between them: only letters and digits make a word longer.
_START: Final = r"(?<![^\W_])"
_END: Final = r"(?![^\W_])"

_KIN: Final = (
    "(?:grand|step|half)?(?:siblings?|sisters?|brothers?|mothers?|fathers?|daughters?|sons?)"
    "|grand(?:child|children)|aunts?|uncles?|cousins?|nieces?|nephews?|wife|wives|husbands?|pregnant"
)
# "A girl" is one girl, and so is "a young Burmese girl": up to three words of another kind may stand between.
_ONE_PERSON: Final = (
    r"an?[\s_-]+(?:(?!(?:of|for|on|to|in|by|with|at|from|against|the|and|or|is|was|has|had|who|that|which|as|per)"
    rf"{_END})[^\W_]+[\s_-]+){{0,3}}(?:girl|boy|woman|man|child|victim|person|minor|juvenile|suspect|official)"
)
_SMALL_WORDS: Final = "one|two|three|four|both|single|sole|couple|pairs?|twins?|trio"

# Number words of the languages that workbooks are written in; "a", "the" and the like are no numbers to hide.
_ANY: Final = re.compile(
    rf"{_START}(?:{_SMALL_WORDS}|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|half"
    rf"|once|twice|thrice|alone|{_KIN}|{_ONE_PERSON}){_END}"
    # Khmer has no spaces between words: a letter below another, or one that carries another vowel, begins no such word.
    "|(?<!\u17d2)(?:មួយ|ពីរ|បី|បួន|ប្រាំ|ដប់|ម្ភៃ|សិប|រយ|ពាន់|ម្នាក់|ទាំងពីរ|ទាំងបី|តែឯង)(?![\u17b6-\u17d3])",
    re.IGNORECASE,
)
_SMALL: Final = re.compile(
    rf"{_START}(?:{_SMALL_WORDS}|{_KIN}|{_ONE_PERSON}){_END}"
    # The word for one is no number in those for "each" and "any", nor that for two in "about" with an r after it.
    "|(?<!\u17d2)(?:(?<!នី)(?<!ណា)មួយ|(?<!អំ)ពីរ|បី|បួន|ម្នាក់(?!ៗ)|តែឯង)(?![\u17b6-\u17d3])",
    re.IGNORECASE,
)

_MONTH: Final = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_LIST: Final = r"\d+(?:(?:,\s*|\s+(?:and|to)\s+|\s*[-–]\s*)\d+)*(?!\d)"
# Numbers that count nothing: days, and those of documents and their parts, where no noun follows that they could count.
_NO_COUNT: Final = re.compile(
    r"(?<!\d)(?:\d{4}-\d\d?(?:-\d\d?)?|\d\d?[./-]\d\d?[./-]\d{4}|\d{1,4}/\d{4}"
    rf"|\d\d?(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+\d{{4}})(?!\d)"
    rf"|{_MONTH}\s+\d\d?(?:st|nd|rd|th)?,?\s+\d{{4}}(?!\d)"
    r"|(?:\b(?:[Nn]os?\.|N[°º]|[Ss]ections?|[Cc]hapters?|[Pp]ages?|[Tt]ables?)|№|លេខ)\s*"
    rf"{_LIST}(?=\s*(?:$|[^\w\s(]|of\s+\d|on\b|to\b))"
    r"|ថ្ងៃទី\s*\d+"
)
# Alone: no part of a greater number, of a decimal or of a name such as C4, and no ordinal; "03" is three.
_SMALL_NUMBER: Final = re.compile(
    r"(?<![0-9A-Za-zÀ-ɏ])(?<![0-9]\.)0*[1-4](?![0-9])(?!\.[0-9])(?![,\u00a0\u202f][0-9]{3}(?![0-9]))"
    rf"(?!(?:st|nd|rd|th){_END})"
)


def tells_a_number(text: str | None) -> bool:
    """Return whether words hold a digit of any script, or a number or one person in words of English or Khmer."""
    return text is not None and (any(letter.isnumeric() for letter in text) or _ANY.search(text) is not None)


def tells_a_small_number(text: str | None) -> bool:
    """Return whether words hold a number from 1 to 4 that may count persons, in digits or words, or kin or one person.

    Dates, numbers of documents ("No. 4 of 2022") and sections, and parts of greater numbers are none.
    """
    if text is None:
        return False
    read = "".join(map(_western, unquote(text)))
    return _SMALL.search(read) is not None or _SMALL_NUMBER.search(_NO_COUNT.sub(" ", read)) is not None


def _western(letter: str) -> str:
    """Return a letter, or the digit from 0 to 9 that it is in another script."""
    value = unicodedata.numeric(letter, None)
    return str(int(value)) if value is not None and value in range(10) else letter


def guarded(text: str, *, always: bool = False, small: bool = False) -> str:
    """Return words, or what stands in their place where they may tell a number; nothing stays nothing.

    With ``small`` only a small number counts; with ``always`` they are kept back whatever they tell.
    """
    tells = tells_a_small_number if small else tells_a_number
    return WITHHELD if text and (always or tells(text)) else text
