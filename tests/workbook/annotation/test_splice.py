"""Splicing: the bytes that were there stay, in every encoding, and offsets are where the parser says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.workbook.annotation.order import WORKSHEET, offset_for
from gapcheck.workbook.annotation.splice import Splice
from gapcheck.workbook.safety.markup import MAIN, Damaged, Forbidden

ENCODINGS = {
    "utf-8": "", "utf-8-sig": "", "utf-16": "", "utf-16-le": '<?xml version="1.0" encoding="UTF-16"?>',
    "iso-8859-1": '<?xml version="1.0" encoding="ISO-8859-1"?>', "cp1252": "<?xml version='1.0' encoding='cp1252'?>",
}  # fmt: skip
TEXT = "<a x='é > \"' y=\"1\"><b/>é<!-- <b> --><c z='/>'>/></c ><?p <b/>?><b ></b></a>"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_nothing_changed_is_the_same_bytes(encoding: str) -> None:
    content = (ENCODINGS[encoding] + TEXT).encode(encoding)
    assert Splice(content).content() == content


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_is_put_in_is_all_that_changes(encoding: str) -> None:
    content = (ENCODINGS[encoding] + TEXT).encode(encoding)
    splice = Splice(content)
    empty, text, full = splice.root.children
    assert (empty.empty, text.empty, full.empty) == (True, False, False)
    splice.append(empty, "<new/>")
    splice.append(full, "é")
    splice.set(splice.root, "y", "2")
    splice.set(text, "n", '"')
    splice.insert(text.end, "!")
    after = TEXT.replace("<b/>é", "<b><new/></b>é", 1).replace("<b ></b>", "<b >é</b>").replace('y="1"', 'y="2"')
    after = after.replace("<c ", '<c n="&quot;" ').replace("</c >", "</c >!")
    assert splice.content() == (ENCODINGS[encoding] + after).encode(encoding)


def test_an_attribute_within_a_value_is_none() -> None:
    splice = Splice(b"""<a t=" count='3'" n:count="4" xmlns:n="n" count = '5'/>""")
    splice.set(splice.root, "count", "6")
    assert splice.content() == b"""<a t=" count='3'" n:count="4" xmlns:n="n" count = "6"/>"""


def test_letters_that_an_encoding_lacks_are_written_by_number() -> None:
    splice = Splice('<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>'.encode("iso-8859-1"))
    splice.append(splice.root, "ក")
    assert splice.content().endswith(b"\xe9&#6016;</a>")


@pytest.mark.parametrize("content", [b"", b"<a>", b"<a></b>", b'<?xml version="1.0" encoding="nonsense"?><a/>'])
def test_what_is_no_xml_is_damaged(content: bytes) -> None:
    with pytest.raises(Damaged):
        Splice(content)


def test_a_document_type_is_forbidden() -> None:
    with pytest.raises(Forbidden):
        Splice(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')


def test_two_changes_at_one_place_are_refused() -> None:
    splice = Splice(b"<a><b>c</b></a>")
    splice.remove(splice.root.children[0])
    splice.refill(splice.root.children[0], "d")
    with pytest.raises(Damaged):
        splice.content()


def test_a_prefix_that_is_hidden_further_in_stands_for_nothing() -> None:
    inner = Splice(b'<a xmlns:r="one"><b xmlns:r="two" xmlns="one"><c/></b></a>').root.children[0].children[0]
    assert inner.prefix_of("one") is None
    assert inner.prefix_of("two") == "r"


@given(st.lists(st.sampled_from(WORKSHEET), unique=True), st.sampled_from(WORKSHEET), st.booleans())
def test_an_element_is_put_where_the_order_wants_it(present: list[str], new: str, prefixed: bool) -> None:
    present = sorted(set(present) - {new}, key=WORKSHEET.index)
    prefix, bound = ("x:", "xmlns:x") if prefixed else ("", "xmlns")
    wrapper = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    elements = [
        f'<m:AlternateContent xmlns:m="{wrapper}"><m:Choice><{prefix}{name}/></m:Choice></m:AlternateContent>'
        if name == "controls"
        else f"<{prefix}{name}/>"
        for name in present
    ]
    splice = Splice(f'<{prefix}worksheet {bound}="{MAIN}">{"".join(elements)}</{prefix}worksheet>'.encode())
    splice.insert(offset_for(splice.root, new, WORKSHEET), f"<{prefix}{new}/>")
    nodes = Splice(splice.content()).root.walk()[1:]
    order = [WORKSHEET.index(node.local) for node in nodes if node.local in WORKSHEET]
    assert order == sorted(order)
    assert len(order) == len(present) + 1
