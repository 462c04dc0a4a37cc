"""Comments: the officer's words stay, ours are added, marked, and taken out again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from annotation_samples import FOREIGN, NOTES, comments_of, opened
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_hostile import edited, pack, parts_of, sheet_part

from gapcheck.workbook.annotation import Note, annotate
from gapcheck.workbook.annotation.comments import EMPTY, rewrite
from gapcheck.workbook.annotation.splice import Splice

PART = "xl/comments/comment1.xml"
DRAWING = "xl/drawings/commentsDrawing1.vml"
EXCEL = 'xmlns:x="urn:schemas-microsoft-com:office:excel"'
OURS = {(3, 3): [(True, "▼ gapcheck\n"), (False, "ours\n"), (False, "▲")]}


def test_several_notes_on_a_cell_are_one_comment(back: bytes) -> None:
    assert comments_of(back)["Prosecution", "C3"] == (
        '▼ gapcheck\n1. Error\nFound: "twelve"\nExpected: a whole number\nHow to mend it: Write it in digits, such as '
        "12.\n2. Warning\nFound: no evidence\nExpected: a document\nHow to mend it: Name the document.\n▲"
    )


def test_the_officers_comment_stays_before_ours(back: bytes) -> None:
    comments = comments_of(back)
    assert comments["Prosecution", "C2"].startswith("Ask the police again.\n\n▼ gapcheck\n3. Error\n")
    assert comments["Prosecution", "F2"] == "The ministry of justice."


def test_authors_are_told_apart(back: bytes) -> None:
    sheet = opened(back)["Prosecution"]
    assert sheet["C2"].comment.author == "Officer"
    assert sheet["C3"].comment.author == "gapcheck"


def test_the_box_of_the_officers_comment_grows_and_others_stay(sent: bytes, back: bytes) -> None:
    def box(data: bytes, row: int, column: int) -> str:
        shapes = re.findall(r"<(?:\w+:)?shape .*?</(?:\w+:)?shape>", parts_of(data)[DRAWING].decode(), re.DOTALL)
        where = re.compile(rf"Row>{row}<.*Column>{column}<", re.DOTALL)
        return next(shape for shape in shapes if where.search(shape))

    assert box(sent, 1, 5) == box(back, 1, 5)
    before, after = (re.search(r"Anchor>([^<]*)<", box(data, 1, 2)) for data in (sent, back))
    assert after
    assert before is None  # openpyxl writes none: the size is in the style
    sized = edited(
        sent, DRAWING, (r"(<(?:\w+:)?Row>1</(?:\w+:)?Row>)", rf"<x:Anchor {EXCEL}>3, 5, 0, 2, 3, 9, 1, 3</x:Anchor>\1")
    )
    grown = re.search(r"Anchor[^>]*>([^<]*)<", box(annotate(sized, "khm.xlsx", NOTES, {}), 1, 2))
    assert grown
    assert grown[1].startswith("3, 5, 0, 2, ")
    assert grown[1] != "3, 5, 0, 2, 3, 9, 1, 3"


def test_what_the_officer_wrote_below_ours_stays(sent: bytes) -> None:
    first = annotate(sent, "khm.xlsx", NOTES, {})
    answered = edited(first, PART, ("▲", "▲\nWe will ask."))
    assert "We will ask." in comments_of(answered)["Prosecution", "C2"]
    again = comments_of(annotate(answered, "khm.xlsx", NOTES, {}))["Prosecution", "C2"]
    assert again.startswith("Ask the police again.\nWe will ask.\n\n▼ gapcheck")
    assert again.count("▼") == again.count("▲") == 1


def test_a_covered_cells_comment_stands_where_it_is_seen(sent: bytes, annotated: Callable[..., bytes]) -> None:
    merge = '</sheetData><mergeCells count="1"><mergeCell ref="B7:D9"/></mergeCells>'
    part = sheet_part(sent, "Partnership")
    text = re.sub(r"<mergeCells.*?</mergeCells>", "", parts_of(sent)[part].decode())
    data = pack(parts_of(sent) | {part: text.replace("</sheetData>", merge).encode()})
    notes = [Note("Partnership", "C8", "a", "b", "c", "error"), Note("Partnership", "C20", "a", "b", "c", "error")]
    result = annotated(data, notes)
    assert {cell for sheet, cell in comments_of(result) if sheet == "Partnership"} == {"B7", "C20"}
    assert opened(result)["To correct"]["C5"].value == "Partnership!C8"


def test_form_controls_in_the_old_drawing_stay(sent: bytes, annotated: Callable[..., bytes]) -> None:
    # As Excel writes a check box, with a line break that does not end.
    control = (
        '<v:shape id="_x0000_s1030" type="#_x0000_t201" style="width:90pt"><v:textbox><div><font face="Tahoma">Yes'
        '<br></font></div></v:textbox><x:ClientData ObjectType="Checkbox"><x:Anchor>1, 2, 3, 4, 5, 6, 7, 8</x:Anchor>'
        "</x:ClientData></v:shape>"
    )
    drawing = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel">{control}</xml>'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    part = sheet_part(sent, "Prevention")
    relation = f'<Relationship Id="rId5" Type="{office}/vmlDrawing" Target="/xl/drawings/box.vml"/>'
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}'
    parts = parts_of(sent) | {
        part: parts_of(sent)[part].replace(
            b"</worksheet>", f'<legacyDrawing xmlns:k="{office}" k:id="rId5"/></worksheet>'.encode()
        ),
        "xl/drawings/box.vml": drawing.encode(),
        part.replace("sheets/", "sheets/_rels/") + ".rels": f"{relations}</Relationships>".encode(),
    }
    result = parts_of(annotated(pack(parts), NOTES))
    assert result[part].count(b"legacyDrawing") == 1
    assert control.encode() in result["xl/drawings/box.vml"]
    assert b"_x0000_s1031" in result["xl/drawings/box.vml"]
    assert b'id="_x0000_t202"' in result["xl/drawings/box.vml"]


def test_every_comment_has_one_box_and_every_box_its_own_number(back: bytes) -> None:
    for name, text in parts_of(back).items():
        if name.endswith(".vml"):
            numbers = re.findall(rb'id="_x0000_s(\d+)"', text)
            assert len(numbers) == len(set(numbers)) == text.count(b'ObjectType="Note"') > 0
            places = re.findall(rb"<x:Row>(\d+)</x:Row>\s*<x:Column>(\d+)</x:Column>", text)
            assert len(places) == len(set(places))


@pytest.mark.parametrize(
    "text",
    [
        "<text><t>plain</t></text>", "<text><r><t>one</t></r><r><rPr><b/></rPr><t>two</t></r></text>", "<text/>", "",
        '<text><r><t>a</t></r><phoneticPr fontId="1"/></text>', "<text><t/></text>",
        "<text><t><![CDATA[<b>]]></t></text>",
    ],
)  # fmt: skip
def test_texts_of_every_kind_are_extended(text: str) -> None:
    listed = f'<commentList><comment ref="C3" authorId="0">{text}</comment></commentList>'.encode()
    part = EMPTY.replace(b"<commentList></commentList>", listed)
    first = Splice(part)
    _, texts = rewrite(first, OURS)
    assert texts[3, 3].endswith("▼ gapcheck\nours\n▲")
    second = Splice(first.content())
    assert rewrite(second, OURS)[1] == texts
    assert second.content() == first.content()


@given(st.lists(st.text(alphabet="a \n▼▲<&é", max_size=12), max_size=4))
def test_taking_ours_out_gives_the_officers_words_back(pieces: list[str]) -> None:
    from gapcheck.workbook.annotation.notes import markup

    runs = "".join(f'<r><t xml:space="preserve">{markup(piece)}</t></r>' for piece in pieces)
    listed = f'<commentList><comment ref="C3" authorId="0"><text>{runs}</text></comment></commentList>'.encode()
    part = EMPTY.replace(b"<commentList></commentList>", listed)
    first = Splice(part)
    rewrite(first, OURS)
    second = Splice(first.content())
    removed, texts = rewrite(second, {})
    whole = "".join(pieces)
    assert texts == ({(3, 3): whole} if whole.strip() else {})
    assert removed == (set() if whole.strip() else {(3, 3)})


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 1_048_576), st.integers(1, 16_384)), max_size=5, unique=True))
def test_any_cell_can_have_a_comment(blank: bytes, cells: list[tuple[int, int]]) -> None:
    from gapcheck.workbook.places import letters

    named = {f"{letters(column)}{row}" for row, column in cells}
    notes = [Note("Partnership", cell, "a", "b", "c", "error") for cell in sorted(named)]
    result = annotate(blank, "khm.xlsx", notes, {})
    written = b"".join(text for name, text in parts_of(result).items() if name.startswith("xl/comments"))
    assert {match.decode() for match in re.findall(rb'ref="([A-Z]+\d+)"', written)} == named
    assert FOREIGN not in opened(result).sheetnames
