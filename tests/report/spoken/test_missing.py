"""What is missing, said from the record: in English it is the record, letter by letter."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from assessment_making import answer, indicator, instrument, leaf, rulebook, submission
from assessment_strategies import LAW, Case, cases
from hypothesis import event, given, settings
from hypothesis import strategies as st

from gapcheck.assessment import Assessment, assess
from gapcheck.disclosure import NOT_SHOWN, published
from gapcheck.engine.reference import ReferenceEvaluator
from gapcheck.report.spoken import missing
from gapcheck.report.spoken.missing import gap_words
from gapcheck.rulebook import Rulebook
from gapcheck.rulebook.criteria import AllCriteria, AnyCriteria, Criterion
from gapcheck.rulebook.provisions import Instrument, Provision

KHMER = re.compile("[\u1780-\u17ff]")
LETTERS = re.compile("[A-Za-z]{3,}")
NAMES = {"khm-2022", "xaa-2022", "xaa-2023", "reviewed"}


def said(held: Assessment, book: Rulebook, language: str) -> list[list[str] | None]:
    """Every gap in a language; None where it could only be said as the record has it."""
    return [missing._said(gap, one, book, language) for one in held.instruments for gap in one.gaps]


def recorded(held: Assessment) -> list[list[str]]:
    return [[part.words for part in gap.missing] for one in held.instruments for gap in one.gaps]


@pytest.mark.parametrize("name", sorted(NAMES | {f"published {name}" for name in NAMES}))
def test_in_english_every_shipped_gap_is_the_record(
    name: str, shipped_results: dict[str, Assessment], shipped_rulebook: Rulebook
) -> None:
    held = shipped_results[name]
    assert len(recorded(held)) > 30
    assert said(held, shipped_rulebook, "en") == recorded(held)


@pytest.mark.parametrize("name", sorted(NAMES | {f"published {name}" for name in NAMES}))
def test_in_khmer_every_shipped_gap_is_khmer(
    name: str, shipped_results: dict[str, Assessment], shipped_rulebook: Rulebook
) -> None:
    held = shipped_results[name]
    for gap, english in zip(said(held, shipped_rulebook, "km"), recorded(held), strict=True):
        assert gap is not None
        assert len(gap) == len(english)
        for words in gap:
            assert KHMER.search(words)
            assert set(LETTERS.findall(words)) <= {"SDG", "LGBTQI", "NGOs", "ILO"}, words


def test_figures_that_are_kept_back_are_kept_back_in_khmer(
    shipped_results: dict[str, Assessment], shipped_rulebook: Rulebook
) -> None:
    whole, shown = (said(shipped_results[name], shipped_rulebook, "km") for name in ("reviewed", "published reviewed"))
    hidden = [at for at, words in enumerate(recorded(shipped_results["published reviewed"])) if NOT_SHOWN in str(words)]
    assert hidden
    for at in hidden:
        assert "មិនបង្ហាញ" in str(shown[at])
        assert shown[at] != whole[at]


def _worded(draw: st.DrawFn, book: Rulebook) -> Rulebook:
    """The rulebook with words of authors for some criteria, brackets in them, and questions in Khmer."""
    number = 0

    def rule(held: Criterion) -> Criterion:
        nonlocal number
        number += 1
        told = {"en": f"Do thing {number} (or {number + 1})", "km": f"ធ្វើ {number}"} if draw(st.booleans()) else None
        update: dict[str, Any] = {"gap": told}
        if isinstance(held, AnyCriteria):
            update["any"] = tuple(map(rule, held.any))
        elif isinstance(held, AllCriteria):
            update["all"] = tuple(map(rule, held.all))
        return held.model_copy(update=update)

    def node(held: Provision) -> Provision:
        levels = {level: tuple(map(rule, rules)) for level, rules in held.levels.items()}
        return held.model_copy(update={"levels": levels, "children": tuple(map(node, held.children))})

    def whole(held: Instrument) -> Instrument:
        return held.model_copy(update={"provisions": tuple(map(node, held.provisions))})

    asked = {
        name: item.model_copy(update={"question": {"en": item.title(), "km": f"សំណួរ {name}?"}})
        for name, item in book.indicators.items()
    }
    return replace(book, indicators=asked, instruments=tuple(map(whole, book.instruments)))


@st.composite
def worded_cases(draw: st.DrawFn) -> Case:
    case = draw(cases())
    return replace(case, book=_worded(draw, case.book))


@given(worded_cases())
@settings(LAW)
def test_in_english_every_gap_is_the_record(case: Case) -> None:
    held = assess(submission(case.answers), case.book, case.reviews, evaluators=(ReferenceEvaluator(),))
    for shown in (held, published([held], case.book)[0]):
        event(f"gaps: {min(len(recorded(shown)), 3)}")
        assert said(shown, case.book, "en") == recorded(shown)
        for one in shown.instruments:
            for gap in one.gaps:
                assert gap_words(gap, one, shown, case.book, "en") == [part.words for part in gap.missing]
                khmer = gap_words(gap, one, shown, case.book, "km")
                assert all(map(KHMER.search, khmer))


CASES, FUND = indicator("cases", "count", unit="persons"), indicator("fund", "yes_no")
ASKED = {"indicator": "cases", "at_least": "9"}
BOOK = rulebook([CASES, FUND], [instrument("plan", leaf("P", {4: [ASKED, {"indicator": "fund", "is": "yes"}]}))])


def _gap(*answers: Any) -> tuple[Any, Any, Assessment]:
    held = assess(submission(answers), BOOK, evaluators=(ReferenceEvaluator(),))
    (one,) = held.instruments
    return one.gaps[0], one, held


def test_each_part_is_said_by_itself() -> None:
    gap, one, held = _gap(answer("fund", "no"))
    assert gap_words(gap, one, held, BOOK, "km") == [
        "How is cases៖ ត្រូវការ យ៉ាងតិច 9 (មិនទាន់មានចម្លើយ)",
        "How is fund៖ ត្រូវការ «បាទ/ចាស» (ចម្លើយដែលបានផ្តល់៖ ទេ)",
    ]


def test_what_other_rules_said_otherwise_stays_in_english() -> None:
    gap, one, held = _gap(answer("fund", "no"))
    other = rulebook([CASES, FUND], [instrument("plan", leaf("P", {4: [{**ASKED, "gap": {"en": "A", "km": "ក"}}]}))])
    for book in (replace(other, sha256="1" * 64), other, replace(BOOK, instruments=()), replace(BOOK, indicators={})):
        assert gap_words(gap, one, held, book, "km") == [part.words for part in gap.missing]


def test_a_question_that_was_asked_otherwise_is_not_said_in_another_language() -> None:
    gap, one, held = _gap(answer("fund", "no"))
    asked = {"cases": CASES, "fund": FUND.model_copy(update={"question": {"en": "Is there a fund?", "km": "មូលនិធិ?"}})}
    book = replace(BOOK, indicators=asked, sha256="1" * 64)
    assert gap_words(gap, one, held, book, "km") == [part.words for part in gap.missing]
