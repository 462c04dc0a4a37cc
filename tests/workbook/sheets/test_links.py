"""Hyperlinks on cells: their addresses count as evidence, are never opened, and change no answer."""

from __future__ import annotations

import pytest

from gapcheck.errors import WorkbookError
from gapcheck.workbook import Grade, read_bytes
from gapcheck.workbook.safety.links import MAX_ADDRESS, address, resolve
from gapcheck.workbook.safety.screened import Screened
from gapcheck.workbook.sheets.cells import Cell

ADDRESS = "https://www.moj.gov.kh/prakas-12.pdf"


def linked(cell, target, value):
    def change(workbook):
        sheet = workbook["Prosecution"]
        sheet[cell] = value
        sheet[cell].hyperlink = target

    return change


def evidence(read, edited, cell, value, target=ADDRESS, **row):
    data = edited(linked(cell, target, value), {"convictions": {"answer": 12} | row})
    return read(data).answers["convictions"]


@pytest.mark.parametrize(("cell", "name"), [("F3", "document"), ("G3", "link"), ("I3", "page"), ("J3", "comment")])
def test_the_address_behind_evidence_is_read(cell, name, read, edited):
    answer = evidence(read, edited, cell, "the sub-decree")
    assert getattr(answer.evidence, name) == f"the sub-decree <{ADDRESS}>"


@pytest.mark.parametrize("written", [ADDRESS, "WWW.moj.gov.kh/prakas-12.pdf", f"see {ADDRESS}/"])
def test_an_address_that_the_text_says_is_not_said_twice(written, read, edited):
    assert evidence(read, edited, "G3", written, f"{ADDRESS}/").evidence.link == written


def test_a_link_changes_no_answer(read, edited):
    data = edited(linked("C3", ADDRESS, 12))
    assert read(data).answers["convictions"].value == 12
    assert read(edited(linked("C2", ADDRESS, "Yes"))).answers["trafficking_law"].value == "yes"


def test_a_link_is_no_title(read, edited):
    answer = evidence(read, edited, "F3", "see attached", document_date="2021")
    assert answer.grade is Grade.CLAIMED
    assert answer.evidence.document == f"see attached <{ADDRESS}>"
    assert evidence(read, edited, "F3", "Prakas on shelters", document_date="2021").grade is Grade.DOCUMENTED
    own = evidence(read, edited, "F3", "Prakas on shelters", "khm-2022.xlsx", document_date="2021")
    assert own.grade is Grade.CLAIMED  # it leads to this very file


def test_a_blank_cell_with_a_link_stays_blank(read, edited):
    def change(workbook):
        workbook["Prosecution"]["G3"].hyperlink = ADDRESS
        workbook["Prosecution"]["G3"].value = None

    assert read(edited(change, {"convictions": 12})).answers["convictions"].evidence.link is None


def test_a_link_over_several_cells_and_to_a_place_in_a_document(read, edited):
    def change(workbook):
        from openpyxl.worksheet.hyperlink import Hyperlink

        sheet = workbook["Prosecution"]
        sheet["F3"], sheet["G3"] = "Prakas 12", "here"
        sheet["F3"].hyperlink = Hyperlink(ref="F3:G9", target=ADDRESS, location="page=3")
        sheet["F3"].hyperlink.ref = "F3:G9"

    found = read(edited(change, {"convictions": 12})).answers["convictions"].evidence
    assert found.link == f"here <{ADDRESS}#page=3>"
    assert found.document == f"Prakas 12 <{ADDRESS}#page=3>"


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        (ADDRESS, ADDRESS),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:office@moi.gov.kh", "mailto:office@moi.gov.kh"),
        ("ftp://example.org/a", "ftp://example.org/a"),
        ("annexes/prakas%2012.pdf", "annexes/prakas%2012.pdf"),
        ("../prakas.pdf", "../prakas.pdf"),
        ("https://example.org/\u202efdp.exe\n<b>", "https://example.org/fdp.exeb"),
        ("javascript:alert(1)", ""),
        (" javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///C:/Users/me/prakas.pdf", ""),
        ("C:\\Users\\me\\prakas.pdf", ""),
        ("\\\\server\\share\\prakas.pdf", ""),
        ("//server/share", ""),
        ("/etc/passwd", ""),
        ("https:", ""),
        ("", ""),
        ("https://example.org/" + "a" * 9000, ("https://example.org/" + "a" * 9000)[:MAX_ADDRESS]),
    ],
)
def test_addresses_are_plain_text_of_harmless_kinds(target, kept):
    assert address(target) == kept


def test_a_place_without_a_document_is_no_address():
    assert address("", "Start!A1") == ""


def test_the_text_of_a_linked_cell():
    assert Cell("office@moi.gov.kh", "A1", link="mailto:office@moi.gov.kh").linked_text() == "office@moi.gov.kh"
    assert Cell(12, "A1", link="https://a.kh/").linked_text() == "12 <https://a.kh/>"
    assert Cell("a", "A1").linked_text() == "a"
    assert Cell(None, "A1", link=ADDRESS).linked_text() is None


def test_many_links_over_many_cells_are_told_and_cost_little():
    sheet = Screened("Prosecution", last_row=20_000, last_column=50)
    sheet.hyperlinks = [("A1:XFD1048576", "rId1", "")] * 60_000
    resolve(sheet, {"rId1": ADDRESS})
    assert len(sheet.problems) == 1


def test_links_that_lead_nowhere_are_left_alone():
    sheet = Screened("Prosecution", last_row=20, last_column=10)
    sheet.hyperlinks = [("A1", "rId9", ""), ("A0:??", "rId1", ""), ("", "rId1", ""), ("B2", "rId1", "")]
    resolve(sheet, {"rId1": ADDRESS})
    assert sheet.links == {(2, 2): ADDRESS}
    assert sheet.problems == []


def test_links_in_a_damaged_list_of_relations_are_refused_as_before(blank, rulebook):
    from workbook_hostile import pack, parts_of

    parts = parts_of(blank) | {"xl/worksheets/_rels/sheet2.xml.rels": b"<Relationships"}
    with pytest.raises(WorkbookError):
        read_bytes(pack(parts), "khm-2022.xlsx", rulebook)
