"""The short words that reports share: every state has its words, and no word is left over."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest

import gapcheck.report
from gapcheck.assessment import likeness
from gapcheck.assessment.figures import ReadingName
from gapcheck.assessment.nodes import Truth
from gapcheck.assessment.result import AnswerRecord
from gapcheck.assessment.rulings import DecisionRecord, VerdictName
from gapcheck.assessment.wording import PHRASES
from gapcheck.disclosure import NOT_SHOWN
from gapcheck.disclosure.freetext import WITHHELD
from gapcheck.report.spoken.clashes import cut_words, slip_words
from gapcheck.report.spoken.words import keys, word
from gapcheck.rulebook import Rulebook
from gapcheck.workbook.words import SPECIAL, Words

REPORT = Path(gapcheck.report.__file__).parent
KHMER = re.compile("[\u1780-\u17ff]")


def states(record: Any, field: str) -> list[str]:
    """The words that a field of a result may hold."""
    annotation = record.model_fields[field].annotation
    options = [option for part in get_args(annotation) for option in (get_args(part) or [part])]
    return [option for option in options if isinstance(option, str)]


STATES = {
    "verdict": list(get_args(VerdictName)),
    "decision": states(DecisionRecord, "outcome"),
    "truth": list(get_args(Truth)),
    "reading": list(get_args(ReadingName)),
}


@pytest.mark.parametrize("prefix", STATES)
def test_every_state_of_a_result_has_its_words(prefix: str) -> None:
    assert len(STATES[prefix]) > 1
    for language in ("en", "km"):
        said = [word(f"{prefix}_{state}", language) for state in STATES[prefix]]
        assert len(set(said)) == len(said)


def test_every_evidence_of_an_answer_is_called_as_the_reading_in_which_it_counts() -> None:
    assert {f"reading_{grade}" for grade in states(AnswerRecord, "grade")} <= set(keys())


def test_no_word_is_left_that_nothing_says() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in REPORT.rglob("*") if path.suffix in {".py", ".j2"})
    made_up = {f"{prefix}_{state}" for prefix, held in STATES.items() for state in held}
    made_up |= {f"status_{status}" for status in states(AnswerRecord, "status")}
    assert [key for key in keys() if f'"{key}"' not in code and key not in made_up] == []


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
