"""Everything that makes a review unusable, each with its cell, all at once."""

from dataclasses import replace

import openpyxl
import pytest
from reviewing_desk import VOICE, Desk

from gapcheck.errors import UsageError, WorkbookError
from gapcheck.workbook import read_bytes
from gapcheck.workbook.reviewing.reading import read_review


def amiss(desk, place, *words):
    """What differs from a refusal for one thing only, at one place, in words that hold these."""
    found = desk.problems()
    if list(found) != [place]:
        return [found]
    return [(word, found[place]) for word in words if word not in found[place]]


@pytest.mark.parametrize(
    ("name", "decision", "key", "cells", "words"),
    [
        ("convictions", "acceptd", "decision", {}, ["Did you mean accepted?"]),
        ("convictions", "ok", "decision", {}, ["Did you mean accepted?"]),
        ("screened_share", "not applicable", "decision", {}, ["Did you mean not applicable approved?"]),
        ("convictions", "later", "decision", {}, ["Choose from the list"]),
        ("convictions", "accepted", "reason", {"reason": None}, ["found nothing"]),
        ("convictions", "accepted", "reason", {"reason": " - "}, ["Fill it in"]),
        ("convictions", "accepted", "reviewer", {"reviewer": None}, ["found nothing"]),
        ("convictions", "accepted", "reviewer", {"reviewer": 5}, ["the name of who decided", "in letters"]),
        ("convictions", "accepted", "reviewer", {"reviewer": True}, ["found TRUE", "in letters"]),
        ("convictions", "accepted", "reviewer", {"reviewer": "2023-02-28"}, ["in letters"]),
        ("convictions", "accepted", "date", {"date": None}, ["found nothing"]),
        ("convictions", "accepted", "date", {"date": "2023-02"}, ["day of the decision"]),
        ("convictions", "accepted", "date", {"date": "03/04/2023"}, ["day of the decision"]),
        ("convictions", "accepted", "date", {"date": "2022-11-17"}, ["2022-11-18", "--from"]),
        ("convictions", "accepted", "value", {"value": 1311}, ["only a correction has a value"]),
        ("convictions", None, "decision", {}, ["without a decision", "seen the register"]),
        ("convictions", None, "decision", {"reason": None, "date": None}, ["without a decision", "A. Auditor"]),
        ("convictions", "corrected", "value", {}, ["found nothing", "the right answer"]),
        ("convictions", "corrected", "value", {"value": "many"}, ["a whole number"]),
        ("convictions", "corrected", "value", {"value": -2}, ["a whole number"]),
        ("convictions", "corrected", "value", {"value": "Not known"}, ["rejected"]),
        ("convictions", "corrected", "value", {"value": "1 310"}, ["own answer", "accepted"]),
        ("trafficking_law", "corrected", "value", {"value": "perhaps"}, ["one of: Yes; No"]),
        ("trafficking_law", "corrected", "value", {"value": True}, ["own answer"]),
        ("victim_guidelines", "corrected", "value", {"value": "drafted"}, ["own answer"]),
        ("groups_screened", "corrected", "value", {"value": "Nobody; Women"}, ["alone"]),
        ("groups_screened", "corrected", "value", {"value": "Foreign workers; Women"}, ["own answer"]),
        ("screened_share", "corrected", "value", {"value": 1}, ["1 can mean two things"]),
        ("screened_share", "corrected", "value", {"value": "n/a"}, ["Not applicable"]),
        ("screened_share", "corrected", "value", {"value": "Not applicable"}, ["special word"]),
        ("strategy_adopted", "corrected", "value", {"value": "03/04/2022"}, ["a date"]),
        ("strategy_adopted", "corrected", "value", {"value": "2022-08"}, ["own answer"]),
        ("partners", "corrected", "value", {"value": "-"}, ["an answer in words"]),
        ("requests_by_province", "corrected", "value", {"value": "Kep: 5"}, ["Complete, none"]),
        ("requests_by_province", "corrected", "value", {}, ["the officer's own rows"]),
        ("partners", "accepted", "decision", {}, ["a question without an answer"]),
        ("partners", "rejected", "decision", {}, ["a question without an answer"]),
        ("screened_share", "accepted", "decision", {}, ["not applicable approved"]),
        ("convictions", "not applicable approved", "decision", {}, ["on another answer"]),
        ("partners", "not applicable approved", "decision", {}, ["a question without an answer"]),
    ],
)  # fmt: skip
def test_a_decision_that_cannot_be_used(desk, name, decision, key, cells, words):
    desk.decide(name, decision, **cells)
    assert amiss(desk, desk.place(name, key), *words) == []


def test_not_applicable_without_a_reason_cannot_be_approved(fill, rulebook, tmp_path):
    for comment in (None, "-"):
        submission = read_bytes(
            fill({"screened_share": {"answer": "Not applicable", "comment": comment}}), "w.xlsx", rulebook
        )
        desk = Desk(submission, rulebook, tmp_path / "review.xlsx")
        desk.decide("screened_share", "not applicable approved")
        assert amiss(desk, desk.place("screened_share"), "the officer's comment") == []


def test_not_applicable_where_no_longer_permitted_cannot_be_approved(submission, rulebook, tmp_path):
    stern = rulebook.indicators["screened_share"].model_copy(update={"not_applicable": False})
    rules = replace(rulebook, indicators={**rulebook.indicators, "screened_share": stern})
    desk = Desk(submission, rules, tmp_path / "review.xlsx")
    desk.decide("screened_share", "not applicable approved")
    assert amiss(desk, desk.place("screened_share"), "applies to every state") == []


def test_everything_is_told_at_once_and_nothing_applied(desk):
    desk.decide("convictions", "acceptd", reason=None)
    desk.decide("partners", "accepted")
    desk.decide("police_budget", "accepted")
    desk.voice("convictions", says=None, document=None)
    assert set(desk.problems()) == {
        desk.place("convictions"), desk.place("convictions", "reason"), desk.place("partners"),
        "'Other voices'!C4", "'Other voices'!D4",
    }  # fmt: skip


@pytest.mark.parametrize("key", VOICE)
def test_a_voice_lacks_something(desk, key):
    desk.voice("convictions", **{key: None})
    assert amiss(desk, f"'Other voices'!{dict(zip(VOICE, 'BCDGH', strict=True))[key]}4", "found nothing") == []


def test_a_voice_of_no_question_or_of_no_day(desk):
    desk.voice("convictons")
    desk.voice("conviction_share", row=5)
    desk.voice(None, row=6)
    desk.voice("convictions", row=7, document_date="soon", recorded_on="2023")
    found = desk.problems()
    assert "Did you mean convictions?" in found["'Other voices'!A4"]
    assert "worked out from other answers" in found["'Other voices'!A5"]
    assert "found nothing" in found["'Other voices'!A6"]
    assert {"'Other voices'!E7", "'Other voices'!H7"} <= found.keys()
    assert len(found) == 5


def test_unknown_ids_and_ids_twice(desk):
    last = desk.queue.max_row
    for row, name in ((last + 1, "convictons"), (last + 2, "police_budget"), (last + 3, "mine"), (last + 4, None)):
        desk.queue.cell(row, 2).value = name
        for key in ("decision", "reason", "reviewer"):
            desk.queue.cell(row, desk.column(key)).value = "accepted" if name != "mine" else None
        desk.queue.cell(row, desk.column("date")).value = "2023-02-01" if name != "mine" else None
    desk.decide("police_budget", "accepted")
    found = desk.problems()
    assert "Did you mean convictions?" in found[f"Queue!B{last + 1}"]
    assert f"first in {desk.place('police_budget', 'id')}" in found[f"Queue!B{last + 2}"]
    assert "without an ID" in found[f"Queue!B{last + 4}"]
    assert len(found) == 3


def test_an_id_twice_with_one_decision_is_no_matter(desk):
    desk.queue.cell(desk.queue.max_row + 1, 2).value = "police_budget"
    desk.decide("police_budget", "accepted")
    assert len(desk.read().decisions) == 1


def test_a_row_that_was_taken_apart_by_sorting(desk):
    one, other = desk.cell("convictions", "id"), desk.cell("police_budget", "id")
    one.value, other.value = other.value, one.value
    desk.decide("convictions", "accepted")
    assert amiss(desk, desk.place("convictions", "id"), "made for another", "whole rows") == []


@pytest.mark.parametrize("decision", ["accepted", "rejected", None])
def test_changed_rows_of_a_table_that_is_not_corrected(desk, decision):
    desk.book["requests_by_province"]["B6"] = 4
    if decision:
        desk.decide("requests_by_province", decision)
    assert amiss(desk, "requests_by_province!B6", "not the officer's", decision or "nothing was decided") == []


def test_removed_added_and_unreadable_rows_of_a_table_that_is_not_corrected(desk):
    sheet = desk.book["requests_by_province"]
    sheet["A7"] = "Kampot"
    assert amiss(desk, "requests_by_province!A7", "not the officer's") == []
    sheet["A7"], sheet["B7"] = None, 9
    assert amiss(desk, "requests_by_province!A7", "not the officer's") == []
    sheet["B7"] = None
    sheet.delete_rows(6)
    assert amiss(desk, "requests_by_province!A5", "not the officer's") == []


def test_corrected_rows_that_cannot_be_read(desk):
    sheet = desk.book["requests_by_province"]
    sheet["B5"], sheet["A6"] = "many", "Total"
    desk.decide("requests_by_province", "corrected")
    found = desk.problems()
    assert found.keys() == {"requests_by_province!B5", "requests_by_province!A6"}


def test_no_rows_and_no_word_for_it(desk):
    desk.book["requests_by_province"].delete_rows(5, 2)
    desk.decide("requests_by_province", "corrected")
    assert amiss(desk, desk.place("requests_by_province", "value"), "Complete, none") == []
    desk.decide("requests_by_province", "corrected", "complete, none")
    assert desk.read().decisions[0].value.rows == ()


def test_other_rows_and_the_word_for_none(desk):
    desk.book["requests_by_province"]["B6"] = 4
    desk.decide("requests_by_province", "corrected", "Complete, none")
    assert amiss(desk, desk.place("requests_by_province", "value"), "one or the other") == []


def test_a_tables_sheet_that_is_gone(desk):
    del desk.book["requests_by_province"]
    desk.decide("requests_by_province", "corrected")
    assert amiss(desk, desk.place("requests_by_province", "value"), "no sheet requests_by_province") == []
    desk.decide("requests_by_province", "accepted")
    assert len(desk.read().decisions) == 1


def test_formulas_errors_and_merged_cells(desk):
    desk.decide("convictions", "accepted", reason="=1+1")
    desk.decide("police_budget", "=CHAR(65)")
    desk.decide("victim_guidelines", "corrected", "#REF!", reason=None)
    desk.queue.merge_cells(f"{desk.cell('trafficking_law', 'reviewer').coordinate}:S99")
    desk.cell("trafficking_law", "reviewer").value = "A. Auditor"
    found = desk.problems()
    assert "never calculated" in found[desk.place("convictions", "reason")]
    assert "never calculated" in found[desk.place("police_budget")]
    assert "#REF!" in found[desk.place("victim_guidelines", "value")]
    assert "merged" in found[desk.place("trafficking_law", "reviewer")]


def test_a_review_of_another_version_of_the_workbook(desk, submission):
    desk.decide("partners", "acceptd")
    desk.submission = replace(submission, sha256="a" * 64)
    found = desk.problems()
    (hashes,) = (place for place in found if place.startswith("Review!B"))
    assert "gapcheck review WORKBOOK --from OLD -o NEW" in found[hashes]
    assert "khm-2022.xlsx" in found[hashes]
    assert len(found) == 2  # and what is wrong with the row itself


def test_a_review_under_other_rules(desk, rulebook):
    desk.rulebook = replace(rulebook, sha256="b" * 64)
    assert amiss(desk, next(iter(desk.problems())), "rulebook_sha256", "--from") == []


def test_hashes_that_are_gone(desk):
    for row in desk.book["Review"].iter_rows():
        if str(row[0].value).endswith("_sha256"):
            row[1].value = None
    found = desk.problems()
    assert ["no workbook_sha256" in text or "no rulebook_sha256" in text for text in found.values()] == [True, True]


def test_what_is_no_review(workbook, submission, rulebook, tmp_path):
    officers = tmp_path / "officers.xlsx"
    officers.write_bytes(workbook)
    with pytest.raises(WorkbookError, match="an officer's workbook") as caught:
        read_review(officers, submission, rulebook)
    assert caught.value.heading == "The review cannot be used"
    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    with pytest.raises(WorkbookError, match="no sheet Review and no sheet Queue"):
        read_review(other, submission, rulebook)
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(WorkbookError):
        read_review(damaged, submission, rulebook)
    with pytest.raises(UsageError):
        read_review(tmp_path / "none.xlsx", submission, rulebook)


def test_a_renamed_sheet_a_lost_heading_and_a_second_one(desk):
    desk.queue.title = "Queue of mine"
    with pytest.raises(WorkbookError, match="no sheet Queue"):
        desk.read()
    desk.queue.title = "Queue"
    desk.queue.cell(1, desk.column("reviewer")).value = "Name"
    desk.queue.cell(1, 30).value = "Reason"
    found = list(desk.problems().values())
    assert ["a second column" in found[0], "no column Reviewer" in found[1]] == [True, True]
    desk.queue.cell(1, 2).value = None
    desk.queue.cell(1, 30).value = None
    assert amiss(desk, "Queue!A1", "no headings") == []
