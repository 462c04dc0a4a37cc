import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_reading import LAW, read, texts

from gapcheck.report.markdown import blocks
from gapcheck.report.markdown.blocks import Code, Column, Strong
from gapcheck.report.markdown.inert import flat

written = texts.filter(flat)

_LIST = {"bullet_list", "list_item", "paragraph"}


@LAW
@given(written, written)
def test_every_block_shows_its_text_whole_and_is_what_it_is(one, other):
    both = [f"{flat(one)} {flat(other)}", flat(other)]
    for made, elements in (
        (blocks.paragraph(Strong(one), other) + "\n\n" + blocks.paragraph(other), {"paragraph", "strong"}),
        (blocks.notice((Strong(one), other), other), {"blockquote", "paragraph", "strong"}),
        (blocks.items([(Strong(one), other), other]), {*_LIST, "strong"}),
        (blocks.outline([((Strong(one), other), [other])]), {*_LIST, "strong"}),
        (blocks.steps([((Strong(one), other), [other])]), {*_LIST, "ordered_list", "strong"}),
    ):
        page = read(made)
        assert page.lines == both
        assert page.elements == elements


@LAW
@given(st.integers(1, 6), written)
def test_a_heading_shows_its_text_whole(level, text):
    page = read(blocks.heading(level, text))
    assert page.lines == [flat(text)]
    assert page.elements == {"heading"}


@LAW
@given(st.lists(texts, min_size=1, max_size=4), st.data())
def test_a_table_keeps_its_columns_and_its_cells(headings, data):
    cells = st.lists(texts, min_size=len(headings), max_size=len(headings))
    rows = data.draw(st.lists(cells, max_size=3))
    sides = [data.draw(st.sampled_from(["left", "right"])) for _ in headings]
    made = blocks.table([Column(text, side) for text, side in zip(headings, sides, strict=True)], rows)
    page = read(made)
    assert page.tables == {(): [[list(map(flat, row)) for row in (headings, *rows)]]}
    assert page.elements <= {"table", "thead", "tbody", "tr", "th", "td"}
    # A parser leaves out what is too much and fills up what is too little: count the bars that part cells, too.
    for line in made.splitlines():
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) == len(headings) + 1


def test_a_row_with_a_cell_too_few_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        blocks.table([Column("a"), Column("b")], [("1",)])


@LAW
@given(texts)
def test_only_letters_and_digits_become_code(text):
    page = read(blocks.paragraph(Code(text), "."))
    assert page.elements == ({"paragraph", "code_inline"} if re.fullmatch(r"[0-9A-Za-z?·]+", text) else {"paragraph"})
    assert page.lines == [f"{flat(text)} .".strip()]


def test_nothing_to_show_leaves_no_marks():
    assert blocks.paragraph("", Strong("\u202e"), "a") == "a"
