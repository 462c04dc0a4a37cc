from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from assessment_making import answer, dated, indicator, instrument, leaf, ledger, review, rulebook

from gapcheck.assessment.missing import Missing, missing_from
from gapcheck.assessment.trees import look_at
from gapcheck.rulebook import Rulebook

DAY, CASES, FUND = indicator("day", "date"), indicator("cases", "count"), indicator("fund", "yes_no")
RATIO = indicator("ratio", "share", derived={"ratio": ["cases", "cases"]})
ITEMS = [DAY, CASES, FUND, RATIO]


def parts(criterion: dict[str, Any], *answers: Any, **more: Any) -> list[Missing]:
    book: Rulebook = rulebook(ITEMS)
    (provision,) = instrument("plan", leaf("P", {4: [criterion]})).provisions
    contested = more.pop("contested", ())
    held = ledger(book, *answers, **more).contest(contested)
    return list(missing_from(look_at(provision, held).levels[4], held))


def missing(criterion: dict[str, Any], *answers: Any, **more: Any) -> list[str]:
    return [part.words for part in parts(criterion, *answers, **more)]


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
    assert "none to count" in missing({"indicator": "ratio", "at_least": "1%"}, answer("cases", Fraction(0)))[0]
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


@pytest.mark.parametrize(
    ("answers", "more", "where"),
    [
        ([], {}, ([], [], [])),
        ([answer("cases", status="not_known")], {}, (["Protection!cases"], [], [])),
        ([answer("cases", Fraction(9), "claimed")], {}, ([], ["Protection!cases"], [])),
        ([answer("cases", Fraction(0))], {}, ([], [], ["Protection!cases"])),
        ([answer("cases", Fraction(9))], {"contested": ["cases"]}, ([], [], ["Protection!cases"])),
    ],
)
def test_a_cell_is_to_fill_or_lacks_a_document_or_says_something_else(
    answers: list[Any], more: dict[str, Any], where: tuple[list[str], list[str], list[str]]
) -> None:
    (part,) = parts({"indicator": "cases", "at_least": "1"}, *answers, **more)
    assert (list(part.fill), list(part.document), list(part.see)) == where


def test_where_alternatives_have_words_of_their_own_only_the_first_is_pointed_at() -> None:
    one, other = {"indicator": "cases", "at_least": "1"}, {"indicator": "fund", "is": "yes"}
    said = [answer("cases", Fraction(0)), answer("fund", "no")]
    (own,) = parts({"any": [one, other], "gap": {"en": "A case"}}, *said)
    assert own.see == ("Protection!cases",)
    (built,) = parts({"any": [one, other]}, *said)
    assert built.see == ("Protection!cases", "Protection!fund")
