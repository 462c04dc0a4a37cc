from __future__ import annotations

from fractions import Fraction
from typing import Any

from assessment_making import answer, indicator, inner, instrument, leaf, review, rulebook, submission

from gapcheck.assessment import assess
from gapcheck.assessment.result import GapEntry

NAMES = ("w", "x", "y", "z")
INDICATORS = [indicator(name, "yes_no", not_applicable="true") for name in NAMES]
INDICATORS += [
    indicator("a", "count"),
    indicator("b", "count"),
    indicator("share", "share", derived={"ratio": ["a", "b"]}),
]
W, X, Y, Z = ({"indicator": name, "is": "yes"} for name in NAMES)


def gaps(*provisions: dict[str, Any], answers: Any = (), reviews: Any = (), **more: Any) -> list[GapEntry]:
    book = rulebook(INDICATORS, [instrument("plan", *provisions, **more)])
    return assess(submission(list(answers)), book, reviews).instruments[0].gaps


def test_by_gain_then_share_of_weight_then_id() -> None:
    found = gaps(
        leaf("P.b", {4: [X]}),  # 100 points of weight 1
        leaf("P.a", {4: [Y]}),
        leaf("P.c", {2: [Z], 4: [W]}, weight="2"),  # 50 points of weight 2: as much, but a greater share
    )
    assert [gap.provision for gap in found] == ["P.c", "P.a", "P.b"]
    assert [gap.gain.exact for gap in found] == ["25", "25", "25"]
    assert [gap.share.exact for gap in found] == ["50", "25", "25"]


def test_under_weakest_only_the_weakest_gains() -> None:
    weakest = inner("P.1", leaf("P.1.a", {2: [X], 4: [Z]}), leaf("P.1.b", {4: [Y]}), combine="weakest")
    found = gaps(weakest, leaf("P.2", {4: [W]}), answers=[answer("y", "yes")])
    assert [(gap.provision, gap.gain.exact) for gap in found] == [("P.2", "50"), ("P.1.a", "25")]
    found = gaps(weakest)
    assert {gap.provision: gap.gain.exact for gap in found} == {"P.1.a": "0", "P.1.b": "0"}


def test_a_leaf_at_its_top_is_no_gap_and_what_is_not_scored_neither() -> None:
    un = {"id": "P.3", "clause": "3", "title": {"en": "UN"}, "pillar": "protection", "addressee": "un", "shows": ["w"]}
    reviews = [review(y="not_applicable_approved")]
    answers = [answer("x", "yes"), answer("y", status="not_applicable", reason="None here")]
    assert gaps(leaf("P.1", {4: [X]}), leaf("P.2", {4: [Y]}), un, answers=answers, reviews=reviews) == []
    assert gaps(leaf("P.1", {4: [X]}), scored="false") == []


def test_the_next_level_is_the_next_declared_one_and_what_it_lacks() -> None:
    (gap,) = gaps(leaf("P.1", {1: [X], 3: [Y, Z], 4: [W]}), answers=[answer("x", "yes"), answer("z", "yes")])
    assert (gap.level, gap.next_level, gap.gain.exact) == (1, 3, "50")
    assert [part.indicators for part in gap.missing] == [["y"]]
    assert "no answer yet" in gap.missing[0].words


def test_a_claim_without_a_document_asks_for_its_document() -> None:
    (gap,) = gaps(leaf("P.1", {4: [X]}), answers=[answer("x", "yes", "claimed")])
    assert "no document" in gap.missing[0].words
    assert gap.missing[0].document == ["Protection!x"]


def test_what_is_approved_as_not_applicable_is_not_missing() -> None:
    answers = [answer("x", status="not_applicable", reason="None here"), answer("y", "no")]
    reviews = [review(x="not_applicable_approved")]
    (gap,) = gaps(leaf("P.1", {4: [X, Y, {"any": [X]}, {"all": [X, Z]}]}), answers=answers, reviews=reviews)
    assert [part.indicators for part in gap.missing] == [["y"], ["z"]]
    assert not any("approved" in part.words for part in gap.missing)


def test_the_reason_of_a_group_is_that_of_a_part_that_applies() -> None:
    answers = [answer("x", status="not_applicable", reason="None here"), answer("y", "no")]
    criterion = {"any": [{"all": [X, Y]}, Z], "gap": {"en": "A fund or a hotline"}}
    (gap,) = gaps(leaf("P.1", {4: [criterion]}), answers=answers, reviews=[review(x="not_applicable_approved")])
    assert gap.missing[0].words == "A fund or a hotline (stated: No)"
    assert gap.missing[0].indicators == ["y"]


def test_a_level_that_nothing_can_show_says_so() -> None:
    answers = [answer("x", status="not_applicable", reason="None here"), answer("y", "yes")]
    reviews = [review(x="not_applicable_approved")]
    (gap,) = gaps(leaf("P.1", {2: [{"any": [X]}], 4: [Y]}), answers=answers, reviews=reviews)
    assert [part.indicators for part in gap.missing] == [["x"]]
    assert "not applicable" in gap.missing[0].words


def test_only_what_is_open_of_a_share_is_asked_for() -> None:
    criterion = {"indicator": "share", "at_least": "75%"}
    (gap,) = gaps(leaf("P.1", {4: [criterion]}), answers=[answer("a", Fraction(3))])
    assert gap.missing[0].indicators == ["b"]
    (gap,) = gaps(
        leaf("P.1", {4: [criterion]}), answers=[answer("a", Fraction(3)), answer("b", Fraction(4), "claimed")]
    )
    assert gap.missing[0].indicators == ["b"]
    (gap,) = gaps(leaf("P.1", {4: [criterion]}), answers=[answer("a", Fraction(2)), answer("b", Fraction(4))])
    assert gap.missing[0].indicators == ["a", "b"]
