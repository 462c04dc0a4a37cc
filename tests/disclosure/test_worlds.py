"""Worlds: what a search finds is said as it is but for its demand, moves little, and passes twice without new work."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gapcheck.assessment.cells import Changes, NumberCell
from gapcheck.assessment.forms import Form, Linear
from gapcheck.assessment.implied import Compared
from gapcheck.disclosure.moves import Moves, Thought
from gapcheck.disclosure.nets import Net, stands
from gapcheck.disclosure.relations import Demand, Relation, Truth
from gapcheck.disclosure.worlds import Search


class Total:
    """A total, its parts, and the relation that they add up."""

    def __init__(self, *parts: int) -> None:
        self.parts = [self._cell(value, order, order) for order, value in enumerate(parts)]
        self.whole = self._cell(sum(parts), len(parts), None)
        factors = {self.whole: Fraction(1), **dict.fromkeys(self.parts, Fraction(-1))}
        self.relation = self._is(Linear.of(Fraction(0), factors), 0)

    def _cell(self, value: int, order: int, row: int | None) -> NumberCell:
        return NumberCell("t", Fraction(value), "A1", "count", fixed=False, order=order, row=row)

    def _is(self, form: Form, number: int) -> Truth:
        return Truth("t", str(number), Compared(form, "at_most", Fraction(number)))

    def net(self, *more: Relation) -> Net:
        cells = {*self.parts, self.whole}
        at_least = Truth("t", "0", Compared(self.relation.compared.form, "at_least", Fraction(0)))
        return Net.over([self.relation, at_least, *more], {cell: (0, cell.order) for cell in cells}, cells, cells)

    def part_is(self, at: int, number: int) -> Demand:
        cell = self.parts[at]
        return Demand(Linear.of(cell.value, {cell: Fraction(1)}), number)


def _moved(found: Changes | None) -> set[NumberCell]:
    assert found is not None
    return set(found)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=5), st.integers(0, 6), st.booleans())
def test_a_world_meets_its_demand_and_says_all_else_as_it_is(parts: list[int], number: int, strict: bool) -> None:
    total = Total(*parts)
    net, demand = total.net(), total.part_is(0, number)
    found = Search(net, demand, set(), strict).world()
    if found is not None and not demand.state({}):
        assert demand.state(found)
        assert stands(net, found)
        assert len(found) == 2
        assert not strict or all(cell.value and value for cell, value in found.items())


def test_hidden_cells_are_moved_before_others_and_totals_last() -> None:
    total = Total(3, 30, 20, 40)
    first, big, small, bigger = total.parts
    assert _moved(Search(total.net(), total.part_is(0, 1), {first}, True).world()) == {first, small}
    assert _moved(Search(total.net(), total.part_is(0, 1), {first, bigger}, True).world()) == {first, bigger}
    kept = {big, small, bigger}
    assert _moved(Search(total.net(), total.part_is(0, 1), {first}, True, kept=kept).world()) == {first, total.whole}


def test_what_is_none_moves_only_where_it_may() -> None:
    total = Total(3, 0)
    net, kept = total.net(), {total.whole}
    assert Search(net, total.part_is(0, 1), set(), strict=True, kept=kept).world() is None
    assert _moved(Search(net, total.part_is(0, 1), set(), strict=False, kept=kept).world()) == set(total.parts)


def test_what_is_dropped_need_not_stay() -> None:
    total = Total(3, 30)
    net = total.net()
    assert _moved(Search(net, total.part_is(0, 1), set(), True, dropped=set(net.relations)).world()) == {total.parts[0]}


def test_the_thoughts_that_come_next_are_looked_for_once() -> None:
    total = Total(3, 30, 20)
    demand = total.part_is(0, 1)
    moves, start = Moves(total.net(), demand, set(), True, (), frozenset()), Thought({}, [demand])
    first: Sequence[Thought] = moves.solving(start)
    assert first
    assert moves.solving(start) is first
    assert moves.blind(first[0]) is moves.blind(first[0])
