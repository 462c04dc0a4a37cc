"""The whole: what comes back is the officer's file with our notes, and nothing else has changed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from annotation_samples import FOREIGN, MAIN, NOTES, comments_of, opened, threaded
from workbook_hostile import HARMLESS, edited, pack, parts_of, sheet_part

from gapcheck.errors import WorkbookError
from gapcheck.workbook import Submission
from gapcheck.workbook.annotation import Note, annotate
from gapcheck.workbook.annotation.order import WORKBOOK, WORKSHEET
from gapcheck.workbook.safety.archive import scan

AT = {("Prosecution", "C3"), ("Prosecution", "C2"), ("Prevention", "C2"), (FOREIGN, "B2")}


def _view(text: bytes) -> bytes:
    """A sheet without the parts that may change: our drawing's relation, and whether it is selected."""
    text = re.sub(rb"<legacyDrawing [^>]*?/>", b"", text)
    return re.sub(rb'tabSelected="\w+"', b"", text)


def test_the_answers_read_the_same(sent: bytes, back: bytes, read: Callable[..., Submission]) -> None:
    before, after = read(sent), read(back)
    assert before.answers == after.answers
    assert before.answers["convictions"].value == 12
    assert before.problems == after.problems


def test_a_comment_stands_at_exactly_the_cells_named(sent: bytes, back: bytes) -> None:
    before, after = comments_of(sent), comments_of(back)
    assert {cell for cell, text in after.items() if "▼ gapcheck" in text} == AT
    assert set(after) == AT | set(before)


def test_the_list_stands_second_and_is_open(back: bytes) -> None:
    book = opened(back)
    assert book.sheetnames[:3] == ["Start", "To correct", "Prosecution"]
    assert book.active.title == "To correct"
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["To correct"]


def test_every_other_part_is_the_same_byte_for_byte(sent: bytes, back: bytes) -> None:
    before, after = parts_of(sent), parts_of(back)
    assert set(before) <= set(after)
    touched = {sheet_part(sent, "Prosecution"), sheet_part(sent, "Prevention"), sheet_part(sent, "Start")}
    touched |= {sheet_part(sent, FOREIGN), "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    touched |= {"xl/styles.xml", "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml"}
    for name in before:
        if before[name] != after[name]:
            assert name in touched or name == relations(sheet_part(sent, FOREIGN)), name
    assert {"xl/charts/chart1.xml", "xl/media/stamp1.png", "xl/drawings/drawing1.xml"} <= set(before)


def relations(part: str) -> str:
    folder, _, base = part.rpartition("/")
    return f"{folder}/_rels/{base}.rels"


def test_sheets_differ_only_in_what_was_put_in(sent: bytes, back: bytes) -> None:
    before, after = parts_of(sent), parts_of(back)
    for sheet in ("Start", "Prosecution", "Protection", "Prevention", FOREIGN):
        part = sheet_part(sent, sheet)
        assert _view(before[part]) == _view(after[part])


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_lists_only_grow(sent: bytes, back: bytes, part: str) -> None:
    # Every element that was there is there, in its order; attributes that count may say another number.
    def elements(data: bytes) -> list[str]:
        text = re.sub(r'(count|localSheetId|activeTab|firstSheet)="\d+"', "", parts_of(data)[part].decode())
        return re.findall(r"<[^>]+>[^<]*", text)

    left = iter(elements(back))
    for element in elements(sent):
        opening = element.removesuffix("/>")
        assert any(found == element or found.startswith(opening) for found in left), element


def test_chart_and_picture_are_still_related(back: bytes) -> None:
    parts = parts_of(back)
    assert b"drawing1.xml" in parts[relations(sheet_part(back, FOREIGN))]
    related = parts["xl/drawings/_rels/drawing1.xml.rels"]
    assert b"chart1.xml" in related
    assert b"stamp1.png" in related
    assert len(opened(back)[FOREIGN]._charts) == 1


def test_formats_names_conditions_and_formulas_survive(sent: bytes, back: bytes) -> None:
    before, after = opened(sent), opened(back)
    foreign = after[FOREIGN]
    assert foreign["B5"].value == "=SUM(B2:B4)"
    assert b"<f>SUM(B2:B4)</f><v>20</v>" in parts_of(back)[sheet_part(back, FOREIGN)]
    assert foreign.row_dimensions[4].hidden
    assert foreign["B3"].font.b
    assert foreign["A10"].hyperlink.target == "https://example.org/"
    assert after.custom_doc_props["Ministry"].value == "NCCT"
    assert after.defined_names["everything"].attr_text == before.defined_names["everything"].attr_text
    for sheet in before:
        same = after[sheet.title]
        assert same.print_title_rows == sheet.print_title_rows
        assert same.print_area == sheet.print_area
        assert set(same.defined_names) == set(sheet.defined_names)
        assert len(same.data_validations.dataValidation) == len(sheet.data_validations.dataValidation)
        assert len(same.conditional_formatting) == len(sheet.conditional_formatting)
        for row in sheet.iter_rows():
            for cell in row:
                assert same[cell.coordinate].value == cell.value
                assert same[cell.coordinate]._style == cell._style


def test_what_comes_back_passes_the_scan(back: bytes) -> None:
    assert set(scan(back, "back.xlsx", ["Start", "Prosecution", "To correct"])) == {
        "start",
        "prosecution",
        "to correct",
    }


def children(text: bytes) -> list[str]:
    from xml.etree import ElementTree

    return [child.tag.rpartition("}")[2] for child in ElementTree.fromstring(text)]  # noqa: S314 - our own bytes


def test_elements_stand_in_the_order_of_the_format(back: bytes) -> None:
    parts = parts_of(back)
    for name, text in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            ranks = [WORKSHEET.index(child) for child in children(text)]
            assert ranks == sorted(ranks), name
    ranks = [WORKBOOK.index(child) for child in children(parts["xl/workbook.xml"]) if child in WORKBOOK]
    assert ranks == sorted(ranks)


def test_every_relation_leads_to_a_part_and_every_part_has_a_type(back: bytes) -> None:
    parts = parts_of(back)
    contents = parts["[Content_Types].xml"].decode()
    for name in parts:
        ending = name.rpartition(".")[2]
        assert f'PartName="/{name}"' in contents or f'Extension="{ending}"' in contents, name
    for name in [name for name in parts if name.endswith(".rels")]:
        text = parts[name].decode()
        ids = re.findall(r'Id="([^"]*)"', text)
        assert len(ids) == len(set(ids))
        folder = name.partition("_rels/")[0]
        for relation in re.findall(r"<Relationship [^>]*>", text):
            target = re.search(r'Target="([^"]*)"', relation)
            assert target
            if 'TargetMode="External"' not in relation:
                path = target[1].lstrip("/") if target[1].startswith("/") else _joined(folder, target[1])
                assert path in parts, (name, path)


def _joined(folder: str, target: str) -> str:
    import posixpath

    return posixpath.normpath(posixpath.join(folder, target))


def test_other_notes_replace_the_earlier(sent: bytes, back: bytes, annotated: Callable[..., bytes]) -> None:
    other = (Note("Partnership", "C2", "nothing", "a name", "Write one.", "error"),)
    again = annotated(back, other)
    ours = {cell for cell, text in comments_of(again).items() if "gapcheck" in text}
    assert ours == {("Partnership", "C2")}
    assert {cell: text for cell, text in comments_of(again).items() if cell not in ours} == comments_of(sent)
    assert opened(again).sheetnames == opened(back).sheetnames
    assert opened(again)["To correct"].max_row == 5


def test_nothing_to_correct_says_so(sent: bytes, back: bytes, annotated: Callable[..., bytes]) -> None:
    mended = annotated(back, ())
    assert comments_of(mended) == comments_of(sent)
    assert opened(mended)["To correct"]["A2"].value == "Nothing to correct."


NOT_OPENED = ("old_drawing", "broken_properties")
"""What openpyxl, with which comments are looked at here, does not open as a whole."""


@pytest.mark.parametrize("name", [name for name in HARMLESS if name not in NOT_OPENED])
def test_what_is_odd_but_harmless_is_annotated(sent: bytes, name: str) -> None:
    odd = HARMLESS[name](sent)
    assert set(comments_of(annotate(odd, "khm.xlsx", NOTES, {}))) >= AT


def test_a_thread_of_comments_stays(sent: bytes, annotated: Callable[..., bytes]) -> None:
    data = threaded(sent)
    result = annotated(data, NOTES)
    name = "xl/threadedComments/threadedComment1.xml"
    assert parts_of(result)[name] == parts_of(data)[name]
    assert comments_of(result)["Prosecution", "C2"].startswith("Ask the police again.\n\n▼ gapcheck\n")


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/styles.xml", (r"<fonts.*</fonts>", "")),
        ("xl/comments/comment1.xml", (r"<commentList>.*</commentList>", "")),
        ("xl/workbook.xml", ("<bookViews>", "<sheets/><bookViews>")),
    ],
)
def test_what_cannot_be_spliced_is_refused_in_words(sent: bytes, part: str, change: tuple[str, str]) -> None:
    with pytest.raises(WorkbookError) as caught:
        annotate(edited(sent, part, change), "khm.xlsx", NOTES, {})
    assert caught.value.problems[0].where == "khm.xlsx"
    assert "save it anew" in caught.value.problems[0].mend


def test_a_relation_to_nothing_is_refused_in_words(sent: bytes) -> None:
    parts = parts_of(sent)
    del parts["xl/comments/comment1.xml"]
    with pytest.raises(WorkbookError, match="which is not there"):
        annotate(pack(parts), "khm.xlsx", NOTES, {})


def test_a_log_of_shared_changes_is_refused_in_words(sent: bytes) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/revisionHeaders"
    relation = f'<Relationship Id="rIdH" Type="{kind}" Target="revisions/h.xml"/></Relationships>'
    shared = edited(sent, "xl/_rels/workbook.xml.rels", ("</Relationships>", relation))
    with pytest.raises(WorkbookError, match="log of changes"):
        annotate(shared, "khm.xlsx", NOTES, {})


def test_the_order_of_calculation_is_dropped_where_somebody_calculated_in_the_list(back: bytes) -> None:
    part = sheet_part(back, "To correct")
    data = edited(back, part, (r"</row></sheetData>", '<c r="H9"><f>1+1</f><v>2</v></c></row></sheetData>'))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    relation = f'<Relationship Id="rIdC" Type="{kind}" Target="calcChain.xml"/></Relationships>'
    override = '<Override PartName="/xl/calcChain.xml" ContentType="x/y"/></Types>'
    data = edited(data, "xl/_rels/workbook.xml.rels", ("</Relationships>", relation))
    data = edited(data, "[Content_Types].xml", ("</Types>", override))
    chain = f'<calcChain xmlns="{MAIN}"><c r="H9" i="9"/></calcChain>'.encode()
    result = annotate(pack(parts_of(data) | {"xl/calcChain.xml": chain}), "khm.xlsx", NOTES, {})
    assert not [name for name, text in parts_of(result).items() if b"calcChain" in text or "calcChain" in name]
