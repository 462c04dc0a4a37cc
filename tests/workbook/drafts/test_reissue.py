from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbook_drafting import LAW, answers, draft, edited, everything, filled, issued, newer, tables, typed

from gapcheck.errors import WorkbookError
from gapcheck.workbook.drafts.reissue import reissue
from gapcheck.workbook.languages import Languages
from gapcheck.workbook.plan import Carried, Kept, Plan


@LAW
@given(data=st.data())
def test_the_same_rulebook_gives_the_same_file(rulebook, data):
    whole = filled(rulebook, data.draw(answers(rulebook)), data.draw(tables(rulebook)))
    assert issued(rulebook, reissue(draft(whole, rulebook), rulebook)) == whole


@pytest.mark.parametrize("codes", [("en",), ("km",), ("en", "km"), ("km", "en")])
def test_the_language_of_a_workbook_is_no_change_of_its_questions(rulebook, codes):
    whole = filled(rulebook, {"convictions": {"answer": 3}}, languages=Languages(codes))
    issue = reissue(draft(whole, rulebook), rulebook)
    assert issue.plan.carried == {}
    assert issued(rulebook, issue, Languages(codes)) == whole


@pytest.mark.parametrize("codes", [("en",), ("km",), ("en", "km")])
def test_what_was_carried_and_kept_is_still_there(rulebook, codes):
    plan = Plan(
        previous="KHM 2021",
        carried={
            "convictions": Carried("12", "A law, 2008", "Not answered: convictions", "changed"),
            "partners": Carried(change="new"),
        },
        kept=(Kept("a.xlsx: Protection!C7", "older", "How many?", "Answer: 7\nComment: about", "It is gone."),),
    )
    whole = filled(rulebook, plan=plan, languages=Languages(codes))
    issue = reissue(draft(whole, rulebook), rulebook)
    assert issue.plan == plan
    assert issued(rulebook, issue, Languages(codes)) == whole


NEWER = {
    "removed": ("convictions", "groups_screened"),
    "reworded": ("partners",),
    "without_option": ("victim_guidelines", "drafted"),
    "without_column": ("requests_by_province", "covered"),
    "added": ("partners_abroad",),
}


@LAW
@given(data=st.data())
def test_no_word_is_lost_under_a_newer_rulebook(rulebook, data):
    whole = filled(rulebook, data.draw(answers(rulebook)), data.draw(tables(rulebook)))
    before, later = draft(whole, rulebook), newer(rulebook, **NEWER)
    again = issued(later, reissue(before, later))
    words = everything(draft(again, later))
    assert [text for text in typed(before) if text not in words] == []
    # Once there, everything stays there.
    assert issued(later, reissue(draft(again, later), later)) == again


def test_the_table_itself_may_go(rulebook):
    whole = filled(rulebook, {}, {"requests_by_province": [{"province": "Kep", "requests": 3}]})
    later = newer(rulebook, removed=("requests_by_province",))
    (kept,) = reissue(draft(whole, later), later).plan.kept
    assert kept == Kept(
        "khm-2022.xlsx: requests_by_province!A4", "requests_by_province", "Requests by province",
        "province: Kep\nrequests: 3", "The table is no longer asked for.",
    )  # fmt: skip


def test_new_and_changed_questions_are_told(rulebook):
    whole = filled(rulebook, {"victim_guidelines": {"answer": "Drafted"}})
    later = newer(rulebook, **NEWER)
    issue = reissue(draft(whole, later), later)
    assert {name: carried.change for name, carried in issue.plan.carried.items()} == {
        "victim_guidelines": "changed",
        "requests_by_province": "changed",
        "partners": "changed",
        "partners_abroad": "new",
    }
    assert issue.plan.previous == "khm-2022.xlsx"
    # An option that is gone stays written as it was: the reader says what is wrong with it.
    assert issue.answers["victim_guidelines"]["answer"].value == "Drafted"


def test_a_unit_or_type_that_changed_is_a_change(rulebook):
    whole = filled(rulebook)
    indicators = dict(rulebook.indicators)
    indicators["convictions"] = indicators["convictions"].model_copy(update={"unit": "cases"})
    indicators["partners"] = indicators["partners"].model_copy(update={"type": "yes_no"})
    later = replace(rulebook, indicators=indicators, sha256="f" * 64)
    assert reissue(draft(whole, later), later).plan.carried.keys() == {"convictions", "partners"}


@pytest.mark.parametrize("codes", [("en",), ("en", "km")])
@pytest.mark.parametrize("length", [1, 40])
def test_a_guidance_that_changed_is_a_change(shipped_rulebook, codes, length):
    def with_guidance(text):
        guided = {"en": text * length, "km": f"ខ {text}" * length}
        indicators = dict(shipped_rulebook.indicators)
        for name in ("cases_found", "case_management_procedure"):
            indicators[name] = indicators[name].model_copy(update={"guidance": guided})
        return replace(shipped_rulebook, indicators=indicators, sha256=sha256(text.encode()).hexdigest())

    before, later = with_guidance("Count each case once. "), with_guidance("Count each case and each person. ")
    whole = filled(before, languages=Languages(codes))
    assert reissue(draft(whole, shipped_rulebook), shipped_rulebook).plan.carried.keys() == {
        "cases_found", "case_management_procedure",
    }  # fmt: skip
    assert reissue(draft(whole, later), later).plan.carried.keys() == {"cases_found", "case_management_procedure"}
    same = replace(before, sha256="e" * 64)
    assert reissue(draft(whole, same), same).plan.carried == {}


def test_a_formula_that_was_never_calculated_is_not_lost_silently(rulebook):
    def change(book):
        book["Prosecution"]["C3"] = "=1+1"

    found = draft(edited(filled(rulebook), change), rulebook)
    with pytest.raises(WorkbookError) as caught:
        reissue(found, rulebook)
    assert "khm-2022.xlsx: Prosecution!C3" in str(caught.value)


def test_a_blank_key_stays_blank(rulebook):
    whole = filled(rulebook, header={"period_start": None, "country": None})
    issue = reissue(draft(whole, rulebook), rulebook)
    assert "period_start" not in issue.header
    assert draft(issued(rulebook, issue), rulebook).start.text("country") == ""
