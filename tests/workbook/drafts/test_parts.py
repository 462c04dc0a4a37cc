from __future__ import annotations

import pytest
from workbook_drafting import draft, filled, issued

from gapcheck.errors import UsageError
from gapcheck.workbook import read_bytes
from gapcheck.workbook.drafts.parts import part_of
from gapcheck.workbook.drafts.reissue import reissue
from gapcheck.workbook.plan import Kept, Plan

ROWS = {
    "trafficking_law": {"answer": "Yes", "responsible_body": "Ministry of Justice"},
    "convictions": {"responsible_body": "ministry of  justice"},
    "requests_by_province": {"responsible_body": "Police"},
}
TABLES = {"requests_by_province": [{"province": "Kep", "requests": 3}]}


@pytest.fixture
def whole(rulebook):
    return reissue(draft(filled(rulebook, ROWS, TABLES), rulebook), rulebook)


def test_a_body_gets_its_rows_and_tables(rulebook, whole):
    part = part_of(whole, rulebook, ["Ministry of Justice"])
    assert part.plan.asked == {"trafficking_law", "convictions"}
    assert part.plan.body == "Ministry of Justice"
    assert part.tables == {}
    assert part_of(whole, rulebook, ["POLICE"]).tables.keys() == {"requests_by_province"}


def test_several_bodies_and_the_rest(rulebook, whole):
    both = part_of(whole, rulebook, ["Police", "Ministry of Justice"]).plan.asked
    rest = part_of(whole, rulebook, [], unassigned=True).plan.asked
    assert both | rest == {indicator.id for indicator in rulebook.asked()}
    assert not both & rest


def test_an_unknown_name_lists_those_there_are(rulebook, whole):
    with pytest.raises(UsageError) as caught:
        part_of(whole, rulebook, ["Polise", "Ministry of Health"])
    first, second = caught.value.problems
    assert 'Did you mean "Police"?' in first.mend
    assert "Police" in second.expected
    assert "Ministry of Justice" in second.expected


def test_without_any_body_the_column_is_to_be_filled_in(rulebook):
    whole = reissue(draft(filled(rulebook), rulebook), rulebook)
    with pytest.raises(UsageError) as caught:
        part_of(whole, rulebook, ["Police"])
    assert "fill in the column Responsible body first" in str(caught.value)


def test_nothing_is_unassigned_where_every_row_has_a_body(rulebook):
    rows = {indicator.id: {"responsible_body": "Police"} for indicator in rulebook.asked()}
    whole = reissue(draft(filled(rulebook, rows), rulebook), rulebook)
    with pytest.raises(UsageError):
        part_of(whole, rulebook, [], unassigned=True)


def test_a_part_says_so_and_reads_without_the_other_rows(rulebook, whole):
    data = issued(rulebook, part_of(whole, rulebook, ["Ministry of Justice"]))
    found = draft(data, rulebook)
    assert found.body == "Ministry of Justice"
    assert found.rows.keys() == {"trafficking_law", "convictions"}
    assert read_bytes(data, "part.xlsx", rulebook).answers["trafficking_law"].value == "yes"


def test_what_is_kept_goes_with_its_question_and_the_rest_to_everybody(rulebook):
    kept = tuple(Kept(f"a.xlsx: Kep!A{row}", name, "", "x", "y") for row, name in enumerate(("convictions", "gone"), 1))
    whole = reissue(draft(filled(rulebook, ROWS, TABLES, plan=Plan(kept=kept)), rulebook), rulebook)
    assert part_of(whole, rulebook, ["Ministry of Justice"]).plan.kept == kept
    assert part_of(whole, rulebook, ["Police"]).plan.kept == kept[1:]
