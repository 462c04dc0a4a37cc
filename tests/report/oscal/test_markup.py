"""What people wrote is shown as it stands by a reader of Markdown, and is never markup."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from gapcheck.report.oscal.markup import INCLUDE_ALL, file_reference, line, lines, pruned, string, web_address

READER = MarkdownIt("commonmark")
MARKS = st.text(st.sampled_from("\\`*_~^\"'[]{}<>&|!#+-=.:)(1 \n\tax\u202e\u200bក"), max_size=40)


def shown(text):
    return READER.render(text).replace("&quot;", '"')


def paragraph(text):
    return f"<p>{escape(string(text), quote=False)}</p>\n" if string(text) else ""


@given(st.one_of(MARKS, st.text(max_size=60)))
@example("1. a")
@example("12345678) a")
@example("- a")
@example("---")
@example("# a")
@example("[a]: http://b")
@example("<a href='x'>")
@example("&lt;b&gt;")
def test_a_line_is_shown_as_it_stands(text):
    assert shown(line(text)) == paragraph(text)


@given(st.lists(MARKS, max_size=4))
def test_each_text_is_a_paragraph_of_its_own(texts):
    assert shown(lines(texts)) == "".join(map(paragraph, texts))


@given(st.one_of(MARKS, st.text()))
@example("a \x00 b")
@example("\u202e a")
def test_strings_are_what_the_schema_takes_or_nothing(text):
    held = string(text)
    assert held == held.strip()
    assert len(held.splitlines()) <= 1
    assert string(held) == held


def test_years_and_words_with_hyphens_are_left_as_they_are():
    assert line("2023-2024 Anti-Trafficking Action Plan: 75 % (1.5)") == (
        "2023-2024 Anti-Trafficking Action Plan: 75 % (1.5)"
    )


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "data:text/html,x", "https://a b", 'https://a"b', "ftp://a", "", None, "http://é"]
)
def test_what_is_no_address_of_the_web_is_no_link(text):
    assert web_address(text) is None


def test_an_address_of_the_web_is_a_link():
    assert web_address("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"


def test_a_file_is_referred_to_whatever_its_name():
    assert file_reference("a b:#?.json") == "./a%20b%3A%23%3F.json"


def test_what_is_empty_is_left_out_but_for_what_must_be():
    held = {"a": None, "b": [{}, {"c": ""}], "d": 0, "e": False, INCLUDE_ALL: {}}
    assert pruned(held) == {"d": 0, "e": False, INCLUDE_ALL: {}}
