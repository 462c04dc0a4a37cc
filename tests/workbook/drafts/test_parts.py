from __future__ import annotations

import pytest
from workbook_drafting import draft, filled, issued

from gapcheck.errors import UsageError
from gapcheck.workbook import read_bytes
from gapcheck.workbook.drafts.parts import part_of, told_of
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
    assert "the column Responsible body: fill it in first" in str(caught.value)


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


def told(rulebook, rows, names, *, unassigned=False):
    whole = reissue(draft(filled(rulebook, rows), rulebook), rulebook)
    return told_of(whole, part_of(whole, rulebook, names, unassigned=unassigned), rulebook)


def test_what_a_part_holds_and_what_is_with_others_is_told(rulebook):
    (line,) = told(rulebook, ROWS, ["Police"])
    assert line == "The part holds 1 question of 9; the rest: 2 with other bodies, 6 with nobody."
    (line,) = told(rulebook, ROWS, [], unassigned=True)
    assert line == "The part holds 6 questions of 9; the rest: 3 with other bodies, 0 with nobody."


def test_a_question_of_several_bodies_is_in_the_part_of_none(rulebook):
    names = ("MoI", "MoJ", "MoI; MoJ", "MoJ / MoI", "Police and MoI", "Affairs, Veterans / Youth", "-")
    asked = [indicator.id for indicator in rulebook.asked()]
    rows = {name: {"responsible_body": body} for name, body in zip(asked, names, strict=False)}
    _, joint = told(rulebook, rows, ["MoI"])
    assert joint.startswith("2 questions with several bodies, in the part of none of them until one is named: ")
    assert f'{asked[2]} ("MoI; MoJ"); {asked[3]} ("MoJ / MoI").' in joint
    whole = reissue(draft(filled(rulebook, rows), rulebook), rulebook)
    assert part_of(whole, rulebook, ["MoI"]).plan.asked == {asked[0]}
    assert asked[6] in part_of(whole, rulebook, [], unassigned=True).plan.asked
    assert len(told(rulebook, rows, ["MoI; MoJ", "MoJ / MoI"])) == 1
    with pytest.raises(UsageError) as caught:
        part_of(whole, rulebook, ["MoX"])
    assert "one of: “Affairs, Veterans / Youth”; “MoI”; “MoI; MoJ”" in str(caught.value)
