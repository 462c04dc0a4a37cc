from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.rulebook.quotations import agreeing_words, collapse, sha256_of, stands_in, unix_lines

marked = st.text("ab <>/*`#!-\n\t\u00a0.é", max_size=60)
words = st.lists(st.text("abcé", min_size=1, max_size=4), min_size=1, max_size=8)


@given(marked)
def test_collapsing_twice_is_collapsing_once(text: str) -> None:
    assert collapse(collapse(text)) == collapse(text)


@given(
    words,
    st.lists(st.sampled_from([" ", "\n", "\r\n", "\t", "  ", "\u00a0", " **", "** ", " <b>", "</b> "]), min_size=8),
)
def test_spaces_and_marks_do_not_count(parts: list[str], gaps: list[str]) -> None:
    text = "".join(part + gap for part, gap in zip(parts, gaps, strict=False))
    assert collapse(text) == " ".join(parts)


@given(words, st.data())
def test_whole_words_of_a_source_stand_in_it(parts: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(parts) - 1))
    end = data.draw(st.integers(start + 1, len(parts)))
    quotation = " ".join(parts[start:end])
    assert stands_in(quotation, " ".join(parts))
    assert agreeing_words(quotation, " ".join(parts)) == quotation


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("fewer than <5 persons, or >3", "fewer than <5 persons, or >3"),
        ("<<a>b>x", "x"),
        ("<`b`>x", "x"),
        ("**Fully** `implement`\n  # it", "Fully implement it"),
        ("a <!-- page 3 --> b", "a b"),
    ],
)
def test_markup(text: str, plain: str) -> None:
    assert collapse(text) == plain


@pytest.mark.parametrize(
    ("quotation", "source", "there"),
    [
        ("Niger", "Nigeria", False),
        ("Niger", "Nigeria and Niger", True),
        ("rain officials", "train officials", False),
        ("train", "train.", True),
        ("'victims'", "the 'victims' fund", True),
        ("មនុស្ស", "ជួញដូរមនុស្សកម្ពុជា", True),  # Khmer is written without spaces
    ],
)
def test_words_are_not_cut(quotation: str, source: str, there: bool) -> None:
    assert stands_in(quotation, source) is there


def test_where_a_quotation_parts_from_its_source() -> None:
    assert agreeing_words("train all officials", "to train all the officials") == "train all"
    assert agreeing_words("x y", "a b") == ""


@given(st.binary(max_size=50))
def test_line_ends_do_not_change_the_sum(data: bytes) -> None:
    lines = unix_lines(data)
    assert b"\r" not in lines
    assert sha256_of(lines.replace(b"\n", b"\r\n")) == sha256_of(lines) == hashlib.sha256(lines).hexdigest()
