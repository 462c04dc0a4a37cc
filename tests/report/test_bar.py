from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gapcheck.assessment.result import Figure, Score
from gapcheck.report.bar import Bar, bar_of

edges = st.lists(st.fractions(0, 100, max_denominator=97), min_size=4, max_size=4).map(sorted)


@given(edges, st.integers(1, 120))
def test_drawn_bar_is_exactly_as_wide_as_asked(points, width):
    assert len(Bar(tuple(points)).drawn(width)) == width


@given(edges)
def test_parts_add_up_to_a_hundred_after_rounding(points):
    parts = Bar(tuple(points)).parts()
    assert sum(parts) == 100
    assert all(part >= 0 and (part * 10).denominator == 1 for part in parts)


def test_parts_stand_in_the_order_verified_documented_claimed_unknown_gap():
    assert Bar((Fraction(25), Fraction(50), Fraction(50), Fraction(75))).drawn(8) == "VVDD??··"


def test_thirds_are_rounded_at_their_edges_not_part_by_part():
    parts = Bar((Fraction(100, 3), Fraction(200, 3), Fraction(100), Fraction(100))).parts()
    assert [str(part) for part in parts] == ["333/10", "167/5", "333/10", "0", "0"]


def test_a_node_without_score_has_no_bar():
    assert bar_of(Score(verified=None, documented=None, claimed=None, possible=None, coverage=None)) is None


def test_bar_is_drawn_from_exact_figures():
    third = Figure.of(Fraction(100, 3))
    score = Score(verified=third, documented=third, claimed=third, possible=third, coverage=None)
    assert bar_of(score).edges[0] == Fraction(100, 3)
