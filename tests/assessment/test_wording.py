from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from assessment_making import answer, dated, indicator, instrument, leaf, ledger, review, rulebook, table

from gapcheck.assessment.trees import look_at
from gapcheck.assessment.wording import expected_words, missing_from, value_words
from gapcheck.rulebook import Rulebook
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


def missing(criterion: dict[str, Any], *answers: Any, **more: Any) -> list[str]:
    book: Rulebook = rulebook(list(ITEMS.values()))
    (provision,) = instrument("plan", leaf("P", {4: [criterion]})).provisions
    contested = more.pop("contested", ())
    held = ledger(book, *answers, **more).contest(contested)
    return [part.words for part in missing_from(look_at(provision, held).levels[4], held)]


@pytest.mark.parametrize(
    ("answers", "more", "reason"),
    [
        ([], {}, "no answer yet"),
        ([answer("cases", status="confidential")], {}, "“confidential”"),
        ([answer("cases", status="not_applicable")], {}, "has not been approved"),
        ([answer("cases", Fraction(0))], {}, "stated: 0"),
        ([answer("cases", Fraction(9), "claimed")], {}, "no document is cited"),
        ([answer("cases", Fraction(9))], {"contested": ["cases"]}, "other answers contradict it"),
        ([answer("cases", Fraction(9))], {"reviews": [review(cases="rejected")]}, "a review rejected the answer"),
    ],
)
def test_why_it_is_missing(answers: list[Any], more: dict[str, Any], reason: str) -> None:
    (words,) = missing({"indicator": "cases", "at_least": "1"}, *answers, **more)
    assert reason in words


def test_a_division_by_zero_and_a_vague_date_are_told() -> None:
    assert "divides by zero" in missing({"indicator": "ratio", "at_least": "1%"}, answer("cases", Fraction(0)))[0]
    said = answer("day", dated("2022"))
    assert "not precise enough" in missing({"indicator": "day", "before": "2022-06-15"}, said)[0]


def test_the_words_of_the_rule_author_stand_first() -> None:
    own = {"indicator": "cases", "at_least": "1", "gap": {"en": "Bring one case"}}
    assert missing(own)[0].startswith("Bring one case")
    either = {"any": [own, {"indicator": "fund", "is": "yes"}], "gap": {"en": "A case or a fund"}}
    assert missing(either)[0].startswith("A case or a fund")


def test_alternatives_and_conjunctions() -> None:
    one, other = {"indicator": "cases", "at_least": "1"}, {"indicator": "fund", "is": "yes"}
    assert " — or — " in missing({"any": [one, other]})[0]
    assert "; and " in missing({"all": [one, other]})[0]
    assert missing({"any": [one, other]}, answer("fund", "yes")) == []
    assert "; and " not in missing({"all": [one, other]}, answer("fund", "yes"))[0]
