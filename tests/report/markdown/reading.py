"""Markdown as a reader gets it: parsed as GitHub does, and every bare address that could be one is made a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis import settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from gapcheck.report.markdown.inert import GUARD

_PARSER = MarkdownIt("gfm-like")

LAW = settings(deadline=None)  # the first parse builds tables; other tests share the machine

LINKED = re.compile(
    r"@[\w-]|#\d|\bGH-\d|[a-z]://|:[\w+-]+:|(?:^|\s)\$\S|\b(?=\w*[a-f])(?=\w*\d)[0-9a-f]{7,40}\b", re.IGNORECASE
)
"""What sites link or replace in the text that a reader sees: persons, issues, addresses, emoji, formulas, commits."""

HOSTILE = (
    *("|", "\\", "\\|", "`", "``", "```", "~~~", "~~", "*", "**", "_", "__", "^", "{{", "%}", "!", "==a==", "++a++"),
    *("[", "]", "[x](y)", "![x](y)", "[^1]", "[^1]:", "[x]: y", "- [ ] ", "<", ">", "<b>", "</b>", "<!--", "-->"),
    *(
        "<script>",
        "<http://a.example>",
        "&",
        "&lt;",
        "&#64;",
        "&nbsp;",
        "#",
        "# ",
        "#12",
        "GH-12",
        "a/b#12",
        "@ministry",
    ),
    *("a@b.example", "mailto:a@b.example", "www.a.com", "WWW.", "http://a.com", "https://", "ftp://a.com", "//a.com"),
    *("a.com", "README.md", "-", "- ", "+ ", "* ", "---", "===", "=", "1. ", "1) ", "12", ".", ")", "> ", ":", ":---"),
    *(":smile:", ":::", "$", "$x$", "$$", "abcdef1234567", "ខ្មែរ", "é", "a", "B", " ", "    ", "\t", "\r\n", "\n\n"),
    *("\u200b", "\u202e", "\u2066", "\u2060", "\u2028", "\x00", "\x1b"),
)

texts = st.one_of(st.lists(st.sampled_from(HOSTILE), max_size=12).map("".join), st.text(max_size=40))


@dataclass
class Page:
    """A page as read: kinds of elements, headings with what follows each, tables by rows of text."""

    elements: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    tables: dict[tuple[str, ...], list[list[list[str]]]] = field(default_factory=dict)
    seen: str = ""


def read(markdown: str) -> Page:
    """Return a page; tables are kept under the headings they stand below."""
    page, path, row = Page(), [], []
    tokens = _PARSER.parse(markdown)
    page.elements = {token.type.removesuffix("_open").removesuffix("_close") for token in _walk(tokens)}
    page.elements -= {"inline", "text"}
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "table_open":
            page.tables.setdefault(tuple(path), []).append([])
        elif token.type == "tr_open":
            row = []
            page.tables[tuple(path)][-1].append(row)
        elif token.type == "inline":
            text = content(token)
            page.seen += f"\n{_shown(token)}"
            page.lines.append(text)
            if before is not None and before.type == "heading_open":
                path = [*path[: int(before.tag[1]) - 1], text]
            if before is not None and before.type in ("th_open", "td_open"):
                row.append(text)
    return page


def content(token: Token) -> str:
    """Return the text of a line as it was given."""
    return _shown(token).replace(GUARD, "")


def _shown(token: Token) -> str:
    return "".join(child.content for child in token.children or [])


def _walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or [])
