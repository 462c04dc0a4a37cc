from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from assessment_making import dated, indicator, table

from gapcheck.assessment.wording import expected_words, value_words
from gapcheck.rulebook.criteria import Test as Criterion

LAW, GROUPS, DAY = indicator("law", "choice"), indicator("groups", "choices"), indicator("day", "date")
CASES, SHARE, FUND = indicator("cases", "count"), indicator("share", "share"), indicator("fund", "yes_no")
RATIO = indicator("ratio", "share", derived={"ratio": ["cases", "cases"]})
ITEMS = {item.id: item for item in (LAW, GROUPS, DAY, CASES, SHARE, FUND, RATIO, indicator("t", "table"))}


@pytest.mark.parametrize(
    ("name", "operator", "words"),
    [
        ("law", {"is": ["a", "b"]}, "“A” or “B”"),
        ("law", {"is_not": "a"}, "any answer but “A”"),
        ("fund", {"is": "yes"}, "“Yes”"),
        ("groups", {"includes": ["a", "b"]}, "all of “A”, “B”"),
        ("groups", {"includes": "a"}, "“A” among them"),
        ("groups", {"includes_any": ["a", "b"]}, "at least one of “A” or “B”"),
        ("groups", {"at_least": "2"}, "at least 2 of them"),
        ("share", {"at_least": "75%"}, "at least 75 %"),
        ("cases", {"more_than": "0"}, "more than 0"),
        ("cases", {"less_than": "3"}, "less than 3"),
        ("day", {"on_or_after": "2022-06-15"}, "a date on or after 2022-06-15"),
        ("day", {"before": "2022-06-15"}, "a date before 2022-06-15"),
        ("day", {"during_period": "true"}, "a date within the period of the report"),
        ("day", {"by_period_end": "true"}, "a date not after the period of the report"),
        ("day", {"within_months": "6"}, "a date within the 6 months before the end of the period"),
    ],
)
def test_what_a_criterion_needs(name: str, operator: dict[str, Any], words: str) -> None:
    assert expected_words(Criterion.model_validate({"indicator": name, **operator}), ITEMS[name]) == words


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("law", "a", "A"),
        ("fund", "no", "No"),
        ("groups", ("a", "nobody"), "A; Nobody"),
        ("cases", Fraction(1310), "1,310"),
        ("cases", Fraction(5, 2), "2.50"),
        ("share", Fraction(2, 3), "66.7 %"),
        ("share", Fraction(1), "100.0 %"),
        ("day", dated("2022-06"), "2022-06"),
        ("day", dated("2022"), "2022"),
        ("t", table("t", []), "0 rows"),
    ],
)
def test_an_answer_in_words(name: str, value: Any, words: str) -> None:
    assert value_words(value, ITEMS[name]) == words
