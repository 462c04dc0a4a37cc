"""What the lints say of ladders holds for the answers themselves: the assessment is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from assessment_making import answer, indicator, instrument, leaf, nodes, rulebook, submission, table
from assessment_strategies import LAW
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.assessment import assess
from gapcheck.assessment.readings import open_ledger
from gapcheck.assessment.result import LeafProvision
from gapcheck.assessment.trees import stated_truth
from gapcheck.rulebook.book import Rulebook
from gapcheck.rulebook.linting.ladders import MOST_TRIED, Ladder
from gapcheck.workbook.answers import DateInterval, Value
from gapcheck.workbook.decisions import Decision, Review, Verdict

PERIOD = (date(2024, 1, 1), date(2024, 12, 31))
INDICATORS = [
    indicator("state", "choice", not_applicable="true"),
    indicator("law", "yes_no"),
    indicator("groups", "choices"),
    indicator("part", "count"),
    indicator("whole", "count"),
    indicator("share", "share", derived={"ratio": ["part", "whole"]}),
    indicator("other_share", "share", derived={"ratio": ["whole", {"sum": ["whole", "part"]}]}),
    indicator("covered", "share", derived={"ratio": ["part", "provinces"]}),
    indicator("change", "amount", derived={"difference": ["part", "whole"]}),
    indicator("list", "table"),
    indicator("rows", "count", derived={"rows": "list"}),
    indicator("row_share", "share", derived={"ratio": [{"rows": "list", "where": {"column": "n", "more_than": "0"}},
                                                      {"rows": "list"}]}),
    indicator("day", "date"),
]  # fmt: skip

BOOK = rulebook(INDICATORS)

number = st.sampled_from(["0", "1", "2", "3"])
percent = st.sampled_from(["0%", "25%", "50%", "75%", "100%"])
comparison = st.sampled_from(["at_least", "at_most", "more_than", "less_than"])
codes = st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True)


def _test(names: list[str], operators: st.SearchStrategy[str], operands: st.SearchStrategy[Any]) -> Any:
    return st.builds(lambda name, op, held: {"indicator": name, op: held}, st.sampled_from(names), operators, operands)


atoms = st.one_of(
    _test(["state"], st.sampled_from(["is", "is_not"]), codes),
    _test(["law"], st.sampled_from(["is", "is_not"]), st.sampled_from([["yes"], ["no"]])),
    _test(["groups"], st.sampled_from(["includes", "includes_any"]), st.one_of(codes, st.just(["nobody"]))),
    _test(["groups", "part", "whole", "change", "rows"], comparison, number),
    _test(["share", "other_share", "covered", "row_share"], comparison, percent),
    _test(["day"], st.sampled_from(["on_or_after", "before"]), st.sampled_from(["2023-06-01", "2024-06-01"])),
    _test(["day"], st.just("within_months"), st.sampled_from(["6", "12"])),
    _test(["day"], st.sampled_from(["during_period", "by_period_end"]), st.just("true")),
)
criteria = st.recursive(
    atoms,
    lambda inner: st.builds(
        lambda key, parts: {key: parts}, st.sampled_from(["any", "all"]), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=4,
)
ladders = st.fixed_dictionaries(
    {"4": st.lists(criteria, min_size=1, max_size=3)},
    optional={level: st.lists(criteria, min_size=1, max_size=2) for level in "123"},
)


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Value]:
    """Every question answered; a part is not greater than its whole."""
    whole = draw(st.integers(0, 5))
    days = [day + timedelta(more) for day in (date(2023, 6, 1), date(2024, 6, 1), *PERIOD) for more in (-1, 0, 1)]
    day = draw(st.sampled_from([*days, date(2024, 6, 30), date(2019, 1, 1)]))
    rows = [{"place": place, "n": draw(st.integers(0, 2)), "m": 0, "s": 0} for place in "ab"[: draw(st.integers(0, 2))]]
    return {
        "state": draw(st.sampled_from("abc")),
        "law": draw(st.sampled_from(["yes", "no"])),
        "groups": tuple(draw(st.one_of(codes, st.just(["nobody"])))),
        "part": Fraction(draw(st.integers(0, whole))),
        "whole": Fraction(whole),
        "list": table("list", rows),
        "day": DateInterval(day, day),
    }


def _book(levels: Mapping[str, Any]) -> Rulebook:
    return rulebook(INDICATORS, [instrument("plan", leaf("P.1", levels))])


def _ladder(levels: Mapping[str, Any]) -> Ladder:
    book = _book(levels)
    return Ladder(book.instruments[0].provisions[0], book)


def _claimed(levels: Mapping[str, Any], given: Mapping[str, Value], *, state_applies: bool = True) -> int:
    """Return the level that the assessment says is claimed."""
    held = [answer(name, value, "claimed") for name, value in given.items() if state_applies or name != "state"]
    reviews = []
    if not state_applies:
        held.append(answer("state", status="not_applicable", reason="there is none"))
        reviews.append(Review("r", "0" * 64, (Decision("state", Verdict.ACCEPTED, PERIOD[1]),)))
    result = assess(submission(held, country="KHM", period=PERIOD), _book(levels), reviews)
    node = nodes(result)["P.1"]
    assert isinstance(node, LeafProvision)
    return node.levels.claimed if node.levels is not None else 0


def _met(criteria: list[dict[str, Any]], given: Mapping[str, Value]) -> list[dict[str, Any]]:
    """Return those of some criteria that are met."""
    if not criteria:
        return []
    parts = _book({"4": criteria}).instruments[0].provisions[0].levels[4]
    ledger = open_ledger(BOOK, submission([answer(name, value) for name, value in given.items()], period=PERIOD))
    return [one for one, part in zip(criteria, parts, strict=True) if stated_truth(part, ledger).truth == "met"]


@LAW
@given(ladders, st.lists(answers(), min_size=1, max_size=4), st.booleans())
def test_no_answers_reach_a_level_that_is_called_unreachable(
    levels: dict[str, Any], given: list[dict[str, Value]], state_applies: bool
) -> None:
    ladder = _ladder(levels)
    for held in given:
        assert _claimed(levels, held, state_applies=state_applies) in ladder.reached


@LAW
@given(ladders, st.lists(answers(), min_size=1, max_size=4))
def test_no_full_answers_stay_at_a_level_that_is_called_left_by_all(
    levels: dict[str, Any], given: list[dict[str, Value]]
) -> None:
    ladder = _ladder(levels)
    for held in given:
        assert _claimed(levels, held) in ladder.left


@LAW
@given(answers(), st.lists(criteria, min_size=4, max_size=12))
def test_a_ladder_that_some_answers_climb_is_called_reachable(
    given: dict[str, Value], drawn: list[dict[str, Any]]
) -> None:
    met = _met(drawn, given)
    levels = {str(level): part for level in (1, 2, 3, 4) if (part := met[level - 1 :: 4])}
    levels.setdefault("4", [{"indicator": "whole", "at_least": "0"}])
    ladder = _ladder(levels)
    assert ladder.reached == {0, *map(int, levels)}
    assert _claimed(levels, given) == 4


@LAW
@given(answers(), answers(), st.lists(criteria, min_size=1, max_size=8))
def test_a_step_that_some_answers_do_not_take_is_not_called_empty(
    low: dict[str, Value], high: dict[str, Value], drawn: list[dict[str, Any]]
) -> None:
    steps = [part for part in _met(drawn, high) if part not in _met(drawn, low)]
    if steps:
        levels = {"2": [{"indicator": "whole", "at_least": "0"}], "4": steps}
        assert {2, 4} <= _ladder(levels).left


def test_with_too_many_cells_one_question_alone_still_rules_a_level_out() -> None:
    many = [{"indicator": "groups", "at_least": str(least)} for least in (1, 2, 3)]
    many += [{"indicator": name, "at_least": f"{share}%"} for name in ("share", "other_share", "covered", "row_share")
             for share in range(5, 100, 5)]  # fmt: skip
    ladder = _ladder({"2": many, "4": [{"indicator": "law", "is": ["yes"]}, {"indicator": "law", "is": ["no"]}]})
    tried = 1
    for held in ladder.cells:
        tried *= len(held)
    assert tried > MOST_TRIED
    assert ladder.reached == {0, 2}
    assert ladder.left == {0, 2, 4}
