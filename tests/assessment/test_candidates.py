"""The candidates for one question are complete: no answer gives levels that none of them gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from itertools import combinations
from typing import Any

import pytest
from assessment_making import END, answer, check, dated, indicator, instrument, leaf, ledger, rulebook, submission
from assessment_strategies import LAW, ON_DATES, Case, cases
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.assessment import levels
from gapcheck.assessment.candidates import candidates, described
from gapcheck.assessment.contradictions import run_checks
from gapcheck.assessment.levels import climb
from gapcheck.assessment.readings import Ledger, open_ledger
from gapcheck.assessment.trees import look_at
from gapcheck.assessment.what_if import answered
from gapcheck.engine.agreement import decide
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import DateInterval, Value

Reached = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


def grid(item: Indicator) -> Iterator[Value]:
    """Many answers to one question, chosen without any look at the rules."""
    match item.type:
        case "count":
            yield from map(Fraction, (*range(60), 99, 100, 101, 1000, 10**6))
        case "amount" | "share":
            yield from (Fraction(number, 40) for number in range(130))
            yield from map(Fraction, ("1/1000", "0.749999", "0.750001", "24.9", "25", "25.1", "1000000"))
        case "yes_no" | "choice":
            yield from item.codes
        case "choices":
            together = [code for code, option in item.options.items() if not option.exclusive]
            yield from (chosen for size in range(1, 4) for chosen in combinations(together, size))
            yield ("nobody",)
        case "date":
            day = date(2021, 1, 1)
            while day < date(2023, 6, 1):
                yield DateInterval(day, day)
                day += timedelta(days=1)
            yield from (dated(f"{year}-{month:02}") for year in (2021, 2022, 2023) for month in range(1, 13))
            yield from (dated(str(year)) for year in (1950, 2020, 2021, 2022, 2023, 2024))


def reached(item: Indicator, at: Ledger, values: list[Value]) -> list[Reached]:
    """The levels of every leaf in every reading with each of these answers, documented."""
    found = run_checks(at)
    at = at.contest(found.contested(at))
    leaves = [look_at(node, at) for held in at.rulebook.instruments for node in held.walk() if node.levels]
    others = [answered(item, value, at, found) for value in values]
    return [
        tuple((name, tuple(sorted(held.items()))) for name, held in sorted(given.items()))
        for given in climb(leaves, at, others).others
    ]


@pytest.fixture(autouse=True)
def _one_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levels, "decide", partial(decide, evaluators=(ReferenceEvaluator(),)))


@LAW
@given(cases(), st.data())
def test_no_answer_gives_levels_that_no_candidate_gives(case: Case, data: st.DataObject) -> None:
    at = open_ledger(case.book, submission(case.answers), case.reviews)
    asked = [
        item for item in case.book.asked() if not at.not_applicable(item.id) and item.type not in ("table", "text")
    ]
    item = data.draw(st.sampled_from(asked))
    tried, every = [held.value for held in candidates(item, at)], list(grid(item))
    given = reached(item, at, [*tried, *every])
    known = set(given[: len(tried)])
    for value, levels_of in zip(every, given[len(tried) :], strict=True):
        assert levels_of in known, (item.id, value)


def of(kind: str, *provisions, checks=(), **answers):
    """The question x of a kind, and the ledger of a rulebook about it."""
    asked = [indicator("x", kind), *(indicator(name, "count") for name in ("y", "z")), indicator("day", "date")]
    asked.append(indicator("part", "share", derived={"ratio": ["x", "y"]}))
    asked = asked if kind in ("count", "amount") else asked[:-1]
    book = rulebook(asked, [instrument("plan", *provisions)], checks)
    return book.indicators["x"], ledger(book, *(answer(name, value) for name, value in answers.items()))


def words(kind: str, *provisions, checks=(), **answers) -> list[str]:
    item, at = of(kind, *provisions, checks=checks, **answers)
    return [described([found], item) for found in candidates(item, at)]


SHARE = leaf("a", {3: [{"indicator": "part", "at_least": "75%"}], 4: [{"indicator": "part", "more_than": "90%"}]})


def test_a_count_is_cut_where_a_share_of_it_reaches_a_threshold():
    assert words("count", SHARE, y=Fraction(10)) == ["0", "1 to 7", "8", "9", "10", "11 or more"]


def test_a_share_that_cannot_be_told_cuts_nothing():
    assert words("count", SHARE) == ["any number"]


def test_a_check_cuts_too():
    rules = [check("few", at_most=["x", {"sum": ["y", "z"]}])]
    item, at = of(
        "count", leaf("a", {4: [{"indicator": "x", "at_least": "2"}]}), checks=rules, y=Fraction(3), z=Fraction(4)
    )
    assert [described([found], item) for found in candidates(item, at)] == [
        "0",
        "1",
        "2",
        "3",
        "4 to 6",
        "7",
        "8 or more",
    ]
    assert described(candidates(item, at)[2:6], item) == "2 to 7"


def test_a_check_as_printed_is_cut_where_the_printed_figure_changes():
    rules = [check("same", equal=["x", "y"], as_printed=0)]
    told = words("amount", leaf("a", {4: [{"indicator": "x", "at_least": "0"}]}), checks=rules, y=Fraction(3))
    assert "2.50" in told
    assert "3.50" in told


def test_amounts_are_cut_into_points_and_what_lies_between():
    told = words("amount", leaf("a", {4: [{"indicator": "x", "more_than": "2.5"}]}))
    assert told == ["0", "more than 0 and less than 2.50", "2.50", "more than 2.50"]
    item, at = of("amount", leaf("a", {4: [{"indicator": "x", "more_than": "2.5"}]}))
    found = candidates(item, at)
    assert described(found[:3], item) == "0 to 2.50"
    assert described(found[1:2] + found[3:], item) == "more than 0 and less than 2.50; or more than 2.50"


def test_dates_are_cut_at_the_period_and_tried_without_day_and_month_across_it():
    told = words("date", leaf("a", {4: [{"indicator": "x", "by_period_end": "true"}]}))
    assert told == ["31 August 2022 or before", "1 September 2022 or after", "“2022” written without the day"]
    assert date(2022, 8, 31) == END


def test_choices_are_tried_in_the_smallest_sets_that_criteria_tell_apart():
    told = words(
        "choices",
        leaf("a", {2: [{"indicator": "x", "includes": ["a", "b"]}], 4: [{"indicator": "x", "at_least": "3"}]}),
    )
    # “A; B; C” is the only set of three; “A” stands for “B” and for “A; C” as well, and so does “Nobody” for none.
    assert told == ["such as “A”", "“A; B”", "“A; B; C”"]


@st.composite
def questions(draw: st.DrawFn) -> tuple[Indicator, Ledger]:
    """The question x in a rulebook where ladder and checks turn on it, and on figures derived from it."""
    pick = lambda *of: draw(st.sampled_from(of))  # noqa: E731
    kind = pick("count", "amount", "share", "date", "choices")
    asked = [indicator("x", kind), *(indicator(name, "count") for name in "yz"), indicator("w", "date")]
    names = ["y", "z", "2"]
    if kind in ("count", "amount", "share"):
        names.append("x")
        for name in ("d", "e"):
            one, other = pick(*names), pick(*names)
            asked.append(indicator(name, "amount", derived={pick("ratio", "ratio", "sum", "difference"): [one, other]}))
            names.append(name)
        of_x = [name for name in names if name not in ("y", "z", "2")]

    def criterion() -> dict[str, Any]:
        if kind == "date":
            return {"indicator": "x", **pick(*ON_DATES)}
        if kind == "choices":
            return {"indicator": "x", pick("includes", "includes_any"): list(pick("a", "b", "ab", "bc"))}
        name = pick(*of_x)
        bounds = ("0", "1", "3") if name == "x" else ("0", "0.5", "1.5")
        if (name, kind) == ("x", "share"):
            bounds = ("0%", "25%", "75%")
        return {"indicator": name, pick("at_least", "at_most", "more_than", "less_than"): pick(*bounds)}

    def relation() -> dict[str, Any]:
        kinds = {"date": ("implies", "not_after"), "choices": ("implies",)}
        how = pick(*kinds.get(kind, ("implies", "equal", "at_most")))
        if how == "implies":
            return {"implies": {"if": criterion(), "then": criterion()}}
        if how == "not_after":
            return {"not_after": list(pick(("x", "w"), ("w", "x")))}
        more = pick({}, {"as_printed": 0}, {"tolerance": "0.5"}) if how == "equal" else {}
        return {how: [pick(*of_x), pick("y", "2") if "as_printed" in more else pick(*names)], **more}

    levels_of = {level: [criterion()] for level in (1, 4)}
    checks = [check(f"check{number}", **relation()) for number in range(pick(1, 2))]
    book = rulebook(asked, [instrument("plan", leaf("a", levels_of))], checks)
    numbers = [answer(name, Fraction(draw(st.integers(0, 9)))) for name in "yz"]
    return book.indicators["x"], ledger(book, *numbers, answer("w", dated(pick("2022-06-15", "2022-06", "2021"))))


@LAW
@given(questions())
def test_no_answer_gives_levels_that_no_candidate_gives_where_checks_turn_on_it(given_question) -> None:
    item, at = given_question
    tried, every = [held.value for held in candidates(item, at)], list(grid(item))
    found = reached(item, at, [*tried, *every])
    known = set(found[: len(tried)])
    for value, levels_of in zip(every, found[len(tried) :], strict=True):
        assert levels_of in known, value
