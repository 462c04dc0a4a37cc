"""Texts that a workbook may hold to do harm in a report, or that break it by themselves.

A report must show each of them whole, as the text that it is, and do nothing that it says.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gapcheck.disclosure.freetext import tells_a_number

EVIL = "javascript:alert(document.domain)"
_MARKS = "\u0335\u0327\u031b" * 20  # above, below and through one letter


@dataclass(frozen=True)
class Hostile:
    """A text as it is written into a cell, and as the reader gives it: without what nobody typed or sees.

    ``read`` stands in the JSON result whole. ``shown`` is the same on one line, as reports for people may show it.
    """

    name: str
    written: str
    read: str
    shown: str

    @property
    def withheld(self) -> bool:
        """Whether a report to be passed on leaves it out of comments, reasons, voices and answers in words."""
        return tells_a_number(self.read)

    def whole_in(self, text: str) -> bool:
        """Return whether a text that people see holds all of it, however lines were broken."""
        return squeezed(self.shown) in squeezed(text)


def squeezed(text: str) -> str:
    """Return text without white space and without marks of no width: what is left however lines were broken."""
    return "".join(mark for mark in text if not mark.isspace() and unicodedata.category(mark) != "Cf")


def _text(name: str, written: str, read: str | None = None, shown: str | None = None) -> Hostile:
    read = written if read is None else read
    return Hostile(name, written, read, " ".join(read.split()) if shown is None else shown)


TEXTS = (
    # markup
    _text("script", '<script>alert("script")</script>'),
    _text("script_with_number", "<script>alert(1)</script>"),
    _text("image", '"><img src=x onerror=alert(document.domain)>'),
    _text("drawing", "'><svg/onload=alert(document.domain)>"),
    _text("attribute", "' onmouseover='alert(document.domain)' x=\"y"),
    _text("style", "</style><style>*{display:none}</style>"),
    _text("closing", "</title></textarea></td></table></script></svg>out"),
    _text("entities", "&lt;b&gt;not bold&lt;/b&gt; &amp;amp; &quot; &nbsp;end"),
    _text("numeric_entities", "&#60;b&#62; &#x202e;"),
    _text("cdata", "<![CDATA[ in ]]> out <!-- in --> out"),
    _text("entity", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;"),
    # templates
    _text("expression", "{{ config }} ${ config } #{ config } <%= config %>"),
    _text("expression_with_numbers", "{{7*7}} ${7*7}"),
    _text("statement", "{% include '/etc/passwd' %} {# remark #}"),
    # addresses
    _text("script_link", EVIL),
    _text("hidden_script_link", "JaVa\tScRiPt:alert(document.domain)"),
    _text("data_link", "data:text/html,<script>alert(document.domain)</script>"),
    _text("file_link", "file:///etc/passwd"),
    _text("network_link", "\\\\elsewhere.invalid\\share"),
    _text("bare_link", "//elsewhere.invalid/picture.png"),
    _text("quoting_link", "https://elsewhere.invalid/?q=\"onmouseover='alert()' x=&amp;y=<b>"),
    _text("disguised_link", "https://example.org@elsewhere.invalid/"),
    # formulas
    _text("formula", '=HYPERLINK("http://elsewhere.invalid/"&A1,"click")'),
    _text("command", "=cmd|'/C calc'!A"),
    _text("plus", "+1"),
    _text("minus", "-2+3"),
    _text("at", "@SUM(A:A)"),
    _text("tab_led", "\t=TODAY()", "=TODAY()"),
    _text("wide", "＝NOW()"),
    _text("zero_width_led", "\u200b=RAND()", "=RAND()"),
    _text("apostrophe", "'=PI()"),
    _text("looks_like_a_day", "3-4"),
    _text("separators", 'a,"b";c\t\'d\'|e'),
    # order and width
    _text("overridden", "report\u202efdp.exe", "reportfdp.exe"),
    _text("isolated", "\u2067right\u2069 \u200eleft\u200f", "right left"),
    _text("zero_width", "Phnom\u200bPenh\u200cand\u200dKep\ufeff!", shown="Phnom\u200bPenh\u200cand\u200dKep!"),
    _text("soft_hyphen", "co\u00adoperation", shown="cooperation"),
    _text("private", "private\ue000use", shown="privateuse"),
    _text("emoji", "family 👩\u200d👧 🇰🇭 ✊🏿"),
    _text("khmer", "ជនរងគ្រោះនៃអំពើជួញដូរមនុស្ស"),
    _text("arabic", "مكافحة الاتجار بالبشر (UN)"),
    _text("combining", f"e\u0301crit Z{_MARKS}go", f"écrit {unicodedata.normalize('NFC', f'Z{_MARKS}')}go"),
    _text("long", "Donaudampfschiff" * 313),  # 5,008 letters
    _text("long_khmer", "ជួញដូរ" * 200),
    # markdown
    _text("table_row", "| cell | cell |\n|---|---|\n| x | y |"),
    _text("markdown_link", "[click](javascript:alert(document.domain)) <https://elsewhere.invalid/>"),
    _text("markdown_picture", "![picture](https://elsewhere.invalid/picture.png)"),
    _text("markdown_reference", "[label]: https://elsewhere.invalid/ 'title'"),
    _text("heading", "# heading\n## lower\nunderlined\n==="),
    _text("fence", "```\ncode\n```\n`code` ~~~"),
    _text("emphasis", "*starred* __lined__ ~~struck~~ \\*escaped\\*"),
    _text("list", "- item\n* item\n> quoted\n---"),
    # controls and line breaks
    _text("lines", "top\r\nmiddle\rlower\u2028bottom", "top\nmiddle\nlower\nbottom"),
    _text("controls", "bell_x0007_ red_x001B_[31m, c\x9b and del\x7f", "bell red[31m, c and del"),
    _text("escaped_by_excel", "_x003C_b_x003E_ _xD800_"),
    _text("backslashes", r"\u003cscript\u003e \x3c \n \0"),
    _text("spreadsheet_words", "NULL; NaN; #note"),
)  # fmt: skip


def lost(texts: Iterable[Hostile], held: Iterable[str]) -> list[str]:
    """Return the names of the texts that are whole in none of the strings."""
    strings = list(held)
    return [text.name for text in texts if not any(text.read in string for string in strings)]


def strings(data: Any) -> Iterable[str]:
    """Yield every text in data as JSON holds it, names of its keys apart."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)


def disturbing(text: str) -> list[str]:
    """Return the marks in a text that move a cursor or turn its order round, by their code."""
    ordering = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
    marks = {mark for mark in text if (unicodedata.category(mark) in ("Cc", "Cs") and mark != "\n") or mark in ordering}
    return sorted(f"U+{ord(mark):04X}" for mark in marks)
