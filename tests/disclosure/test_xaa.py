"""The shipped workbooks of the invented country: what they hide, alone and together, and what stays exposed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from disclosure_attack import Attack

from gapcheck.assessment import Assessment, assess
from gapcheck.disclosure import Published, disclose
from gapcheck.disclosure.loose import loose_tables
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.rulebook import Rulebook, load_rulebook
from gapcheck.workbook import read_workbook

INPUTS = Path(__file__).parents[2] / "inputs"
RULES: Rulebook = load_rulebook()
YEARS = (2021, 2022, 2023)


@cache
def _assessed(year: int) -> Assessment:
    return assess(read_workbook(INPUTS / f"xaa-{year}.xlsx", RULES), RULES, evaluators=(ReferenceEvaluator(),))


@cache
def _disclosed(*years: int) -> tuple[Attack, Published]:
    whole = [_assessed(year) for year in years]
    shown = disclose(whole, RULES)
    return Attack(whole, shown.assessments, RULES), shown


@pytest.mark.parametrize("years", [*((year,) for year in YEARS), YEARS])
def test_no_small_count_can_be_told_but_what_levels_tell(years: tuple[int, ...]) -> None:
    attack, shown = _disclosed(*years)
    assert {one.told_by for one in shown.exposures} <= {"criteria"}
    assert attack.told(shown.exposures) == []


@pytest.mark.parametrize("years", [*((year,) for year in YEARS), YEARS])
def test_what_stays_exposed_is_so(years: tuple[int, ...]) -> None:
    attack, shown = _disclosed(*years)
    of = {(one.year, one.indicator, one.number) for one in shown.exposures}
    # Three of four suspects are 75 %, which is a level; nothing else of the report tells a small count.
    sought = {("suspects_sought", number) for number in (1, 2, 3)}
    charged = {("suspects_surrendered_or_charged", number) for number in (1, 2)}
    assert of == {(year, *one) for year in years if year != 2023 for one in sought | charged}
    assert attack.needless(shown.exposures) == []


def test_totals_and_zeros_stay_and_little_else_goes() -> None:
    attack, _ = _disclosed(*YEARS)
    hidden = {spot: attack.values[spot] for spot in attack.hidden if spot[1] not in loose_tables(RULES)}
    assert all(hidden.values())
    assert all(value <= 4 for spot, value in hidden.items() if spot[2] < 0)
    # Of 954 numbers 129 are small counts; the search hides 82 others for them.
    assert len(hidden) <= 215
