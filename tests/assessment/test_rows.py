from __future__ import annotations

from assessment_making import answer, check, indicator, ledger, rulebook, table

from gapcheck.assessment.consistency import Unchecked
from gapcheck.assessment.quantities import Row
from gapcheck.assessment.rows import places, rows_of

COLUMNS = {"province": {"type": "text", "key": "true"}, "k": {"type": "count"}}
PAIRED = check("paired", each_row="t", match="u", equal=["n", "k"])
AGAIN = check("again", each_row="t", match="u", at_most=["n", "k"])
ALONE = check("alone", each_row="t", at_most=["n", "n"])
BOOK = rulebook(
    [indicator("t", "table"), indicator("u", "table", columns=COLUMNS), indicator("a", "count")],
    (), [PAIRED, AGAIN, ALONE, check("figures", equal=["a", "a"])],
)  # fmt: skip
T = answer(
    "t", table("t", [{"place": place, "n": n, "m": None, "s": None} for place, n in (("North", 2), ("East", 3))])
)
U = answer("u", table("u", [{"province": "NORTH ", "k": 2}]))


def given(name, held):
    (found,) = [one for one in held.rulebook.checks if one.id == name]
    return list(rows_of(found, held))


def test_a_check_of_figures_looks_at_no_rows():
    assert given("figures", ledger(BOOK, T, U)) == [None]


def test_a_row_is_named_by_its_columns_and_by_those_of_its_table():
    north, east = given("alone", ledger(BOOK, T))
    assert north.cells["n"] is north.cells["t.n"]
    assert (north.cells["n"].value, east.cells["n"].value) == (2, 3)
    assert north.tables == {"t"}


def test_a_row_without_a_partner_is_told_for_each_check_by_its_own_name():
    held = ledger(BOOK, T, U)
    for name in ("paired", "again"):
        north, east = given(name, held)
        assert north.cells["u.k"].value == 2
        assert north.tables == {"t", "u"}
        assert isinstance(east, Unchecked)
        assert (east.check, east.missing, east.why) == (name, ("u",), "no row 'East' in u")


def test_rows_are_joined_once_for_all_checks_and_whatever_is_contested():
    held = ledger(BOOK, T, U)
    first, again = given("paired", held)[0], given("again", held.contest({"t"}))[0]
    assert isinstance(first, Row)
    assert first is again
    assert first is not given("alone", held)[0]
    assert first is not given("paired", ledger(BOOK, T, U))[0]


def test_a_table_that_is_not_there_is_told_with_the_place_where_it_would_stand():
    held = ledger(BOOK, T)
    (found,) = given("paired", held)
    assert (found.missing, found.cells) == (("u",), places(["u"], held))
