"""Lines: their ranges say what the relation itself says, of every number that a cell may hold."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.assessment.cells import NumberCell
from gapcheck.assessment.forms import Combined, Linear, Tally
from gapcheck.assessment.implied import Compared
from gapcheck.disclosure.lines import ANYWHERE, Lines, Scale, meet
from gapcheck.disclosure.relations import Copy, Demand, Truth

ORDER = iter(range(10**9))
FACTORS = st.sampled_from([Fraction(-2), Fraction(-1), Fraction(1), Fraction(1), Fraction(3, 2)])
NUMBERS = st.integers(0, 12).map(Fraction)


def _cell(value: Fraction | int, kind: str = "count") -> NumberCell:
    return NumberCell("n", Fraction(value), "A1", kind, fixed=False, order=next(ORDER))


def _form(cell: NumberCell) -> Linear:
    return Linear.of(cell.value, {cell: Fraction(1)})


def _truth(form: Linear | Combined | Tally, operator: str, bound: Fraction) -> Truth:
    return Truth("n", str(bound), Compared(form, operator, bound))


@st.composite
def _truths(draw: st.DrawFn) -> tuple[Truth, list[NumberCell]]:
    """A criterion on a sum, a tally or a share of a few cells."""
    cells = [_cell(draw(NUMBERS)) for _ in range(3)]
    factors = {cell: draw(FACTORS) for cell in cells}
    top = Linear.of(sum((factor * cell.value for cell, factor in factors.items()), Fraction(0)), factors)
    tally = Tally(frozenset(cells), "more_than", Fraction(2), sum(cell.value > 2 for cell in cells))
    share = Combined("/", top, _form(cells[0]), top.cells)
    operator = draw(st.sampled_from(["at_least", "at_most", "more_than", "less_than"]))
    return _truth(draw(st.sampled_from([top, tally, share])), operator, draw(NUMBERS) / draw(st.integers(1, 3))), cells


@given(_truths(), st.dictionaries(st.integers(1, 2), NUMBERS))
def test_the_ranges_hold_the_very_numbers_at_which_the_relation_stands(
    made: tuple[Truth, list[NumberCell]], moved: dict[int, Fraction]
) -> None:
    truth, cells = made
    lines, changes = Lines({truth: truth.state({})}), {cells[at]: value for at, value in moved.items()}
    line = lines.along(truth, cells[0], changes)
    assert line.told
    for steps in range(60):
        assert line.stands(steps) == (truth.state({**changes, cells[0]: Fraction(steps)}) == truth.state({}))


def test_a_demand_is_wanted_to_be_met_and_not_as_it_is() -> None:
    cell = _cell(3)
    line = Lines({}).along(Demand(_form(cell), 2), cell, {})
    assert line.ranges == [(2, 2)]
    assert not line.stands(3)


def test_a_line_is_worked_out_once_however_cells_that_it_is_not_about_are_thought() -> None:
    one, other, far = _cell(3), _cell(3), _cell(7)
    copy = Copy(one, other)
    lines = Lines({copy: True})
    line = lines.along(copy, one, {})
    assert lines.along(copy, one, {far: Fraction(1)}) is line
    assert lines.along(copy, one, {other: Fraction(5)}).ranges == [(5, 5)]


def test_what_cannot_be_solved_for_a_cell_is_asked_of_the_relation() -> None:
    cell, other = _cell(2), _cell(5)
    whole = Combined("+", _form(cell), _form(other), frozenset({cell, other}))
    twice = Combined("/", _form(cell), Combined("/", whole, _form(cell), whole.cells), whole.cells)
    truth = _truth(twice, "at_most", Fraction(1))
    line = Lines({truth: truth.state({})}).along(truth, cell, {})
    assert not line.told
    assert line.ranges == ANYWHERE
    assert [line.stands(steps) for steps in (2, 3)] == [True, False]


@pytest.mark.parametrize(
    ("kind", "value", "per_unit"),
    [("count", "7", 1), ("amount", "2.5", 10**4), ("amount", "0.123456", 10**6), ("share", "1/3", 10**9)],
)
def test_a_scale_counts_in_steps_as_fine_as_the_cell_is_written(kind: str, value: str, per_unit: int) -> None:
    scale = Scale.of(_cell(Fraction(value), kind))
    assert scale.per_unit == per_unit
    assert scale.value(scale.held) == Fraction(value)
    assert isinstance(scale.held, int) == (value != "1/3")


def test_a_number_between_two_steps_is_asked_of_the_relation() -> None:
    cell = _cell(Fraction(1, 3), "share")
    truth = _truth(_form(cell), "at_most", Fraction(1, 3))
    line = Lines({truth: "met"}).along(truth, cell, {})
    assert line.ranges == [(0, 333333333)]
    assert line.stands(line.scale.held)
    assert not line.stands(line.scale.held + 1)


@given(*[st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)), max_size=3)] * 2)
def test_ranges_meet_in_what_is_in_both(one: list[tuple[int, int | None]], other: list[tuple[int, int | None]]) -> None:
    def holds(ranges: list[tuple[int, int | None]], number: int) -> bool:
        return any(least <= number and (most is None or number <= most) for least, most in ranges)

    both = meet(one, other)
    assert all(most is None or least <= most for least, most in both)
    assert [holds(both, at) for at in range(12)] == [holds(one, at) and holds(other, at) for at in range(12)]
