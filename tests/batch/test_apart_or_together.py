"""Why a batch makes nothing that is passed on: what one result may show depends on the others of its country."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from assessment_making import answer, check, indicator, rulebook, submission

from gapcheck.assessment import Assessment, assess
from gapcheck.disclosure import disclose
from gapcheck.engine.reference import ReferenceEvaluator

PERSONS = ("total", "female", "male", "female_previous_year")
BOOK = rulebook(
    [indicator(name, "count", unit="persons") for name in PERSONS],
    [],
    [check("sum", equal=["total", {"sum": ["female", "male"]}])],
)


def year(number: int, **said: int) -> Assessment:
    answers = [answer(name, Fraction(value)) for name, value in said.items()]
    held = assess(submission(answers), BOOK, evaluators=(ReferenceEvaluator(),))
    period = held.period.model_copy(update={"start": f"{number}-01-01", "end": f"{number}-12-31"})
    return held.model_copy(update={"year": number, "period": period})


def values(shown: Assessment) -> dict[str, Any]:
    return {held.indicator: held.value for held in shown.answers}


def test_published_one_by_one_two_years_tell_a_small_count_that_together_they_keep() -> None:
    first = year(2021, total=23, female=20, male=3)
    second = year(2022, total=50, female=30, male=20, female_previous_year=20)
    apart = [values(disclose([one], BOOK).assessments[0]) for one in (first, second)]
    # 23 in all, of whom 20 were women, as the next year's report repeats: 3 men.
    assert apart[0]["male"] is None
    assert apart[0]["total"] - apart[1]["female_previous_year"] == 3
    together = [values(one) for one in disclose([first, second], BOOK).assessments]
    assert None in (together[0]["total"], together[1]["female_previous_year"])
