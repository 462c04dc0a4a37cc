"""Comparisons that are passed on: what they show does not hang on a number that is not shown."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from itertools import product
from pathlib import Path

import pytest
from assessment_making import answer, indicator, instrument, leaf, rulebook, submission
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gapcheck.comparison.account import account
from gapcheck.comparison.gathering import Gathered, Rulers, gather
from gapcheck.comparison.sides import Side
from gapcheck.comparison.years import series
from gapcheck.disclosure import NOT_SHOWN, published
from gapcheck.disclosure.comparisons import compared, together, told
from gapcheck.disclosure.shown_sides import key_of_side
from gapcheck.report.pages import render_comparisons
from gapcheck.report.story import Tongue
from gapcheck.rulebook import load_rulebook
from gapcheck.workbook.answers import Status

INPUTS = Path(__file__).parents[2] / "inputs"
XAA = [INPUTS / f"xaa-{year}.xlsx" for year in (2021, 2022, 2023)]
LAW = settings(
    max_examples=600 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def _persons(name):
    return indicator(name, "count", unit="persons")


SHARES = {1: "25%", 2: "50%", 3: "75%", 4: "90%"}
NAMES = ("asked", "helped", "cases", "staff")
BOOK = rulebook(
    [
        *map(_persons, ("asked", "helped")),
        indicator("cases", "count"), indicator("staff", "count"),
        indicator("helped_share", "share", derived={"ratio": ["helped", "asked"]}),
        indicator("per_case", "amount", derived={"ratio": ["helped", "cases"]}),
    ],
    [
        instrument(
            "one",
            leaf("share", {at: [{"indicator": "helped_share", "at_least": bound}] for at, bound in SHARES.items()}),
            leaf("some", {4: [{"indicator": "asked", "more_than": "0"}]}),
            leaf("per_case", {
                2: [{"indicator": "per_case", "at_least": "0.5"}], 4: [{"indicator": "cases", "at_least": "3"}],
            }),
            leaf("staff", {4: [{"indicator": "staff", "at_least": "6"}]}),
        )
    ],
)  # fmt: skip
PERIODS = {
    ("self", 2021): (date(2020, 9, 1), date(2021, 8, 31)),
    ("self", 2022): (date(2021, 9, 1), date(2022, 8, 31)),
    ("outside", 2022): (date(2021, 10, 1), date(2022, 9, 30)),
}


def _gathered(said):
    """Two years of a state, and an outsider on the second; ``said`` are the counts of each, None where blank."""
    sides = []
    for (source, year), period in PERIODS.items():
        answers = [
            answer(name) if count is None else answer(name, Fraction(count)) for name, count in said[source, year]
        ]
        answers = [replace(each, status=Status.BLANK) if each.value is None else each for each in answers]
        held = submission(answers, period=period)
        name = f"{source}-{year}"
        held = replace(held, source=source, year=year, file_name=f"{name}.xlsx", sha256=_hash(name, said[source, year]))
        sides.append(Side(held, BOOK))
    order = sorted(sides, key=lambda side: (side.submission.source, side.submission.year))
    return Gathered(tuple(order), ())


def _hash(name, counts):
    return sha256(repr((name, counts)).encode()).hexdigest()


def _pages(gathered, book, *, joined=True):
    """The page as passed on, beside the results as passed on, without what made them."""
    raw = gathered.results(book)
    shown = published(raw, book)
    groups = together(raw, shown, book) if joined else ()
    held = compared(account(gathered, book, together=groups), raw, shown)
    text = render_comparisons(held, shown, Tongue(book))
    return text, [each.model_copy(update={"result_sha256": ""}) for each in shown]


@st.composite
def reports(draw):
    """The counts that three reports give; of the years most stay as they were."""
    count = st.one_of(st.none(), st.integers(0, 6), st.integers(0, 12))
    before = [(name, draw(count)) for name in NAMES]
    said = {("self", 2021): before}
    for key in (("self", 2022), ("outside", 2022)):
        said[key] = [(name, held if draw(st.booleans()) else draw(count)) for name, held in before]
    return said


def _others(said):
    """The same reports with one count of persons from 1 to 4 another such number."""
    for key, counts in said.items():
        for at, (name, count) in enumerate(counts):
            if name in ("asked", "helped") and count in (1, 2, 3, 4):
                for number in {1, 2, 3, 4} - {count}:
                    yield {**said, key: [*counts[:at], (name, number), *counts[at + 1 :]]}


@LAW
@given(reports())
def test_where_the_results_tell_no_difference_the_page_tells_none(said):
    page, shown = _pages(_gathered(said), BOOK)
    alike = 0
    for other in _others(said):
        page_of_other, shown_of_other = _pages(_gathered(other), BOOK)
        if shown_of_other == shown:
            alike += 1
            assert page_of_other == page
    assume(alike)


def test_steps_would_tell_a_number_if_not_all_of_a_figure_moved_at_once():
    """One year's share of another year's number is told by neither result: the law above rests on ``together``."""
    counts = range(1, 5)
    found = []
    for helped, asked in product(counts, repeat=2):
        said = {
            ("self", 2021): [("asked", asked), ("helped", helped), ("cases", None), ("staff", None)],
            ("self", 2022): [("asked", 8), ("helped", None), ("cases", None), ("staff", None)],
            ("outside", 2022): [(name, None) for name in NAMES],
        }
        found.append([_pages(_gathered(said), BOOK, joined=joined) for joined in (False, True)])
    loose, joined = (
        {
            (one, other)
            for one, first in enumerate(found)
            for other, second in enumerate(found)
            if first[way][1] == second[way][1] and first[way][0] != second[way][0]
        }
        for way in (0, 1)
    )
    assert loose
    assert not joined


@pytest.fixture(scope="module")
def book():
    return load_rulebook()


@pytest.fixture(scope="module")
def gathered(book):
    return gather(XAA, [], Rulers(book))


@pytest.fixture(scope="module")
def raw(gathered, book):
    return gathered.results(book)


@pytest.fixture(scope="module")
def shown(raw, book):
    return published(raw, book)


@pytest.fixture(scope="module")
def held(gathered, raw, shown, book):
    return compared(account(gathered, book, together=together(raw, shown, book)), raw, shown)


@pytest.fixture(scope="module")
def hidden(raw, shown):
    """The questions whose number is not shown, by year."""
    return {
        one.year: {a.indicator for a, b in zip(one.answers, other.answers, strict=True) if a.value != b.value}
        for one, other in zip(raw, shown, strict=True)
    }


def test_no_mover_is_told_of_a_hidden_number_on_either_side(held, hidden):
    assert all(hidden.values())
    for each in held.account.comparisons:
        kept = hidden[each.earlier.year] | hidden[each.later.year]
        assert not kept & {mover.indicator for leaf in each.leaves for mover in leaf.movers}
        assert held.unsaid_of(each.earlier, each.later) <= kept


def test_the_whole_account_does_tell_of_them(gathered, book, hidden):
    whole = account(gathered, book)
    movers = {mover.indicator for each in whole.comparisons for leaf in each.leaves for mover in leaf.movers}
    assert "suspects_surrendered_or_charged" in movers & hidden[2022]


def test_what_is_shown_is_said_as_the_results_say_it(held, shown):
    told_of = {result.year: {record.indicator: record for record in result.answers} for result in shown}
    count = 0
    for each in held.account.comparisons:
        for mover in (mover for change in each.leaves for mover in change.movers):
            for said, year in ((mover.before, each.earlier.year), (mover.after, each.later.year)):
                record = told_of[year][mover.indicator]
                assert (said.value, said.document) == (record.value, record.evidence.document)
                count += 1
    assert count > 40


def test_no_hash_is_left_against_which_numbers_could_be_tried(held, gathered, raw, shown):
    files = [side.workbook for each in held.account.comparisons for side in (each.earlier, each.later)]
    assert [file.sha256 for file in files] == [""] * 4
    spans = told(series(raw), shown).series[0].spans
    assert [span.workbook.sha256 for span in spans] == [""] * 3
    assert all(side.submission.sha256 for side in gathered.sides)


def test_scores_verdicts_and_levels_stay(held, gathered, book):
    whole = account(gathered, book)
    for one, other in zip(held.account.comparisons, whole.comparisons, strict=True):
        assert [(n.before, n.after, n.verdict) for n in one.nodes] == [
            (n.before, n.after, n.verdict) for n in other.nodes
        ]
        assert [(leaf.before, leaf.after) for leaf in one.leaves] == [
            (leaf.before, leaf.after) for leaf in other.leaves
        ]


def test_steps_still_add_up_where_answers_move_at_once(held):
    for each in held.account.comparisons:
        for node in each.nodes:
            if node.bridge is not None:
                steps = node.bridge.documented
                parts = (steps.performance, steps.evidence, steps.coverage, steps.rules)
                assert sum(Fraction(part.exact) for part in parts) == Fraction(steps.change.exact)


def test_findings_are_told_where_no_number_is_hidden_and_of_no_other():
    said = {
        ("self", 2021): [("asked", 20), ("helped", 10), ("cases", 5), ("staff", 5)],
        ("self", 2022): [("asked", 20), ("helped", 3), ("cases", 5), ("staff", 5)],
        ("outside", 2022): [("asked", 20), ("helped", 3), ("cases", 5), ("staff", 6)],
    }
    gathered = _gathered(said)
    raw = gathered.results(BOOK)
    shown = published(raw, BOOK)
    held = compared(account(gathered, BOOK, together=together(raw, shown, BOOK)), raw, shown)
    (voices,) = held.account.voices
    assert {answer.indicator: answer.finding for answer in voices.answers}["staff"] == "differ"
    assert "helped" not in {answer.indicator for answer in voices.answers}
    assert "helped" in held.unsaid_of(voices.state, voices.outside)
    assert voices.counts["agree"] == sum(answer.finding == "agree" for answer in voices.answers)
    assert key_of_side(voices.state)[3] == "self"


def test_a_voice_that_speaks_alone_is_heard_without_its_number():
    said = {
        ("self", 2021): [(name, None) for name in NAMES],
        ("self", 2022): [("asked", 20), ("helped", 3), ("cases", 5), ("staff", 5)],
        ("outside", 2022): [(name, None) for name in NAMES],
    }
    gathered = _gathered(said)
    raw = gathered.results(BOOK)
    shown = published(raw, BOOK)
    held = compared(account(gathered, BOOK), raw, shown)
    (voices,) = held.account.voices
    (helped,) = [each for each in voices.answers if each.indicator == "helped"]
    assert (helped.finding, helped.state.words, helped.state.value) == ("state_only", NOT_SHOWN, None)
    assert json.loads(helped.model_dump_json())["outside"]["value"] is None
