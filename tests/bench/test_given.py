"""Answers in tests are read as those in a workbook."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from assessment_making import METHOD, indicator

from gapcheck.bench.given import REASON, read_given
from gapcheck.rulebook.entries import FaultsError
from gapcheck.rulebook.model import Indicator
from gapcheck.workbook.answers import DateInterval, Grade, Status, Table
from gapcheck.workbook.words import Words

WORDS = Words(METHOD)


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        ("choice", "a", "a"),
        ("yes_no", "no", "no"),
        ("choices", "b", ("b",)),
        ("choices", ["c", "a"], ("a", "c")),
        ("choices", ["nobody"], ("nobody",)),
        ("count", "1,310", Fraction(1310)),
        ("amount", "12.5", Fraction(25, 2)),
        ("share", "75%", Fraction(3, 4)),
        ("share", "12.5 %", Fraction(1, 8)),
        ("date", "2024-02-01", DateInterval(date(2024, 2, 1), date(2024, 2, 1))),
        ("date", "2024-02", DateInterval(date(2024, 2, 1), date(2024, 2, 29))),
        ("date", "2024", DateInterval(date(2024, 1, 1), date(2024, 12, 31))),
        ("text", "some words", "some words"),
        ("table", [], Table(())),
    ],
)
def test_each_type_is_read_and_documented(kind: str, written: Any, value: Any) -> None:
    read = read_given(indicator("x", kind), written, WORDS)
    assert (read.status, read.value, read.grade) == (Status.ANSWERED, value, Grade.DOCUMENTED)


def test_a_table_has_blanks_where_nothing_is_written() -> None:
    read = read_given(indicator("x", "table"), [{"place": "North", "n": "3", "s": "5%"}, {"place": "South"}], WORDS)
    assert isinstance(read.value, Table)
    rows = [{name: cell.value for name, cell in row.items()} for row in read.value.rows]
    assert rows == [
        {"place": "North", "n": Fraction(3), "m": None, "s": Fraction(1, 20)},
        {"place": "South", "n": None, "m": None, "s": None},
    ]


@pytest.mark.parametrize("word", ["not known", "not available", "confidential"])
@pytest.mark.parametrize("kind", ["choice", "choices", "count", "date", "table", "text"])
def test_special_words_are_no_values(kind: str, word: str) -> None:
    read = read_given(indicator("x", kind), word, WORDS)
    assert (read.status.value, read.value) == (word.replace(" ", "_"), None)


def test_an_option_that_is_worded_like_a_special_word_is_the_option() -> None:
    options = {"confidential": {"en": "Confidential"}, "open": {"en": "Open"}}
    asked = {"id": "x", "question": {"en": "?"}, "pillar": "protection", "type": "choice", "options": options}
    item = Indicator.model_validate(asked)
    assert read_given(item, "confidential", WORDS).value == "confidential"


def test_not_applicable_has_its_reason_and_needs_leave() -> None:
    read = read_given(indicator("x", "count", not_applicable="true"), "not applicable", WORDS)
    assert (read.status, read.evidence.comment) == (Status.NOT_APPLICABLE, REASON)
    with pytest.raises(FaultsError, match="applies to every state"):
        read_given(indicator("x", "count"), "not applicable", WORDS)
