"""Text from a workbook: made plain, compared, and shown to people. All of it may be hostile."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

SHOWN_LENGTH = 60  # characters of a cell's text that a problem quotes

# Excel writes control characters into its XML as _x000D_; only those are turned back.
_ESCAPE = re.compile(r"_x00([01][0-9A-Fa-f])_")
_LINE_BREAK = re.compile("\r\n|[\r\u2028\u2029]")
_CONTROL = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
# Marks that change the order in which text is shown: they can make a report say something else than it holds.
_ORDERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSHOWN = re.compile(f"[{_CONTROL}{_ORDERING}]")
# Zero-width marks: Khmer is typed with them and without them, so they do not tell two labels apart.
_ZERO_WIDTH = re.compile("[\u00ad\u034f\u180e\u200b-\u200d\u2060\ufe0e\ufe0f\ufeff]")
# What may stand at either end of a text and not be seen: spaces of every width, zero-width marks.
_EDGES = (
    " \t\n\v\f\u00a0\u00ad\u1680\u180e"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u202f\u205f\u2060\u3000\ufeff"
)
# Khmer that looks the same and is typed in two ways, by hand or by old converters: vowels in two parts, and the
# subscripts of DA and TA, which have one shape.
_KHMER = (("\u17c1\u17b6", "\u17c4"), ("\u17c1\u17b8", "\u17be"), ("\u17d2\u178a", "\u17d2\u178f"))
# What people put around a word in passing: quotation marks, bullets, a full stop, the star or colon of a form.
_BEFORE = "'\"\u00ab\u2039\u2022\u00b7*-"
_AFTER = "'\"\u00bb\u203a.\u17d4\u17d6\u17d5:;,*"
_LEFT, _RIGHT = _BEFORE + _EDGES, _AFTER + _EDGES
_SIGNS = {**dict.fromkeys("‐‑‒–—―−", "-"), "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'}
_SIGN = re.compile(f"[{''.join(_SIGNS)}]")


def plain(text: str) -> str:
    """Return text as a person typed it: one kind of line break, no control characters, no space around it.

    Letters and their marks are composed (NFC): a Mac may write them apart, and nobody sees the difference.
    """
    if "_x00" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if not text.isprintable():  # nothing printable is a line break or a mark
        text = _UNSHOWN.sub("", _LINE_BREAK.sub("\n", text))
    return unicodedata.normalize("NFC", text.strip(_EDGES))


def shown(value: object) -> str:
    """Return a value as a problem quotes it: one line, no control characters, at most 60 characters of it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return f"the date {value.date().isoformat()}"
    if isinstance(value, date):
        return f"the date {value.isoformat()}"
    return repr_of(value) if isinstance(value, str) else one_line(str(value))


def repr_of(text: str) -> str:
    """Return text in quotation marks, on one line and cut."""
    return f'"{one_line(text)}"'


def one_line(text: str) -> str:
    """Return text on one line without control characters, cut with an ellipsis."""
    # Cut before working on it: a cell can hold megabytes.
    line = " ".join(plain(text[: SHOWN_LENGTH * 20]).split())
    return line if len(line) <= SHOWN_LENGTH else f"{line[: SHOWN_LENGTH - 1]}…"


def matching(text: str) -> str:
    """Return the form in which labels, ids and words are compared: width, case, spaces, dashes do not matter."""
    if text.isascii():  # most is, and the rest changes none of it
        return " ".join(text.casefold().split())
    text = _ZERO_WIDTH.sub("", text)  # before marks are composed with their letters, lest one stand between
    text = _plain_signs(unicodedata.normalize("NFKC", text))
    folded = _ZERO_WIDTH.sub("", unicodedata.normalize("NFKC", text.casefold()))
    for written, meant in _KHMER:
        folded = folded.replace(written, meant)
    return " ".join(folded.split())


def trimmed(text: str) -> str:
    """Return text without what people put around a word in passing: quotation marks, a bullet, a full stop, a colon.

    Only for looking up words that are known; nothing is left of a text of such signs alone.
    """
    return _plain_signs(text).lstrip(_LEFT).rstrip(_RIGHT)


def _plain_signs(text: str) -> str:
    """Return text with quotation marks and dashes of every shape as those of a keyboard."""
    return text if text.isascii() else _SIGN.sub(lambda match: _SIGNS[match[0]], text)


def says_nothing(text: str) -> bool:
    """Return whether a text has no letter and no digit: a dash, dots, a question mark."""
    return not any(letter.isalnum() for letter in text)


def ascii_digits(text: str) -> str:
    """Return text with the digits of every script (Khmer, Thai, Arabic ...) as 0 to 9, spaces and dashes plain.

    Raised digits and fractions stay as they are: folding would make 121 of a 12 with a footnote mark.
    """
    if text.isascii() or any(unicodedata.category(letter) == "No" for letter in text):
        return text
    text = _ZERO_WIDTH.sub("", _plain_signs(unicodedata.normalize("NFKC", text)))
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(letter)) if unicodedata.category(letter) == "Nd" else letter for letter in text
    )
