"""What is kept of a rulebook: nothing of one workbook shows in the result of the next."""

from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest
from assessment_making import answer, indicator, instrument, leaf, review, rulebook, submission

from gapcheck.assessment import assess
from gapcheck.report.json import render_one


def book():
    return rulebook(
        [indicator("fund", "yes_no", not_applicable="true"), indicator("part", "share"), indicator("note", "yes_no")],
        [instrument("plan",
            leaf("P.1", {2: [{"indicator": "fund", "is": "yes"}], 4: [{"any": [
                {"indicator": "fund", "is": "yes"}, {"indicator": "part", "at_least": "50%"}]}]}),
            leaf("P.2", {4: [{"indicator": "note", "is": "yes"}, {"indicator": "part", "at_least": "10%"}]}))],
    )  # fmt: skip


SAID = [
    ([], []),
    ([answer("fund", "yes"), answer("note", "no", "claimed")], []),
    ([answer("fund", status="not_known"), replace(answer("note"), cell="Elsewhere!C9")], []),
    (
        [answer("fund", status="not_applicable", reason="none here"), answer("part", Fraction(1, 3))],
        [review(fund="not_applicable_approved")],
    ),
    ([answer("note", "yes"), answer("part", Fraction(1, 700_000))], []),
]


@pytest.mark.parametrize("order", list(permutations(range(len(SAID)), 3)))
def test_a_result_is_the_same_whatever_came_before_it(order):
    warm = book()
    for number in order:
        answers, reviews = SAID[number]
        given = submission(answers)
        assert render_one(assess(given, warm, reviews)) == render_one(assess(given, book(), reviews))
