"""What stands in the place of what is not shown, record by record."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from assessment_making import (
    END,
    answer,
    check,
    indicator,
    instrument,
    leaf,
    nodes,
    review,
    rulebook,
    submission,
    table,
)

from gapcheck.assessment import Assessment, assess
from gapcheck.disclosure import NOT_SHOWN, disclose, published
from gapcheck.disclosure.freetext import WITHHELD
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.report import json as report_json
from gapcheck.report import terminal
from gapcheck.workbook.answers import Evidence
from gapcheck.workbook.decisions import Voice

FOUND = indicator(
    "found", "table",
    columns={"nation": {"type": "text", "key": "true"}, "n": {"type": "count", "persons": "true"}},
)  # fmt: skip
BOOK = rulebook(
    [
        FOUND, indicator("total", "count", unit="persons"), indicator("asked", "count", unit="persons"),
        indicator("helped", "count", unit="persons"), indicator("said", "text"), indicator("beds", "count"),
        indicator("share", "share", derived={"ratio": ["helped", "asked"]}),
    ],
    [instrument("one", leaf("helped_most", {
        3: [{"indicator": "share", "at_least": "75%"}], 4: [{"indicator": "share", "at_least": "90%"}]
    }))],
    [check("add_up", equal=["total", {"column": "found.n"}]), check("order", at_most=["helped", "beds"])],
)  # fmt: skip


def _assess(*answers: Any, **more: Any) -> Assessment:
    return assess(submission(answers), BOOK, more.pop("reviews", ()), evaluators=(ReferenceEvaluator(),), **more)


def _shown(whole: Assessment) -> Assessment:
    return published([whole], BOOK)[0]


def _answer(held: Assessment, name: str) -> Any:
    return next(record for record in held.answers if record.indicator == name)


def _found(*counts: int) -> Any:
    return answer("found", table("found", [{"nation": f"N{at}", "n": count} for at, count in enumerate(counts)]))


def test_a_result_without_small_counts_comes_back_as_it_is() -> None:
    whole = _assess(_found(5, 9, 0), answer("total", Fraction(14)), answer("beds", Fraction(3)))
    assert published([whole], BOOK) == [whole]


def test_small_counts_and_what_guards_them_look_the_same() -> None:
    shown = _shown(_assess(_found(20, 3, 0), answer("total", Fraction(23)), answer("beds", Fraction(3))))
    assert _answer(shown, "found").value == [
        {"nation": "N0", "n": NOT_SHOWN}, {"nation": "N1", "n": NOT_SHOWN}, {"nation": "N2", "n": 0}
    ]  # fmt: skip
    assert _answer(shown, "found").words == "3 rows, 2 numbers not shown"
    assert _answer(shown, "total").value == 23
    assert _answer(shown, "beds").value == 3  # beds are no persons


def test_figures_and_gaps_made_of_hidden_numbers_are_not_shown() -> None:
    whole = _assess(answer("asked", Fraction(10)), answer("helped", Fraction(2)))
    (criterion, _), (gap, *_) = nodes(_shown(whole))["helped_most"].criteria, _shown(whole).instruments[0].gaps
    assert nodes(whole)["helped_most"].criteria[0].found == 0.2
    assert criterion.found is None
    assert criterion.truth == "not_met"
    assert criterion.gap.endswith("(stated: not shown)")
    assert [part.words for part in gap.missing] == [criterion.gap]


def test_a_failed_check_keeps_its_words_and_loses_its_numbers() -> None:
    whole = _assess(_found(2, 9), answer("total", Fraction(14)))
    (before,), (after,) = whole.contradictions, _shown(whole).contradictions
    assert (before.left, before.right) == (14, 11)
    assert before.repairs
    assert (after.check, after.says, after.left_cells) == (before.check, before.says, before.left_cells)
    assert (after.left, after.right, after.difference) == (None, None, None)
    assert not after.repairs
    assert not after.readings
    text = terminal.render_one(_shown(whole))
    assert "Its numbers are not shown" in text
    assert "It changes no level" not in text


def test_a_truth_that_would_tell_is_suppressed_and_said_to_be_exposed() -> None:
    whole = _assess(answer("asked", Fraction(4)), answer("helped", Fraction(3)))
    shown = disclose([whole], BOOK)
    assert {criterion.truth for criterion in nodes(shown.assessments[0])["helped_most"].criteria} == {"suppressed"}
    assert {one.told_by for one in shown.exposures} == {"criteria"}
    assert nodes(shown.assessments[0])["helped_most"].levels == nodes(whole)["helped_most"].levels


def test_comments_documents_and_voices_that_may_repeat_a_number_are_withheld() -> None:
    told = Evidence(document="List of 3 victims", comment="three of them", page="7", document_date=None)
    own = answer("total", Fraction(3))
    own = type(own)(own.indicator, own.status, own.value, own.grade, own.cell, told)
    other = answer("beds", Fraction(50), reason="for 3 victims")
    plain = answer("asked", Fraction(40), reason="as the ministry wrote")
    voice = Voice("beds", "A newspaper", "It saw two of them", "Daily", "An auditor", date(2024, 1, 1))
    shown = _shown(_assess(own, other, plain, reviews=[review(END, voices=[voice], beds="accepted")]))
    evidence = _answer(shown, "total").evidence
    assert (evidence.comment, evidence.page, evidence.document) == (WITHHELD, WITHHELD, WITHHELD)
    assert _answer(shown, "beds").evidence.comment == WITHHELD
    assert _answer(shown, "asked").evidence.comment == "as the ministry wrote"
    assert _answer(shown, "beds").voices[0].says == WITHHELD
    assert shown.reviews[0].voices[0].says == WITHHELD


def test_originals_and_corrections_are_not_shown() -> None:
    reviews = [review(END, total=("corrected", Fraction(9)), asked=("corrected", Fraction(30)))]
    whole = _assess(answer("total", Fraction(3)), answer("asked", Fraction(28)), _found(2, 7), reviews=reviews)
    shown = _shown(whole)
    for name in ("total", "asked"):
        assert _answer(shown, name).original.value is None
        assert _answer(shown, name).original.words == NOT_SHOWN
    assert [decision.value for decision in shown.reviews[0].decisions] == [None, None]


def test_an_original_alone_is_enough_to_hide_it() -> None:
    reviews = [review(END, total=("corrected", Fraction(9)))]
    shown = _shown(_assess(answer("total", Fraction(3)), reviews=reviews))
    assert _answer(shown, "total").original.value is None
    assert [decision.value for decision in shown.reviews[0].decisions] == [None]


def test_no_hash_lets_the_numbers_be_tried() -> None:
    whole = _assess(answer("total", Fraction(3)), reviews=[review(END, total="accepted")])
    shown = _shown(whole)
    assert shown.result_sha256 not in ("", whole.result_sha256)
    assert (shown.workbook.sha256, shown.reviews[0].sha256) == ("", "")
    assert published([whole], BOOK) == [shown]  # whoever holds the whole result can make it again


def test_what_is_published_is_valid_json_of_the_schema() -> None:
    shown = _shown(_assess(_found(2, 9), answer("total", Fraction(14)), answer("asked", Fraction(4))))
    assert Assessment.model_validate_json(report_json.render_one(shown)) == shown
