"""Free text: whether words may tell a number, so that a comment does not repeat what a table keeps back."""

from __future__ import annotations

import re
from typing import Final

WITHHELD: Final = "not shown: it may repeat a figure that is not shown"
"""What stands in the place of words that may tell a number."""

# Number words of the languages that workbooks are written in; "a", "the" and the like are no numbers to hide.
_WORDS: Final = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|half|both|single|sole|couple|"
    r"pairs?|twins?|trio|once|twice|thrice|siblings?|sisters?|brothers?|mother|father|alone)\b"
    # Khmer has no spaces between words: a letter below another, or one that carries another vowel, begins no such word.
    "|(?<!\u17d2)(?:មួយ|ពីរ|បី|បួន|ប្រាំ|ដប់|ម្ភៃ|សិប|រយ|ពាន់|ម្នាក់|ទាំងពីរ|ទាំងបី|តែឯង)(?![\u17b6-\u17d3])",
    re.IGNORECASE,
)


def tells_a_number(text: str | None) -> bool:
    """Return whether words hold a digit of any script, or a number in words of English or Khmer."""
    return text is not None and (any(letter.isnumeric() for letter in text) or _WORDS.search(text) is not None)


def guarded(text: str, *, always: bool = False) -> str:
    """Return words, or what stands in their place where they may tell a number; nothing stays nothing."""
    return WITHHELD if text and (always or tells_a_number(text)) else text
