"""The catalogues that reports speak from: every phrase in every language, and every state has its words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest

from gapcheck.assessment import likeness
from gapcheck.assessment.clashes import ContradictionRecord, ReadingRecord
from gapcheck.assessment.figures import ReadingName
from gapcheck.assessment.nodes import InnerProvision, LeafProvision, Truth
from gapcheck.assessment.result import AnswerRecord
from gapcheck.assessment.rulings import DecisionRecord, VerdictName
from gapcheck.assessment.wording import PHRASES
from gapcheck.disclosure import NOT_SHOWN
from gapcheck.disclosure.freetext import WITHHELD
from gapcheck.report.spoken import words
from gapcheck.report.spoken.clashes import cut_words, slip_words
from gapcheck.report.spoken.words import keys, word
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.phrases import Phrases
from gapcheck.workbook.words import SPECIAL, Words

CATALOGUES = {
    "words": Phrases(Path(words.__file__).with_name("words.yaml")),
    "wording": PHRASES,
}
BRACES = re.compile(r"\{(\w+)\}")
KHMER = re.compile("[\u1780-\u17ff]")
# Marks between words, the same in both languages.
MARKS = {"quoted", "list_all", "list_choices", "lack"}


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_phrase_is_translated_with_its_words_in_braces(name: str) -> None:
    catalogue = CATALOGUES[name]
    assert len(catalogue.keys()) > 40
    for key in catalogue.keys():  # noqa: SIM118 - a catalogue is no mapping
        texts = catalogue.unfilled(key)
        assert set(texts) == {"en", "km"}, key
        assert set(BRACES.findall(texts["en"])) == set(BRACES.findall(texts["km"])), key
        assert KHMER.search(texts["km"]) or key in MARKS, key


def states(record: Any, field: str) -> list[str]:
    """The words that a field of a result may hold."""
    annotation = record.model_fields[field].annotation
    options = [option for part in get_args(annotation) for option in (get_args(part) or [part])]
    return [option for option in options if isinstance(option, str)]


@pytest.mark.parametrize(
    ("prefix", "held"),
    [
        ("outcome", states(ContradictionRecord, "outcome")),
        ("severity", states(ContradictionRecord, "severity")),
        ("as", states(ReadingRecord, "as_")),
        ("verdict", list(get_args(VerdictName))),
        ("decision", states(DecisionRecord, "outcome")),
        ("grade", states(AnswerRecord, "grade")),
        ("no_score", states(LeafProvision, "no_score")),
        ("addressee", states(LeafProvision, "addressee")),
        ("combine", states(InnerProvision, "combine")),
        ("truth", list(get_args(Truth))),
        ("reading", list(get_args(ReadingName))),
    ],
)
def test_every_state_of_a_result_has_its_words(prefix: str, held: list[str]) -> None:
    assert len(held) > 1
    assert {f"{prefix}_{state}" for state in held} <= set(keys())
    for language in ("en", "km"):
        said = [word(f"{prefix}_{state}", language) for state in held]
        assert len(set(said)) == len(said)


def test_every_status_has_its_words_as_the_workbook_writes_them(shipped_rulebook: Rulebook) -> None:
    written = Words(shipped_rulebook.method)
    assert {f"status_{status}" for status in states(AnswerRecord, "status")} == {
        "status_answered", "status_blank", *(f"status_{special.value}" for special in SPECIAL)
    }  # fmt: skip
    for special in (*(status.value for status in SPECIAL), "yes", "no"):
        assert PHRASES.say(special, "km") == written.label(special, "km")
        assert PHRASES.say(special).casefold() == written.label(special).casefold()


def test_the_words_for_what_is_kept_back_are_those_of_the_result() -> None:
    assert (word("not_shown"), word("withheld")) == (NOT_SHOWN, WITHHELD)


@pytest.mark.parametrize("slip", likeness._LIKELY)
def test_every_slip_is_known(slip: str) -> None:
    assert slip_words(slip, "en") == slip
    assert KHMER.search(slip_words(slip, "km"))
    assert slip_words("a slip of next year", "km") == "a slip of next year"


def test_how_many_cells_are_tried_is_the_same_in_every_language() -> None:
    numbers = [sorted(re.findall(r"[\d,]+\d", cut_words(language))) for language in ("en", "km")]
    assert numbers[0] == numbers[1] == ["1,000", "30", "30"]
