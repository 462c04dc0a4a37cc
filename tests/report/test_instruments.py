"""One instrument at the terminal: what stands beside what is not scored, and a table that keeps its width."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from assessment_making import answer, indicator, instrument, leaf, rulebook, submission, table

from gapcheck.assessment import assess
from gapcheck.report.instruments import instrument_part
from gapcheck.report.plaintext import WIDTH

KINDS = {"words": "text", "number": "count", "groups": "choices", "rows": "table", "done": "yes_no"}
ROWS = [{"place": place, "n": 3, "m": 1, "s": Fraction(1, 2)} for place in ("Kep", "Pailin")]
SCORED = leaf("P.1", {4: [{"indicator": "done", "is": "yes"}]})


def shown(*names: str, **more: Any) -> dict[str, Any]:
    held = {"id": "P.2", "clause": "2", "title": {"en": "Shown"}, "pillar": "protection", "scored": "false"}
    return {**held, "shows": list(names), **more}


def lines_of(*provisions: dict[str, Any], **answers: Any) -> list[str]:
    given = [answer(name, value) for name, value in answers.items()]
    book = rulebook([indicator(name, kind) for name, kind in KINDS.items()], [instrument("plan", *provisions)])
    result = assess(submission(given), book)
    return "\n".join(instrument_part(result.instruments[0], result)).split("\n")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("words", "We lack money.", "We lack money."),
        ("number", Fraction(1310), "1,310"),
        ("groups", ("a", "b"), "A; B"),
        ("groups", ("nobody",), "Nobody"),
        ("rows", table("rows", ROWS), "2 rows"),
    ],
)
def test_an_answer_is_shown_with_its_question_as_a_person_would_say_it(name, value, words):
    lines = lines_of(SCORED, shown(name), **{name: value})
    at = lines.index("ANSWERS BESIDE WHAT IS NOT SCORED")
    assert lines[at + 1] == "  2 Shown"
    assert lines[at + 2].startswith(f"    - How is {name}? {words} (")


def test_nothing_is_said_beside_where_nothing_was_answered():
    assert not [line for line in lines_of(SCORED, shown("number", "words"), done="yes") if "BESIDE" in line]


def test_a_long_clause_is_folded_and_the_table_keeps_its_width():
    long = leaf("P.1", {4: [{"indicator": "done", "is": "yes"}]}, clause="Chapter four, section 12 b")
    lines = lines_of(long, shown("number", clause="Annexes, B"))
    assert max(map(len, lines)) <= WIDTH
    rows = [line for line in lines if line.startswith(("Chapter", "section", "12 b", "Annexes"))]
    assert [line[:12].strip() for line in rows] == ["Chapter", "section 12 b", "Annexes, B"]
