"""A result is read back into the answers it was made of; one that is none is refused in words."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from assessment_making import END, answer, dated, indicator, instrument, leaf, review, rulebook, submission
from assessment_strategies import LAW, Case, cases
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.assessment import assess
from gapcheck.assessment.fingerprints import fingerprint
from gapcheck.assessment.recorded_answers import interval
from gapcheck.assessment.restoring import restore
from gapcheck.assessment.result import Assessment
from gapcheck.assessment.stored import MOST_BYTES
from gapcheck.errors import WorkbookError
from gapcheck.report.json import render, render_one
from gapcheck.workbook.answers import Table, TableCell
from gapcheck.workbook.decisions import Voice

BOOK = rulebook(
    [
        *(indicator(f"x{number}", kind) for number, kind in enumerate(("count", "share", "date", "choices", "text"))),
        indicator("rows", "table"),
        indicator("total", "count", derived={"column": "rows.n"}),
    ],
    [
        instrument(
            "plan", leaf("P", {1: [{"indicator": "x0", "at_least": "1"}], 4: [{"indicator": "total", "at_least": "9"}]})
        )
    ],
)
LETTERS = {"place": "A", "n": "B", "m": "C", "s": "D"}
ROWS = Table(
    tuple(
        {name: TableCell(value, f"rows!{LETTERS[name]}{at}") for name, value in row.items()}
        for at, row in (
            (4, {"place": "north", "n": Fraction(3), "m": None, "s": Fraction(1, 8)}),
            (6, {"place": "south", "n": Fraction(4), "m": Fraction(1), "s": None}),
        )
    )
)
SAID = submission(
    [
        replace(answer("x0", Fraction(3), "claimed"), cell="Protection!C7", document_cell="Protection!F7"),
        replace(answer("x1", Fraction(1, 8)), cell="Protection!C8", document_cell="Protection!F8"),
        answer("x2", dated("2022-02")),
        answer("x3", ("a", "b")),
        answer("x4", "Some words"),
        replace(answer("rows", ROWS, "claimed"), cell="Protection!C9", document_cell="Protection!F9"),
    ]
)


def written(said: Any = SAID, book: Any = BOOK) -> bytes:
    return render_one(assess(said, book)).encode()


def test_the_answers_come_back_with_their_cells():
    restored = restore(written(), BOOK).submission
    assert restored.answers["rows"] == SAID.answers["rows"]
    assert restored.answers["x0"] == SAID.answers["x0"]
    assert restored.answers["x1"].document_cell == "Protection!F8"
    assert {name: held.value for name, held in restored.answers.items()} == {
        name: held.value for name, held in SAID.answers.items()
    }


@LAW
@given(cases())
def test_any_result_without_reviews_gives_the_same_result_again(case: Case) -> None:
    said = submission(case.answers)
    first = assess(said, case.book)
    restored = restore(render_one(first).encode(), case.book)
    again = assess(restored.submission, case.book)
    assert again.instruments == first.instruments
    assert again.answers == first.answers


def test_an_array_of_one_is_taken_and_of_several_is_not():
    one = assess(SAID, BOOK)
    assert restore(render([one]).encode(), BOOK).submission.year == 2022
    with pytest.raises(WorkbookError, match="2 results in one file"):
        restore(render([one, one]).encode(), BOOK)


def changed(**changes: Any) -> bytes:
    return json.dumps({**json.loads(written()), **changes}).encode()


def signed(data: bytes) -> bytes:
    """A changed result with the hash that fits it, as one who means to deceive would write it."""
    held = Assessment.model_validate_json(data)
    return held.model_copy(update={"result_sha256": fingerprint(held)}).model_dump_json(by_alias=True).encode()


def answers(number: int, **changes: Any) -> list[Any]:
    held = json.loads(written())["answers"]
    held[number] = {**held[number], **changes}
    return held


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b"[[]]", b"3", b"null", b"{}", b"[" * 100_000, b"\xff\xfe{}", b'{"schema": NaN}', b"9" * 5000,
        b'{"a":' * 50_000, b"PK\x03\x04", b" " * (MOST_BYTES + 1),
    ],
    ids=lambda data: repr(data[:12]),
)  # fmt: skip
def test_what_is_no_result_is_refused_in_words(data):
    with pytest.raises(WorkbookError) as refused:
        restore(data, BOOK)
    assert refused.value.exit_code == 3
    assert refused.value.problems


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (changed(year=1999), "was changed"),
        (changed(schema="gapcheck.assessment/2"), "the schema 'gapcheck.assessment/2'"),
        (changed(surplus=1), "no result of this version"),
        (signed(changed(answers=answers(0, value=5))), "when worked out again"),
        (signed(changed(answers=answers(0, value="five"))), "cannot be read back"),
        (signed(changed(answers=answers(1, value=True))), "cannot be read back"),
        (signed(changed(answers=answers(2, value="2022-13"))), "cannot be read back"),
        (signed(changed(answers=answers(3, value=["z"]))), "cannot be read back"),
        (signed(changed(answers=answers(0, indicator="unknown"))), "is no question"),
        (signed(changed(answers=answers(0, status="blank"))), "does not go with its status"),
        (signed(changed(period={"start": "x", "end": "y"})), "cannot be read back"),
        (signed(changed(answers=[])), "when worked out again"),
    ],
)
def test_what_was_changed_is_refused_in_words(data, words):
    with pytest.raises(WorkbookError) as refused:
        restore(data, BOOK)
    assert words in str(refused.value)


def test_other_rules_are_refused_with_both_hashes():
    with pytest.raises(WorkbookError, match="the rules at hand, sha256 1111"):
        restore(written(), replace(BOOK, sha256="1" * 64))


@LAW
@given(cases(), st.booleans())
def test_any_result_gives_the_same_result_again_with_its_reviews(case: Case, four_eyes: bool) -> None:
    first = assess(submission(case.answers), case.book, case.reviews, four_eyes=four_eyes)
    restored = restore(render_one(first).encode(), case.book)
    again = assess(restored.submission, case.book, restored.reviews, four_eyes=restored.four_eyes)
    assert again.instruments == first.instruments
    assert again.answers == first.answers
    assert again.reviews == first.reviews


def test_voices_and_corrected_tables_come_back():
    voice = Voice("x0", "NGO", "No.", "Report", "An auditor", END, dated("2022-05"), "https://example.org", "V!A4")
    rows = Table(
        (
            {
                "place": TableCell("east", "r"),
                "n": TableCell(Fraction(9), "r"),
                "m": TableCell(None, "r"),
                "s": TableCell(None, "r"),
            },
        )
    )
    given = review(rows=("corrected", rows), x0="rejected", voices=[voice])
    restored = restore(render_one(assess(SAID, BOOK, [given])).encode(), BOOK)
    (came,) = restored.reviews
    assert came.voices == (voice,)
    assert [(made.indicator, made.verdict, made.reason) for made in came.decisions] == [
        (made.indicator, made.verdict, made.reason) for made in given.decisions
    ]
    assert restored.submission.answers["x0"].value == 3


@LAW
@given(st.integers(0, 3000), st.sampled_from([b"", b"x", b'"', b"]", b"-1", b"null", b"\x00"]))
def test_a_broken_result_is_refused_and_never_crashes(at, put):
    data = written()
    try:
        restore(data[:at] + put + data[at + 1 :], BOOK)
    except WorkbookError as refused:
        assert refused.problems  # noqa: PT017 - both outcomes are right


@pytest.mark.parametrize("text", ["2022", "2022-02", "2022-02-28"])
def test_dates_come_back_as_they_were_written(text):
    assert str(interval(text)) == text
