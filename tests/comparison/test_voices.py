"""Two voices: what a state and an outsider say, question by question, and never in one bridge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from assessment_making import START, answer, dated, indicator, instrument, leaf, nodes, rulebook, submission
from assessment_strategies import PAIR_LAW as LAW
from comparison_drawing import Pair, pairs
from hypothesis import given

from gapcheck.assessment import assess
from gapcheck.comparison import Side, compare, two_voices
from gapcheck.errors import UsageError

pytestmark = pytest.mark.usefixtures("engines")
ITEMS = [
    indicator("law", "choice"), indicator("trained", "count"), indicator("officials", "count"),
    indicator("signed", "date"), indicator("notes", "text"), indicator("permit", "yes_no", not_applicable="true"),
    indicator("shared", "yes_no"), indicator("open", "yes_no"),
    indicator("trained_share", "share", derived={"ratio": ["trained", "officials"]}),
]  # fmt: skip
SHARED = {"indicator": "shared", "is": "yes"}
BOOK = rulebook(
    ITEMS,
    [
        instrument(
            "plan",
            leaf("P1", {"2": [{"indicator": "law", "is": ["b", "c"]}], "4": [{"indicator": "law", "is": "c"}]}),
            leaf("P2", {"3": [{"indicator": "trained_share", "at_least": "75%"}], "4": [SHARED]}),
        )
    ],
)


def side(source: str, said: dict[str, Any], **more: Any) -> Side:
    held = submission([answer(name, value) for name, value in said.items()])
    return Side(replace(held, source=source, file_name=f"{source}.xlsx", sha256=source[0] * 64, **more), BOOK)


STATE = side(
    "self",
    {
        "law": "c", "trained": Fraction(90), "officials": Fraction(100), "signed": dated("2022"), "notes": "ours",
        "shared": "no",
    },
)  # fmt: skip
OUTSIDE = side(
    "outside",
    {
        "law": "a", "trained": Fraction(10), "officials": Fraction(100), "signed": dated("2022-03-01"),
        "notes": "theirs", "shared": "yes", "permit": "yes",
    },
)  # fmt: skip


def test_every_question_says_how_the_two_stand_to_each_other() -> None:
    found = two_voices(OUTSIDE, STATE)
    assert {held.indicator: held.finding for held in found.answers} == {
        "law": "state_claims", "trained": "state_claims", "officials": "agree", "signed": "agree", "notes": "in_words",
        "permit": "outside_only", "shared": "differ",
    }  # fmt: skip
    assert (found.state.workbook.file, found.outside.workbook.file) == ("self.xlsx", "outside.xlsx")
    assert found.neither_speaks == 1
    assert sum(found.counts.values()) == 7
    law = found.answers[0]
    assert (law.state.words, law.outside.words, law.state.cell, law.provisions) == ("C", "A", "Protection!law", ["P1"])
    levels = {held.provision: (held.state.documented, held.outside.documented) for held in found.leaves}
    assert levels == {"P1": (4, 0), "P2": (3, 0)}


def test_the_two_are_never_bridged() -> None:
    with pytest.raises(UsageError) as caught:
        compare(STATE, OUTSIDE)
    assert "a self-report and an outside assessment" in str(caught.value)
    assert "self.xlsx and outside.xlsx" in str(caught.value)


def test_two_reports_of_other_times_countries_or_of_one_source_are_no_two_voices() -> None:
    later = side("outside", {}, country="LAO", period_start=date(2022, 9, 1), period_end=date(2023, 8, 31))
    with pytest.raises(UsageError) as caught:
        two_voices(STATE, later)
    expected = [problem.expected for problem in caught.value.problems]
    assert expected == ["two reports of one country", "periods that overlap"]
    with pytest.raises(UsageError, match="two self-reports"):
        two_voices(STATE, side("self", {"law": "a"}))


def test_periods_that_only_overlap_are_one_time() -> None:
    found = two_voices(STATE, side("outside", {"law": "c"}, period_start=START.replace(month=1), period_end=START))
    assert [held.finding for held in found.answers if held.indicator == "law"] == ["agree"]


@LAW
@given(pairs(books=1))
def test_the_levels_are_those_of_each_assessment_alone(pair: Pair) -> None:
    one, other = pair.sides
    start = one.submission.period_start
    outsider = replace(other, submission=replace(other.submission, source="outside", period_start=start))
    found = two_voices(one, outsider)
    for voice, held in (("state", one), ("outside", outsider)):
        alone = nodes(assess(held.submission, held.rulebook, held.reviews))
        for leaf_ in found.leaves:
            assert getattr(leaf_, voice) == alone[leaf_.provision].levels
    known = [
        {item.id for item in pair.new.asked() if ledger.known(item.id) or ledger.not_applicable(item.id)}
        for ledger in (one.ledger(), outsider.ledger())
    ]
    assert {held.indicator for held in found.answers} == known[0] | known[1]
    only = {"state_only": known[0] - known[1], "outside_only": known[1] - known[0]}
    for finding, names in only.items():
        assert {held.indicator for held in found.answers if held.finding == finding} == names
