"""Answers of a result in Khmer: labels for codes, the words of the result for figures, and what is kept back."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from assessment_making import answer, dated, indicator, review, rulebook, submission, table
from assessment_strategies import LAW, Case, cases
from hypothesis import given, settings

from gapcheck.assessment import Assessment, assess
from gapcheck.assessment.result import AnswerRecord
from gapcheck.disclosure import published
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.report.spoken.answers import answer_words, decision_words, free_words, original_words
from gapcheck.rulebook import Rulebook

OPTIONS = {"a": {"en": "Adopted", "km": "បានអនុម័ត"}, "b": {"en": "Banks; lenders", "km": "ធនាគារ"}, "c": {"en": "C"}}
ITEMS = [
    indicator("law", "choice").model_copy(), indicator("groups", "choices"), indicator("day", "date"),
    indicator("cases", "count", unit="persons"), indicator("share", "share"), indicator("fund", "yes_no"),
    indicator("word", "text"), indicator("places", "table", columns={
        "place": {"type": "text", "key": "true"}, "n": {"type": "count", "persons": "true"}}),
]  # fmt: skip


def _book() -> Rulebook:
    held = {item.id: item for item in ITEMS}
    for name in ("law", "groups"):
        asked = {"id": name, "type": held[name].type, "question": {"en": name}, "pillar": "protection"}
        held[name] = type(held[name]).model_validate({**asked, "options": OPTIONS})
    return rulebook(list(held.values()))


BOOK = _book()


def records(*answers: Any, **more: Any) -> Mapping[str, AnswerRecord]:
    held = assess(submission(answers), BOOK, evaluators=(ReferenceEvaluator(),), **more)
    return {record.indicator: record for record in held.answers}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (answer("law", "a"), "បានអនុម័ត"),
        (answer("law", "c"), "C"),
        (answer("groups", ("b", "a")), "ធនាគារ; បានអនុម័ត"),
        (answer("fund", "yes"), "បាទ/ចាស"),
        (answer("cases", Fraction(1310)), "1,310"),
        (answer("share", Fraction(2, 3)), "66.7 %"),
        (answer("day", dated("2022-06")), "2022-06"),
        (answer("word", "not known; 3 rows"), "not known; 3 rows"),
        (answer("places", table("places", [{"place": "A", "n": 9}])), "1 ជួរដេក"),
        (answer("places", table("places", [])), "0 ជួរដេក"),
        (answer("law", status="not_known"), "មិនដឹង"),
        (answer("law", status="not_available"), "មិនអាចទទួលបាន"),
        (answer("law", status="confidential"), "សម្ងាត់"),
        (answer("law", status="not_applicable", reason="x"), "មិនពាក់ព័ន្ធ"),
        (answer("law"), "គ្មានចម្លើយ"),
    ],
)
def test_an_answer_in_khmer(said: Any, words: str) -> None:
    record = records(said)[said.indicator]
    assert answer_words(record, BOOK, "km") == words
    assert answer_words(record, BOOK, "en") == record.words


def test_a_corrected_answer_beside_the_officers_own() -> None:
    made = [review(law=("corrected", "a"), fund="accepted", day="rejected")]
    said = [answer("law", "c"), answer("fund", "no"), answer("day", dated("2022"))]
    held = assess(submission(said), BOOK, made, evaluators=(ReferenceEvaluator(),))
    record = {record.indicator: record for record in held.answers}
    assert (answer_words(record["law"], BOOK, "km"), original_words(record["law"], BOOK, "km")) == ("បានអនុម័ត", "C")
    assert original_words(record["fund"], BOOK, "km") == "ទេ"
    assert original_words(record["day"], BOOK, "km") == "2022"
    decided = {decision.indicator: decision_words(decision, BOOK, "km") for decision in held.reviews[0].decisions}
    assert decided == {"law": "បានអនុម័ត", "fund": "", "day": ""}


def test_what_is_kept_back_is_said_to_be() -> None:
    said = [
        answer("cases", Fraction(9)),
        answer("places", table("places", [{"place": "A", "n": 3}, {"place": "B", "n": 2}])),
        answer("word", "three of them"),
    ]
    made = [review(cases=("corrected", Fraction(2)))]
    held = published([assess(submission(said), BOOK, made, evaluators=(ReferenceEvaluator(),))], BOOK)[0]
    record = {record.indicator: record for record in held.answers}
    assert answer_words(record["cases"], BOOK, "km") == original_words(record["cases"], BOOK, "km") == "មិនបង្ហាញ"
    assert decision_words(held.reviews[0].decisions[0], BOOK, "km") == "មិនបង្ហាញ"
    assert answer_words(record["places"], BOOK, "km") == "2 ជួរដេក តួលេខ 2 មិនបង្ហាញ"
    assert answer_words(record["word"], BOOK, "km") == free_words(record["word"].words, "km")
    assert free_words(record["word"].words, "km").startswith("មិនបង្ហាញ៖ ")


def test_somebodys_own_words_stay_as_they_are() -> None:
    assert free_words("No answer; not shown, <b>1</b>\u202e", "km") == "No answer; not shown, <b>1</b>\u202e"


@pytest.mark.parametrize("name", ["khm-2022", "xaa-2023", "reviewed", "published reviewed", "published khm-2022"])
def test_every_shipped_answer_is_the_record_in_english(
    name: str, shipped_results: dict[str, Assessment], shipped_rulebook: Rulebook
) -> None:
    held = shipped_results[name]
    for record in held.answers:
        assert answer_words(record, shipped_rulebook, "en") == record.words
        assert original_words(record, shipped_rulebook, "en") == (record.original or record).words
    for decision in (decision for made in held.reviews for decision in made.decisions):
        assert decision_words(decision, shipped_rulebook, "en") == decision.words


def test_what_other_rules_called_otherwise_stays_as_it_was() -> None:
    record = records(answer("law", "a"))["law"]
    assert answer_words(record.model_copy(update={"words": "Adopted in full"}), BOOK, "km") == "Adopted in full"
    assert answer_words(record.model_copy(update={"indicator": "other_law"}), BOOK, "km") == "Adopted"


@given(cases())
@settings(LAW)
def test_every_answer_is_the_record_in_english(case: Case) -> None:
    held = assess(submission(case.answers), case.book, case.reviews, evaluators=(ReferenceEvaluator(),))
    for shown in (held, published([held], case.book)[0]):
        for record in shown.answers:
            assert answer_words(record, case.book, "en") == record.words
            assert original_words(record, case.book, "en") == (record.original or record).words
