from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gapcheck.assessment.balances import Balance
from gapcheck.assessment.cells import NumberCell
from gapcheck.assessment.forms import Linear

FRACTIONS = st.fractions(-20, 20, max_denominator=6)
POSITIVE = st.fractions(0, 20, max_denominator=6)
CELLS = [NumberCell(f"q{number}", Fraction(number, 2), f"A{number}", "amount", False, number) for number in range(3)]


@st.composite
def balances(draw):
    """A sum of cells, how far from zero it may be, and some cells with other numbers."""
    apart = Linear.of(draw(FRACTIONS), {cell: draw(FRACTIONS) for cell in CELLS[:2]})
    most = draw(POSITIVE)
    least = draw(st.sampled_from([None, -most]))
    changes = draw(st.dictionaries(st.sampled_from(CELLS), POSITIVE, max_size=3))
    return apart, least, most, changes


def within(apart, least, most, changes):
    value = apart.value(changes)
    return value <= most and (least is None or least <= value)


@given(balances())
def test_it_holds_where_the_sum_is_within_its_bounds(given_balance):
    apart, least, most, changes = given_balance
    assert Balance.of(apart, least, most).holds(changes) == within(apart, least, most, changes)


@given(balances(), st.sampled_from(CELLS), st.lists(POSITIVE, max_size=5))
def test_it_is_solved_for_one_cell(given_balance, cell, tried):
    apart, least, most, changes = given_balance
    balance = Balance.of(apart, least, most)
    solved = balance.solved(cell, changes)
    ends = [end for end in balance.ends(cell, changes) if end is not None and end >= 0]
    beside = [end + step for end in ends for step in (Fraction(-1, 9), Fraction(1, 9)) if end + step >= 0]
    for value in [*tried, *ends, *beside]:
        inside = any(part.low <= value and (part.high is None or value <= part.high) for part in solved)
        assert inside == within(apart, least, most, {**changes, cell: value})
