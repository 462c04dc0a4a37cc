"""What stands in the place of what is not shown, record by record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
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
from gapcheck.assessment.result import ProblemRecord
from gapcheck.disclosure import NOT_SHOWN, disclose, published
from gapcheck.disclosure.freetext import WITHHELD
from gapcheck.disclosure.shown_sides import hidden_in
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.report import json as report_json
from gapcheck.report import terminal
from gapcheck.report.spreadsheet import render
from gapcheck.report.story import Tongue, story_of
from gapcheck.report.tidy.tables import answers as tidy_answers
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


def _told(**evidence: Any) -> Any:
    """An answer that no number is hidden of, beside which something is said."""
    return replace(answer("beds", Fraction(50)), evidence=Evidence(**evidence))


@pytest.mark.parametrize("field", ["comment", "document", "link", "responsible_body"])
@pytest.mark.parametrize("beside", [(), (2, 9)])
def test_what_is_said_beside_an_answer_tells_no_small_number(field: str, beside: tuple[int, ...]) -> None:
    """Also where no number of the result is hidden, and beside answers that are not."""
    tables = [_found(*beside)] if beside else []
    shown = _shown(_assess(_told(**{field: "of two-victims"}), *tables))
    assert getattr(_answer(shown, "beds").evidence, field) == WITHHELD
    whole = _assess(_told(**{field: "Act No. 4 of 2022"}), *tables)
    kept = _shown(whole)
    assert getattr(_answer(kept, "beds").evidence, field) == (
        WITHHELD if field == "comment" and beside else "Act No. 4 of 2022"
    )
    assert (kept == whole) == (not beside)


@pytest.mark.parametrize("field", ["document", "link"])
def test_beside_a_hidden_answer_no_title_or_address_tells_any_number(field: str) -> None:
    held = replace(answer("total", Fraction(3)), evidence=Evidence(**{field: "https://example.org/of-2022"}))
    assert getattr(_answer(_shown(_assess(held)), "total").evidence, field) == WITHHELD


@pytest.mark.parametrize("field", ["source", "document", "link", "says"])
def test_what_a_voice_is_called_and_cites_tells_no_small_number(field: str) -> None:
    voice = Voice("beds", "A newspaper", "It saw some", "Daily", "An auditor", date(2024, 1, 1), link="https://x.org")
    plain, told = (
        _assess(_told(), reviews=[review(END, voices=[one])]) for one in (voice, voice._replace(**{field: "two girls"}))
    )
    assert _shown(plain) == plain
    shown = _shown(told)
    assert getattr(_answer(shown, "beds").voices[0], field) == WITHHELD
    assert getattr(shown.reviews[0].voices[0], field) == WITHHELD


@pytest.mark.parametrize("field", ["submitted_by", "submission", "transcribed_by"])
def test_what_names_a_report_tells_no_small_number(field: str) -> None:
    whole = _assess(_told()).model_copy(update={field: "the unit of 3 women"})
    assert getattr(_shown(whole), field) == WITHHELD
    numbered = whole.model_copy(update={field: "No. 1/2023"})
    assert _shown(numbered) == numbered


@pytest.mark.parametrize("counts", [(5, 9), (2, 9)])
def test_no_key_or_text_of_a_table_tells_a_small_number(counts: tuple[int, int]) -> None:
    keys = ("Thai (3 women asked, 1 found)", "Lao")
    rows = [{"nation": key, "n": count} for key, count in zip(keys, counts, strict=True)]
    shown = _shown(_assess(answer("found", table("found", rows)), answer("total", Fraction(sum(counts)))))
    assert [row["nation"] for row in _answer(shown, "found").value] == [WITHHELD, "Lao"]
    assert ("not shown" in _answer(shown, "found").words) == (counts[0] < 5)
    assert "3 women" not in report_json.render_one(shown)
    assert {row.get("DIMENSION") for row in tidy_answers([shown], BOOK).rows} >= {WITHHELD, "Lao"}


def test_two_withheld_keys_of_one_table_are_two_rows() -> None:
    rows = [{"nation": f"{who} women", "n": 20} for who in ("Two", "Three")]
    shown = _shown(_assess(answer("found", table("found", rows))))
    tidy = [row for row in tidy_answers([shown], BOOK).rows if row["INDICATOR"] == "found"]
    assert [(row["DIMENSION"], row["OBS_VALUE"]) for row in tidy] == [(WITHHELD, 20.0)] * 2
    tongue = Tongue(BOOK)
    assert render(story_of(shown, tongue), shown, tongue)


def test_words_alone_are_kept_back_and_the_hashes_with_them() -> None:
    """Whoever has the workbook's hash could try words against it, as numbers."""
    reviews = [review(END, beds="accepted")]
    whole = _assess(_told(comment="A girl and her aunt"), answer("said", "Three victims of Pai Lin"), reviews=reviews)
    shown = _shown(whole)
    assert _answer(shown, "beds").evidence.comment == WITHHELD
    assert (_answer(shown, "said").value, _answer(shown, "said").words) == (None, WITHHELD)
    assert _answer(shown, "beds").value == 50
    assert (shown.workbook.sha256, shown.reviews[0].sha256) == ("", "")
    assert shown.result_sha256 not in ("", whole.result_sha256)
    assert hidden_in(whole, shown) == frozenset()


def test_reasons_and_corrections_in_words_tell_no_small_number() -> None:
    reviews = [review(END, said=("corrected", "Four men"), total=("corrected", Fraction(30)))]
    whole = _assess(answer("said", "Two men"), answer("total", Fraction(20)), reviews=reviews)
    shown = _shown(whole)
    said = _answer(shown, "said")
    assert (said.value, said.words, said.original.value, said.original.words) == (None, WITHHELD, None, WITHHELD)
    assert [(one.value, one.words) for one in shown.reviews[0].decisions] == [(None, WITHHELD), (30, "30")]
    assert _answer(shown, "total").original.value == 20
    reason = whole.reviews[0].decisions[1].model_copy(update={"reason": "both were heard"})
    heard = whole.reviews[0].model_copy(update={"decisions": [reason]})
    assert _shown(whole.model_copy(update={"reviews": [heard]})).reviews[0].decisions[0].reason == WITHHELD


def test_what_could_not_be_read_tells_no_small_number() -> None:
    whole = _assess(_told())
    plain = ProblemRecord(where="C4", found="'many'", expected="one number", mend="Write one.", severity="warning")
    assert _shown(whole.model_copy(update={"problems": [plain]})).problems == [plain]
    told = plain.model_copy(update={"found": "'3 girls'"})
    (problem,) = _shown(whole.model_copy(update={"problems": [told]})).problems
    assert (problem.where, problem.found, problem.expected, problem.mend) == ("C4", WITHHELD, WITHHELD, WITHHELD)


def test_what_is_published_is_valid_json_of_the_schema() -> None:
    shown = _shown(_assess(_found(2, 9), answer("total", Fraction(14)), answer("asked", Fraction(4))))
    assert Assessment.model_validate_json(report_json.render_one(shown)) == shown
