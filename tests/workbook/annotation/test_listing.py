"""The sheet "To correct": what it says, where its links lead, and that hostile text stays text."""

from __future__ import annotations

import re
from collections.abc import Callable

from annotation_samples import FOREIGN, NOTES, opened
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_hostile import edited, parts_of, sheet_part

from gapcheck.workbook.annotation import Note, annotate
from gapcheck.workbook.annotation.notes import clean
from gapcheck.workbook.safety.archive import scan


def rows(data: bytes, name: str = "To correct") -> list[list[object]]:
    return [[cell.value for cell in row] for row in opened(data)[name].iter_rows(min_row=4)]


def test_every_note_has_a_row_in_words(back: bytes) -> None:
    listed = rows(back)
    assert listed[0] == ["No.", "Kind", "Where", "Found", "Expected", "How to mend it", "Done"]
    first = ["Error", "Prosecution!C3", '"twelve"', "a whole number", "Write it in digits, such as 12.", None]
    assert listed[1] == [1, *first]
    assert [row[2] for row in listed[1:]] == [
        "Prosecution!C3", "Prosecution!C3", "Prosecution!C2", "Prevention!C2", "'Ministry''s data'!B2", "Protection",
        "Partnership", "Missing!C3", "The whole file",
    ]  # fmt: skip


def test_links_lead_to_the_cells(back: bytes) -> None:
    sheet = opened(back)["To correct"]
    links = {cell: sheet[cell].hyperlink and sheet[cell].hyperlink.location for cell in (f"C{n}" for n in range(5, 14))}
    assert links == {
        "C5": "'Prosecution'!C3", "C6": "'Prosecution'!C3", "C7": "'Prosecution'!C2", "C8": "'Prevention'!C2",
        "C9": "'Ministry''s data'!B2", "C10": "'Protection'!A1", "C11": "'Partnership'!A1", "C12": None, "C13": None,
    }  # fmt: skip


def test_headings_stay_in_sight_and_on_every_page(back: bytes) -> None:
    sheet = opened(back)["To correct"]
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet["D5"].alignment.wrap_text
    assert str(sheet.data_validations.dataValidation[0].sqref) == "G5:G13"


def test_words_and_the_name_are_the_callers(sent: bytes, annotated: Callable[..., bytes]) -> None:
    words = {"to_correct": "ត្រូវកែ", "found": "បានរកឃើញ", "error": "កំហុស"}
    data = annotated(sent, NOTES, words)
    assert opened(data).sheetnames[1] == "ត្រូវកែ"
    assert rows(data, "ត្រូវកែ")[0][3] == "បានរកឃើញ"
    assert rows(data, "ត្រូវកែ")[1][1] == "កំហុស"


def test_the_officers_own_sheet_of_that_name_stays(sent: bytes, annotated: Callable[..., bytes]) -> None:
    own = edited(sent, "xl/workbook.xml", ("Ministry's data|Ministry&apos;s data", "to CORRECT"))
    result = annotated(own, NOTES)
    assert opened(result).sheetnames[1] == "To correct (2)"
    assert "to CORRECT" in opened(result).sheetnames


def test_names_that_no_sheet_can_have_are_mended(sent: bytes, annotated: Callable[..., bytes]) -> None:
    long = annotated(sent, NOTES, {"to_correct": "'To: correct [now] / " + "x" * 40})
    assert opened(long).sheetnames[1] == ("To  correct  now    " + "x" * 40)[:31]


def test_a_list_renamed_moved_and_hidden_by_the_officer_is_replaced(
    back: bytes, annotated: Callable[..., bytes]
) -> None:
    renamed = edited(
        back, "xl/workbook.xml", ('name="To correct"', 'name="Errors" state="hidden"'),
        (r">'To correct'!\$A\$1<", ">Errors!$A$3<"),
    )  # fmt: skip
    result = opened(annotated(renamed, NOTES))
    assert result.sheetnames[1] == "Errors"
    assert "To correct" not in result.sheetnames
    assert result["Errors"].sheet_state == "visible"
    assert result.active.title == "Errors"


def test_one_sheet_is_selected_and_windows_show_what_they_showed(sent: bytes) -> None:
    second = '<workbookView activeTab="3"/></bookViews>'
    data = edited(sent, "xl/workbook.xml", ("</bookViews>", second))
    text = parts_of(annotate(data, "khm.xlsx", NOTES, {}))["xl/workbook.xml"].decode()
    assert re.findall(r'activeTab="(\d+)"', text) == ["1", "4"]


def test_text_like_a_formula_stays_text(back: bytes) -> None:
    cell = opened(back)["To correct"]["D9"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert cell.quotePrefix
    assert b"<f>" not in parts_of(back)[sheet_part(back, "To correct")]


def test_each_note_counts_once(sent: bytes, annotated: Callable[..., bytes]) -> None:
    assert annotated(sent, [*NOTES, *NOTES]) == annotated(sent, NOTES)


HOSTILE = st.text(
    st.one_of(st.sampled_from("=+-@<>&\"'\n\r\t\x00\x07\u202e▼▲_x0041_"), st.characters()), max_size=30
)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(st.lists(st.builds(Note, st.sampled_from(["", "Start", FOREIGN, "x'!"]), st.sampled_from([None, "B2", "?"]),
                          HOSTILE, HOSTILE, HOSTILE, st.sampled_from(["error", "warning"])), max_size=4))  # fmt: skip
def test_hostile_text_is_shown_as_it_is(sent: bytes, notes: list[Note]) -> None:
    data = annotate(sent, "khm.xlsx", notes, {})
    assert annotate(data, "khm.xlsx", notes, {}) == data
    scan(data, "khm.xlsx", ["Start", "To correct"])
    listed = rows(data)[1 : len(dict.fromkeys(notes)) + 1]
    for row, note in zip(listed, dict.fromkeys(notes), strict=True):
        texts = [str(value or "").replace("_x005F_", "_") for value in row[3:6]]
        assert texts == [clean(text) for text in (note.found, note.expected, note.mend)]


def test_one_thing_between_several_cells_is_one_row_and_stands_at_all(
    sent: bytes, annotated: Callable[..., bytes]
) -> None:
    also = (("Prosecution", "C3"), ("Prosecution", "C4"), ("Prevention", "C2"), ("Prosecution", "C2"))
    note = Note("Prosecution", "C2", "13 and 12", "the same", "Correct one.", "warning", also)
    workbook = opened(annotated(sent, [note, Note("Prevention", "C2", "x", "y", "z", "error")]))
    listed = [[cell.value for cell in row] for row in workbook["To correct"].iter_rows(min_row=5)]
    assert [row[2] for row in listed] == ["Prosecution!C2:C4\nPrevention!C2", "Prevention!C2"]
    assert [row[0] for row in listed] == [1, 2]
    for cell in ("C2", "C3", "C4"):
        assert str(workbook["Prosecution"][cell].comment.text).count("13 and 12") == 1
    assert "2. Error" in workbook["Prevention"]["C2"].comment.text


def test_a_line_may_stand_above_every_printed_page(sent: bytes, back: bytes) -> None:
    sheet = opened(annotate(sent, "sent.xlsx", NOTES, {"above": "Example <A> & B"}))["To correct"]
    assert sheet.oddHeader.center.text == "Example <A> && B"
    assert sheet.page_margins.top - sheet.page_margins.header > 0.25
    assert opened(back)["To correct"].oddHeader.center.text is None
