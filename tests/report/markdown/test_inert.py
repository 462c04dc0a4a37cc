import itertools

import pytest
from hypothesis import example, given
from markdown_reading import HOSTILE, LAW, LINKED, read, texts

from gapcheck.report.markdown.inert import GUARD, flat, inert


@LAW
@given(texts)
@example("a\u202e \u202e \u202e \u202e # b")
def test_what_is_shown_stands_on_one_line_with_single_spaces(text):
    shown = flat(text)
    assert shown == " ".join(shown.split())
    assert not set(shown) & {"\n", "\r", "\x00", "\u202e", "\u2066", GUARD}


@LAW
@given(texts)
def test_a_reader_sees_what_was_written_and_nothing_is_made_of_it(text):
    page = read(inert(text))
    assert page.lines == ([flat(text)] if flat(text) else [])
    assert page.elements <= {"paragraph"}


@LAW
@given(texts)
def test_what_a_reader_sees_holds_nothing_that_a_site_links(text):
    assert LINKED.search(read(inert(text)).seen) is None


def test_no_two_pieces_make_something_together():
    for text in ("".join(pair) for pair in itertools.product(HOSTILE, repeat=2)):
        page = read(inert(text))
        assert page.lines == ([flat(text)] if flat(text) else [])
        assert page.elements <= {"paragraph"}, text
        assert LINKED.search(page.seen) is None, text


@pytest.mark.parametrize(
    "text", ["18 November 2022, report 245/22 DDX", "Protection!C2:C7", "12.5 of 100 (75 %); 1,310", "“ខ្មែរ” – ភាសា"]
)
def test_plain_words_and_figures_stay_as_they_are(text):
    assert inert(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("www.1.example", "www\\.1\\.example"),  # GitHub takes every name that begins with www
        ("//localhost/a", "/\\/localhost/a"),
        ("==a== ++b++", "\\==a\\== \\++b\\++"),
        ("2^10^", "2\\^10\\^"),
        ("{{x}}", "\\{\\{x\\}\\}"),
    ],
)
def test_what_only_some_sites_make_something_of_is_escaped_too(text, written):
    assert inert(text) == written
    assert read(written).lines == [text]
